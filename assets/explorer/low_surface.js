// On an upright phone the surface stays at the top while all else scrolls by; there it is lower, so that more has room.
(function () {
  /** @type {IntersectionObserver | null} */
  let watch = null;

  /**
   * Watches how far the page is scrolled, by a strip near its top: no scroll event, no layout read.
   * @type {Lossfold["lowSurface"]["begin"]}
   */
  function begin() {
    const strip = Object.assign(document.createElement("div"), { className: "scrolled" });
    strip.setAttribute("aria-hidden", "true");
    lossfold.elements.one(".explorer").append(strip);
    // Also when the page is taken away the strip is looked at once more; by then no stage is found.
    const { dataset } = lossfold.elements.one(".stage");
    watch?.disconnect();
    watch = new IntersectionObserver((entries) => {
      const { intersectionRatio: seen, boundingClientRect: box } = entries[entries.length - 1];
      // In between it stays what it is; where the strip has no height there is nothing to make room for.
      if (seen >= 0.99 || !box.height) dataset.low = "";
      else if (seen === 0) dataset.low = "yes";
    }, { threshold: [0, 0.99] });
    watch.observe(strip);
  }

  globalThis.lossfold = { ...globalThis.lossfold, lowSurface: { begin } };
})();
