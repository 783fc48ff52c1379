// Features that are unrelated to the target: the fits without a penalty, with L1 and with L2, for each number of them.
(function () {
  const LINES = /** @type {const} */ ([["none", "held"], ["lasso", "data"], ["ridge", "penalty"]]);
  const TOP = 4; // of the errors that are drawn

  /** What the error of a fit to the first columns needs of the rows. Pure. @type {Lossfold["useless"]["problemOf"]} */
  function problemOf({ features, targets }, count) {
    const columns = features.map((row) => row.slice(0, count));
    const mean = (/** @type {(row: number[], i: number) => number} */ value) =>
      columns.reduce((sum, row, i) => sum + value(row, i), 0) / columns.length;
    const each = columns[0].map((_, j) => j);
    return {
      gram: each.map((j) => each.map((k) => mean((row) => row[j] * row[k]))),
      cross: each.map((j) => mean((row, i) => row[j] * targets[i])),
      columns,
      target: targets,
    };
  }

  /** A fit's errors: on its rows, and on new ones, whose columns are independent with variance 1; its zeros. Pure.
   * @type {Lossfold["useless"]["errors"]} */
  function errors(scene, theta) {
    const misses = scene.features.map((row, i) => scene.targets[i] - theta.reduce((sum, b, j) => sum + b * row[j], 0));
    const off = theta.map((b, j) => (j === 0 ? b - 1 : b));
    return {
      training: misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length,
      fresh: scene.noise + off.reduce((sum, b) => sum + b * b, 0),
      zeros: theta.slice(1).filter((b) => b === 0).length,
    };
  }

  /** The three fits for a number of useless columns. Pure. @type {Lossfold["useless"]["fits"]} */
  function fits(scene, extra, l1, l2) {
    const problem = problemOf(scene, extra + 1);
    const { minimiser } = lossfold.elasticNet;
    return { none: minimiser(problem, 0, 0), lasso: minimiser(problem, l1, 0), ridge: minimiser(problem, 0, l2) };
  }

  /** @type {Lossfold["useless"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { write } = lossfold.panel;
    const now = /** @type {UselessNow} */ (/** @type {unknown} */ (scene.now));
    const titlesOf = (/** @type {string} */ plot) =>
      ({ x: words[`diagram.useless.x.${plot}`], y: words[`diagram.useless.y.${plot}`] });
    const chart = lossfold.panel.chart("plot", titlesOf("plot"), () => draw());
    const bars = lossfold.panel.chart("weights", titlesOf("weights"), () => draw());
    const counts = scene.stops.extra;
    const all = () => counts.map((extra) => fits(scene, extra, now.l1, now.l2));
    let found = all();

    function draw() {
      const most = counts[counts.length - 1];
      chart.scale([0, most], [0, TOP]);
      bars.scale([0, most + 1], [-1, 1.6]);
      if (!chart.box || !bars.box) return;
      chart.line("train", found.flatMap((each, k) => [counts[k], errors(scene, each.none).training]));
      chart.line("cursor", [now.extra, 0, now.extra, TOP]);
      const here = found[counts.indexOf(now.extra)];
      bars.line("cursor", [0, 0, most + 1, 0]);
      LINES.forEach(([name, kind], k) => {
        const fresh = (/** @type {Fits} */ each) => errors(scene, each[name]).fresh;
        chart.line(kind, found.flatMap((each, at) => [counts[at], fresh(each)]));
        chart.dot(`${kind}:now`, now.extra, fresh(here), 5);
        // The three weights of a column stand side by side.
        for (let j = 0; j <= most; j++) {
          const there = j < here[name].length;
          bars.dot(`${kind}:${j}`, there ? j + 0.5 + (k - 1) * 0.22 : NaN, there ? here[name][j] : NaN, 4);
        }
      });
    }

    function show() {
      found = all();
      const here = found[counts.indexOf(now.extra)];
      /** @type {Record<string, string | number>} */
      const values = { extra: now.extra, l1: number(now.l1), l2: number(now.l2) };
      for (const [name] of LINES) {
        const { training, fresh, zeros } = errors(scene, here[name]);
        const said = {
          training: number(training, 3), fresh: number(fresh, 3), zeros, weight: number(here[name][0], 3),
        };
        write(name, fill(words["diagram.useless.said"], { ...values, ...said }));
        for (const [key, text] of Object.entries(said)) values[`${name}_${key}`] = text;
      }
      write("story", fill(words[`diagram.useless.told${now.extra ? "" : ".bare"}`], values));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, useless: { begin, problemOf, errors, fits } };
})();
