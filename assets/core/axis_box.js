// The ends of the J axis. Pure.
(function () {
  const FLAT = 1e-6; // of J's size: float32 has no more digits

  /**
   * The floor and the ends of the J axis for values from low to high: room below for the contour lines.
   * @type {Lossfold["axisBox"]["around"]}
   */
  function around(low, high) {
    // A J that is the same everywhere gets an axis in its own size: on one of rounding errors it would be noise.
    const size = Math.max(Math.abs(low), Math.abs(high));
    const span = high - low > FLAT * size ? high - low : size || 1;
    return { low, high: low + span, floor: low - 0.3 * span, lift: 0.008 * span };
  }

  /**
   * How far along the colour map a value of J is: low values, where the minimum is, have more of it than high ones.
   * @type {Lossfold["axisBox"]["shade"]}
   */
  const shade = (value, { low, high }) => Math.min(Math.max((value - low) / (high - low), 0), 1) ** 0.6;

  /** Whether a box is another one by more than anybody sees. @type {Lossfold["axisBox"]["differ"]} */
  const differ = (old, now) =>
    Math.abs(now.high - old.high) + Math.abs(now.low - old.low) > 1e-3 * (now.high - now.low);

  globalThis.lossfold = { ...globalThis.lossfold, axisBox: { around, shade, differ } };
})();
