// Choices that ask for new layers, and presets of weights.
(function () {
  /** Controls may show what was refused: everything is set anew. @type {Lossfold["choices"]["forget"]} */
  function forget() {
    for (const id of ["loss", "data", ...lossfold.state.start.choices, "feature-1", "feature-2", "target"]) {
      lossfold.props.heard(id, undefined);
    }
  }

  /**
   * A choice that changes the layers. In a drag of the knob `rough` a loss that takes long comes on a coarser grid
   * first.
   * @type {Lossfold["choices"]["choose"]}
   */
  function choose(changes, dropped = [], rough = null) {
    const { state } = lossfold;
    Object.assign(state, { wanted: { ...state.wanted, ...state.weights, ...changes } });
    for (const name of dropped) delete state.wanted[name];
    const query = lossfold.specFields.textsOf(state.wanted);
    if (state.landscape) state.idleLater();
    const { preview } = state.scene;
    if (preview && rough !== null && preview.knobs.includes(rough)) query.preview = "1";
    // Whoever turns a weight while the answer is on its way keeps what they turned.
    lossfold.server.ask("request", query, { keeps: true, again: retry({ ...state.wanted }) });
  }

  /**
   * What "Try again" does when a choice got no answer: the same choice, under the weights of then.
   * @type {(wanted: SpecFields) => () => void}
   */
  function retry(wanted) {
    const { state } = lossfold;
    const { trial, pushing } = state;
    return () => {
      state.trial = trial && trial.open ? { ...trial } : null;
      Object.assign(state, { wanted: { ...wanted }, pushing });
      choose({});
      lossfold.props.set("loss", { value: state.wanted.loss });
      if (state.wanted.data) lossfold.props.set("data", { value: state.wanted.data });
    };
  }

  /** The hand rests: the whole grid, please. @type {Lossfold["choices"]["refine"]} */
  function refine() {
    lossfold.state.rough = false;
    choose({});
  }

  /**
   * Remembers the weights that are not 0: a preset that needs them again finds them there.
   * @type {Lossfold["choices"]["keep"]}
   */
  function keep() {
    const { weights, kept, scene } = lossfold.state;
    for (const knob of Object.keys(scene.penalties)) {
      if (weights[knob] > 0) kept[knob] = weights[knob];
    }
  }

  /** The preset whose penalties have weight; "" if it has no name. @type {Lossfold["choices"]["preset"]} */
  function preset(weights) {
    const { scene, start } = lossfold.state;
    const on = lossfold.penalties.on(scene.penalties, weights).join();
    return Object.keys(start.presets).find((name) => start.presets[name].join() === on) ?? "";
  }

  /**
   * The preset on screen: a weight that runs through 0 is still its preset's.
   * @type {Lossfold["choices"]["shownPreset"]}
   */
  function shownPreset() {
    const { weights } = lossfold.state;
    const runs = lossfold.playback.playing();
    return preset(runs ? { ...weights, [runs]: 1 } : weights);
  }

  /**
   * The weights of a preset: those of today, or the last ones. What plays goes on with what the preset has.
   * @type {Lossfold["choices"]["usePreset"]}
   */
  function usePreset(name) {
    const { state } = lossfold;
    if (shownPreset() === name) return;
    keep();
    const weights = { ...state.weights };
    const usual = state.start.numbers[lossfold.knobs.main(state.scene)[0]].default;
    for (const knob of Object.keys(state.scene.penalties)) {
      const last = weights[knob] || (state.kept[knob] ?? usual);
      weights[knob] = state.start.presets[name].includes(knob) ? last : 0;
    }
    lossfold.addressBar.push();
    state.setWeights(weights, lossfold.knobs.played(state.scene, weights, state.knob));
    if (name === "none") lossfold.playback.stop();
    else if (lossfold.player.running()) lossfold.playback.run();
  }

  const choices = { choose, keep, forget, refine, preset, shownPreset, usePreset };
  globalThis.lossfold = { ...globalThis.lossfold, choices };
})();
