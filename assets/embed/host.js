// Tells the page that holds the figure how tall it wants to be: postMessage({type: "lossfold:height", height}).
(function () {
  const [LEAST, MOST, SHARE] = [220, 520, 0.66];

  /** The height at which nothing is cut off and the surface has its best shape, whatever the frame's height is now. */
  function wanted(main) {
    const stage = main.querySelector(".stage");
    const best = Math.min(Math.max(stage.clientWidth * SHARE, LEAST), MOST);
    const style = getComputedStyle(main);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const others = [...main.querySelectorAll(":scope > :not(.stage)")].map((child) => {
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
      const height = wanted(main);
      if (height !== last) window.parent.postMessage({ type: "lossfold:height", height }, "*");
      last = height;
    };
    const watch = new ResizeObserver(tell);
    for (const child of main.children) watch.observe(child);
    tell();
  }

  globalThis.lossfold = { ...globalThis.lossfold, host: { wanted, report } };
})();
