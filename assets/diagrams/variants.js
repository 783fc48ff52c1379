// What each variant of dropout drops together: the masks of a draw, and the exact variance of what comes out.
(function () {
  const SIDE = 3; // of DropBlock's squares

  /** @param {number[]} numbers */
  const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);

  /**
   * The sums of the values of each group. Pure.
   * @type {(values: number[], groups: number[]) => number[]}
   */
  function sums(values, groups) {
    const found = Array(Math.max(...groups) + 1).fill(0);
    values.forEach((value, cell) => (found[groups[cell]] += value));
    return found;
  }

  /** How many of three channels are kept where they are drawn by weight. Pure. @type {(drop: number) => number} */
  const left = (drop) => Math.max(1, Math.round(3 * (1 - drop)));

  /**
   * The chance of every set of `count` things that are drawn one after another in proportion to their weights, none
   * twice. Pure.
   * @type {Lossfold["variants"]["weightedSets"]}
   */
  function weightedSets(weights, count) {
    /** @type {Map<string, number>} */
    const found = new Map();
    /** @type {(taken: number[], chance: number) => void} */
    const go = (taken, chance) => {
      if (taken.length === count) {
        const key = [...taken].sort().join();
        found.set(key, (found.get(key) ?? 0) + chance);
        return;
      }
      const rest = total(weights) - total(taken.map((each) => weights[each]));
      weights.forEach((weight, each) => {
        if (!taken.includes(each)) go([...taken, each], (chance * weight) / rest);
      });
    };
    go([], 1);
    return [...found].map(([key, chance]) => ({ kept: key.split(",").map(Number), chance }));
  }

  /** The chance of each thing to be in such a set. @type {(sets: { kept: number[], chance: number }[]) => number[]} */
  const inclusion = (sets) =>
    [0, 1, 2].map((each) => total(sets.filter(({ kept }) => kept.includes(each)).map(({ chance }) => chance)));

  /** How many squares of DropBlock two cells of a channel have in common. @type {(a: number, b: number) => number} */
  const common = (a, b) => Math.max(0, SIDE - Math.abs(a - b));

  /** How many uniform numbers a draw takes. Pure. @type {Lossfold["variants"]["lotsOf"]} */
  function lotsOf(scene, kind) {
    const { picture, groups } = scene.kinds[kind];
    const [grids, rows, columns] = scene.pictures[picture].shape;
    // A square may hang over the edge: so every number is under as many of them.
    if (kind === "block") return grids * (rows + SIDE - 1) * (columns + SIDE - 1);
    return Math.max(...groups) + 1;
  }

  /**
   * What each number is multiplied by: 0, or one over its chance to be kept, so that the mean is 1. Pure.
   * @type {Lossfold["variants"]["maskOf"]}
   */
  function maskOf(scene, kind, drop, lots) {
    const { picture, groups } = scene.kinds[kind];
    const { shape, values } = scene.pictures[picture];
    const [, rows, columns] = shape;
    if (kind === "weighted") {
      // Efraimidis and Spirakis: the largest of u^(1/w), here by their logarithms.
      const weights = sums(values, groups);
      const keys = lots.map((lot, each) => Math.log(lot) / weights[each]);
      const kept = [...keys.keys()].sort((a, b) => keys[b] - keys[a]).slice(0, left(drop));
      const chances = inclusion(weightedSets(weights, left(drop)));
      return groups.map((group) => (kept.includes(group) ? 1 / chances[group] : 0));
    }
    if (kind === "block") {
      // A number is kept if none of the nine squares over it is drawn: (1 − rate)⁹ = 1 − δ.
      const rate = 1 - (1 - drop) ** (1 / SIDE ** 2);
      const across = columns + SIDE - 1;
      return values.map((_, cell) => {
        const [grid, row, column] = lossfold.panel.place(cell, shape);
        for (let down = 0; down < SIDE; down++) {
          for (let right = 0; right < SIDE; right++) {
            const square = (grid * (rows + SIDE - 1) + row + down) * across + column + right;
            if (lots[square] < rate) return 0;
          }
        }
        return 1 / (1 - drop);
      });
    }
    return groups.map((group) => (lots[group] < drop ? 0 : 1 / (1 - drop)));
  }

  /** What comes out under a mask. Pure. @type {Lossfold["variants"]["output"]} */
  function output({ values, divisor }, mask) {
    return total(values.map((value, cell) => value * mask[cell])) / divisor;
  }

  /** The variance of the output where groups are dropped by themselves. @type {Lossfold["variants"]["grouped"]} */
  function grouped({ values, divisor }, groups, drop) {
    return ((drop / (1 - drop)) * total(sums(values, groups).map((sum) => sum * sum))) / divisor ** 2;
  }

  /** The exact variance of the output. Pure. @type {Lossfold["variants"]["variance"]} */
  function variance(scene, kind, drop) {
    const { picture, groups } = scene.kinds[kind];
    const drawing = scene.pictures[picture];
    const { values, divisor, shape } = drawing;
    if (kind === "weighted") {
      const channels = sums(values, groups);
      const sets = weightedSets(channels, left(drop));
      const chances = inclusion(sets);
      const outputs = sets.map(({ kept }) => total(kept.map((each) => channels[each] / chances[each])) / divisor);
      const mean = total(values) / divisor;
      return total(sets.map(({ chance }, k) => chance * (outputs[k] - mean) ** 2));
    }
    if (kind !== "block") return grouped(drawing, groups, drop);
    const places = values.map((_, cell) => lossfold.panel.place(cell, shape));
    let sum = 0;
    places.forEach(([grid, row, column], one) => {
      places.forEach(([other, down, right], two) => {
        if (grid !== other) return;
        // Both are kept if none of the squares over either is drawn: those over both count once.
        const overlap = (common(row, down) * common(column, right)) / SIDE ** 2;
        sum += values[one] * values[two] * ((1 - drop) ** -overlap - 1);
      });
    });
    return sum / divisor ** 2;
  }

  /** The outputs of all draws, and each one's mask: the same lots for every δ. @type {Lossfold["variants"]["drawn"]} */
  function drawn(scene, kind, drop) {
    const next = lossfold.chance.uniform(scene.seed);
    const count = lotsOf(scene, kind);
    const picture = scene.pictures[scene.kinds[kind].picture];
    return Array.from({ length: scene.times }, () => {
      const mask = maskOf(scene, kind, drop, Array.from({ length: count }, next));
      return { mask, output: output(picture, mask) };
    });
  }

  /** @type {Lossfold["variants"]["begin"]} */
  function begin(scene, words) {
    const { fill, join, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {VariantsNow} */ (/** @type {unknown} */ (scene.now));
    const place = /** @type {HTMLElement} */ (document.getElementById("numbers"));
    const grid = lossfold.variantGrid.make(place, words);
    const chart = lossfold.panel.chart("outputs", { x: "k", y: words["diagram.variants.y"] }, () => draw());
    let key = "";
    /** @type {ReturnType<typeof drawn>} */
    let draws = [];
    /** What the rest needs of the kind. */
    let told = { mean: 0, spread: 0, other: 0 };

    function work() {
      if (key === `${now.drop} ${now.kind}`) return;
      key = `${now.drop} ${now.kind}`;
      const { picture, others } = scene.kinds[now.kind];
      const { values, divisor } = scene.pictures[picture];
      draws = drawn(scene, now.kind, now.drop);
      told = {
        mean: total(values) / divisor,
        spread: Math.sqrt(variance(scene, now.kind, now.drop)),
        other: Math.sqrt(grouped(scene.pictures[picture], others, now.drop)),
      };
    }

    function draw() {
      if (!draws.length) return;
      const outputs = draws.map((each) => each.output);
      chart.scale([0, scene.times], [0, lossfold.chart.above(Math.max(...outputs, told.mean) * 1.15)]);
      if (!chart.box) return;
      const { mean, spread } = told;
      const [low, high] = [mean - spread, mean + spread];
      chart.line("band", [0, high, scene.times, high, scene.times, low, 0, low], true);
      chart.line("train", [0, mean, scene.times, mean]);
      outputs.forEach((value, k) => chart.dot(`draw:${k}`, k < now.k ? k + 1 : NaN, value, 2.6));
      let sum = 0;
      chart.line("penalty", outputs.slice(0, now.k).flatMap((value, k) => [k + 1, (sum += value) / (k + 1)]));
      chart.dot("data", now.k, outputs[now.k - 1], 5);
    }

    function show() {
      work();
      const { picture } = scene.kinds[now.kind];
      const { mask, output: own } = draws[now.k - 1];
      grid.draw(/** @type {VariantPictureName} */ (picture), scene.pictures[picture], mask);
      const seen = lossfold.chance.moments(draws.slice(0, now.k).map((each) => each.output));
      const values = {
        mean: number(told.mean), spread: number(told.spread), other: number(told.other), left: left(now.drop),
        dropped: mask.filter((each) => !each).length, count: mask.length, own: number(own),
      };
      const said = (/** @type {string} */ name) => fill(words[`diagram.variants.${name}`], values);
      const more = now.drop ? [said("spread"), said(`other.${picture}`)] : [said("zero")];
      write("story", join(said(`told.${now.kind}`), ...more));
      write("draw", said("draw"));
      /** @type {(exact: number, sampled: number) => string} */
      const both = (exact, sampled) =>
        now.k > 1
          ? fill(words["diagram.variants.both"], { exact: about(exact), sampled: number(sampled), k: now.k })
          : about(exact);
      write("mean", both(told.mean, seen.mean));
      write("spread", both(told.spread, Math.sqrt((seen.variance * now.k) / (now.k - 1))));
      write("other", fill(words[`diagram.variants.compared.${picture}`], { value: about(told.other) }));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  const pure = { weightedSets, lotsOf, maskOf, output, grouped, variance, drawn };
  globalThis.lossfold = { ...globalThis.lossfold, variants: { begin, ...pure } };
})();
