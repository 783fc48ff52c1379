// Masks drawn one after another on a squared error: sampled losses, their mean, and the expected loss that it becomes.
(function () {
  /**
   * The masks of one row under a family, before the division by 1 − δ: the same lots for every δ, so that a slider
   * moves what is drawn and does not draw anew. Pure.
   * @type {Lossfold["masks"]["maskOf"]}
   */
  function maskOf([first, second], drop, family) {
    if (family === "gaussian") {
      // Of one pair of uniform numbers, by Box and Muller.
      const [radius, turn] = [Math.sqrt(-2 * Math.log(1 - first)), 2 * Math.PI * second];
      const spread = Math.sqrt(drop / (1 - drop));
      return [1 + spread * radius * Math.cos(turn), 1 + spread * radius * Math.sin(turn)];
    }
    const kept = [first >= drop, (family === "together" ? first : second) >= drop];
    return kept.map((each) => Number(each) / (1 - drop));
  }

  /**
   * Each draw's loss as a quadratic: [G₁₁, G₁₂, G₂₂, c₁, c₂] of β'Gβ − 2c·β + s. Pure.
   * @type {Lossfold["masks"]["drawn"]}
   */
  function drawn({ seed, times, features, targets }, drop, family) {
    const next = lossfold.chance.uniform(seed);
    const count = features.length;
    return Array.from({ length: times }, () => {
      const sum = [0, 0, 0, 0, 0];
      let mask = maskOf([next(), next()], drop, family);
      features.forEach(([x1, x2], row) => {
        if (family !== "shared" && row) mask = maskOf([next(), next()], drop, family);
        const [a, b, y] = [mask[0] * x1, mask[1] * x2, targets[row]];
        [a * a, a * b, b * b, a * y, b * y].forEach((each, k) => (sum[k] += each / count));
      });
      return sum;
    });
  }

  /** The expected loss as such a quadratic. Pure. @type {Lossfold["masks"]["expected"]} */
  function expected({ features, targets }, drop, family) {
    const mean = (/** @type {(x: number[], y: number) => number} */ of) =>
      features.reduce((sum, x, row) => sum + of(x, targets[row]), 0) / features.length;
    const more = 1 / (1 - drop);
    const cross = mean(([x1, x2]) => x1 * x2) * (family === "together" ? more : 1);
    return [
      more * mean(([x1]) => x1 * x1), cross, more * mean(([, x2]) => x2 * x2),
      mean(([x1], y) => x1 * y), mean(([, x2], y) => x2 * y),
    ];
  }

  /** A quadratic's value, with s = mean y². Pure. @type {Lossfold["masks"]["valueOf"]} */
  function valueOf([g11, g12, g22, c1, c2], [b1, b2], square) {
    return g11 * b1 * b1 + 2 * g12 * b1 * b2 + g22 * b2 * b2 - 2 * (c1 * b1 + c2 * b2) + square;
  }

  /** Where a quadratic is least; NaN where it has no one place. Pure. @type {Lossfold["masks"]["minimum"]} */
  function minimum([g11, g12, g22, c1, c2]) {
    const area = g11 * g22 - g12 * g12;
    if (area < 1e-9) return [NaN, NaN];
    return [(g22 * c1 - g12 * c2) / area, (g11 * c2 - g12 * c1) / area];
  }

  /**
   * The ellipse on which a quadratic is `above` its least value, as x, y, …. Pure.
   * @type {Lossfold["masks"]["ellipse"]}
   */
  function ellipse(quadratic, above) {
    const [g11, g12, g22] = quadratic;
    const [m1, m2] = minimum(quadratic);
    if (Number.isNaN(m1)) return [];
    // β − m = R⁻¹(cos, sin)·√above with G = R'R, by Cholesky.
    const r11 = Math.sqrt(g11);
    const r12 = g12 / r11;
    const r22 = Math.sqrt(g22 - r12 * r12);
    return Array.from({ length: 73 }, (_, k) => (2 * Math.PI * k) / 72).flatMap((turn) => {
      const second = (Math.sqrt(above) * Math.sin(turn)) / r22;
      return [m1 + (Math.sqrt(above) * Math.cos(turn) - r12 * second) / r11, m2 + second];
    });
  }

  const LEVELS = [0.05, 0.2, 0.45];

  /** @type {Lossfold["masks"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {MasksNow} */ (/** @type {unknown} */ (scene.now));
    const square = scene.targets.reduce((sum, y) => sum + y * y, 0) / scene.targets.length;
    const plane = lossfold.panel.chart("plane", { x: "β₁", y: "β₂", square: true }, () => draw());
    const chart = lossfold.panel.chart("means", { x: "k", y: words["diagram.masks.loss"] }, () => draw());
    let key = "";
    /** @type {number[][]} */
    let draws = [];
    /** @type {number[]} */
    let losses = [];
    let exact = [1, 0, 1, 0, 0];
    /** @type {{ mean: number, error: number }[]} */
    let means = [];

    /** The mean of the first k draws. */
    const mean = () => exact.map((_, j) => draws.slice(0, now.k).reduce((sum, each) => sum + each[j], 0) / now.k);

    function work() {
      if (key === `${now.drop} ${now.family}`) return;
      key = `${now.drop} ${now.family}`;
      draws = drawn(scene, now.drop, now.family);
      exact = expected(scene, now.drop, now.family);
      losses = draws.map((each) => valueOf(each, scene.at, square));
      let [sum, squares] = [0, 0];
      means = losses.map((loss, k) => {
        [sum, squares] = [sum + loss, squares + loss * loss];
        const variance = k ? Math.max(squares - (sum * sum) / (k + 1), 0) / k : NaN;
        return { mean: sum / (k + 1), error: Math.sqrt(variance / (k + 1)) };
      });
    }

    function draw() {
      if (!draws.length) return;
      plane.scale([-0.9, 1.5], [-0.9, 1.5]);
      if (plane.box) {
        const sampled = mean();
        LEVELS.forEach((level, k) => {
          plane.line(`penalty:${k}`, ellipse(sampled, level));
          plane.line(`train:${k}`, ellipse(exact, level));
        });
        plane.line("data", ellipse(draws[now.k - 1], LEVELS[0]));
        plane.dot("minimum", ...minimum(exact), 6);
        plane.dot("penalty", ...minimum(sampled), 5);
        plane.dot("pick", scene.at[0], scene.at[1], 4);
      }
      const truth = valueOf(exact, scene.at, square);
      const highest = lossfold.chart.above(Math.max(...losses, truth) * 1.12);
      chart.scale([0, scene.times], [0, highest]);
      if (!chart.box) return;
      losses.forEach((loss, k) => chart.dot(`draw:${k}`, k < now.k ? k + 1 : NaN, loss, 2.6));
      chart.dot("data", now.k, losses[now.k - 1], 5);
      const shown = means.slice(0, now.k).map(({ mean, error }, k) => ({ k: k + 1, mean, error: error || 0 }));
      const band = shown.map(({ k, mean, error }) => [k, mean + error]);
      band.push(...shown.map(({ k, mean, error }) => [k, mean - error]).reverse());
      chart.line("band", band.flat(), true);
      chart.line("penalty", shown.flatMap(({ k, mean }) => [k, mean]));
      chart.line("train", [0, truth, scene.times, truth]);
    }

    function show() {
      work();
      const { mean: average, error } = means[now.k - 1];
      const truth = valueOf(exact, scene.at, square);
      const all = lossfold.chance.moments(losses);
      const [m1, m2] = minimum(mean());
      const [e1, e2] = minimum(exact);
      const values = {
        k: now.k, mean: number(average), exact: number(truth), error: number(error, 2),
        away: number(Math.abs(average - truth) / error, 2), spread: number(Math.sqrt(all.variance)),
      };
      const which = now.drop === 0 ? "none" : now.k === 1 ? "one" : "some";
      const told = fill(words[`diagram.masks.${which}`], values);
      write("story", lossfold.format.join(told, fill(words[`diagram.masks.family.${now.family}.told`], values)));
      write("exact", about(truth, false));
      write("mean", now.k > 1 ? `${about(average, false)} ± ${number(error, 2)}` : about(average, false));
      write("spread", about(Math.sqrt(all.variance), false));
      write("minimum", fill(words["diagram.masks.minima"], {
        sampled: Number.isNaN(m1) ? "–" : `(${number(m1, 3)}, ${number(m2, 3)})`,
        exact: `(${number(e1, 3)}, ${number(e2, 3)})`,
      }));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  const pure = { maskOf, drawn, expected, valueOf, minimum, ellipse };
  globalThis.lossfold = { ...globalThis.lossfold, masks: { begin, ...pure } };
})();
