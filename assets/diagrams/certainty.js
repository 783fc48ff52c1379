// The loss over the margin, with the entropy of the prediction subtracted and added. The minima come with the page.
(function () {
  const [FROM, TO] = [-3, 7];
  const [LOW, HIGH] = [-1.2, 3];

  /** log(1 + eᵘ) without overflow. @param {number} u */
  const softplus = (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));

  /** The three functions of the margin d. Pure. @type {Lossfold["certainty"]["functions"]} */
  function functions(confidence, p) {
    const loss = (/** @type {number} */ d) => p * softplus(-d) + (1 - p) * softplus(d);
    /** @param {number} d */
    const entropy = (d) => {
      const q = 1 / (1 + Math.exp(-d));
      return q * softplus(-d) + (1 - q) * softplus(d);
    };
    return { loss, less: (d) => loss(d) - confidence * entropy(d), more: (d) => loss(d) + confidence * entropy(d) };
  }

  /**
   * The margins of the three minima, null where there is none, and which sentence holds. Pure.
   * @type {Lossfold["certainty"]["minima"]}
   */
  function minima(scene, confidence, p) {
    const [row, column] = [scene.stops.confidence.indexOf(confidence), scene.stops.p.indexOf(p)];
    const [loss, less, more] = [scene.bare, scene.less, scene.more].map((table) => table[row][column]);
    const [off, on] = p === 1 ? ["falls", "sure"] : ["none", "unsure"];
    return { key: confidence === 0 ? off : on, at: { loss, less, more } };
  }

  /** @type {Lossfold["certainty"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const now = /** @type {{ confidence: number, p: number }} */ (/** @type {unknown} */ (scene.now));
    const titles = { x: words["diagram.certainty.x"], y: words["diagram.certainty.y"] };
    const chart = lossfold.panel.chart("curves", titles, () => draw());
    // The number of the margin, and what the model gives there, in per cent.
    const margin = (/** @type {number | null} */ d) => (d === null ? "" : number(d, 4));
    const chance = (/** @type {number | null} */ d) => (d === null ? "" : number(100 / (1 + Math.exp(-d)), 3));

    function draw() {
      chart.scale([FROM, TO], [LOW, HIGH]);
      if (!chart.box) return;
      const { loss, less, more } = functions(now.confidence, now.p);
      const { at } = minima(scene, now.confidence, now.p);
      chart.line("first:loss", lossfold.sums.curve(loss, FROM, TO));
      chart.line("second:more", lossfold.sums.curve(more, FROM, TO));
      chart.line("held:less", lossfold.sums.curve(less, FROM, TO));
      for (const [name, value, least] of /** @type {const} */ ([
        ["first:least", loss, at.loss], ["second:least", more, at.more], ["minimum:least", less, at.less],
      ])) {
        if (least === null) chart.clear(name);
        else chart.dot(name, least, value(least), 6);
      }
    }

    function show() {
      const { key, at } = minima(scene, now.confidence, now.p);
      lossfold.panel.write("story", fill(words[`diagram.certainty.${key}`], {
        bare: margin(at.loss), less: margin(at.less), more: margin(at.more),
        bareChance: chance(at.loss), lessChance: chance(at.less), moreChance: chance(at.more),
      }));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, certainty: { begin, functions, minima } };
})();
