// Light or dark: as the author of the figure chose, as the system has it, or as the page that holds the figure says by
// postMessage({type: "lossfold:theme", theme: "light"}), or "dark", or "auto" for the system's.
(function () {
  const THEMES = ["light", "dark", "auto"];
  const root = globalThis.document?.documentElement;
  const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  /** @type {string | null} */
  let chosen = null;
  /** @type {((now: string) => void) | null} */
  let apply = null;

  /** The theme that a message asks for, or null. Pure. @type {Lossfold["theme"]["askedBy"]} */
  function askedBy(data) {
    const { type, theme } = /** @type {Record<string, unknown>} */ (data && typeof data === "object" ? data : {});
    return type === "lossfold:theme" && typeof theme === "string" && THEMES.includes(theme) ? theme : null;
  }

  /** Light or dark, now. @type {Lossfold["theme"]["now"]} */
  const now = () => (chosen && chosen !== "auto" ? chosen : dark.matches ? "dark" : "light");

  function paint() {
    if (!apply || root.dataset.theme === now()) return;
    root.dataset.theme = now();
    apply(now());
  }

  /**
   * Shows the author's theme, unless the page has asked for another; `changed(now)` is told of each change.
   * @type {Lossfold["theme"]["watch"]}
   */
  function watch(theme, changed) {
    chosen ??= theme;
    root.dataset.theme = now();
    apply = changed;
  }

  /** The page's own switch. @type {Lossfold["theme"]["choose"]} */
  function choose(theme) {
    chosen = theme;
    paint();
  }

  globalThis.lossfold = { ...globalThis.lossfold, theme: { askedBy, now, watch, choose } };
  if (!root) return;
  // From the first moment on: a page may speak as soon as it has put the frame in.
  addEventListener("message", ({ data, source }) => {
    const asked = source === window.parent && source !== window ? askedBy(data) : null;
    if (!asked) return;
    chosen = asked;
    paint();
  });
  dark.addEventListener("change", paint);
})();
