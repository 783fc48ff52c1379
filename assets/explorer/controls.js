// What the explorer's controls do: a knob that only changes weights, or a choice that asks for new layers.
(function () {
  const CHOICES = ["n", "mask", "rescale", "convention"];

  /** Controls may show what was refused: everything is set anew. @type {Lossfold["controls"]["forget"]} */
  function forget() {
    const pickers = ["loss", "data", ...CHOICES, "feature-1", "feature-2", "target"];
    const sliders = Object.keys(lossfold.state.start.numbers);
    for (const id of [...pickers, ...sliders]) lossfold.bindings.heard(id, undefined);
  }

  /**
   * A choice that changes the layers. In a drag of the knob `rough` a loss that takes long comes on a coarser grid
   * first.
   * @type {Lossfold["controls"]["choose"]}
   */
  function choose(changes, dropped = [], rough = null) {
    const { state } = lossfold;
    Object.assign(state, { wanted: { ...state.wanted, ...state.weights, ...changes } });
    for (const name of dropped) delete state.wanted[name];
    const query = lossfold.requests.textsOf(state.wanted);
    if (state.landscape) lossfold.sliderDrag.settleLater();
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
      lossfold.bindings.followChoice(state.wanted);
    };
  }

  /** The hand rests: the whole grid, please. @type {Lossfold["controls"]["refine"]} */
  function refine() {
    lossfold.state.rough = false;
    choose({});
  }

  /** @type {Lossfold["controls"]["turned"]} */
  function turned() {
    const { state } = lossfold;
    if (!state.scene) return;
    for (const { prop_id: prop, value: given } of dash_clientside.callback_context.triggered) {
      // A slider's is a number, a picker's a text.
      const value = /** @type {string} */ (given);
      const id = prop.split(".")[0];
      if (lossfold.bindings.isEcho(id, value)) continue;
      lossfold.bindings.heard(id, value);
      // The slider of a weight is followed as it moves, in slider_drag.js; any other number asks for new layers.
      if (id in state.weights) continue;
      if (id === "preset") usePreset(value);
      else if (id in state.start.numbers) {
        if (value !== state.wanted[id]) choose({ [id]: value }, [], id);
      } else if (CHOICES.includes(id)) {
        if (value !== lossfold.requests.textsOf(state.wanted)[id]) choose({ [id]: value });
      } else if (id === "loss" && value !== state.wanted.loss) {
        lossfold.uploadPanel.leave();
        state.pushing = true;
        // Data that the new loss takes too stay; what is on screen may be older than what is wanted.
        const { scene, wanted, start } = state;
        const isShown = wanted.data === scene.spec.data && scene.losses.includes(value);
        const stays = wanted.data === "own" || isShown;
        const unshared = lossfold.requests.unshared(scene.nets, start, wanted.loss, value, stays);
        choose({ loss: value }, ["range", ...unshared]);
      } else if (id === "data") {
        if (value !== state.wanted.data) useData(value);
        else lossfold.uploadPanel.leave();
      }
    }
  }

  /**
   * Remembers the weights that are not 0: a preset that needs them again finds them there.
   * @type {Lossfold["controls"]["keep"]}
   */
  function keep() {
    const { weights, kept } = lossfold.state;
    for (const knob of lossfold.knobs.main(lossfold.state.scene)) {
      if (weights[knob] > 0) kept[knob] = weights[knob];
    }
  }

  /**
   * The weights of a preset: those of today, or the last ones. What plays goes on with what the preset has.
   * @type {(name: string) => void}
   */
  function usePreset(name) {
    const { state } = lossfold;
    if (lossfold.bindings.shownPreset() === name) return;
    keep();
    const weights = { ...state.weights };
    const [first, ...others] = lossfold.knobs.main(state.scene);
    const usual = state.start.numbers[first].default;
    for (const knob of [first, ...others]) {
      const last = weights[knob] || (state.kept[knob] ?? usual);
      weights[knob] = name === knob || name === "both" ? last : 0;
    }
    lossfold.query.push(lossfold.requests.address);
    lossfold.sliderDrag.turn(weights, lossfold.knobs.played(state.scene, weights, state.knob));
    if (name === "none") lossfold.buttons.stop();
    else if (lossfold.player.running()) lossfold.buttons.run();
  }

  /** @type {(value: string) => void} */
  function useData(value) {
    const { state } = lossfold;
    if (value === "own" && !state.file) {
      lossfold.uploadPanel.offer();
      return;
    }
    lossfold.uploadPanel.leave();
    state.pushing = true;
    choose({ data: value }, ["range", ...(value === "own" ? lossfold.requests.unfit(state.start) : [])]);
  }

  globalThis.lossfold = { ...globalThis.lossfold, controls: { choose, keep, forget, refine, turned } };
})();
