// Each term of J and its slope at any point, from the layers on the grid by Lagrange's polynomials through six points
// an axis (error of order h⁶; a test holds it against the engine). Penalties are exact. Pure.
(function () {
  /** @typedef {{ first: number, whole: Float64Array, slope: Float64Array }} Basis */

  const POINTS = 6;

  /** @type {WeakMap<Float32Array, Map<number, Basis>>} */
  const known = new WeakMap(); // axis -> value -> weights: a slice asks for the same ones at every step
  const MOST_KNOWN = 2000;

  /** @type {(axis: Float32Array, value: number) => Basis} */
  function weightsAt(axis, value) {
    let here = known.get(axis);
    if (!here || here.size > MOST_KNOWN) known.set(axis, (here = new Map()));
    const found = here.get(value) ?? lagrange(axis, value);
    here.set(value, found);
    return found;
  }

  /**
   * The first of six grid points around a value, and Lagrange's weights there for value and slope.
   * @type {(axis: Float32Array, value: number) => Basis}
   */
  function lagrange(axis, value) {
    const n = axis.length;
    const step = (axis[n - 1] - axis[0]) / (n - 1);
    const at = (value - axis[0]) / step;
    const first = Math.min(Math.max(Math.floor(at) - POINTS / 2 + 1, 0), n - POINTS);
    const t = at - first;
    const whole = new Float64Array(POINTS);
    const slope = new Float64Array(POINTS);
    for (let k = 0; k < POINTS; k++) {
      let below = 1;
      for (let m = 0; m < POINTS; m++) if (m !== k) below *= k - m;
      let product = 1;
      let sum = 0;
      for (let m = 0; m < POINTS; m++) {
        if (m === k) continue;
        product *= t - m;
        let others = 1;
        for (let o = 0; o < POINTS; o++) if (o !== k && o !== m) others *= t - o;
        sum += others;
      }
      whole[k] = product / below;
      slope[k] = sum / below / step;
    }
    return { first, whole, slope };
  }

  /**
   * Σ over a 6×6 block of the grid.
   * @param {Float32Array} grid
   * @param {number} n
   * @param {number} row
   * @param {Float64Array} rowWeights
   * @param {number} column
   * @param {Float64Array} columnWeights
   */
  function block(grid, n, row, rowWeights, column, columnWeights) {
    let sum = 0;
    for (let i = 0; i < POINTS; i++) {
      let line = 0;
      const at = (row + i) * n + column;
      for (let j = 0; j < POINTS; j++) line += columnWeights[j] * grid[at + j];
      sum += rowWeights[i] * line;
    }
    return sum;
  }

  /** {value, gradient: [∂₁, ∂₂]} of a smooth layer at (b1, b2). @type {Lossfold["termValues"]["smooth"]} */
  function smooth(grids, grid, b1, b2) {
    const { axis, n } = grids;
    const u = weightsAt(axis, b1);
    const v = weightsAt(axis, b2);
    return {
      value: block(grid, n, v.first, v.whole, u.first, u.whole),
      gradient: [
        block(grid, n, v.first, v.whole, u.first, u.slope),
        block(grid, n, v.first, v.slope, u.first, u.whole),
      ],
    };
  }

  /** A point whose coordinate `which` (0 or 1) is moved to x. @type {Lossfold["termValues"]["onLine"]} */
  const onLine = (point, which, x) => (which === 0 ? [x, point[1]] : [point[0], x]);

  /**
   * Everything at a point: {loss, total, gradient of L, between: [[low, high], [low, high]], pull, tight, radius}.
   * `between` is how far ∂J reaches along each coordinate: an interval where a penalty has a kink, a single number
   * elsewhere. ∂J itself is `pull`, the segments from −s to s of the folds `tight` that the point lies on, and at a
   * cone's tip a disc of `radius`.
   * @type {Lossfold["termValues"]["at"]}
   */
  function at(grids, weights, b1, b2) {
    const { penalties } = lossfold;
    const { value: loss, gradient } = smooth(grids, grids.layers.loss, b1, b2);
    const whole = penalties.sum(grids.scene.penalties, weights);
    const pulls = penalties.subdifferential(whole, b1, b2);
    const pull = /** @type {Point2} */ (gradient.map((entry, j) => entry + pulls.gradient[j]));
    const between = pull.map((middle, j) => {
      const reach = penalties.hold(pulls, j);
      return /** @type {Point2} */ ([middle - reach, middle + reach]);
    });
    const total = loss + penalties.value(whole, b1, b2);
    return { loss, total, gradient, between, pull, tight: pulls.tight, radius: pulls.radius };
  }

  /**
   * The loss and its slope along coordinate `which` (0 or 1) through a point: {x, loss, slope}, arrays.
   * @type {Lossfold["termValues"]["along"]}
   */
  function along(grids, which, point, positions) {
    const loss = new Float64Array(positions.length);
    const slope = new Float64Array(positions.length);
    positions.forEach((x, k) => {
      const found = smooth(grids, grids.layers.loss, ...onLine(point, which, x));
      loss[k] = found.value;
      slope[k] = found.gradient[which];
    });
    return { x: positions, loss, slope };
  }

  /**
   * Where J is least along coordinate `which` through a point: exactly at a kink, 0 for L1, if the slope there fits in
   * its jump.
   * @type {Lossfold["termValues"]["leastAlong"]}
   */
  function leastAlong(grids, weights, which, point) {
    const slopes = (/** @type {number} */ x) => at(grids, weights, ...onLine(point, which, x)).between[which];
    const whole = lossfold.penalties.sum(grids.scene.penalties, weights);
    const half = grids.axis[grids.n - 1];
    const kinks = lossfold.penalties.kinksAlong(whole, which, point[1 - which]);
    const held = [0, ...kinks].find((x) => Math.abs(x) <= half && slopes(x)[0] <= 0 && slopes(x)[1] >= 0);
    if (held !== undefined) return held;
    let [near, far] = slopes(0)[1] < 0 ? [0, half] : [-half, 0];
    if (slopes(near)[1] > 0 || slopes(far)[0] < 0) return NaN; // still falling at the rim
    for (let turn = 0; turn < 60; turn++) {
      const middle = (near + far) / 2;
      if (slopes(middle)[1] < 0) near = middle;
      else far = middle;
    }
    return (near + far) / 2;
  }

  /**
   * The same where J may have several valleys along the line: {least, open}, the lowest valley inside the square (NaN
   * without one), and whether J falls at a rim, so that it may be lower outside.
   * @type {Lossfold["termValues"]["lowestAlong"]}
   */
  function lowestAlong(grids, weights, which, point) {
    const spot = (/** @type {number} */ x) => at(grids, weights, ...onLine(point, which, x));
    const slopes = (/** @type {number} */ x) => spot(x).between[which];
    const axis = Array.from(grids.axis);
    const between = axis.map(slopes);
    const valleys = axis.filter((_, k) => between[k][0] <= 0 && between[k][1] >= 0);
    const whole = lossfold.penalties.sum(grids.scene.penalties, weights);
    for (const kink of lossfold.penalties.kinksAlong(whole, which, point[1 - which])) {
      if (Math.abs(kink) > axis[axis.length - 1] || axis.includes(kink)) continue;
      const [low, high] = slopes(kink);
      if (low <= 0 && high >= 0) valleys.push(kink);
    }
    for (let k = 0; k + 1 < axis.length; k++) {
      if (!(between[k][1] < 0 && between[k + 1][0] > 0)) continue;
      let [near, far] = [axis[k], axis[k + 1]];
      for (let turn = 0; turn < 60; turn++) {
        const middle = (near + far) / 2;
        if (slopes(middle)[1] < 0) near = middle;
        else far = middle;
      }
      valleys.push((near + far) / 2);
    }
    const least = valleys.reduce((best, x) => (Number.isNaN(best) || spot(x).total < spot(best).total ? x : best), NaN);
    return { least, open: between[0][0] > 0 || between[axis.length - 1][1] < 0 };
  }

  globalThis.lossfold = { ...globalThis.lossfold, termValues: { at, along, leastAlong, lowestAlong, smooth, onLine } };
})();
