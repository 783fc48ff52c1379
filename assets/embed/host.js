// Tells the page that holds the figure how tall it wants to be: postMessage({type: "lossfold:height", height}).
(function () {
  const [LEAST, MOST, SHARE] = [220, 520, 0.66];

  /** The best height of the board: of the surface alone by its width, of views what their rows need. */
  function bestOf(board) {
    if (!board.querySelector(".view")) return Math.min(Math.max(board.clientWidth * SHARE, LEAST), MOST);
    // It fills the frame, so that its height says nothing: laid out without room to fill, before anything is painted.
    const { style } = board;
    const kept = style.cssText;
    const beside = getComputedStyle(board.parentNode).display === "grid";
    Object.assign(style, { flex: "none", alignSelf: beside ? "start" : "", gridAutoRows: "min-content" });
    const height = board.offsetHeight + parseFloat(getComputedStyle(board).marginBottom);
    style.cssText = kept;
    return height;
  }

  /** The height at which nothing is cut off and the surface has its best shape, whatever the frame's height is now. */
  function wanted(main) {
    const best = bestOf(main.querySelector(".board"));
    const style = getComputedStyle(main);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const others = [...main.querySelectorAll(":scope > :not(.board)")].map((child) => {
      const { marginTop, marginBottom } = getComputedStyle(child);
      return child.offsetHeight + parseFloat(marginTop) + parseFloat(marginBottom);
    });
    const beside = style.display === "grid";
    const text = others.reduce((sum, height) => sum + height, 0) + padding;
    return Math.ceil(beside ? Math.max(best + padding, text) : best + text);
  }

  function report(main) {
    if (window.parent === window) return;
    let last = 0;
    const tell = () => {
      // A frame may run before its page has laid it out, or be hidden: without width all text would be one tall column.
      if (window.innerWidth === 0) return;
      const height = wanted(main);
      if (height !== last) window.parent.postMessage({ type: "lossfold:height", height }, "*");
      last = height;
    };
    const watch = new ResizeObserver(tell);
    for (const child of main.children) watch.observe(child);
    window.addEventListener("resize", tell);
    tell();
  }

  globalThis.lossfold = { ...globalThis.lossfold, host: { wanted, report } };
})();
