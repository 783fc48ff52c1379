// Where a slider may stand: only where the exact minimum is known. Pure.
(function () {
  /** All stops from one number to another, a step apart. @type {Lossfold["stops"]["between"]} */
  function between(low, high, step) {
    const count = Math.round((high - low) / step);
    return Array.from({ length: count + 1 }, (_, k) => Number((low + k * step).toFixed(6)));
  }

  /** The stop nearest to a value. @type {Lossfold["stops"]["nearest"]} */
  function nearest(stops, value) {
    return stops.reduce((best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best));
  }

  /** The stop of a slider nearest to a value, to its very double. @type {Lossfold["stops"]["snap"]} */
  function snap(value, { low, high, step }) {
    const perUnit = Math.round(1 / step);
    return Math.round(Math.min(Math.max(value, low), high) * perUnit) / perUnit;
  }

  /**
   * The stop that a key leads to from `value`, or null if the key does nothing on a slider.
   * @type {Lossfold["stops"]["after"]}
   */
  function after(stops, value, key) {
    const at = stops.indexOf(nearest(stops, value));
    const leap = Math.max(1, Math.round(stops.length / 10));
    /** @type {Record<string, number>} */
    const moves = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: leap, PageDown: -leap };
    /** @type {Record<string, number>} */
    const ends = { Home: 0, End: stops.length - 1 };
    if (key in ends) return stops[ends[key]];
    if (!(key in moves)) return null;
    return stops[Math.min(Math.max(at + moves[key], 0), stops.length - 1)];
  }

  globalThis.lossfold = { ...globalThis.lossfold, stops: { between, nearest, snap, after } };
})();
