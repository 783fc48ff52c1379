// The notice: one sentence above everything, with a way to close it and, where something failed, to try again.
(function () {
  let again = null;

  /** Shows a sentence, or none. `retry`: what "Try again" does; a sentence that has it stays until that is done. */
  function say(sentence, retry = null) {
    const box = document.querySelector(".notice");
    if (!box) return;
    again = sentence ? retry : null;
    document.getElementById("notice").textContent = sentence || "";
    document.getElementById("notice-again").hidden = !again;
    box.dataset.shown = sentence ? "yes" : "";
  }

  /** What it said is mended; not so if it waits to be tried again. */
  function mended() {
    const box = document.querySelector(".notice");
    if (!again && box && box.dataset.shown) say("");
  }

  document.addEventListener("click", ({ target }) => {
    if (!target.closest) return;
    const retry = target.closest("#notice-again") && again;
    if (retry || target.closest("#notice-close")) say("");
    if (retry) retry();
  });

  globalThis.lossfold = { ...globalThis.lossfold, notice: { say, mended } };
})();
