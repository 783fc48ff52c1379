// Runs λ up and down. People who asked for less motion get single slow steps instead of a glide.
(function () {
  const PERIOD = 9000;
  const STEPS = 200; // on the way up: λ's own on most pages
  /** @type {number | null} */
  let frame = null;

  /** λ at a time of the run: up to `top` and back again, in steps. @type {Lossfold["player"]["at"]} */
  function at(time, from, top, step) {
    const phase = (((time / PERIOD) * 2 + from / top) % 2 + 2) % 2;
    const fraction = phase <= 1 ? phase : 2 - phase;
    return Number((Math.round((fraction * top) / step) * step).toPrecision(6));
  }

  /** @type {Lossfold["player"]["running"]} */
  const running = () => frame !== null;

  /** @type {Lossfold["player"]["start"]} */
  function start(from, top, show) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = top / (calm ? STEPS / 10 : STEPS);
    const begun = performance.now();
    /** @type {number | null} */
    let last = null;
    const tick = (/** @type {number} */ now) => {
      const value = at((now - begun) / (calm ? 3 : 1), from, top, step);
      if (value !== last) show(value);
      last = value;
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  }

  /** @type {Lossfold["player"]["stop"]} */
  function stop() {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
  }

  globalThis.lossfold = { ...globalThis.lossfold, player: { at, running, start, stop } };
})();
