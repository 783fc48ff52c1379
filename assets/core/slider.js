// A slider of the browser's own: it stands only where the exact minimum is known, and says every step.
(function () {
  /** Shows a value; `--at` is how far along it is, for what is drawn. @type {Lossfold["slider"]["show"]} */
  function show(input, value) {
    if (Number(input.value) !== value) input.value = String(value);
    const [low, high] = [Number(input.min), Number(input.max)];
    input.parentElement?.style.setProperty("--at", String((value - low) / (high - low)));
  }

  /**
   * Listens to a hand on it. `stops()`: where it may stand; `now()`: where it does; `move(value)` follows it; `take()`:
   * a hand has come, and takes over from what runs by itself; `hold(on)`: it holds the slider down, or lets it go.
   * @type {Lossfold["slider"]["listen"]}
   */
  function listen(input, { stops, now, move, take, hold }) {
    const to = (/** @type {number} */ value) => {
      take();
      show(input, value);
      move(value);
    };
    input.addEventListener("input", () => to(lossfold.stops.nearest(stops(), Number(input.value))));
    input.addEventListener("keydown", (event) => {
      const value = lossfold.stops.after(stops(), now(), event.key);
      if (value === null) return;
      event.preventDefault();
      to(value);
    });
    input.addEventListener("pointerdown", () => {
      take();
      hold(true);
      const release = () => {
        for (const name of ["pointerup", "pointercancel"]) removeEventListener(name, release);
        hold(false);
      };
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, release);
    });
  }

  globalThis.lossfold = { ...globalThis.lossfold, slider: { show, listen } };
})();
