// How a dropout rate is chosen: training, validation and held-out error against it. All come with the page.
(function () {
  const LINES = /** @type {const} */ ([["training", "train"], ["validation", "data"], ["fresh", "held"]]);

  /** The stops at which the errors of validation and on new rows are least. Pure.
   * @type {Lossfold["chosen"]["least"]} */
  function least({ validation, fresh }, fitted) {
    const lowest = (/** @type {number[]} */ errors) => errors.indexOf(Math.min(...errors));
    return { chosen: lowest(validation[fitted]), best: lowest(fresh[fitted]) };
  }

  /** @type {Lossfold["chosen"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { write } = lossfold.panel;
    const now = /** @type {ChosenNow} */ (/** @type {unknown} */ (scene.now));
    const titles = { x: words["diagram.chosen.x"], y: words["diagram.chosen.y"] };
    const chart = lossfold.panel.chart("plot", titles, () => draw());
    const rates = scene.stops.drop;

    function draw() {
      // One scale for all numbers of rows; the worst validation without dropout lies above it.
      chart.scale([0, rates[rates.length - 1]], [0.2, 1.1]);
      if (!chart.box) return;
      const at = rates.indexOf(now.drop);
      const { chosen, best } = least(scene, now.fitted);
      chart.line("cursor", [now.drop, 0.2, now.drop, 1.1]);
      for (const [name, line] of LINES) {
        const errors = scene[name][now.fitted];
        chart.line(line, errors.flatMap((error, k) => [rates[k], error]));
        chart.dot(`${line}:now`, now.drop, errors[at], 4);
      }
      chart.dot("data:chosen", rates[chosen], scene.validation[now.fitted][chosen], 7);
      chart.dot("held:best", rates[best], scene.fresh[now.fitted][best], 7);
    }

    function show() {
      const at = rates.indexOf(now.drop);
      const { chosen, best } = least(scene, now.fitted);
      /** @type {(name: "training" | "validation" | "fresh", k: number) => string} */
      const error = (name, k) => number(scene[name][now.fitted][k], 3);
      const values = {
        fitted: now.fitted, chosen: number(rates[chosen]), best: number(rates[best]), none: error("fresh", 0),
        gained: error("fresh", chosen), lowest: error("fresh", best), training: error("training", at),
        validation: error("validation", at), fresh: error("fresh", at),
      };
      const said = (/** @type {string} */ name) => fill(words[`diagram.chosen.${name}`], values);
      write("story", said("told"));
      write("here", said("here"));
      write("chosen", said("picked"));
      write("best", said("lowest"));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, chosen: { begin, least } };
})();
