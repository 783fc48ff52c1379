// What the page's buttons do.
(function () {
  /** @type {Lossfold["buttons"]["press"]} */
  function press(id) {
    const { state } = lossfold;
    const { landscape } = state;
    if (!landscape) return;
    const { copy } = lossfold.clipboard;
    /** @type {Record<string, () => void>} */
    const actions = {
      play: lossfold.playback.toggle,
      "reset-camera": () => {
        landscape.setCamera(null);
        lossfold.addressBar.write();
      },
      "copy-link": () => {
        const own = state.scene?.spec.data === "own" ? ".own" : "";
        copy(lossfold.links.whole(), "copy-link", state.words[`head.copied${own}`]);
      },
      "share-open": () => lossfold.share.open(lossfold.shareHost.host()),
      present: lossfold.present.start,
      "copy-equivalent": () => {
        copy(lossfold.elements.byId("equivalent").textContent ?? "", "copy-equivalent", state.words["read.copied"]);
      },
      theme: () => {
        state.scheme = state.theme === "dark" ? "light" : "dark";
        lossfold.props.set("surface", { theme: state.scheme });
        lossfold.addressBar.write();
      },
      language: () => {
        const other = state.language === "en" ? "zh" : "en";
        location.assign(`?${lossfold.query.encode({ ...lossfold.addressBar.query(), lang: other })}`);
      },
    };
    actions[id]();
  }

  globalThis.lossfold = { ...globalThis.lossfold, buttons: { press } };
})();
