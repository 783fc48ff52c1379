// The four sub-models of two inputs under dropout: what each predicts and learns, and what stands for them at test.
(function () {
  const sigmoid = (/** @type {number} */ u) => 1 / (1 + Math.exp(-u));

  /** A sub-model: score, output, chance, and the gradient of its loss. Pure. @type {Lossfold["ensemble"]["model"]} */
  function model({ input, weights, target }, { drop, unit, inverted }, kept) {
    const scale = inverted === "1" ? 1 / (1 - drop) : 1;
    const mask = [...kept].map((each) => Number(each) * scale);
    const score = input.reduce((sum, x, j) => sum + mask[j] * weights[j] * x, 0);
    const output = unit === "sigmoid" ? sigmoid(score) : score;
    const chance = [...kept].reduce((product, each) => product * (each === "1" ? 1 - drop : drop), 1);
    return { mask, score, output, chance, gradient: input.map((x, j) => (output - target) * mask[j] * x) };
  }

  /**
   * The mean of the sub-models' outputs, their normalized geometric mean, and the one net with all inputs that stands
   * for them. Pure.
   * Source: Baldi & Sadowski, NeurIPS 2013: for a sigmoid the geometric mean is that net's output exactly.
   * @type {Lossfold["ensemble"]["together"]}
   */
  function together(scene, how) {
    const models = scene.masks.map((kept) => model(scene, how, kept));
    const mean = (/** @type {(each: SubModel) => number} */ of) =>
      models.reduce((sum, each) => sum + each.chance * of(each), 0);
    const whole = scene.input.reduce((sum, x, j) => sum + x * scene.weights[j], 0);
    const score = how.inverted === "1" ? whole : (1 - how.drop) * whole;
    const [high, low] = [mean((each) => Math.log(each.output)), mean((each) => Math.log(1 - each.output))];
    const geometric = how.unit === "sigmoid" ? Math.exp(high) / (Math.exp(high) + Math.exp(low)) : NaN;
    const rule = how.unit === "sigmoid" ? sigmoid(score) : score;
    return { models, average: mean((each) => each.output), rule, geometric };
  }

  const PLACES = { x: [0.16, 0.16], y: [0.78, 0.22], out: [0.8, 0.5] };

  /** @type {Lossfold["ensemble"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const { make } = lossfold.chart;
    const now = /** @type {EnsembleNow} */ (/** @type {unknown} */ (scene.now));
    const place = /** @type {HTMLElement} */ (document.getElementById("nets"));
    place.classList.add("nets");
    /** A net's picture: 220 × 140 units, with what moves in it by name. */
    const nets = scene.masks.map((kept) => {
      const svg = make("svg", { viewBox: "0 0 220 140", "aria-hidden": "true", class: "net" }, place);
      /** @type {Record<string, SVGElement>} */
      const parts = {};
      const [ox, oy] = [PLACES.out[0] * 220 - 20, 70];
      [0, 1].forEach((j) => {
        const [x, y] = [34, 32 + 76 * j];
        const on = kept[j] === "1";
        const state = on ? "on" : "off";
        const along = Math.atan2(oy - y, ox - x);
        const rim = (/** @type {number} */ radius) => [radius * Math.cos(along), radius * Math.sin(along)];
        const [[ax, ay], [bx, by]] = [rim(15), rim(25)];
        make("path", { class: `edge-${state}`, d: `M${x + ax} ${y + ay}L${ox - bx} ${oy - by}` }, svg);
        make("circle", { class: `node-${state}`, cx: x, cy: y, r: 15 }, svg);
        make("text", { class: "in", x, y: y + 4 }, svg).textContent = number(scene.input[j]);
        if (!on) make("path", { class: "cross", d: `M${x - 11} ${y - 11}l22 22m0 -22l-22 22` }, svg);
        parts[`edge${j}`] = make("text", { class: "weight", x: 88, y: j ? y - 2 : y + 2 }, svg);
      });
      make("circle", { class: "node-on", cx: ox, cy: oy, r: 25 }, svg);
      parts.out = make("text", { class: "in", x: ox, y: oy + 4 }, svg);
      parts.chance = make("text", { class: "chance", x: 216, y: 134 }, svg);
      svg.addEventListener("click", () => set({ kept }));
      return { kept, svg, parts };
    });

    function show() {
      const { models, average, rule, geometric } = together(scene, now);
      nets.forEach(({ kept, svg, parts }, k) => {
        svg.classList.toggle("chosen", kept === now.kept);
        [0, 1].forEach((j) => (parts[`edge${j}`].textContent = `β${"₁₂"[j]} = ${number(scene.weights[j])}`));
        parts.out.textContent = number(models[k].output, 3);
        parts.chance.textContent = fill(words["diagram.ensemble.chance"], { chance: number(models[k].chance, 3) });
      });
      const own = models[scene.masks.indexOf(now.kept)];
      const values = {
        score: number(own.score), output: number(own.output),
        first: number(own.gradient[0]), second: number(own.gradient[1]), kept: [...now.kept].join(", "),
        average: number(average), rule: number(rule), geometric: number(geometric), drop: number(now.drop),
        factor: number(1 / (1 - now.drop)),
      };
      const said = (/** @type {string} */ key) => fill(words[`diagram.ensemble.${key}`], values);
      write("story", lossfold.format.join(said(`told.${now.unit}`), said(`inverted.${now.inverted}.told`)));
      write("forward", said("forward"));
      write("backward", said("backward"));
      write("average", about(average, false));
      write("rule", about(rule, false));
      write("geometric", now.unit === "sigmoid" ? about(geometric, false) : "–");
      for (const input of document.querySelectorAll("input")) {
        if (input.name === "kept") input.checked = input.value === now.kept;
      }
    }
    const set = lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, ensemble: { begin, model, together } };
})();
