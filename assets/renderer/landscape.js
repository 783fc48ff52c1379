// The renderer: mounts a scene in an element and follows the weights. One for explorer, embed and export.
(function () {
  const TRACE = { surface: 0, floor: 1, creases: 2, path: 3, drop: 4, shaft: 5, dots: 6, pick: 7, walk0: 8, walk1: 9, walk2: 10, walk3: 11 };
  // plotly.js resamples a surface with fewer points an axis than this; we give it a finer grid of the same surface.
  const PLOTLY_RESAMPLES = 120;
  const FLAT = 1e-6; // of J's size: float32 has no more digits
  const CLICK = 5; // px that a pointer may stray and still click
  const CAMERA = { eye: { x: 1.15, y: -1.5, z: 0.95 }, center: { x: 0, y: 0, z: -0.14 }, up: { x: 0, y: 0, z: 1 } };

  function hasWebGL() {
    const gl = document.createElement("canvas").getContext("webgl");
    const lose = gl && gl.getExtension("WEBGL_lose_context");
    if (lose) lose.loseContext();
    return Boolean(gl);
  }

  /** The floor and the ends of the J axis for values from low to high: room below for the contour lines. */
  function box(low, high) {
    // A J that is the same everywhere gets an axis in its own size: on one of rounding errors it would be noise.
    const size = Math.max(Math.abs(low), Math.abs(high));
    const span = high - low > FLAT * size ? high - low : size || 1;
    return { low, high: low + span, floor: low - 0.3 * span, lift: 0.008 * span };
  }

  class Landscape {
    constructor(element, scene, options) {
      this.element = element;
      this.theme = lossfold.themes[options.theme] ? options.theme : "light";
      this.knob = options.knob || "l1";
      this.ratio = options.ratio || null;
      this.paths = null;
      this.picked = null;
      this.walks = [];
      this.bare = false; // whether no minimum is marked: on a difference of two landscapes it would be none
      this.take(scene);
    }

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
      this.box = box(...Object.values(this.weigh(this.weights)));
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
      const stops = weights[this.knob] > 0 || this.knob === "l1" ? lossfold.solutionTables.along(this.paths, this.knob, weights) : null;
      const surface = (b1, b2) => lossfold.layers.sample(opened, total, b1, b2) + 2 * lift;
      const own = lossfold.marks.minimiser(this.bare ? null : solution, weights, half, floor, 2 * lift, surface);
      return {
        floor: lossfold.contours.floor(opened.axis, total, low, high, floor + lift),
        creases: lossfold.marks.creases(opened, total, weights, lift),
        path: lossfold.marks.path(this.bare ? null : stops, weights, half, 1.2 * lift, this.knob in this.scene.parts ? surface : null),
        ...own,
        ...this.guests(surface),
      };
    }

    /** The picked point and the optimisers' walks, on the surface. */
    guests(surface) {
      const on = (points) => lossfold.marks.over(points, this.half, surface);
      const found = { pick: on(this.picked || []) };
      for (let k = 0; k < 4; k++) found[`walk${k}`] = on(this.walks[k] || []);
      return found;
    }

    /** Shows a point of the plane, or none, on the surface; `walks`: flat lists b1, b2, b1, b2, … */
    setGuests({ picked = this.picked, walks = this.walks }) {
      const same = JSON.stringify(picked) === JSON.stringify(this.picked) && walks === this.walks;
      Object.assign(this, { picked, walks });
      if (same || !this.alive()) return;
      const surface = (b1, b2) => lossfold.layers.sample(this.opened, this.total, b1, b2) + 2 * this.box.lift;
      for (const [name, coordinates] of Object.entries(this.guests(surface))) lossfold.plotlyInternals.points(this.plot, TRACE[name], coordinates);
      lossfold.plotlyInternals.stir(this.plot);
    }

    async mount(camera) {
      const { data, layout, config } = structuredClone(this.scene.figure);
      this.plot = document.createElement("div");
      this.plot.className = "plot";
      // The element that holds it has the text alternative; the many pictures inside it say nothing.
      this.plot.setAttribute("aria-hidden", "true");
      this.element.replaceChildren(this.plot);
      layout.scene.camera = camera || structuredClone(CAMERA);
      this.fill(data, layout);
      this.paint(data, layout);
      // Twice the pixels are drawn only where a graphics card draws them.
      config.plotGlPixelRatio = this.ratio || Math.min(window.devicePixelRatio || 1, 2);
      // The bare surface first, marks and letters in the next frame: they take as long again.
      const bare = structuredClone(layout);
      for (const axis of ["xaxis", "yaxis", "zaxis"]) Object.assign(bare.scene[axis], { title: { text: "" }, showticklabels: false });
      await Plotly.newPlot(this.plot, data.slice(0, 1), bare, config);
      this.follow();
      lossfold.plotlyInternals.leaveRecovery(this.plot);
      this.plot.on("plotly_webglcontextlost", () => this.element.dispatchEvent(new CustomEvent("landscape:lost")));
      await new Promise(requestAnimationFrame);
      if (!this.alive()) return this;
      await Plotly.react(this.plot, data, layout, config);
      if (!this.alive()) return this;
      lossfold.plotlyInternals.limit(this.plot, lossfold.cameraKeys.NEAR, lossfold.cameraKeys.FAR);
      this.resizing = new ResizeObserver(() => this.resize());
      this.resizing.observe(this.element);
      for (const name of ["pointerup", "touchend", "wheel", "keyup"]) {
        this.plot.addEventListener(name, () => setTimeout(() => this.moved(), 60), { capture: true, passive: true });
      }
      return this;
    }

    /** Whether there is a plot with a context to draw in; the browser may take that away at any time. */
    alive() {
      return Boolean(this.plot) && lossfold.plotlyInternals.isAlive(this.plot);
    }

    /** Puts the current numbers into plain traces and layout. */
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
      for (const each of ["xaxis", "yaxis", "zaxis"]) layout.scene[each].nticks = small ? 4 : asMade[each].nticks;
      const size = this.size();
      layout.scene.aspectratio = { x: size, y: size, z: 0.78 * size };
    }

    /** The box's size: a narrow element would cut the axes' numbers off at its sides; the camera stays what links say. */
    size() {
      const { clientWidth: width, clientHeight: height } = this.element;
      return Math.min(Math.max((0.95 * width) / height, 0.4), width < 300 ? 0.7 : width < 400 ? 0.82 : width < 520 ? 0.9 : 1);
    }

    paint(data, layout) {
      const colours = lossfold.themes[this.theme];
      for (const name of ["floor", "creases", "path", "drop"]) data[TRACE[name]].line.color = colours[name];
      data[TRACE.shaft].line.color = colours.minimum;
      data[TRACE.dots].marker.color = colours.minimum;
      data[TRACE.dots].marker.line.color = colours.rim;
      Object.assign(data[TRACE.pick].marker, { color: colours.pick });
      colours.walks.forEach((colour, k) => (data[TRACE[`walk${k}`]].line.color = colour));
      layout.font = { color: colours.text, family: "system-ui, sans-serif", size: 12 };
      layout.hoverlabel = { bgcolor: colours.plate, font: { color: colours.text, size: 13 } };
      for (const axis of ["xaxis", "yaxis", "zaxis"]) {
        Object.assign(layout.scene[axis], { gridcolor: colours.grid, linecolor: colours.grid, color: colours.text });
      }
    }

    /** Adds the layers up under these weights; returns the least and the largest J. */
    weigh(weights) {
      this.weights = weights;
      this.opened = lossfold.layers.fold(this.opened, weights);
      return lossfold.layers.add(this.opened, weights, this.total);
    }

    /** Follows the sliders: one sum, one upload, no request. The axes stay until `settle`. */
    setWeights(weights, knob) {
      if (knob) this.knob = knob;
      this.weigh({ ...this.weights, ...weights });
      this.draw();
    }

    draw() {
      if (!this.alive()) return;
      const { plotlyInternals } = lossfold;
      const total = this.drawn();
      const rows = lossfold.layers.rowsOf(total, this.axis.length);
      this.plot.data[TRACE.surface].z = rows;
      this.plot._fullData[TRACE.surface].z = rows;
      if (!plotlyInternals.surface(this.plot, this.axis, total, this.box)) {
        this.refit();
        return;
      }
      for (const [name, coordinates] of Object.entries(this.marks())) plotlyInternals.points(this.plot, TRACE[name], coordinates);
    }

    /** The paths have come: draws them, and the minimiser if it was waiting for them. */
    setPaths(paths) {
      this.paths = paths;
      this.draw();
    }

    /** After a drag: fits axes and colours to what is shown now. */
    settle() {
      const now = box(...Object.values(this.weigh(this.weights)));
      const moved = Math.abs(now.high - this.box.high) + Math.abs(now.low - this.box.low);
      if (moved > 1e-3 * (now.high - now.low)) {
        this.box = now;
        return this.refit();
      }
      return Promise.resolve();
    }

    /** Fits axes and colours to a knob's whole way between two values: at every β, J is least and largest at its ends. */
    reach(knob, ends) {
      const now = this.weights;
      const found = ends.map((value) => this.weigh({ ...now, [knob]: value }));
      this.weigh(now);
      this.box = box(Math.min(...found.map(({ low }) => low)), Math.max(...found.map(({ high }) => high)));
      return this.refit();
    }

    /** A new scene in the same place, seen from where the visitor stands. */
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

    /** Says which point of the plane the pointer is on: events landscape:pick and, for a click, landscape:pin. */
    follow() {
      let [at, from] = [null, null];
      const tell = (what) => this.element.dispatchEvent(new CustomEvent(`landscape:${what}`, { detail: at }));
      const hover = (point) => {
        at = point && point.curveNumber === TRACE.surface ? [point.x, point.y] : null;
        tell("pick");
      };
      this.plot.on("plotly_hover", ({ points: [point] }) => hover(point));
      this.plot.on("plotly_unhover", () => hover(null));
      // plotly_click comes with the button's first touch, also when that begins a turn.
      const place = ({ clientX, clientY }) => [clientX, clientY];
      this.plot.addEventListener("pointerdown", (event) => (from = place(event)), { capture: true });
      this.plot.addEventListener("click", (event) => {
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
      return lossfold.plotlyInternals.camera(this.plot);
    }

    setCamera(camera) {
      this.plot.layout.scene.camera = structuredClone(camera || CAMERA);
      return Plotly.relayout(this.plot, { "scene.camera": structuredClone(camera || CAMERA) });
    }

    /** Gives the WebGL context back. */
    release() {
      if (this.resizing) this.resizing.disconnect();
      lossfold.plotlyInternals.loseContext(this.plot);
      Plotly.purge(this.plot);
      this.plot = null;
    }
  }

  /** Draws the scene in the element; resolves to what follows the sliders. Flat where there is no WebGL. */
  async function mount(element, scene, options = {}) {
    lossfold.canvasReadback.off();
    const Kind = hasWebGL() ? Landscape : lossfold.fallback2d.FlatLandscape;
    const landscape = new Kind(element, scene, options);
    await landscape.mount(options.camera);
    return landscape;
  }

  globalThis.lossfold = { ...globalThis.lossfold, landscape: { mount, box, hasWebGL, Landscape, CAMERA } };
})();
