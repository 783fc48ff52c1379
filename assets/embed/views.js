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

    async settle() {
      await this.landscape.settle();
    }

    setCamera() {}

    wake() {}

    now() {
      return null;
    }
  }

  /**
   * Builds the board if the author shows any view. `steer`: {turn, rest, say} of the page.
   * @type {Lossfold["embedViews"]["begin"]}
   */
  function begin(state, start, steer) {
    const names = start.looks.views.filter((name) => name !== "surface");
    if (!names.length) return;
    const { looks } = start;
    /** Where a slider may stand, or null if the author left it out. @param {string} knob */
    const stopsOf = (knob) => {
      const table = state.tables[0];
      return table && start.knobs.includes(knob) ? table.stops[table.knobs.indexOf(knob)] : null;
    };
    const { landscape } = state.stage;
    const extras = lossfold.viewBoard.openExtras(state.scene.extras);
    /** @type {() => PageFrame} */
    const frame = () => ({
      scene: state.scene, opened: landscape.opened, half: landscape.half, box: landscape.box,
      weights: state.weights, knob: state.knob,
      words: state.words, theme: document.documentElement.dataset.theme ?? "light",
      solution: lossfold.solutionTables.at(state.scene, state.tables, { loss: 1, ...state.weights }),
      tables: state.tables, extras, canAsk: false, showDecay: looks.decay, showRidge: looks.ridge,
      hasSurface: looks.views.includes("surface"),
      showPick: (picked) => landscape.setGuests({ picked }), showWalks: (walks) => landscape.setGuests({ walks }),
    });
    /** @type {PageHost} */
    const host = {
      canAsk: false, words: state.words, kinds: start.views, start: looks, along: looks.along,
      compare: lossfold.compare.parse(looks.compare) ?? { knob: "l1", values: [] },
      difference: looks.difference, walks: start.walks, frame,
      turn(knob, value) {
        const stops = stopsOf(knob);
        if (stops) steer.turn(knob, lossfold.stops.nearest(stops, value));
      },
      step(knob, by) {
        const stops = stopsOf(knob);
        if (!stops) return;
        const at = stops.indexOf(lossfold.stops.nearest(stops, state.weights[knob]));
        steer.turn(knob, stops[Math.min(Math.max(at + by, 0), stops.length - 1)]);
      },
      rest: steer.rest,
      notice: () => {},
      changed: () => {},
      camera: () => state.stage.now(),
      plotly: () => lossfold.visibility.plotly(),
      setAlong: (along) => (host.along = along),
      setCompare: (compare, difference) => Object.assign(host, { compare, difference }),
      setWalks: () => {},
      setDecay: () => {},
      setRidge: () => {},
    };
    const [place, surface] = [document.getElementById("board"), document.getElementById("surface")];
    if (!place || !surface) return;
    const built = new lossfold.viewBoard.Board(place, host, { names, canClose: false });
    board = built;
    surface.addEventListener("landscape:pick", (event) => built.picked(event.detail));
    surface.addEventListener("landscape:pin", (event) => built.pin(event.detail));
    lossfold.visibility.watch((visible) => (visible ? built.wake() : built.sleep()));
  }

  /** @type {Lossfold["embedViews"]["follow"]} */
  const follow = () => board?.follow();

  globalThis.lossfold = { ...globalThis.lossfold, embedViews: { NoStage, begin, follow } };
})();
