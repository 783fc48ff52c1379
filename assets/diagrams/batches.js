// What batch norm takes from batches, what its running statistics keep of them, and the layer that it becomes in use.
(function () {
  /** The mean and the variance of every batch of m scores; a larger batch has those of a smaller one. Pure.
   * @type {Lossfold["batches"]["statistics"]}
   */
  function statistics({ seed, batches, mean, deviation }, m) {
    return Array.from({ length: batches }, (_, t) => {
      const next = lossfold.chance.normal(seed + t);
      return lossfold.chance.moments(Array.from({ length: m }, () => mean + deviation * next()));
    });
  }

  /** Running mean and variance after each batch, from 0 and 1; and the variance without m/(m − 1). Pure.
   * @type {Lossfold["batches"]["running"]}
   */
  function running(found, m, momentum) {
    let [mean, variance, biased] = [0, 1, 1];
    return found.map((batch) => {
      mean += momentum * (batch.mean - mean);
      variance += momentum * ((batch.variance * m) / (m - 1) - variance);
      biased += momentum * (batch.variance - biased);
      return { mean, variance, biased };
    });
  }

  /** A score after batch norm with these statistics. Pure. @type {Lossfold["batches"]["output"]} */
  function output({ gamma, beta, epsilon }, score, { mean, variance }) {
    return (gamma * (score - mean)) / Math.sqrt(variance + epsilon) + beta;
  }

  /** The layer before with batch norm in it: W′ and b′. Pure. @type {Lossfold["batches"]["folded"]} */
  function folded({ gamma, beta, epsilon, weights, bias }, { mean, variance }) {
    const factor = gamma / Math.sqrt(variance + epsilon);
    return { weights: weights.map((weight) => factor * weight), bias: beta + factor * (bias - mean) };
  }

  /** Wx + b. Pure. @type {Lossfold["batches"]["scored"]} */
  function scored({ weights, bias }, input) {
    return weights.reduce((sum, weight, k) => sum + weight * input[k], bias);
  }

  const RANGES = { means: [-0.4, 9], variances: [-0.5, 13], outputs: [-2, 6.6] };

  /** @type {Lossfold["batches"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {BatchesNow} */ (/** @type {unknown} */ (scene.now));
    const chart = lossfold.panel.chart("plot", { x: words["diagram.batches.x"], y: "" }, () => draw());
    const score = scored(scene, scene.input);
    const whole = { mean: scene.mean, variance: scene.deviation ** 2 };
    /** @type {ReturnType<typeof statistics>} */
    let found = [];
    /** @type {ReturnType<typeof running>} */
    let kept = [];

    function draw() {
      const { shown, t } = now;
      chart.titles.y = words[`diagram.batches.title.${shown}`];
      // One row more than batches, so that none lies on the edge.
      chart.scale([0, scene.batches + 1], RANGES[shown]);
      if (!chart.box || !found.length) return;
      const through = (/** @type {number[]} */ values) => values.slice(0, t).flatMap((value, k) => [k + 1, value]);
      /** @type {Record<typeof shown, (each: Moments) => number>} */
      const values = {
        means: (each) => each.mean,
        variances: (each) => each.variance,
        outputs: (each) => output(scene, score, each),
      };
      const valueOf = values[shown];
      const truth = valueOf(whole);
      chart.line("train", [0, truth, scene.batches + 1, truth]);
      found.forEach((each, k) => chart.dot(`data:${k}`, k < t ? k + 1 : NaN, valueOf(each), k === t - 1 ? 6 : 3.5));
      chart.line("sum", through(kept.map(valueOf)));
      chart.line("biased", shown === "variances" ? through(kept.map((each) => each.biased)) : []);
    }

    function show() {
      const { m, t, momentum } = now;
      found = statistics(scene, m);
      kept = running(found, m, momentum);
      const [batch, run] = [found[t - 1], kept[t - 1]];
      const layer = folded(scene, run);
      const outputs = found.slice(0, t).map((each) => output(scene, score, each));
      const spread = lossfold.chance.moments(found.map((each) => each.mean));
      const typical = lossfold.chance.moments(found.map((each) => each.variance)).mean;
      const values = {
        m, t, batches: scene.batches, z: number(score), left: number((1 - momentum) ** t),
        spread: number(Math.sqrt(spread.variance)), theory: number(scene.deviation / Math.sqrt(m)),
        typical: number(typical), expected: number((whole.variance * (m - 1)) / m), factor: number(m / (m - 1)),
        low: number(Math.min(...outputs)), high: number(Math.max(...outputs)), use: number(output(scene, score, run)),
      };
      const pair = m === 2 && now.shown === "outputs" ? words["diagram.batches.pair"] : "";
      write("story", lossfold.format.join(fill(words[`diagram.batches.${now.shown}.told`], values), pair));
      /** @type {(key: string, more: object) => string} */
      const said = (key, more) => fill(words[`diagram.batches.${key}`], more);
      write("batch", said("batch.says", {
        mean: about(batch.mean), variance: about(batch.variance), unbiased: about((batch.variance * m) / (m - 1)),
      }));
      write("running", said("running.says", { mean: about(run.mean), variance: about(run.variance) }));
      write("training", about(output(scene, score, batch), false));
      write("use", about(output(scene, score, run), false));
      write("folded", said("folded.says", {
        first: number(layer.weights[0]), second: number(layer.weights[1]), bias: number(layer.bias),
        value: about(scored(layer, scene.input), false),
      }));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, batches: { begin, statistics, running, output, folded, scored } };
})();
