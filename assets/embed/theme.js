// Light or dark: as the author of the figure chose, as the system has it, or as the page that holds the figure says by
// postMessage({type: "lossfold:theme", theme: "light"}), or "dark", or "auto" for the system's.
(function () {
  const THEMES = ["light", "dark", "auto"];

  /** The theme that a message asks for, or null. Pure. */
  function askedBy(data) {
    const { type, theme } = data && typeof data === "object" ? data : {};
    return type === "lossfold:theme" && THEMES.includes(theme) ? theme : null;
  }

  globalThis.lossfold = { ...globalThis.lossfold, theme: { askedBy } };
  if (typeof document === "undefined") return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let chosen = null;
  let follow = null;
  // From the first moment on: a page may speak as soon as it has put the frame in.
  addEventListener("message", ({ data, source }) => {
    const asked = source === window.parent && source !== window ? askedBy(data) : null;
    if (!asked) return;
    chosen = asked;
    paint();
  });
  dark.addEventListener("change", paint);

  /** Light or dark, now. */
  const now = () => (chosen && chosen !== "auto" ? chosen : dark.matches ? "dark" : "light");

  function paint() {
    if (!follow || root.dataset.theme === now()) return;
    root.dataset.theme = now();
    follow(now());
  }

  /** Shows the author's theme, unless the page has asked for another; `changed(now)` is told of each change. */
  function watch(theme, changed) {
    chosen ??= theme;
    root.dataset.theme = now();
    follow = changed;
  }

  Object.assign(globalThis.lossfold.theme, { now, watch });
})();
