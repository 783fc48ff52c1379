// The store of one figure: scene, weights and paths, whoever draws or moves them, and the loop that a drag runs
// through. Surface, sliders and page share it: what one of them changes, the others hear of.
(function () {
  const IDLE = 150; // ms of stillness after which a drag counts as over

  class Figure {
    /** @type {Map<string, ((detail: never) => void)[]>} */
    listeners = new Map();
    /** What draws it, and whether that is a whole landscape. @type {FigureSurface | null} */
    surface = null;
    /** @type {AnyLandscape | null} */
    landscape = null;
    /** The camera that the next picture is to be seen by. @type {Camera | null} */
    camera = null;
    theme = "light";
    wireframe = false;
    /** @type {Table[] | null} */
    paths = null;
    /** @type {Weights} */
    weights = {};
    /** The one that was moved last; at first the one that a page opens with. */
    knob = "";
    /** Where the knobs stand that are not weights. @type {Weights} */
    settings = {};
    /** Whether a slider is held down. */
    holding = false;
    /** Reasons for which a drag is not over yet. @type {(() => boolean)[]} */
    waits = [() => this.holding, () => lossfold.player.running()];
    /** Of the browser, in which the newest step is drawn. @type {number | null} */
    frame = null;
    again = false;
    /** @type {ReturnType<typeof setTimeout> | null} */
    idleTimer = null;

    /** Calls `listener` whenever `name` happens: after those that asked before. @type {FigureStore["on"]} */
    on(name, listener) {
      this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
      return () => {
        this.listeners.set(name, (this.listeners.get(name) ?? []).filter((each) => each !== listener));
      };
    }

    /** @type {FigureStore["emit"]} */
    emit(name, detail) {
      for (const listener of this.listeners.get(name) ?? []) listener(/** @type {never} */ (detail));
    }

    /**
     * A new scene, seen under its own weights or under those given; its paths are yet to come.
     * @type {FigureStore["show"]}
     */
    show(scene, weights = lossfold.knobs.of(scene)) {
      const own = lossfold.knobs.of(scene);
      if (!this.knob) this.knob = lossfold.knobs.first(scene);
      Object.assign(this, { scene, weights, paths: null });
      this.surface?.show?.(scene);
      if (!lossfold.knobs.agree(own, weights)) this.surface?.setWeights(weights, this.knob);
      this.emit("scene");
    }

    /** @type {FigureStore["setPaths"]} */
    setPaths(paths) {
      this.paths = paths;
      this.surface?.setPaths?.(paths);
      this.emit("step");
    }

    /** @type {FigureStore["setTheme"]} */
    setTheme(theme) {
      this.theme = theme;
      this.landscape?.setTheme(theme);
      this.emit("theme");
    }

    /** Whether the surface is a net of lines. @type {FigureStore["setWireframe"]} */
    setWireframe(on) {
      if (on === this.wireframe) return;
      this.wireframe = on;
      this.landscape?.setWireframe(on);
      this.emit("wireframe");
    }

    /** Where the knobs stand that are not weights: their sliders follow. @type {FigureStore["setSettings"]} */
    setSettings(settings) {
      this.settings = settings;
      this.emit("settings");
    }

    /**
     * A step of some weights, in which `knob` is the one that moves: no request. The first of a frame is drawn at once,
     * of those that follow in it only the newest; all else follows in the next frame.
     * @type {FigureStore["setWeights"]}
     */
    setWeights(weights, knob) {
      if (!this.surface || Object.keys(weights).every((name) => weights[name] === this.weights[name])) return;
      Object.assign(this, { weights, knob });
      this.emit("weights");
      this.idleLater();
      if (this.frame !== null) {
        this.again = true;
        return;
      }
      this.surface.setWeights(weights, knob);
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        if (this.again) this.surface?.setWeights(this.weights, this.knob);
        this.again = false;
        this.emit("step");
      });
    }

    /**
     * A hand on a slider: one weight moves, or a knob that is not a weight, which is for others to follow.
     * @type {FigureStore["move"]}
     */
    move(knob, value) {
      if (knob in this.weights) return this.setWeights({ ...this.weights, [knob]: value }, knob);
      if (this.settings[knob] === value) return;
      this.settings = { ...this.settings, [knob]: value };
      this.emit("setting", { knob, value });
    }

    /** A slider is held down, or let go: until then its drag is not over. @type {FigureStore["hold"]} */
    hold(on) {
      this.holding = on;
      if (!on && this.idleTimer !== null) this.idle();
    }

    /** A hand takes over from what runs by itself. @type {FigureStore["take"]} */
    take() {
      this.emit("take");
    }

    /** Debounced: each step starts the wait anew. @type {FigureStore["idleLater"]} */
    idleLater() {
      clearTimeout(this.idleTimer ?? undefined);
      this.idleTimer = setTimeout(() => this.idle(), IDLE);
    }

    /** The hand rests: the axes fit again. @type {FigureStore["idle"]} */
    idle() {
      clearTimeout(this.idleTimer ?? undefined);
      if (!this.surface || this.waits.some((wait) => wait())) return this.idleLater();
      this.idleTimer = null;
      this.surface.fitAxes();
      this.emit("idle");
    }
  }

  /** @type {Map<string, FigureStore>} */
  const known = new Map();

  /** The figure whose surface has this id, from the first time that anybody asks. @type {Lossfold["figures"]["of"]} */
  function of(id) {
    const figure = known.get(id) ?? /** @type {FigureStore} */ (/** @type {unknown} */ (new Figure()));
    known.set(id, figure);
    return figure;
  }

  globalThis.lossfold = { ...globalThis.lossfold, figures: { Figure, of } };
})();
