// A polynomial through noisy rows of a sine: the rows, what is fitted to them, and its errors. Pure.
(function () {
  const RATE = 0.25; // the largest curvature of any of these errors is below 4, so that no step overshoots

  /** T₀ … T_d at a point. @type {Lossfold["polynomialFit"]["terms"]} */
  function terms(x, degree) {
    const found = [1, x];
    for (let k = 2; k <= degree; k++) found.push(2 * x * found[k - 1] - found[k - 2]);
    return found;
  }

  /** The rows that are fitted. @type {Lossfold["polynomialFit"]["rowsOf"]} */
  function rowsOf({ draws }, { rows, noise, draw }) {
    const x = Array.from({ length: rows }, (_, i) => -1 + (2 * i) / (rows - 1));
    return { x, y: x.map((value, i) => Math.sin(Math.PI * value) + noise * draws[draw - 1][i]) };
  }

  /**
   * What the solver needs of some rows: θ₀ is not penalised, so that columns and target are taken less their means.
   * @type {Lossfold["polynomialFit"]["problemOf"]}
   */
  function problemOf({ x, y }, degree) {
    const count = x.length;
    const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / count;
    const raw = x.map((value) => terms(value, degree).slice(1));
    const means = raw[0].map((_, k) => mean(raw.map((row) => row[k])));
    const level = mean(y);
    const columns = raw.map((row) => row.map((value, k) => value - means[k]));
    const target = y.map((value) => value - level);
    const product = (/** @type {number} */ j, /** @type {(i: number) => number} */ other) =>
      columns.reduce((sum, row, i) => sum + row[j] * other(i), 0) / count;
    const gram = means.map((_, j) => means.map((__, k) => product(j, (i) => columns[i][k])));
    return { gram, cross: means.map((_, j) => product(j, (i) => target[i])), columns, target, means, level };
  }

  /**
   * Gradient descent from 0 at the rate η, both penalties by their proximal step: `each(t, θ)` after every step.
   * @type {Lossfold["polynomialFit"]["proximalGradient"]}
   */
  function proximalGradient({ gram, cross }, { l1, l2 }, steps, each) {
    const size = cross.length;
    // Ten thousand steps are taken while a slider moves: nothing is made anew in one.
    const [flat, theta, moved] = [Float64Array.from(gram.flat()), new Float64Array(size), new Float64Array(size)];
    const shrunk = 1 + 2 * RATE * l2;
    for (let t = 1; t <= steps; t++) {
      for (let j = 0; j < size; j++) {
        let slope = -cross[j];
        for (let k = 0; k < size; k++) slope += flat[j * size + k] * theta[k];
        moved[j] = theta[j] - 2 * RATE * slope;
      }
      for (let j = 0; j < size; j++) {
        theta[j] = (Math.sign(moved[j]) * Math.max(Math.abs(moved[j]) - RATE * l1, 0)) / shrunk;
      }
      each(t, theta);
    }
  }

  /** The coefficients after so many steps; after 0, which is never: the minimiser. */
  function stopped(/** @type {CurveProblem} */ problem, /** @type {CurveNumbers} */ now) {
    if (!now.steps) return lossfold.elasticNet.minimiser(problem, now.l1, now.l2);
    /** @type {number[]} */
    let theta = [];
    proximalGradient(problem, now, now.steps, (t, reached) => t === now.steps && (theta = Array.from(reached)));
    return theta;
  }

  /** θ₀ beside the θ of the columns. @type {Lossfold["polynomialFit"]["whole"]} */
  const whole = ({ means, level }, theta) => [theta.reduce((sum, value, k) => sum - value * means[k], level), ...theta];

  /** The value of a curve at a point. @type {Lossfold["polynomialFit"]["value"]} */
  const value = (curve, x) => terms(x, curve.length - 1).reduce((sum, term, k) => sum + (curve[k] ?? 0) * term, 0);

  /** The mean squared error of a curve on rows. @type {Lossfold["polynomialFit"]["errorOn"]} */
  const errorOn = (curve, { x, y }) => x.reduce((sum, at, i) => sum + (y[i] - value(curve, at)) ** 2, 0) / x.length;

  /** The mean of T_j·T_k on [−1, 1]. @type {(j: number, k: number) => number} */
  const product = (j, k) => ((j + k) % 2 ? 0 : 0.5 / (1 - (j + k) ** 2) + 0.5 / (1 - (j - k) ** 2));

  /**
   * The expected squared error of a curve on a new row: x anywhere on [−1, 1], y with noise. The mean of sin² is ½.
   * @type {Lossfold["polynomialFit"]["errorOnNew"]}
   */
  function errorOnNew(curve, { sine }, noise) {
    let sum = 0.5 + noise ** 2;
    curve.forEach((one, j) => {
      sum -= 2 * one * sine[j];
      curve.forEach((other, k) => (sum += one * other * product(j, k)));
    });
    return sum;
  }

  /** Every `folds`th row, beginning with the `fold`th, or all others. @type {Lossfold["polynomialFit"]["subset"]} */
  function subset({ x, y }, folds, fold, inside) {
    const kept = [...x.keys()].filter((i) => (i % folds === fold) === inside);
    return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
  }

  /**
   * The minimisers at all stops of one axis, the other numbers held.
   * @type {Lossfold["polynomialFit"]["along"]}
   */
  function along(rows, now, against, stops) {
    if (against === "degree") {
      return stops.map((degree) => {
        const problem = problemOf(rows, degree);
        return whole(problem, lossfold.elasticNet.minimiser(problem, now.l1, now.l2));
      });
    }
    const problem = problemOf(rows, now.degree);
    const { elasticNet } = lossfold;
    if (against === "steps") {
      /** @type {Map<number, number[]>} */
      const after = new Map([[0, whole(problem, elasticNet.minimiser(problem, now.l1, now.l2))]]);
      const wanted = new Set(stops);
      proximalGradient(problem, now, Math.max(...stops), (t, theta) => {
        if (wanted.has(t)) after.set(t, whole(problem, [...theta]));
      });
      return stops.map((stop) => /** @type {number[]} */ (after.get(stop)));
    }
    if (against === "l1") {
      const knots = elasticNet.path(problem, now.l2, Math.min(...stops.filter((stop) => stop > 0)));
      return stops.map((l1) => whole(problem, l1 ? elasticNet.at(knots, l1) : elasticNet.ridge(problem, now.l2)));
    }
    /** @type {number[] | undefined} */
    let near;
    return stops.map((l2) => whole(problem, (near = elasticNet.minimiser(problem, now.l1, l2, near))));
  }

  /** The index of the least, of equals the last. @type {(values: number[]) => number} */
  const least = (values) => values.reduce((best, each, k) => (each <= values[best] ? k : best), 0);

  /**
   * Errors along an axis: on the rows, on new ones, and in cross-validation, the mean over the folds.
   * @type {Lossfold["polynomialFit"]["sweep"]}
   */
  function sweep(scene, now, against) {
    const rows = rowsOf(scene, now);
    const stops = scene.stops[against];
    const curves = along(rows, now, against, stops);
    const training = curves.map((curve) => errorOn(curve, rows));
    const fresh = curves.map((curve) => errorOnNew(curve, scene, now.noise));
    const validation = stops.map(() => 0);
    for (let fold = 0; fold < scene.folds; fold++) {
      const held = subset(rows, scene.folds, fold, true);
      const others = along(subset(rows, scene.folds, fold, false), now, against, stops);
      others.forEach((curve, k) => (validation[k] += errorOn(curve, held) / scene.folds));
    }
    return { stops, training, fresh, validation, best: least(fresh), chosen: least(validation) };
  }

  /**
   * Where a watched trajectory ends: at the first step after which cross-validation has not fallen for `patience`
   * steps; the least one until then is kept. Ten thousand steps end every trajectory.
   * @type {Lossfold["polynomialFit"]["patient"]}
   */
  function patient(scene, now) {
    const rows = rowsOf(scene, now);
    const most = Math.max(...scene.stops.steps);
    // Most trajectories end soon.
    for (const last of [400, 2000, most]) {
      const losses = watched(rows, scene.folds, now, last);
      let best = 1;
      for (let t = 2; t <= last; t++) {
        if (losses[t] < losses[best]) best = t;
        else if (t - best >= now.patience) return { best, ends: t, least: losses[best] };
      }
      if (last === most) return { best, ends: most, least: losses[best] };
    }
    return { best: most, ends: most, least: NaN };
  }

  /**
   * The loss in cross-validation after each step.
   * @type {(rows: CurveRows, folds: number, now: CurveNumbers, last: number) => Float64Array}
   */
  function watched(rows, folds, now, last) {
    const losses = new Float64Array(last + 1);
    for (let fold = 0; fold < folds; fold++) {
      const held = subset(rows, folds, fold, true);
      const problem = problemOf(subset(rows, folds, fold, false), now.degree);
      const { means, level } = problem;
      const columns = held.x.map((x) => terms(x, now.degree).slice(1).map((term, k) => term - means[k]));
      const count = held.x.length * folds;
      proximalGradient(problem, now, last, (t, theta) => {
        for (let i = 0; i < columns.length; i++) {
          let rest = held.y[i] - level;
          for (let k = 0; k < theta.length; k++) rest -= columns[i][k] * theta[k];
          losses[t] += (rest * rest) / count;
        }
      });
    }
    return losses;
  }

  /** The curve for the numbers as they stand, and its certificate. @type {Lossfold["polynomialFit"]["fit"]} */
  function fit(scene, now) {
    const rows = rowsOf(scene, now);
    const problem = problemOf(rows, now.degree);
    const theta = stopped(problem, now);
    const curve = whole(problem, theta);
    return {
      rows,
      curve,
      training: errorOn(curve, rows),
      fresh: errorOnNew(curve, scene, now.noise),
      zeros: theta.filter((each) => each === 0).length,
      residual: lossfold.elasticNet.residual(problem, now.l1, now.l2, theta),
    };
  }

  const polynomialFit = {
    terms, rowsOf, problemOf, proximalGradient, patient, whole, value, errorOn, errorOnNew, subset, along, sweep, fit,
  };
  globalThis.lossfold = { ...globalThis.lossfold, polynomialFit };
})();
