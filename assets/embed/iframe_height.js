// Tells the page that holds the figure how tall it wants to be: postMessage({type: "lossfold:height", height}); when it
// changes, when the page asks by {type: "lossfold:height?"}, and again where nobody seems to have heard. WordPress is
// told in its own words: it knows a frame by the secret that it puts behind the frame's address.
// Source of those: WordPress 6, wp-includes/js/wp-embed.js and wp-embed-template.js.
(function () {
  const [LEAST, MOST, SHARE] = [220, 520, 0.66];
  const AGAIN = [1000, 3000, 9000, 27000]; // ms after the first word
  const PATIENCE = 400; // ms in which a page that has heard follows

  /**
   * The best height of the board: of the surface alone by its width, of views what their rows need.
   * @type {(board: HTMLElement) => number}
   */
  function bestOf(board) {
    if (!board.querySelector(".view")) return Math.min(Math.max(board.clientWidth * SHARE, LEAST), MOST);
    // It fills the frame, so that its height says nothing: laid out without room to fill, before anything is painted.
    const { style } = board;
    const kept = style.cssText;
    const beside = getComputedStyle(/** @type {Element} */ (board.parentNode)).display === "grid";
    Object.assign(style, { flex: "none", alignSelf: beside ? "start" : "", gridAutoRows: "min-content" });
    const height = board.offsetHeight + parseFloat(getComputedStyle(board).marginBottom);
    style.cssText = kept;
    return height;
  }

  /**
   * The height at which nothing is cut off and the surface has its best shape, whatever the frame's height is now.
   * @type {Lossfold["iframeHeight"]["wanted"]}
   */
  function wanted(main) {
    const best = bestOf(/** @type {HTMLElement} */ (main.querySelector(".board")));
    const style = getComputedStyle(main);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const children = /** @type {HTMLElement[]} */ ([...main.querySelectorAll(":scope > :not(.board, .unseen)")]);
    const others = children.map((child) => {
      const { marginTop, marginBottom } = getComputedStyle(child);
      return child.offsetHeight + parseFloat(marginTop) + parseFloat(marginBottom);
    });
    const beside = style.display === "grid";
    const text = others.reduce((sum, height) => sum + height, 0) + padding;
    return Math.ceil(beside ? Math.max(best + padding, text) : best + text);
  }

  /** The secret in a fragment "#?secret=abc", or null. Pure. @type {Lossfold["iframeHeight"]["secretOf"]} */
  const secretOf = (hash) => hash.match(/secret=([a-z0-9]+)$/i)?.[1] ?? null;

  /**
   * Whether a message asks for the height: in our words, or in WordPress's. Pure.
   * @type {Lossfold["iframeHeight"]["asks"]}
   */
  function asks(data, secret) {
    if (!data || typeof data !== "object") return false;
    const said = /** @type {Record<string, unknown>} */ (data);
    return said.type === "lossfold:height?" || (said.message === "ready" && secret !== null && said.secret === secret);
  }

  /** @type {Lossfold["iframeHeight"]["report"]} */
  function report(main) {
    if (window.parent === window) return;
    document.documentElement.dataset.framed = "yes";
    let last = 0; // what was said last
    let frame = NaN; // the frame's height when that was first said
    const say = (/** @type {object} */ message) => window.parent.postMessage(message, "*");
    const tell = (repeat = false) => {
      // A frame may run before its page has laid it out, or be hidden: without width all text would be one tall column.
      if (window.innerWidth === 0) {
        if (repeat) last = 0;
        return;
      }
      const height = wanted(main);
      if (height === last && !repeat) return;
      if (last === 0) for (const wait of AGAIN) setTimeout(remind, wait);
      if (height !== last) frame = window.innerHeight;
      last = height;
      say({ type: "lossfold:height", height });
      const secret = secretOf(location.hash);
      if (secret) say({ message: "height", secret, value: height });
    };
    // A page that gave the frame another height has heard; so has one that has nothing to change.
    const heard = () => window.innerHeight !== frame || window.innerHeight === last;
    const remind = () => {
      if (last && !heard()) tell(true);
    };
    const watch = new ResizeObserver(() => tell());
    for (const child of main.children) watch.observe(child);
    window.addEventListener("resize", () => tell());
    addEventListener("message", ({ data, source }) => {
      if (source === window.parent && asks(data, secretOf(location.hash))) tell(true);
    });
    /** @type {IntersectionObserverCallback} */
    const seen = (entries) => {
      if (entries[entries.length - 1].isIntersecting) setTimeout(remind, PATIENCE);
    };
    new IntersectionObserver(seen).observe(main);
    tell();
  }

  globalThis.lossfold = { ...globalThis.lossfold, iframeHeight: { wanted, secretOf, asks, report } };
})();
