// Where the surface lives: a poster at first, the living surface while it is on screen, the poster again when it is
// far off, so that many figures on one page share the few graphics contexts that a browser has.
(function () {
  const ARRIVES = 120; // ms on screen before the surface is mounted: a quick scroll past mounts nothing
  const LEAVES = 500; // ms off screen before it gives its graphics memory back

  class Stage {
    /** Which of the two is shown. @type {"poster" | "mounting" | "live"} */
    state = "poster";
    /** Whether the browser has WebGL; null before it was asked. @type {boolean | null} */
    webgl = null;
    /** Whether the surface comes back as soon as a hand asks for it. */
    waiting = false;
    visible = false;
    printing = false;
    once = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    timer;

    /**
     * `say(key)` shows a hint.
     * @param {HTMLElement} surface
     * @param {HTMLCanvasElement} canvas
     * @param {SurfaceLandscape} landscape
     * @param {{ camera: Camera | null, say(key: string | null): void }} options
     */
    constructor(surface, canvas, landscape, options) {
      this.surface = surface;
      this.canvas = canvas;
      this.landscape = landscape;
      this.say = options.say;
      /** @type {Camera} */
      this.camera = options.camera || lossfold.cameraKeys.standard(landscape.scene);
      surface.addEventListener("landscape:lost", () => this.lost());
      surface.addEventListener("landscape:camera", (event) => (this.camera = event.detail));
      for (const name of ["pointerenter", "focus"]) surface.addEventListener(name, () => this.waiting && this.mount());
      new ResizeObserver(() => this.paint()).observe(canvas);
      lossfold.snapshot.onPaper((on) => this.print(on));
      lossfold.visibility.watch((visible) => this.seen(visible));
    }

    /** @param {boolean} visible */
    seen(visible) {
      clearTimeout(this.timer);
      this.visible = visible;
      // The first figure on screen is mounted at once: nobody is scrolling yet.
      const patience = visible ? (this.once ? ARRIVES : 0) : LEAVES;
      this.once = true;
      const act = () => (visible ? this.mount() : this.release());
      if (patience) this.timer = setTimeout(act, patience);
      else act();
    }

    /** Draws the picture without WebGL, if that is what is shown. */
    paint() {
      if (this.state === "live" && !this.printing) return;
      lossfold.snapshot.paint(this.canvas, this.landscape, this.now(), { paper: this.printing });
    }

    /** On paper the picture stands in for the surface too. @param {boolean} on */
    print(on) {
      this.printing = on;
      this.paint();
    }

    async mount() {
      if (this.state !== "poster" || this.webgl === false) return;
      this.state = "mounting";
      this.waiting = false;
      try {
        await lossfold.visibility.plotly();
        const [camera, theme] = [this.camera, this.landscape.theme];
        await this.landscape.mount(camera);
        // No context now may be one that was taken away meanwhile; a browser that has none at all is not asked again.
        this.webgl = this.landscape.alive() || lossfold.webgl.isAvailable();
        if (!this.landscape.alive()) throw new Error("no WebGL");
        this.state = "live";
        this.say(null);
        this.surface.dataset.live = "yes";
        this.surface.dataset.drawn = "1";
        // The weights may have moved while plotly.js was on its way, and so may the rest.
        this.landscape.draw();
        if (this.landscape.theme !== theme) await this.landscape.refit();
        if (this.camera !== camera) this.setCamera(this.camera);
        if (!this.visible) this.release();
      } catch {
        this.state = "poster";
        this.waiting = this.webgl !== false;
        if (this.landscape.plot) this.landscape.release();
        this.surface.replaceChildren();
        this.say(this.webgl === false ? "embed.nowebgl" : window.Plotly ? "embed.lost" : "embed.noplotly");
        this.surface.dataset.drawn = "picture";
        this.paint();
      }
    }

    release() {
      if (this.state !== "live") return;
      this.camera = structuredClone(this.landscape.camera());
      this.state = "poster";
      this.paint();
      this.surface.dataset.live = "";
      this.landscape.release();
      this.surface.replaceChildren();
    }

    /** The browser took the context away: the picture stays, and whoever touches it has the surface back. */
    lost() {
      if (this.state !== "live") return;
      this.release();
      this.waiting = true;
      this.say("embed.lost");
    }

    /** Mounts the surface again if its context is gone. */
    wake() {
      if (this.state === "live" && !this.landscape.alive()) this.lost();
      if (this.waiting && this.visible) this.mount();
    }

    /** @param {Camera} camera */
    setCamera(camera) {
      this.camera = structuredClone(camera);
      const { plot } = this.landscape;
      if (this.state !== "live" || !plot) this.paint();
      else if (!lossfold.plotlyInternals.look(plot, camera)) this.landscape.setCamera(camera);
    }

    now() {
      return this.state === "live" ? this.landscape.camera() : this.camera;
    }

    /**
     * @param {Weights} weights
     * @param {string} knob
     */
    setWeights(weights, knob) {
      this.landscape.setWeights(weights, knob);
      this.paint();
    }

    async fitAxes() {
      await this.landscape.fitAxes();
      this.paint();
    }

    /** @param {string} theme */
    async setTheme(theme) {
      await this.landscape.setTheme(theme);
      this.paint();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, stage: { Stage } };
})();
