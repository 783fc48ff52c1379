// The notice: one sentence above everything, with a way to close it and, where something failed, to try again.
(function () {
  /** @type {(() => void) | null} */
  let again = null;

  /**
   * Shows a sentence, or none. `retry`: what "Try again" does; a sentence that has it stays until that is done.
   * @type {Lossfold["notice"]["say"]}
   */
  function say(sentence, retry = null) {
    const box = lossfold.elements.one(".notice");
    if (!box) return;
    again = sentence ? retry : null;
    lossfold.elements.byId("notice").textContent = sentence || "";
    lossfold.elements.byId("notice-again").hidden = !again;
    box.dataset.shown = sentence ? "yes" : "";
  }

  /** What it said is mended; not so if it waits to be tried again. @type {Lossfold["notice"]["mended"]} */
  function mended() {
    const box = lossfold.elements.one(".notice");
    if (!again && box && box.dataset.shown) say("");
  }

  document.addEventListener("click", (event) => {
    const target = lossfold.elements.targetOf(event);
    if (!target) return;
    const retry = target.closest("#notice-again") ? again : null;
    if (retry || target.closest("#notice-close")) say("");
    if (retry) retry();
  });

  globalThis.lossfold = { ...globalThis.lossfold, notice: { say, mended } };
})();
