// A surface on a finer grid: plotly.js resamples one of fewer points, and all that is drawn is drawn at each step. What
// is drawn is the grid's own surface, straight between its points, read where the finer lines are. Pure.
(function () {
  const LEAST = 120; // points an axis that plotly.js draws as they are
  const ENOUGH = 121;
  const SOME_MORE = 135; // so many are still as quick as that
  const MISSED = 0.005; // of the height, at the grid's own points, where the finer lines pass beside them

  /** @type {(count: number, n: number) => FinerPlace[]} */
  function places(count, n) {
    return Array.from({ length: count }, (_, k) => {
      const at = (k * (n - 1)) / (count - 1);
      const low = Math.floor(at + 1e-9);
      // A point of the grid is read alone: a hole beside it is none here.
      const fraction = at - low < 1e-6 ? 0 : at - low;
      return { low, high: fraction ? low + 1 : low, fraction };
    });
  }

  /**
   * Reads a grid (n*n) at the places of both axes into `finer`.
   * @type {Lossfold["finer"]["read"]}
   */
  function read(total, n, at, finer) {
    const m = at.length;
    for (let i = 0; i < m; i++) {
      const [below, above, up] = [at[i].low * n, at[i].high * n, at[i].fraction];
      for (let j = 0; j < m; j++) {
        const { low, high, fraction } = at[j];
        const [a, b] = [total[below + low], total[above + low]];
        const here = a + fraction * (total[below + high] - a);
        finer[i * m + j] = up ? here + up * (b + fraction * (total[above + high] - b) - here) : here;
      }
    }
    return finer;
  }

  /**
   * What the finer surface misses at the grid's own points, as a share of the height; Infinity where it has holes.
   * @type {Lossfold["finer"]["missed"]}
   */
  function missed(total, n, count) {
    const finer = read(total, n, places(count, n), new Float32Array(count ** 2));
    const back = read(finer, count, places(n, count), new Float32Array(n * n));
    let [low, high, off] = [Infinity, -Infinity, 0];
    for (let k = 0; k < back.length; k++) {
      if (!Number.isFinite(total[k]) || !Number.isFinite(back[k])) return Infinity;
      [low, high] = [Math.min(low, total[k]), Math.max(high, total[k])];
      off = Math.max(off, Math.abs(back[k] - total[k]));
    }
    return high > low ? off / (high - low) : 0;
  }

  /**
   * How many points an axis are drawn of a grid of n: its own where they are enough; with so many between each two that
   * there are enough, where that is not many more; otherwise just enough, if the loss and its logarithm miss little.
   * @type {Lossfold["finer"]["count"]}
   */
  function count(loss, n) {
    if (n >= LEAST) return n;
    const whole = (n - 1) * Math.ceil((LEAST - 1) / (n - 1)) + 1;
    if (whole <= SOME_MORE) return whole;
    const least = loss.reduce((low, value) => Math.min(low, value), Infinity);
    const drawn = least > 0 ? [loss, loss.map((value) => Math.log10(value))] : [loss];
    return drawn.every((grid) => missed(grid, n, ENOUGH) <= MISSED) ? ENOUGH : whole;
  }

  /**
   * The axis and where its points are on the grid's; null where the grid is fine enough.
   * @type {Lossfold["finer"]["of"]}
   */
  function of(loss, axis) {
    const n = axis.length;
    const many = count(loss, n);
    if (many === n) return null;
    const at = places(many, n);
    const fine = Float32Array.from(at, ({ low, high, fraction }) => axis[low] + fraction * (axis[high] - axis[low]));
    return { axis: fine, at, grid: new Float32Array(many ** 2) };
  }

  globalThis.lossfold = { ...globalThis.lossfold, finer: { read, missed, count, of, places } };
})();
