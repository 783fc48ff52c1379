// What was picked: loss, data, grid, masks and preset.
(function () {
  const SLICE = "slice:"; // what the value of a slice of a net begins with, see components/explorer/controls.py

  /** A slice has a page of its own; on the way back the menu says again what is here. @param {string} name */
  function goToSlice(name) {
    lossfold.props.set("loss", { value: lossfold.state.wanted.loss });
    location.assign(lossfold.sliceLinks.of(name));
  }

  /** @type {(value: string) => void} */
  function useLoss(value) {
    const { state } = lossfold;
    if (value === state.wanted.loss) return;
    if (value.startsWith(SLICE)) return goToSlice(value.slice(SLICE.length));
    lossfold.uploadPanel.leave();
    state.pushing = true;
    // Data that the new loss takes too stay; what is on screen may be older than what is wanted.
    const { scene, wanted, start } = state;
    const isShown = wanted.data === scene.spec.data && scene.losses.includes(value);
    const stays = wanted.data === "own" || isShown;
    const unshared = lossfold.specFields.unshared(start, wanted.loss, value, stays);
    lossfold.choices.choose({ loss: value }, ["range", ...unshared]);
  }

  /** @type {(value: string) => void} */
  function useData(value) {
    const { state } = lossfold;
    if (value === state.wanted.data) return lossfold.uploadPanel.leave();
    if (value === "own" && !state.file) return lossfold.uploadPanel.offer();
    lossfold.uploadPanel.leave();
    state.pushing = true;
    const unfit = value === "own" ? lossfold.specFields.unfit(state.start) : [];
    lossfold.choices.choose({ data: value }, ["range", "edited", ...unfit]);
  }

  /** Something was picked by hand. @type {Lossfold["pickers"]["picked"]} */
  function picked(id, value) {
    const { choices, specFields, state } = lossfold;
    if (id === "preset") choices.usePreset(value);
    else if (id === "loss") useLoss(value);
    else if (id === "data") useData(value);
    else if (value !== specFields.textsOf(state.wanted)[id]) choices.choose({ [id]: value });
  }

  /** @type {Lossfold["pickers"]["turned"]} */
  function turned() {
    if (!lossfold.state.scene) return;
    for (const { prop_id: prop, value: given } of dash_clientside.callback_context.triggered) {
      const [id, value] = [prop.split(".")[0], /** @type {string} */ (given)];
      if (lossfold.props.isEcho(id, value)) continue;
      lossfold.props.heard(id, value);
      picked(id, value);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, pickers: { picked, turned } };
})();
