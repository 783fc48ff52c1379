// Fills the scene's figure: numbers and colours go into its plain traces and layout, as plotly.js takes them.
(function () {
  const AXES = /** @type {const} */ (["xaxis", "yaxis", "zaxis"]);

  /** The number of each of the figure's traces, by its name. @type {Lossfold["figureTraces"]["numbers"]} */
  const numbers = ({ figure }) => Object.fromEntries(figure.data.map(({ name }, k) => [name, k]));

  /** @type {Lossfold["figureTraces"]["fill"]} */
  function fill(landscape, marks, data, layout) {
    const { axis, box, half, scene, element } = landscape;
    const trace = numbers(scene);
    const drawn = landscape.drawn();
    const shades = Float32Array.from(drawn, (value) => lossfold.axisBox.shade(value, box));
    const [z, surfacecolor] = [drawn, shades].map((grid) => lossfold.layers.rowsOf(grid, axis.length));
    Object.assign(data[trace.surface], { x: axis, y: axis, z, surfacecolor, cmin: 0, cmax: 1 });
    for (const [name, { shade, ...coordinates }] of Object.entries(marks)) {
      Object.assign(data[trace[name]], coordinates);
      if (shade) data[trace[name]].line.color = shade;
    }
    layout.scene.xaxis.range = [-half, half];
    layout.scene.yaxis.range = [-half, half];
    layout.scene.zaxis.range = [box.floor, box.high];
    // On a small tile more numbers than these lie in a heap.
    const { scene: asMade } = scene.figure.layout;
    const small = element.clientWidth < 300;
    for (const each of AXES) layout.scene[each].nticks = small ? 4 : asMade[each].nticks;
    layout.scene.aspectratio = aspect(landscape);
    name(landscape, data[trace.surface], layout);
  }

  /**
   * The features' names on the axes and under the pointer, where there is room and the words are known.
   * @type {(landscape: Pick<SurfaceLandscape, "scene" | "words" | "element">, surface: PlotlyTrace,
   *   layout: PlotlyLayout) => void}
   */
  function name({ scene, words, element }, surface, layout) {
    if (!words || !surface.hovertemplate) return;
    const made = ["β₁", "β₂"];
    // A file's own names may be markup to plotly.js, which reads <b> and the like.
    const called = made.map((_, which) => lossfold.story.coefficient(scene, which, words).replace(/[<>&%{}]/g, " "));
    const wide = element.clientWidth >= 520;
    for (const [which, axis] of /** @type {const} */ (["xaxis", "yaxis"]).entries()) {
      layout.scene[axis].title = { ...layout.scene[axis].title, text: wide ? shortened(called[which]) : made[which] };
    }
    surface.hovertemplate = `${called[0]}: %{x:.3f}<br>${called[1]}: %{y:.3f}<br>J: %{z:.4f}<extra></extra>`;
  }

  /** As much of a name as an axis has room for. @type {(text: string) => string} */
  const shortened = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

  /**
   * The box's shape. A narrow element would cut the axes' numbers off at its sides: there it is smaller; the camera
   * stays what links say.
   * @type {Lossfold["figureTraces"]["aspect"]}
   */
  function aspect({ element, scene }) {
    const { clientWidth: width, clientHeight: height } = element;
    const most = width < 200 ? 0.58 : width < 300 ? 0.7 : width < 400 ? 0.82 : width < 520 ? 0.9 : 1;
    const size = Math.min(Math.max((0.95 * width) / height, 0.4), most);
    const { x, y, z } = scene.figure.layout.scene.aspectratio;
    return { x: x * size, y: y * size, z: z * size };
  }

  /** The colours of a theme. @type {Lossfold["figureTraces"]["paint"]} */
  function paint({ scene, theme, wireframe }, data, layout) {
    const trace = numbers(scene);
    const colours = scene.figure.colours[theme];
    const { floor, isolines, path, drop } = colours;
    // Where the paper shines through, lines that are to be seen on a dark surface would not be.
    const creases = wireframe ? colours.text : colours.creases;
    for (const [name, colour] of Object.entries({ floor, isolines, creases, path, drop })) {
      data[trace[name]].line.color = colour;
    }
    data[trace.shaft].line.color = colours.minimum;
    data[trace.dots].marker.color = colours.minimum;
    data[trace.dots].marker.line.color = colours.rim;
    Object.assign(data[trace.pick].marker, { color: colours.pick });
    colours.trajectories.forEach((colour, k) => (data[trace[`trajectory${k}`]].line.color = colour));
    layout.font = { color: colours.text, family: "system-ui, sans-serif", size: 12 };
    layout.hoverlabel = { bgcolor: colours.plate, font: { color: colours.text, size: 13 } };
    for (const axis of AXES) {
      Object.assign(layout.scene[axis], { gridcolor: colours.grid, linecolor: colours.grid, color: colours.text });
    }
  }

  /** The layout without a letter on its axes. @type {Lossfold["figureTraces"]["unlettered"]} */
  function unlettered(layout) {
    const bare = structuredClone(layout);
    for (const axis of AXES) Object.assign(bare.scene[axis], { title: { text: "" }, showticklabels: false });
    return bare;
  }

  globalThis.lossfold = { ...globalThis.lossfold, figureTraces: { numbers, fill, aspect, paint, unlettered } };
})();
