// Where batch norm in training and batch norm in use are two functions: few rows, rare features, padding, drift.
(function () {
  const STEPS = 110;
  /** What each case has on its axes, and the slider that is x; without one, x is an output. */
  const CASES = /** @type {const} */ ({
    small: { x: [2, 64], y: [-0.3, 1.5], slider: "m", uses: ["m"] },
    sparse: { x: [2, 64], y: [0, 11], slider: "m", uses: ["m", "present"] },
    padding: { x: [0, 0.9], y: [0, 2], slider: "padded", uses: ["padded"] },
    drift: { x: [-4, 7], y: [0, 0.45], slider: "", uses: ["moved"] },
  });

  const density = (/** @type {number} */ z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);

  /**
   * A batch of m normal scores of variance 1: its variance on average, how far that scatters, and the largest number
   * that can come out. Pure.
   * @type {Lossfold["failing"]["small"]}
   */
  function small(m) {
    return { mean: (m - 1) / m, spread: Math.sqrt(2 * (m - 1)) / m, bound: Math.sqrt(m - 1) };
  }

  /** A row that alone in its batch has a feature, and the share of batches without one. Pure.
   * @type {Lossfold["failing"]["sparse"]} */
  function sparse(m, present) {
    return { training: Math.sqrt(m - 1), use: Math.sqrt((1 - present) / present), none: (1 - present) ** m };
  }

  /** The statistics with a share of zeros, and what an average word becomes. Pure.
   * @type {Lossfold["failing"]["padding"]} */
  function padding(padded, word) {
    const [mean, variance] = [(1 - padded) * word, (1 - padded) * (1 + padded * word * word)];
    return { mean, variance, value: (word - mean) / Math.sqrt(variance) };
  }

  /** @type {Lossfold["failing"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {FailingNow} */ (/** @type {unknown} */ (scene.now));
    const chart = lossfold.panel.chart("plot", { x: "", y: "" }, () => draw());

    /** The lines of training and of use over x. @type {() => { training: Curve, use: Curve }} */
    function curves() {
      return {
        small: { training: (/** @type {number} */ m) => small(m).mean, use: () => 1 },
        sparse: {
          training: (/** @type {number} */ m) => sparse(m, now.present).training,
          use: () => sparse(now.m, now.present).use,
        },
        padding: { training: (/** @type {number} */ f) => padding(f, scene.word).value, use: () => 0 },
        drift: { training: density, use: (/** @type {number} */ y) => density(y - now.moved) },
      }[now.case];
    }

    function draw() {
      const { x, y, slider } = CASES[now.case];
      chart.titles = { x: words[`diagram.failing.x.${now.case}`], y: words[`diagram.failing.y.${now.case}`] };
      chart.scale([...x], [...y]);
      if (!chart.box) return;
      const places = Array.from({ length: STEPS + 1 }, (_, k) => x[0] + ((x[1] - x[0]) * k) / STEPS);
      const through = (/** @type {Curve} */ value) => places.flatMap((each) => [each, value(each)]);
      const { training, use } = curves();
      const edge = (/** @type {number} */ sign) =>
        places.map((m) => [m, small(m).mean + sign * small(m).spread]);
      chart.line("band", now.case === "small" ? [...edge(1), ...edge(-1).reverse()].flat() : [], true);
      chart.line("data", through(training));
      chart.line("penalty", through(use));
      const at = slider ? Number(now[slider]) : NaN;
      chart.line("cursor", slider ? [at, y[0], at, y[1]] : []);
      chart.dot("data:at", at, slider ? training(at) : NaN, 6);
      chart.dot("penalty:at", at, slider ? use(at) : NaN, 6);
    }

    function show() {
      const { m, present, padded, moved } = now;
      const beyond = (/** @type {number} */ d) => number(scene.beyond[scene.stops.moved.indexOf(d)]);
      const [few, rare, zeros] = [small(m), sparse(m, present), padding(padded, scene.word)];
      const values = {
        m, mean: number(few.mean), spread: number(few.spread), bound: number(few.bound),
        none: number(rare.none), use: number(rare.use), padded: number(padded), level: number(zeros.mean),
        value: number(zeros.value), moved: number(moved), beyond: beyond(moved), before: beyond(0),
      };
      for (const name of Object.keys(scene.stops)) {
        const input = /** @type {HTMLInputElement} */ (document.getElementById(name));
        input.disabled = !(/** @type {readonly string[]} */ (CASES[now.case].uses).includes(name));
      }
      const still = now.case === "drift" && moved === 0 ? ".none" : "";
      write("story", fill(words[`diagram.failing.told.${now.case}${still}`], values));
      const facts = {
        small: [words["diagram.failing.variance"], words["diagram.failing.running"]],
        sparse: [about(rare.training), about(rare.use, false)],
        padding: [about(zeros.value, padded === 0), "=\u00a00"],
        drift: [words["diagram.failing.before"], words["diagram.failing.after"]],
      }[now.case];
      write("training", fill(facts[0], values));
      write("use", fill(facts[1], values));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, failing: { begin, small, sparse, padding } };
})();
