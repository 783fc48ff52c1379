// The embed's side of the views: the same ones as the explorer's, without a server to ask.
(function () {
  let board = null;

  /** What stands in for the stage where the author shows no surface: it follows, and draws nothing. */
  class NoStage {
    constructor(landscape) {
      Object.assign(this, { landscape, visible: true });
    }

    setWeights(weights, knob) {
      this.landscape.setWeights(weights, knob);
    }

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

  /** Builds the board if the author shows any view. `steer`: {turn, rest, say} of the page. */
  function begin(state, start, steer) {
    const names = start.looks.views.filter((name) => name !== "surface");
    if (!names.length) return;
    const { looks } = start;
    const nearest = (knob, value) => {
      const table = state.tables[0];
      const stops = table && start.knobs.includes(knob) ? table.stops[table.knobs.indexOf(knob)] : null;
      return stops && lossfold.stops.nearest(stops, value);
    };
    const { landscape } = state.stage;
    const extras = lossfold.viewBoard.openExtras(state.scene.extras);
    const frame = () => ({
      scene: state.scene, opened: landscape.opened, half: landscape.half, box: landscape.box, weights: state.weights, knob: state.knob,
      words: state.words, theme: document.documentElement.dataset.theme,
      solution: lossfold.solutionTables.at(state.scene, state.tables, { loss: 1, ...state.weights }),
      tables: state.tables, extras, canAsk: false, showDecay: looks.decay, showRidge: looks.ridge, hasSurface: looks.views.includes("surface"),
      showPick: (picked) => landscape.setGuests({ picked }), showWalks: (walks) => landscape.setGuests({ walks }),
    });
    const host = {
      canAsk: false, words: state.words, start: looks, along: looks.along, compare: lossfold.compare.parse(looks.compare),
      difference: looks.difference, walks: start.walks, frame,
      turn(knob, value) {
        const stop = nearest(knob, value);
        if (stop !== null) steer.turn(knob, stop);
      },
      step(knob, by) {
        const table = state.tables[0];
        const stops = table && start.knobs.includes(knob) && table.stops[table.knobs.indexOf(knob)];
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
    board = new lossfold.viewBoard.Board(document.getElementById("board"), host, { names, canClose: false });
    const surface = document.getElementById("surface");
    surface.addEventListener("landscape:pick", (event) => board.picked(event.detail));
    surface.addEventListener("landscape:pin", (event) => board.pin(event.detail));
    lossfold.visibility.watch((visible) => (visible ? board.wake() : board.sleep()));
  }

  const follow = () => board && board.follow();

  globalThis.lossfold = { ...globalThis.lossfold, embedViews: { NoStage, begin, follow } };
})();
