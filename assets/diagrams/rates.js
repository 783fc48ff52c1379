// Weight decay under batch norm is a learning rate: with it, without it, and without it at a rate that grows.
(function () {
  /** ∇L of batch norm on the moments c₁, c₂, G₁₁, G₁₂, G₂₂. Pure. @type {Lossfold["rates"]["gradient"]} */
  function gradient([b1, b2], [c1, c2, g11, g12, g22], gamma, epsilon) {
    const [first, second] = [g11 * b1 + g12 * b2, g12 * b1 + g22 * b2];
    const spread = b1 * first + b2 * second + epsilon;
    const fit = c1 * b1 + c2 * b2;
    const bowl = (2 * gamma ** 2 * epsilon) / spread ** 2;
    const along = (/** @type {number} */ cross, /** @type {number} */ pull) =>
      bowl * pull - ((2 * gamma) / Math.sqrt(spread)) * (cross - (fit / spread) * pull);
    return [along(c1, first), along(c2, second)];
  }

  /**
   * At every step the angle to the best direction in degrees, the length, and η/‖β‖². `grows`: no decay, and the rate
   * of step t is η(1 − 2ηΩ)^(−2t − 1). Pure.
   * Source: Li & Arora, ICLR 2020, theorem 1, for gradient descent.
   * @type {Lossfold["rates"]["trajectory"]}
   */
  function trajectory(scene, { eta, l2, batch, epsilon }, grows) {
    const kept = 1 - 2 * eta * l2;
    const [best1, best2] = scene.best;
    let [b1, b2] = scene.start;
    const found = [];
    for (let t = 0; t <= scene.steps; t++) {
      const rate = grows ? eta * kept ** (-2 * t - 1) : eta;
      const angle = Math.atan2(b1 * best2 - b2 * best1, b1 * best1 + b2 * best2);
      const square = b1 ** 2 + b2 ** 2;
      found.push({ angle: (Math.abs(angle) * 180) / Math.PI, length: Math.sqrt(square), rate: rate / square });
      const moments = batch === "ten" ? scene.batches[scene.order[t] ?? 0] : scene.all;
      const [g1, g2] = gradient([b1, b2], moments, scene.gamma, epsilon);
      const shrink = grows ? 1 : kept;
      [b1, b2] = [shrink * b1 - rate * g1, shrink * b2 - rate * g2];
    }
    return found;
  }

  const RANGES = { angle: [0, 110], length: [-1.5, 1.5], rate: [-2.2, 2] };
  const LATE = 200; // of the last steps, over which angles are averaged
  const TRAJECTORIES = /** @type {const} */ (["bare", "decayed", "grown"]);
  const LINES = { bare: "trajectory1", decayed: "trajectory0", grown: "dotted" };

  /** @type {Lossfold["rates"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {RatesNow} */ (/** @type {unknown} */ (scene.now));
    const tickText = (/** @type {number} */ power) =>
      Number.isInteger(power) ? lossfold.format.power(power) : "";
    const x = words["diagram.rates.x"];
    const upper = lossfold.panel.chart("angle", { x, y: words["diagram.rates.title.angle"] }, () => draw());
    const lower = lossfold.panel.chart("other", { x, y: "", tickText }, () => draw());
    /** @type {Record<string, ReturnType<typeof trajectory>>} */
    let trajectories = {};

    function draw() {
      lower.titles.y = words[`diagram.rates.title.${now.seen}`];
      for (const [chart, what] of /** @type {const} */ ([[upper, "angle"], [lower, now.seen]])) {
        chart.scale([0, scene.steps], RANGES[what]);
        if (!chart.box || !trajectories.bare) continue;
        for (const name of TRAJECTORIES) {
          const scaled = (/** @type {number} */ value) => (what === "angle" ? value : Math.log10(value));
          const points = trajectories[name].flatMap((each, t) => [t, scaled(each[what])]);
          chart.line(LINES[name], points);
        }
      }
    }

    function show() {
      const how = { ...now, epsilon: Number(now.epsilon) };
      trajectories = {
        bare: trajectory(scene, { ...how, l2: 0 }, false),
        decayed: trajectory(scene, how, false),
        grown: trajectory(scene, how, true),
      };
      for (const name of TRAJECTORIES) {
        const last = trajectories[name][scene.steps];
        const late = lossfold.chance.moments(trajectories[name].slice(-LATE).map((each) => each.angle));
        const values = { angle: about(late.mean), length: about(last.length), rate: about(last.rate) };
        write(name, fill(words["diagram.rates.numbers"], values));
      }
      const { decayed, grown } = trajectories;
      const apart = Math.max(...decayed.map(({ angle }, t) => Math.abs(angle - grown[t].angle)));
      const [first, last] = [decayed[0], decayed[scene.steps]];
      const values = {
        apart: number(apart, 3), from: number(first.rate), to: number(last.rate),
        times: number((1 - 2 * now.eta * now.l2) ** (-2 * scene.steps - 1)),
      };
      const key = now.l2 === 0 ? "none" : how.epsilon > 0 ? "bent" : apart < 1e-6 ? "same" : "chaos";
      write("story", fill(words[`diagram.rates.${key}`], values));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, rates: { begin, gradient, trajectory } };
})();
