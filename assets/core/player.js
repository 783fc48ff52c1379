// Runs λ up and down. People who asked for less motion get single slow steps instead of a glide.
(function () {
  const PERIOD = 9000;
  let frame = null;

  /** λ at a time of the run: up to `top` and back again, in hundredths. */
  function at(time, from, top, step) {
    const phase = (((time / PERIOD) * 2 + from / top) % 2 + 2) % 2;
    const share = phase <= 1 ? phase : 2 - phase;
    return Number((Math.round((share * top) / step) * step).toFixed(2));
  }

  const running = () => frame !== null;

  function start(from, top, show) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = calm ? 0.1 : 0.01;
    const begun = performance.now();
    let last = null;
    const tick = (now) => {
      const value = at((now - begun) / (calm ? 3 : 1), from, top, step);
      if (value !== last) show(value);
      last = value;
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = null;
  }

  globalThis.lossfold = { ...globalThis.lossfold, player: { at, running, start, stop } };
})();
