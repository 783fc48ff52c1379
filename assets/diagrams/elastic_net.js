// Exact minimisers of a mean squared error with L1 and L2, in any number of coefficients, and their certificate. Pure.
// A problem is what the error needs of its rows: `gram` XᵀX/m, `cross` Xᵀy/m, the centred `columns` X, `target` y.
(function () {
  const MOST_KNOTS = 500;
  const ROUNDING = 1e-9; // of λ: an event that is no further away is the one that has just been

  /** @type {(a: number[], b: number[]) => number} */
  const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);

  /**
   * The solution of a square system for each of several right sides, by elimination with exchange of rows.
   * @type {Lossfold["elasticNet"]["solve"]}
   */
  function solve(matrix, sides) {
    const size = matrix.length;
    const rows = matrix.map((row, i) => [...row, ...sides.map((side) => side[i])]);
    for (let k = 0; k < size; k++) {
      let pivot = k;
      for (let i = k + 1; i < size; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      for (let i = k + 1; i < size; i++) {
        const factor = rows[i][k] / rows[k][k];
        if (factor !== 0) for (let j = k; j < rows[i].length; j++) rows[i][j] -= factor * rows[k][j];
      }
    }
    return sides.map((_, side) => {
      const found = new Array(size).fill(0);
      for (let i = size - 1; i >= 0; i--) {
        let rest = rows[i][size + side];
        for (let j = i + 1; j < size; j++) rest -= rows[i][j] * found[j];
        found[i] = rest / rows[i][i];
      }
      return found;
    });
  }

  /** The gram matrix with Ω on its diagonal. @type {(gram: number[][], l2: number) => number[][]} */
  const bowl = (gram, l2) => gram.map((row, j) => row.map((value, k) => (j === k ? value + l2 : value)));

  /**
   * Without L1: (XᵀX/m + ΩI)⁻¹Xᵀy/m. Where many coefficients are equally good, those of least length: Xᵀ(XXᵀ)⁺y, whose
   * inverse is taken with ones added, as the centred columns are blind to them.
   * @type {Lossfold["elasticNet"]["ridge"]}
   */
  function ridge(problem, l2) {
    const { gram, cross, columns, target } = problem;
    if (l2 > 0 || cross.length < columns.length) return solve(bowl(gram, l2), [cross])[0];
    const kernel = columns.map((one) => columns.map((other) => dot(one, other) + 1));
    const [weights] = solve(kernel, [target]);
    return cross.map((_, k) => columns.reduce((sum, row, i) => sum + weights[i] * row[k], 0));
  }

  /** θ on the active coefficients as u − λv, their signs held. @type {Lossfold["elasticNet"]["along"]} */
  function along(matrix, cross, active, signs) {
    const inner = active.map((j) => active.map((k) => matrix[j][k]));
    const [u, v] = solve(inner, [active.map((j) => cross[j]), active.map((j) => signs[j] / 2)]);
    return { u, v };
  }

  /**
   * The minimisers for every λ from the one at which all coefficients are 0 down to `least`: straight between knots, at
   * each of which one coefficient becomes 0 or leaves it.
   * Source: Efron, Hastie, Johnstone & Tibshirani, Ann. Stat. 32(2), 2004; with Ω > 0 Zou & Hastie, JRSS B 67(2), 2005.
   * @type {Lossfold["elasticNet"]["path"]}
   */
  function path(problem, l2, least) {
    const { gram, cross } = problem;
    const matrix = bowl(gram, l2);
    const zeros = cross.map(() => 0);
    const first = cross.reduce((best, value, j) => (Math.abs(value) > Math.abs(cross[best]) ? j : best), 0);
    let l1 = 2 * Math.abs(cross[first]);
    const knots = [{ l1, theta: zeros }];
    const signs = [...zeros];
    signs[first] = Math.sign(cross[first]);
    let active = [first];
    let last = first;
    while (l1 > least && knots.length < MOST_KNOTS) {
      const { u, v } = along(matrix, cross, active, signs);
      // Of an event that is at hand, the one that has just been is left out.
      const within = (/** @type {number} */ at, /** @type {number} */ j) =>
        at > 0 && at < (j === last ? l1 * (1 - ROUNDING) : l1);
      let [next, which, sign] = [least, -1, 0];
      cross.forEach((value, j) => {
        const k = active.indexOf(j);
        if (k >= 0) {
          const at = u[k] / v[k];
          if (within(at, j) && at > next) [next, which, sign] = [at, j, 0];
          return;
        }
        const row = active.map((a) => matrix[j][a]);
        const [p, q] = [2 * (value - dot(row, u)), 2 * dot(row, v)];
        for (const side of [1, -1]) {
          const at = p / (side - q);
          if (within(at, j) && at > next) [next, which, sign] = [at, j, side];
        }
      });
      const theta = [...zeros];
      active.forEach((j, k) => (theta[j] = j === which ? 0 : u[k] - next * v[k]));
      knots.push({ l1: next, theta });
      l1 = next;
      if (which < 0) break;
      signs[which] = sign;
      active = sign ? [...active, which] : active.filter((j) => j !== which);
      last = which;
    }
    return knots;
  }

  /** The minimiser at λ on such a path. @type {Lossfold["elasticNet"]["at"]} */
  function at(knots, l1) {
    if (l1 >= knots[0].l1) return knots[0].theta;
    const after = Math.max(1, knots.findIndex((knot) => knot.l1 <= l1));
    const [high, low] = [knots[after - 1], knots[after]];
    const fraction = (high.l1 - l1) / (high.l1 - low.l1);
    return high.theta.map((value, k) => value + fraction * (low.theta[k] - value));
  }

  /**
   * The minimiser for λ and Ω; `near`: one nearby, whose zeros and signs are tried first.
   * @type {Lossfold["elasticNet"]["minimiser"]}
   */
  function minimiser(problem, l1, l2, near) {
    if (l1 === 0) return ridge(problem, l2);
    return (near && guessed(problem, l1, l2, near)) ?? at(path(problem, l2, l1), l1);
  }

  /** @type {(problem: NetProblem, l1: number, l2: number, near: number[]) => number[] | null} */
  function guessed(problem, l1, l2, near) {
    const signs = near.map(Math.sign);
    const active = [...near.keys()].filter((k) => near[k] !== 0);
    const matrix = bowl(problem.gram, l2);
    const { u, v } = along(matrix, problem.cross, active, signs);
    const theta = near.map(() => 0);
    active.forEach((j, k) => (theta[j] = u[k] - l1 * v[k]));
    const kept = active.every((j) => theta[j] * signs[j] > 0);
    const rests = problem.cross.every((value, j) => signs[j] || 2 * Math.abs(value - dot(matrix[j], theta)) <= l1);
    return kept && rests ? theta : null;
  }

  /**
   * By how much the condition for a minimum is missed: with g the gradient of all but L1, the largest of |g + λ·sign θ|
   * where θ is not 0, and of what |g| has above λ where it is.
   * @type {Lossfold["elasticNet"]["residual"]}
   */
  function residual(problem, l1, l2, theta) {
    const misses = problem.cross.map((value, k) => {
      const slope = 2 * (dot(problem.gram[k], theta) - value) + 2 * l2 * theta[k];
      return theta[k] === 0 ? Math.max(Math.abs(slope) - l1, 0) : Math.abs(slope + l1 * Math.sign(theta[k]));
    });
    return Math.max(...misses);
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    elasticNet: { solve, ridge, along, path, at, minimiser, residual },
  };
})();
