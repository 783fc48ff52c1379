// γ and β on the scores of one unit: each score before and after batch norm, and where the activation takes it.
(function () {
  /** @type {Record<string, { value(u: number): number, derivative(u: number): number, range: [number, number] }>} */
  const ACTIVATIONS = {
    sigmoid: { value: sigmoid, derivative: (u) => sigmoid(u) * (1 - sigmoid(u)), range: [-0.08, 1.2] },
    tanh: { value: Math.tanh, derivative: (u) => 1 - Math.tanh(u) ** 2, range: [-1.2, 1.45] },
    relu: { value: (u) => Math.max(u, 0), derivative: (u) => (u > 0 ? 1 : 0), range: [-1, 13] },
  };
  const RANGE = [-9, 12.5];
  const POINTS = 200;

  /** @param {number} u */
  function sigmoid(u) {
    return 1 / (1 + Math.exp(-u));
  }

  /** Every score after batch norm. Pure. @type {Lossfold["unit"]["normalized"]} */
  function normalized({ scores, mean, variance, epsilon }, gamma, beta) {
    const root = Math.sqrt(variance + epsilon);
    return scores.map((score) => (gamma * (score - mean)) / root + beta);
  }

  /**
   * Mean, standard deviation, and the mean slope of an activation at scores. Pure.
   * @type {Lossfold["unit"]["statistics"]}
   */
  function statistics(scores, act) {
    const { mean, variance } = lossfold.chance.moments(scores);
    const slopes = scores.map(ACTIVATIONS[act].derivative);
    // Of a mean that is 0 rounding leaves a trace.
    const clean = Math.abs(mean) < 1e-12 ? 0 : mean;
    return { mean: clean, deviation: Math.sqrt(variance), slope: lossfold.chance.moments(slopes).mean };
  }

  /** Which sentence says what γ and β do. Pure. @type {Lossfold["unit"]["caseOf"]} */
  function caseOf({ mean, variance, epsilon }, gamma, beta) {
    if (gamma === 0) return "constant";
    return gamma === Math.sqrt(variance + epsilon) && beta === mean ? "off" : "some";
  }

  /** @type {Lossfold["unit"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {{ gamma: number, beta: number, act: string }} */ (/** @type {unknown} */ (scene.now));
    const blank = { x: words["diagram.unit.x"], y: "", tickText: () => "" };
    const lines = lossfold.panel.chart("scores", blank, () => draw());
    const curve = lossfold.panel.chart("activation", { x: words["diagram.unit.x"], y: "" }, () => draw());
    const nameOf = (/** @type {string} */ act) => words[`diagram.unit.act.${act}`];

    function draw() {
      const after = normalized(scene, now.gamma, now.beta);
      lines.scale(RANGE, [-0.35, 1.45]);
      if (lines.box) {
        lines.line("joins", scene.scores.flatMap((score, k) => [score, 1, after[k], 0, NaN, NaN]));
        scene.scores.forEach((score, k) => lines.dot(`hollow:${k}`, score, 1, 5.5));
        after.forEach((score, k) => lines.dot(`data:${k}`, score, 0, 5.5));
        lines.text("name:z", RANGE[0], 1, words["diagram.unit.z"], { dx: 6, dy: 4 });
        lines.text("name:y", RANGE[0], 0, words["diagram.unit.y"], { dx: 6, dy: 4 });
      }
      const { value, range } = ACTIVATIONS[now.act];
      curve.titles.y = nameOf(now.act);
      curve.scale(RANGE, range);
      if (!curve.box) return;
      const at = Array.from({ length: POINTS + 1 }, (_, k) => RANGE[0] + ((RANGE[1] - RANGE[0]) * k) / POINTS);
      curve.line("train", at.flatMap((u) => [u, value(u)]));
      scene.scores.forEach((score, k) => curve.dot(`hollow:${k}`, score, value(score), 5.5));
      after.forEach((score, k) => curve.dot(`data:${k}`, score, value(score), 5.5));
    }

    function show() {
      const scores = [scene.scores, normalized(scene, now.gamma, now.beta)];
      const [before, after] = scores.map((all) => statistics(all, now.act));
      const says = (/** @type {typeof before} */ each) => ({
        mean: about(each.mean), deviation: about(each.deviation), slope: about(each.slope), act: nameOf(now.act),
      });
      const values = { act: nameOf(now.act), before: number(before.slope), slope: number(after.slope) };
      write("story", fill(words[`diagram.unit.${caseOf(scene, now.gamma, now.beta)}`], values));
      write("before", fill(words["diagram.unit.numbers"], says(before)));
      write("after", fill(words["diagram.unit.numbers"], says(after)));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, unit: { begin, normalized, statistics, caseOf } };
})();
