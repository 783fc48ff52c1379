// The embed's side of the views: the same ones as the explorer's, without a server to ask.
(function () {
  /** @type {Board | null} */
  let board = null;

  /** What stands in for the stage where the author shows no surface: it follows, and draws nothing. */
  class NoStage {
    visible = true;

    /** @param {SurfaceLandscape} landscape */
    constructor(landscape) {
      this.landscape = landscape;
    }

    /**
     * @param {Weights} weights
     * @param {string} knob
     */
    setWeights(weights, knob) {
      this.landscape.setWeights(weights, knob);
    }

    /** @param {string} theme */
    async setTheme(theme) {
      await this.landscape.setTheme(theme);
    }

    async fitAxes() {
      await this.landscape.fitAxes();
    }

    setCamera() {}

    wake() {}

    paint() {}

    now() {
      return null;
    }
  }

  /**
   * Builds the board if the author shows any view.
   * @type {Lossfold["embedViews"]["begin"]}
   */
  function begin(state, start) {
    const names = start.viewState.views.filter((name) => name !== "surface");
    if (!names.length) return;
    const { viewState } = start;
    const { penalties } = state.scene;
    const options = { ...start.options };
    /** Where a slider may stand, or null if the author left it out. @param {string} knob */
    const stopsOf = (knob) => (start.knobs.includes(knob) ? lossfold.solutionTables.stopsOf(state.paths, knob) : null);
    const { landscape } = state.stage;
    const extras = lossfold.viewBoard.openExtras(state.scene.extras);
    /** @type {() => PageFrame} */
    const frame = () => ({
      scene: state.scene, grids: landscape.grids, half: landscape.half, box: landscape.box,
      weights: state.weights, knob: state.knob,
      words: state.words, theme: document.documentElement.dataset.theme ?? "light",
      wireframe: state.wireframe,
      solution: lossfold.solutionTables.at(state.scene, state.paths, { loss: 1, ...state.weights }),
      tables: state.paths, extras, canAsk: false, options,
      hasSurface: viewState.views.includes("surface"),
      showPick: (picked) => landscape.setOverlays({ picked }),
      showTrajectories: (trajectories) => landscape.setOverlays({ trajectories }),
    });
    /** @type {PageHost} */
    const host = {
      canAsk: false, words: state.words, penalties, kinds: start.views, start: viewState, options,
      optimizers: start.optimizers, gallery: start.gallery, frame,
      setWeight(knob, value) {
        const stops = stopsOf(knob);
        if (stops) state.move(knob, lossfold.stops.nearest(stops, value));
      },
      step(knob, by) {
        const stops = stopsOf(knob);
        if (!stops) return;
        const at = stops.indexOf(lossfold.stops.nearest(stops, state.weights[knob]));
        state.move(knob, stops[Math.min(Math.max(at + by, 0), stops.length - 1)]);
      },
      idle: () => state.idleLater(),
      notice: () => {},
      changed: () => {},
      camera: () => state.stage.now(),
      plotly: () => lossfold.visibility.plotly(),
      setOptions(texts) {
        Object.assign(options, texts);
        update();
      },
      setOptimizers: () => {},
    };
    const [place, surface] = [document.getElementById("board"), document.getElementById("surface")];
    if (!place || !surface) return;
    place.replaceChildren();
    const built = new lossfold.viewBoard.Board(place, host, { names, canClose: false });
    board = built;
    surface.addEventListener("landscape:pick", (event) => built.picked(event.detail));
    surface.addEventListener("landscape:pin", (event) => built.pin(event.detail));
    lossfold.visibility.watch((visible) => (visible ? built.wake() : built.sleep()));
  }

  /** @type {Lossfold["embedViews"]["update"]} */
  const update = () => board?.update();

  globalThis.lossfold = { ...globalThis.lossfold, embedViews: { NoStage, begin, update } };
})();
