// The ways to the slices of nets, which have a page of their own: from the finder and from the menu of losses.
(function () {
  /** The address of one of them under today's weights. @type {Lossfold["sliceLinks"]["of"]} */
  function of(name) {
    const { weights, scheme: theme, language: lang } = lossfold.state;
    /** @type {HTMLElement | null} */
    const entry = document.querySelector(`#found a[data-slice="${name}"]`);
    return lossfold.sliceWays.slice(name, { ...weights, theme, lang }, entry?.dataset ?? {});
  }

  /** @param {Event} event */
  function lead(event) {
    const link = lossfold.elements.targetOf(event)?.closest("#found a[data-slice]");
    if (link instanceof HTMLAnchorElement) link.setAttribute("href", of(link.dataset.slice ?? ""));
  }

  // Before whatever a browser then does with it: also opened in another tab the slice has them.
  document.addEventListener("pointerdown", lead);
  document.addEventListener("click", lead, { capture: true });

  globalThis.lossfold = { ...globalThis.lossfold, sliceLinks: { of } };
})();
