// The first script of an embed: fetches plotly.js as soon as the frame is seen on screen, and not before, so that
// a page with many figures compiles it only for those that are looked at. All else is made ready meanwhile.
(function () {
  const { src, integrity } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** Whether the frame was on screen last, and who asks for it. */
  const seen = {
    /** @type {boolean | null} */
    last: null,
    /** @type {((visible: boolean) => void)[]} */
    listeners: [],
  };
  /** @type {Promise<unknown> | null} */
  let loading = null;

  /**
   * plotly.js; resolves when it is there, and may be asked again after it failed.
   * @type {Lossfold["visibility"]["plotly"]}
   */
  function plotly() {
    if (window.Plotly) return Promise.resolve();
    loading ??= new Promise((resolve, reject) => {
      if (!src) return reject(new Error("plotly.js is missing"));
      const script = document.createElement("script");
      script.src = src;
      if (integrity) Object.assign(script, { integrity, crossOrigin: "anonymous" });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        loading = null;
        script.remove();
        reject(new Error("plotly.js did not come"));
      });
      document.head.append(script);
    });
    return loading;
  }

  /** @param {boolean} visible */
  function look(visible) {
    if (visible === seen.last) return;
    seen.last = visible;
    if (visible && src) plotly().catch(() => {});
    for (const listener of seen.listeners) listener(visible);
  }

  /** @type {IntersectionObserverCallback} */
  const meet = (entries) => look(entries[entries.length - 1].isIntersecting);
  new IntersectionObserver(meet).observe(document.documentElement);
  // A page of its own that has a first frame is on screen; the observer would say so a little later.
  if (window.top === window) requestAnimationFrame(() => look(true));

  /**
   * Calls back with whether the frame is on screen: now if that is known, and whenever it changes.
   * @type {Lossfold["visibility"]["watch"]}
   */
  function watch(listener) {
    seen.listeners.push(listener);
    if (seen.last !== null) listener(seen.last);
  }

  globalThis.lossfold = { ...globalThis.lossfold, visibility: { plotly, watch } };
})();
