// What the explorer's controls do: a knob that only changes weights, or a choice that asks for new layers.
(function () {
  const CHOICES = ["n", "mask", "rescale", "convention"];

  const { heard } = new Proxy({}, { get: (_, name) => (...given) => lossfold.bindings[name](...given) });

  /** Controls may show what was refused: everything is set anew. */
  function forget() {
    for (const id of ["loss", "data", ...CHOICES, ...Object.keys(lossfold.state.start.numbers)]) heard(id, undefined);
    for (const id of ["feature-1", "feature-2", "target"]) heard(id, undefined);
  }

  /** A choice that changes the layers. In a drag of the knob `rough` a loss that takes long comes on a coarser grid first. */
  function choose(changes, dropped = [], rough = null) {
    const { state } = lossfold;
    state.wanted = { ...state.wanted, ...state.weights, ...changes };
    for (const name of dropped) delete state.wanted[name];
    const query = lossfold.requests.textsOf(state.wanted);
    if (state.landscape) lossfold.sliderDrag.settleLater();
    const { preview } = state.scene;
    if (preview && preview.knobs.includes(rough)) query.preview = "1";
    // Whoever turns a weight while the answer is on its way keeps what they turned.
    lossfold.server.ask("request", query, { keeps: true, again: retry({ ...state.wanted }) });
  }

  /** What "Try again" does when a choice got no answer: the same choice, under the weights of then. */
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

  /** The hand rests: the whole grid, please. */
  function refine() {
    lossfold.state.rough = false;
    choose({});
  }

  function turned() {
    const { state } = lossfold;
    if (!state.scene) return;
    for (const { prop_id: prop, value } of dash_clientside.callback_context.triggered) {
      const id = prop.split(".")[0];
      if (lossfold.bindings.isEcho(id, value)) continue;
      heard(id, value);
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
        const stays = state.wanted.data === "own" || (state.wanted.data === state.scene.spec.data && state.scene.losses.includes(value));
        const dropped = ["range", ...lossfold.requests.unshared(state.scene.nets, state.start, state.wanted.loss, value, stays)];
        choose({ loss: value }, dropped);
      } else if (id === "data") {
        if (value !== state.wanted.data) useData(value);
        else lossfold.uploadPanel.leave();
      }
    }
  }

  /** Remembers the weights that are not 0: a preset that needs them again finds them there. */
  function keep() {
    const { weights, kept } = lossfold.state;
    for (const knob of lossfold.knobs.main(lossfold.state.scene)) if (weights[knob] > 0) kept[knob] = weights[knob];
  }

  /** The weights of a preset: those of today, or the last ones. What plays goes on with what the preset has. */
  function usePreset(name) {
    const { state } = lossfold;
    if (lossfold.bindings.shownPreset() === name) return;
    keep();
    const weights = { ...state.weights };
    const [first, ...others] = lossfold.knobs.main(state.scene);
    const usual = state.start.numbers[first].default;
    for (const knob of [first, ...others]) weights[knob] = name === knob || name === "both" ? weights[knob] || (state.kept[knob] ?? usual) : 0;
    lossfold.query.push(lossfold.requests.address);
    lossfold.sliderDrag.turn(weights, lossfold.knobs.played(state.scene, weights, state.knob));
    if (name === "none") lossfold.buttons.stop();
    else if (lossfold.player.running()) lossfold.buttons.run();
  }

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
