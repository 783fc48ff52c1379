// The renderer: mounts a scene in an element and follows the weights. One for explorer, embed and export.
(function () {
  /** The order of the traces, as in TRACES of components/scene/figure.py. @type {Record<string, number>} */
  const TRACE = {
    surface: 0, floor: 1, creases: 2, path: 3, drop: 4, shaft: 5, dots: 6, pick: 7,
    walk0: 8, walk1: 9, walk2: 10, walk3: 11,
  };
  const AXES = /** @type {const} */ (["xaxis", "yaxis", "zaxis"]);
  // plotly.js resamples a surface with fewer points an axis than this; we give it a finer grid of the same surface.
  const PLOTLY_RESAMPLES = 120;
  const CLICK = 5; // px that a pointer may stray and still click

  /** @type {Lossfold["landscape"]["hasWebGL"]} */
  function hasWebGL() {
    const gl = document.createElement("canvas").getContext("webgl");
    const lose = gl && gl.getExtension("WEBGL_lose_context");
    if (lose) lose.loseContext();
    return Boolean(gl);
  }

  /** @implements {SurfaceLandscape} */
  class Landscape {
    /** @type {Scene} */
    scene;
    /** @type {Grids} */
    opened;
    /** @type {Float32Array} */
    total;
    /** The axis as plotly.js gets it, and J on it where that is finer than the scene's. @type {Float32Array} */
    axis;
    /** @type {Float32Array | null} */
    finer;
    /** @type {Weights} */
    weights;
    /** @type {number} */
    half;
    /** @type {AxisBox} */
    box;
    /** @type {Table[] | null} */
    paths = null;
    /** @type {number[] | null} */
    picked = null;
    /** @type {number[][]} */
    walks = [];
    /** @type {Plot | null} */
    plot = null;

    /**
     * @param {HTMLElement} element
     * @param {Scene} scene
     * @param {LandscapeOptions} options
     */
    constructor(element, scene, options) {
      this.element = element;
      this.theme = lossfold.themes[options.theme] ? options.theme : "light";
      this.knob = options.knob || "l1";
      this.ratio = options.ratio || null;
      this.bare = false; // whether no minimum is marked: on a difference of two landscapes it would be none
      this.resizing = new ResizeObserver(() => this.resize());
      this.take(scene);
    }

    /** @param {Scene} scene */
    take(scene) {
      this.scene = scene;
      this.opened = lossfold.layers.open(scene);
      this.total = new Float32Array(this.opened.n ** 2);
      this.finer = null;
      this.axis = this.opened.axis;
      if (this.opened.n < PLOTLY_RESAMPLES) {
        this.axis = lossfold.layers.finerAxis(this.opened.axis);
        this.finer = new Float32Array(this.axis.length ** 2);
      }
      this.weights = { ...scene.weights };
      this.half = this.opened.axis[this.opened.n - 1];
      const { low, high } = this.weigh(this.weights);
      this.box = lossfold.axisBox.around(low, high);
    }

    /** J as it is handed to plotly.js. */
    drawn() {
      return this.finer ? lossfold.layers.refine(this.total, this.opened.n, this.finer) : this.total;
    }

    /** Coordinates of every trace but the surface, for today's weights. */
    marks() {
      const { opened, total, weights, half } = this;
      const { low, high, floor, lift } = this.box;
      const solution = lossfold.solutionTables.at(this.scene, this.paths, weights);
      const runs = !this.bare && (weights[this.knob] > 0 || this.knob === "l1");
      const stops = runs ? lossfold.solutionTables.along(this.paths, this.knob, weights) : null;
      const surface = this.height();
      const own = lossfold.marks.minimiser(this.bare ? null : solution, weights, half, floor, 2 * lift, surface);
      return {
        floor: lossfold.contours.floor(opened.axis, total, low, high, floor + lift),
        creases: lossfold.marks.creases(opened, total, weights, lift),
        path: lossfold.marks.path(stops, weights, half, 1.2 * lift, this.knob in this.scene.parts ? surface : null),
        ...own,
        ...this.guests(surface),
      };
    }

    /** The height of the surface over a point, and a little more, so that a line on it is seen. @returns {Height} */
    height() {
      const { opened, total, box } = this;
      return (b1, b2) => lossfold.layers.sample(opened, total, b1, b2) + 2 * box.lift;
    }

    /** The picked point and the optimisers' walks, on the surface. @param {Height} surface */
    guests(surface) {
      const on = (/** @type {number[]} */ points) => lossfold.marks.over(points, this.half, surface);
      /** @type {Record<string, Coordinates>} */
      const found = { pick: on(this.picked || []) };
      for (let k = 0; k < 4; k++) found[`walk${k}`] = on(this.walks[k] || []);
      return found;
    }

    /**
     * Shows a point of the plane, or none, on the surface; `walks`: flat lists b1, b2, b1, b2, …
     * @param {Guests} guests
     */
    setGuests({ picked = this.picked, walks = this.walks }) {
      const same = JSON.stringify(picked) === JSON.stringify(this.picked) && walks === this.walks;
      Object.assign(this, { picked, walks });
      if (same || !this.alive()) return;
      this.put(this.plot, this.guests(this.height()));
      lossfold.plotlyInternals.stir(this.plot);
    }

    /**
     * New coordinates for traces.
     * @param {Plot} plot
     * @param {Record<string, Coordinates>} traces
     */
    put(plot, traces) {
      for (const [name, coordinates] of Object.entries(traces)) {
        lossfold.plotlyInternals.points(plot, TRACE[name], coordinates);
      }
    }

    /** @param {Camera | null} [camera] */
    async mount(camera) {
      const { data, layout, config } = structuredClone(this.scene.figure);
      // plotly.js makes a plot of it.
      const plot = /** @type {Plot} */ (document.createElement("div"));
      this.plot = plot;
      plot.className = "plot";
      // The element that holds it has the text alternative; the many pictures inside it say nothing.
      plot.setAttribute("aria-hidden", "true");
      this.element.replaceChildren(plot);
      layout.scene.camera = camera || structuredClone(lossfold.cameraKeys.CAMERA);
      this.fill(data, layout);
      this.paint(data, layout);
      // Twice the pixels are drawn only where a graphics card draws them.
      const shown = { ...config, plotGlPixelRatio: this.ratio || Math.min(window.devicePixelRatio || 1, 2) };
      // The bare surface first, marks and letters in the next frame: they take as long again.
      const bare = structuredClone(layout);
      for (const axis of AXES) Object.assign(bare.scene[axis], { title: { text: "" }, showticklabels: false });
      await Plotly.newPlot(plot, data.slice(0, 1), bare, shown);
      this.follow(plot);
      lossfold.plotlyInternals.leaveRecovery(plot);
      plot.on("plotly_webglcontextlost", () => this.element.dispatchEvent(new CustomEvent("landscape:lost")));
      await new Promise(requestAnimationFrame);
      if (this.plot !== plot || !this.alive()) return this;
      await Plotly.react(plot, data, layout, shown);
      if (this.plot !== plot || !this.alive()) return this;
      lossfold.plotlyInternals.limit(plot, lossfold.cameraKeys.NEAR, lossfold.cameraKeys.FAR);
      this.resizing.observe(this.element);
      for (const name of ["pointerup", "touchend", "wheel", "keyup"]) {
        plot.addEventListener(name, () => setTimeout(() => this.moved(), 60), { capture: true, passive: true });
      }
      return this;
    }

    /**
     * Whether there is a plot with a context to draw in; the browser may take that away at any time.
     * @returns {this is { plot: Plot }}
     */
    alive() {
      return this.plot !== null && lossfold.plotlyInternals.isAlive(this.plot);
    }

    /**
     * Puts the current numbers into plain traces and layout.
     * @param {PlotlyTrace[]} data
     * @param {PlotlyLayout} layout
     */
    fill(data, layout) {
      const { axis } = this;
      const { low, high, floor } = this.box;
      const z = lossfold.layers.rowsOf(this.drawn(), axis.length);
      Object.assign(data[TRACE.surface], { x: axis, y: axis, z, cmin: low, cmax: high });
      for (const [name, coordinates] of Object.entries(this.marks())) Object.assign(data[TRACE[name]], coordinates);
      layout.scene.xaxis.range = [-this.half, this.half];
      layout.scene.yaxis.range = [-this.half, this.half];
      layout.scene.zaxis.range = [floor, high];
      // On a small tile more numbers than these lie in a heap.
      const { scene: asMade } = this.scene.figure.layout;
      const small = this.element.clientWidth < 300;
      for (const each of AXES) layout.scene[each].nticks = small ? 4 : asMade[each].nticks;
      const size = this.size();
      layout.scene.aspectratio = { x: size, y: size, z: 0.78 * size };
    }

    /**
     * The box's size: a narrow element would cut the axes' numbers off at its sides; the camera stays what links say.
     */
    size() {
      const { clientWidth: width, clientHeight: height } = this.element;
      const most = width < 300 ? 0.7 : width < 400 ? 0.82 : width < 520 ? 0.9 : 1;
      return Math.min(Math.max((0.95 * width) / height, 0.4), most);
    }

    /**
     * @param {PlotlyTrace[]} data
     * @param {PlotlyLayout} layout
     */
    paint(data, layout) {
      const colours = lossfold.themes[this.theme];
      const { floor, creases, path, drop } = colours;
      for (const [name, colour] of Object.entries({ floor, creases, path, drop })) {
        data[TRACE[name]].line.color = colour;
      }
      data[TRACE.shaft].line.color = colours.minimum;
      data[TRACE.dots].marker.color = colours.minimum;
      data[TRACE.dots].marker.line.color = colours.rim;
      Object.assign(data[TRACE.pick].marker, { color: colours.pick });
      colours.walks.forEach((colour, k) => (data[TRACE[`walk${k}`]].line.color = colour));
      layout.font = { color: colours.text, family: "system-ui, sans-serif", size: 12 };
      layout.hoverlabel = { bgcolor: colours.plate, font: { color: colours.text, size: 13 } };
      for (const axis of AXES) {
        Object.assign(layout.scene[axis], { gridcolor: colours.grid, linecolor: colours.grid, color: colours.text });
      }
    }

    /** Adds the layers up under these weights; returns the least and the largest J. @param {Weights} weights */
    weigh(weights) {
      this.weights = weights;
      this.opened = lossfold.layers.fold(this.opened, weights);
      return lossfold.layers.add(this.opened, weights, this.total);
    }

    /**
     * Follows the sliders: one sum, one upload, no request. The axes stay until `settle`.
     * @param {Weights} weights
     * @param {string} [knob]
     */
    setWeights(weights, knob) {
      if (knob) this.knob = knob;
      this.weigh({ ...this.weights, ...weights });
      this.draw();
    }

    draw() {
      if (!this.alive()) return;
      const { plot } = this;
      const total = this.drawn();
      const rows = lossfold.layers.rowsOf(total, this.axis.length);
      plot.data[TRACE.surface].z = rows;
      plot._fullData[TRACE.surface].z = rows;
      if (lossfold.plotlyInternals.surface(plot, this.axis, total, this.box)) this.put(plot, this.marks());
      else this.refit();
    }

    /** The paths have come: draws them, and the minimiser if it was waiting for them. @param {Table[]} paths */
    setPaths(paths) {
      this.paths = paths;
      this.draw();
    }

    /** After a drag: fits axes and colours to what is shown now. */
    settle() {
      const { low, high } = this.weigh(this.weights);
      const now = lossfold.axisBox.around(low, high);
      const moved = Math.abs(now.high - this.box.high) + Math.abs(now.low - this.box.low);
      if (moved > 1e-3 * (now.high - now.low)) {
        this.box = now;
        return this.refit();
      }
      return Promise.resolve();
    }

    /**
     * Fits axes and colours to a knob's whole way between two values: at every β, J is least and largest at its ends.
     * @param {string} knob
     * @param {number[]} ends
     */
    reach(knob, ends) {
      const now = this.weights;
      const found = ends.map((value) => this.weigh({ ...now, [knob]: value }));
      this.weigh(now);
      const [low, high] = [Math.min(...found.map((each) => each.low)), Math.max(...found.map((each) => each.high))];
      this.box = lossfold.axisBox.around(low, high);
      return this.refit();
    }

    /** A new scene in the same place, seen from where the visitor stands. @param {Scene} scene */
    show(scene) {
      const { points, half, box: kept } = { points: this.axis.length, half: this.half, box: this.box };
      this.paths = null;
      this.take(scene);
      if (points !== this.axis.length || half !== this.half) return this.refit();
      // The same grid: as quick as a slider step; the axes fit at the next `settle`.
      this.box = kept;
      this.draw();
      return Promise.resolve();
    }

    /** @param {string} theme */
    setTheme(theme) {
      this.theme = lossfold.themes[theme] ? theme : "light";
      return this.refit();
    }

    /** A public update of everything, with the camera as it is on screen. */
    refit() {
      if (!this.alive()) return Promise.resolve();
      lossfold.plotlyInternals.keepCamera(this.plot);
      this.fill(this.plot.data, this.plot.layout);
      this.paint(this.plot.data, this.plot.layout);
      return Plotly.redraw(this.plot);
    }

    resize() {
      if (!this.alive() || !this.element.clientWidth) return;
      lossfold.plotlyInternals.keepCamera(this.plot);
      // The box keeps clear of the sides: its size goes by the element's shape.
      const size = this.size();
      Object.assign(this.plot.layout.scene.aspectratio, { x: size, y: size, z: 0.78 * size });
      Plotly.Plots.resize(this.plot);
    }

    /**
     * Says which point of the plane the pointer is on: events landscape:pick and, for a click, landscape:pin.
     * @param {Plot} plot
     */
    follow(plot) {
      /** @type {Point2 | null} */
      let at = null;
      /** @type {Point2 | null} */
      let from = null;
      const tell = (/** @type {string} */ what) =>
         this.element.dispatchEvent(new CustomEvent(`landscape:${what}`, { detail: at }));
      /** @param {{ curveNumber: number, x: number, y: number } | null} point */
      const hover = (point) => {
        at = point && point.curveNumber === TRACE.surface ? [point.x, point.y] : null;
        tell("pick");
      };
      plot.on("plotly_hover", ({ points: [point] }) => hover(point));
      plot.on("plotly_unhover", () => hover(null));
      // plotly_click comes with the button's first touch, also when that begins a turn.
      /** @type {(event: MouseEvent) => Point2} */
      const place = ({ clientX, clientY }) => [clientX, clientY];
      plot.addEventListener("pointerdown", (event) => (from = place(event)), { capture: true });
      plot.addEventListener("click", (event) => {
        const [x, y] = place(event);
        if (at && from && Math.hypot(x - from[0], y - from[1]) < CLICK) tell("pin");
      }, { capture: true });
    }

    moved() {
      if (!this.alive()) return;
      const now = this.camera();
      const kept = lossfold.cameraKeys.within(now);
      // A pan may have led away from the surface, and nothing else brings one back.
      if (kept !== now) lossfold.plotlyInternals.look(this.plot, structuredClone(kept));
      this.element.dispatchEvent(new CustomEvent("landscape:camera", { detail: this.camera() }));
    }

    camera() {
      return lossfold.plotlyInternals.camera(/** @type {Plot} */ (this.plot));
    }

    /** @param {Camera | null} camera */
    setCamera(camera) {
      const wanted = camera || lossfold.cameraKeys.CAMERA;
      const plot = /** @type {Plot} */ (this.plot);
      plot.layout.scene.camera = structuredClone(wanted);
      return Plotly.relayout(plot, { "scene.camera": structuredClone(wanted) });
    }

    /** Gives the WebGL context back. */
    release() {
      this.resizing.disconnect();
      if (!this.plot) return;
      lossfold.plotlyInternals.loseContext(this.plot);
      Plotly.purge(this.plot);
      this.plot = null;
    }
  }

  /**
   * Draws the scene in the element; resolves to what follows the sliders. Flat where there is no WebGL.
   * @type {Lossfold["landscape"]["mount"]}
   */
  async function mount(element, scene, options) {
    lossfold.canvasReadback.off();
    const Kind = hasWebGL() ? Landscape : lossfold.fallback2d.FlatLandscape;
    const landscape = new Kind(element, scene, options);
    await landscape.mount(options.camera);
    return landscape;
  }

  globalThis.lossfold = { ...globalThis.lossfold, landscape: { mount, hasWebGL, Landscape } };
})();
