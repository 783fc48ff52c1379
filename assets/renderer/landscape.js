// The renderer: mounts a scene in an element and follows the weights. One for explorer, embed and export.
(function () {
  /** @implements {SurfaceLandscape} */
  class Landscape {
    /** @type {Scene} */
    scene;
    /** @type {Grids} */
    grids;
    /** @type {Float32Array} */
    total;
    /** The axis as plotly.js gets it. @type {Float32Array} */
    axis;
    /** The finer grid that it is drawn on, where the scene's is too coarse for plotly.js. @type {FinerGrid | null} */
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
    trajectories = [];
    /** @type {Plot | null} */
    plot = null;
    /** @type {Theme} */
    theme;

    /**
     * @param {HTMLElement} element
     * @param {Scene} scene
     * @param {LandscapeOptions} options
     */
    constructor(element, scene, options) {
      this.element = element;
      this.theme = options.theme === "dark" ? "dark" : "light";
      this.knob = options.knob || "l1";
      this.ratio = options.ratio || null;
      this.words = options.words || null;
      this.wireframe = Boolean(options.wireframe); // whether the surface is a net of lines
      /** @type {Labels | null} */
      this.labels = null;
      this.withoutMinimum = false; // whether no minimum is marked: on a difference of two landscapes it would be none
      this.lowest = false; // whether the lowest grid point is marked: of a slice nothing more is known
      this.resizing = new ResizeObserver(() => this.resize());
      this.take(scene);
    }

    /** @param {Scene} scene */
    take(scene) {
      lossfold.heights.take(this, scene);
      this.mesh();
    }

    /** How finely the loss is drawn: anew where another layer is drawn in its place. */
    mesh() {
      this.finer = lossfold.finer.of(this.grids.layers.loss, this.grids.axis);
      this.axis = this.finer ? this.finer.axis : this.grids.axis;
    }

    /** J as it is handed to plotly.js. */
    drawn() {
      const { finer, total, grids } = this;
      return finer ? lossfold.finer.read(total, grids.n, finer.at, finer.grid) : total;
    }

    /** Coordinates of every trace but the surface, for today's weights. */
    marks = () => lossfold.surfaceMarks.all(this);
    /** The box's shape, at the size that the element leaves it. */
    aspect = () => lossfold.figureTraces.aspect(this);

    /**
     * Shows a point of the plane, or none, on the surface; `trajectories`: flat lists b1, b2, b1, b2, …
     * @param {Overlays} overlays
     */
    setOverlays({ picked = this.picked, trajectories = this.trajectories }) {
      const same = JSON.stringify(picked) === JSON.stringify(this.picked) && trajectories === this.trajectories;
      Object.assign(this, { picked, trajectories });
      if (same || !this.alive()) return;
      this.put(this.plot, lossfold.surfaceMarks.overlays(this));
      lossfold.plotlyInternals.stir(this.plot);
    }

    /**
     * New coordinates for traces.
     * @param {Plot} plot
     * @param {Record<string, Coordinates>} traces
     */
    put(plot, traces) {
      const numbers = lossfold.figureTraces.numbers(this.scene);
      for (const [name, coordinates] of Object.entries(traces)) {
        lossfold.plotlyInternals.points(plot, numbers[name], coordinates);
      }
    }

    /** @param {Camera | null} [camera] */
    async mount(camera) {
      const { standard, within, NEAR, FAR, LOW, HIGH } = lossfold.cameraKeys;
      const { data, layout, config } = structuredClone(this.scene.figure);
      // plotly.js makes a plot of it.
      const plot = /** @type {Plot} */ (document.createElement("div"));
      this.plot = plot;
      plot.className = "plot";
      // The element that holds it has the text alternative; the many pictures inside it say nothing.
      plot.setAttribute("aria-hidden", "true");
      this.element.replaceChildren(plot);
      this.labels = this.words && new lossfold.labels.Labels(this.element);
      layout.scene.camera = structuredClone(within(camera || standard(this.scene)));
      this.complete(data, layout);
      // Twice the pixels are drawn only where a graphics card draws them.
      const shown = { ...config, plotGlPixelRatio: this.ratio || Math.min(window.devicePixelRatio || 1, 2) };
      // The bare surface first, marks and letters in the next frame, which take as long again.
      await Plotly.newPlot(plot, data.slice(0, 1), lossfold.figureTraces.unlettered(layout), shown);
      lossfold.pointer.listen(this, plot);
      lossfold.plotlyInternals.leaveRecovery(plot);
      plot.on("plotly_webglcontextlost", () => this.element.dispatchEvent(new CustomEvent("landscape:lost")));
      await new Promise(requestAnimationFrame);
      if (this.plot !== plot || !this.alive()) return this;
      await Plotly.react(plot, data, layout, shown);
      if (this.plot !== plot || !this.alive()) return this;
      lossfold.plotlyInternals.limit(plot, [NEAR, FAR], [LOW, HIGH]);
      lossfold.plotlyInternals.onFrame(plot, (project) => this.labels?.place(project));
      this.draw();
      this.resizing.observe(this.element);
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
     * Puts today's numbers and colours into plain traces and layout.
     * @param {PlotlyTrace[]} data
     * @param {PlotlyLayout} layout
     */
    complete(data, layout) {
      const marks = this.marks();
      lossfold.figureTraces.fill(this, marks, data, layout);
      lossfold.figureTraces.paint(this, data, layout);
      this.name(marks);
    }

    /** Adds the layers up under these weights; returns the least and the largest J. @param {Weights} weights */
    weigh(weights) {
      return lossfold.heights.weigh(this, weights);
    }

    /**
     * Follows the sliders: one sum, one upload, no request. The axes stay until `fitAxes`.
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
      const { surface } = lossfold.figureTraces.numbers(this.scene);
      plot.data[surface].z = plot._fullData[surface].z = lossfold.layers.rowsOf(total, this.axis.length);
      const style = { ...this.box, folds: lossfold.heights.folds(this), wireframe: this.wireframe };
      if (!lossfold.vertexBuffer.upload(plot, this.axis, total, style)) return this.refit();
      const marks = this.marks();
      this.put(plot, marks);
      this.name(marks);
    }

    /** Names what is on the picture. @param {Record<string, Coordinates>} marks */
    name(marks) {
      const { words, half, scene, paths, weights, withoutMinimum } = this;
      if (!this.labels || !words) return;
      const { symbol } = scene.knobs[this.knob] ?? { symbol: "λ" };
      const kind = withoutMinimum ? undefined : lossfold.solutionTables.at(scene, paths, weights)?.kind;
      this.labels.name(lossfold.labels.named(marks, { words, symbol, half, kind }));
    }

    /** The paths have come: draws them, and the minimiser if it was waiting for them. @param {Table[]} paths */
    setPaths(paths) {
      this.paths = paths;
      this.draw();
    }

    /** After a drag: fits axes and colours to what is shown now. */
    fitAxes() {
      const now = lossfold.heights.boxOf(this, [this.weights]);
      if (!lossfold.axisBox.differ(this.box, now)) return Promise.resolve();
      this.box = now;
      return this.refit();
    }

    /**
     * Fits axes and colours to a knob's whole way between two values: at every β, J is least and largest at its ends.
     * @param {string} knob
     * @param {number[]} ends
     */
    reach(knob, ends) {
      this.box = lossfold.heights.boxOf(this, ends.map((value) => ({ ...this.weights, [knob]: value })));
      return this.refit();
    }

    /** A new scene in the same place, seen from where the visitor stands. @param {Scene} scene */
    show(scene) {
      const { points, half, box: kept } = { points: this.axis.length, half: this.half, box: this.box };
      this.paths = null;
      this.take(scene);
      if (points !== this.axis.length || half !== this.half) return this.refit();
      // The same grid: as quick as a slider step; the axes fit at the next `fitAxes`.
      this.box = kept;
      this.draw();
      return Promise.resolve();
    }

    /** @param {string} theme */
    setTheme(theme) {
      this.theme = theme === "dark" ? "dark" : "light";
      return this.refit();
    }

    /** @param {boolean} on */
    async setWireframe(on) {
      this.wireframe = on;
      await this.refit();
      this.draw();
    }

    /** A public update of everything, with the camera as it is on screen. */
    refit() {
      if (!this.alive()) return Promise.resolve();
      lossfold.plotlyInternals.keepCamera(this.plot);
      this.complete(this.plot.data, this.plot.layout);
      return Plotly.redraw(this.plot);
    }

    resize() {
      if (!this.alive() || !this.element.clientWidth) return;
      lossfold.plotlyInternals.keepCamera(this.plot);
      // The box keeps clear of the sides: its size goes by the element's shape.
      Object.assign(this.plot.layout.scene.aspectratio, this.aspect());
      Plotly.Plots.resize(this.plot);
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
      const wanted = lossfold.cameraKeys.within(camera || lossfold.cameraKeys.standard(this.scene));
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
    const Kind = lossfold.webgl.isAvailable() ? Landscape : lossfold.fallback2d.FlatLandscape;
    const landscape = new Kind(element, scene, options);
    await landscape.mount(options.camera);
    return landscape;
  }

  globalThis.lossfold = { ...globalThis.lossfold, landscape: { mount, Landscape } };
})();
