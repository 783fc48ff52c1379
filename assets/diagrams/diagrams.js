// The diagrams' wiring: which entries of the block are lit, where the shift's sliders stand, and the words for both.
// All statistics come with the page; here they are looked up.
(function () {
  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const read = (/** @type {string} */ id) => JSON.parse(find(id).textContent ?? "");
  const SHOWN = 4; // significant digits

  /** @type {(at: number[], shape: number[]) => number} */
  const indexOf = (at, shape) => at.reduce((index, k, axis) => index * shape[axis] + k, 0);

  /**
   * The entry that a key leads to in the block as it is drawn, samples side by side and channels below each other; null
   * if the key does nothing. Pure.
   * @type {Lossfold["diagrams"]["moved"]}
   */
  function moved(index, key, shape) {
    const [samples, channels, rows, columns] = shape;
    let [sample, channel, row, column] = lossfold.panel.place(index, shape);
    let [across, down] = [sample * columns + column, channel * rows + row];
    const [width, height] = [samples * columns, channels * rows];
    /** @type {Record<string, number[]>} */
    const moves = {
      ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
      PageDown: [0, rows], PageUp: [0, -rows], Home: [-width, 0], End: [width, 0],
    };
    if (!(key in moves)) return null;
    across = Math.min(Math.max(across + moves[key][0], 0), width - 1);
    down = Math.min(Math.max(down + moves[key][1], 0), height - 1);
    [sample, column] = [Math.floor(across / columns), across % columns];
    [channel, row] = [Math.floor(down / rows), down % rows];
    return indexOf([sample, channel, row, column], shape);
  }

  /** Everything that is said of a cell under a norm. Pure. @type {Lossfold["diagrams"]["textsOf"]} */
  function textsOf(scene, norm, index) {
    const { about, place } = lossfold.panel;
    const { sets, sums, means, variances, values, groups } = scene.norms[norm];
    const set = sets[index];
    const count = sets.filter((each) => each === set).length;
    const [samples, channels, rows, columns] = scene.shape;
    const [sample, channel, row, column] = place(index, scene.shape).map((k) => k + 1);
    const size = channels / (groups || channels);
    const first = Math.floor((channel - 1) / size) * size + 1;
    const { number } = lossfold.format;
    const [mean, variance] = [number(means[set], SHOWN), number(variances[set], SHOWN)];
    const [taken, value] = [means[set] < 0 ? `+ ${mean.slice(1)}` : `− ${mean}`, number(scene.block[index])];
    // The root is of no square, for its ε: only a 0 is exact.
    const quotient = about(values[index], values[index] === 0);
    return {
      lit: sets.map((each) => each === set),
      words: {
        samples, channels, places: rows * columns, sample, channel, row, column, groups,
        first, last: first + size - 1, count, value, means: means.length,
      },
      mean: `${number(sums[set])}/${count} ${about(means[set])}`,
      variance: `Σ(x − μ)²/${count} ${about(variances[set])}`,
      value: `(${value} ${taken})/√(${variance} + ${scene.epsilon.toFixed(5)}) ${quotient}`,
    };
  }

  /**
   * Test variance over training variance, where noise of mean 1 and this variance multiplies an input of mean c and
   * variance 1. Pure.
   */
  const shiftOf = (/** @type {number} */ c, /** @type {number} */ spread) => 1 / (1 + spread * (1 + c * c));

  /** What the sliders' numbers mean, in signs. Pure. @type {Lossfold["diagrams"]["shifted"]} */
  function shifted(scene, family, c, drop) {
    const { about } = lossfold.panel;
    const spreadOf = (/** @type {string} */ noise) => scene.spreads[noise][scene.stops.drop.indexOf(drop)];
    const ratio = shiftOf(c, spreadOf(family));
    // Of finer numbers than the sliders' own the digits that are known do not tell whether more follow.
    const exact = Number(c.toFixed(1)) === c && Number(drop.toFixed(2)) === drop;
    const root = Number(Math.sqrt(ratio).toPrecision(SHOWN));
    const square = exact && about(ratio).startsWith("=") && Math.abs(root * root - ratio) < 1e-12;
    return {
      ratio: about(ratio, exact), train: about(1 / ratio, exact), root: about(Math.sqrt(ratio), square),
      spread: about(spreadOf(family), exact), dropped: about(spreadOf("dropout"), exact),
      c: String(c), drop: String(drop),
    };
  }

  /** @type {(scene: NormsScene, words: Words) => void} */
  function norms(scene, words) {
    const { fill } = lossfold.format;
    const cells = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#block td[data-index]")]);
    const cellOf = new Map(cells.map((cell) => [Number(cell.dataset.index), cell]));
    const state = { norm: scene.norm, index: indexOf(scene.cell.map((k) => k - 1), scene.shape) };
    const show = () => {
      const all = textsOf(scene, state.norm, state.index);
      for (const [index, cell] of cellOf) {
        const [sample, channel, row, column] = lossfold.panel.place(index, scene.shape).map((k) => k + 1);
        const chosen = index === state.index;
        const name = fill(words["diagram.norms.cell"], { value: scene.block[index], sample, channel, row, column });
        const kind = chosen ? "chosen" : all.lit[index] ? "lit" : null;
        cell.dataset.lit = all.lit[index] ? "yes" : "";
        cell.tabIndex = chosen ? 0 : -1;
        cell.setAttribute("aria-selected", String(chosen));
        cell.setAttribute("aria-label", kind ? fill(words[`diagram.norms.${kind}`], { cell: name }) : name);
      }
      find("story").textContent = fill(words[`diagram.norms.story.${state.norm}`], all.words);
      const { mean, variance, value } = all;
      for (const [id, text] of Object.entries({ mean, variance, value })) find(id).textContent = text;
      find("others").textContent = fill(words[`diagram.norms.others.${state.norm}`], all.words);
    };
    const choose = (/** @type {number} */ index) => {
      state.index = index;
      show();
      cellOf.get(index)?.focus({ preventScroll: false });
    };
    for (const cell of cells) {
      cell.addEventListener("click", () => choose(Number(cell.dataset.index)));
      cell.addEventListener("keydown", (event) => {
        const index = moved(Number(cell.dataset.index), event.key, scene.shape);
        if (index === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        choose(index);
      });
    }
    for (const input of document.querySelectorAll("input")) {
      if (input.name !== "norm") continue;
      input.addEventListener("change", () => {
        state.norm = input.value;
        show();
      });
    }
    show();
  }

  /** @type {(scene: ShiftScene, words: Words) => void} */
  function shift(scene, words) {
    const { fill } = lossfold.format;
    const SLIDERS = /** @type {const} */ (["c", "drop"]);
    const sliderOf = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (find(name));
    const now = { c: scene.c, drop: scene.drop, family: scene.family };
    const plot = find("plot");
    const chart = new lossfold.chart.Chart(plot, { x: words["diagram.shift.x"], y: words["diagram.shift.y"] });
    const row = (/** @type {number} */ c, family = now.family) =>
      scene.spreads[family].flatMap((spread, k) => [scene.stops.drop[k], shiftOf(c, spread)]);
    const draw = () => {
      // Room above 1 for the title of the axis.
      chart.scale([0, Math.max(...scene.stops.drop)], [0, 1.12]);
      if (!chart.box) return;
      const ratio = shiftOf(now.c, scene.spreads[now.family][scene.stops.drop.indexOf(now.drop)]);
      chart.line("train", row(0));
      chart.line("data", now.family === "dropout" ? [] : row(now.c, "dropout"));
      chart.line("sum", row(now.c));
      chart.line("cursor", [now.drop, 0, now.drop, 1.12]);
      chart.dot("minimum", now.drop, ratio, 6);
      const late = now.drop > 0.6;
      // Below the curve where c = 0 lies close above it.
      const place = { dx: late ? -10 : 10, dy: now.family === "uniform" ? 20 : -8, anchor: late ? "end" : "start" };
      chart.text("besttext", now.drop, ratio, lossfold.format.number(ratio, SHOWN), place);
    };
    const show = () => {
      const said = shifted(scene, now.family, now.c, now.drop);
      for (const name of SLIDERS) {
        const input = sliderOf(name);
        if (Number(input.value) !== now[name]) input.value = String(now[name]);
        input.setAttribute("aria-valuetext", said[name]);
        if (input.nextElementSibling) input.nextElementSibling.textContent = said[name];
      }
      // Dropout's own curve is not beside itself, and Gaussian noise's covers it.
      const other = find("other");
      /** @type {HTMLElement} */ (other.parentElement).hidden = now.family === "dropout";
      other.textContent = words[`diagram.shift.legend.${now.family === "gaussian" ? "same" : "dropout"}`];
      const key = now.drop === 0 ? "zero" : "some";
      const centred = now.drop > 0 && now.c === 0 && now.family !== "uniform" ? words["diagram.shift.centred"] : "";
      const noise = now.drop > 0 ? fill(words[`diagram.shift.of.${now.family}`], said) : "";
      find("story").textContent = lossfold.format.join(fill(words[`diagram.shift.${key}`], said), centred, noise);
      find("own").textContent = fill(words["diagram.shift.legend.own"], said);
      plot.setAttribute("aria-label", fill(words["diagram.shift.curve"], said));
      draw();
    };
    /** @type {(name: "c" | "drop", value: number) => void} */
    const set = (name, value) => {
      if (now[name] === value) return;
      now[name] = value;
      show();
    };
    for (const name of SLIDERS) {
      const input = sliderOf(name);
      const stops = scene.stops[name];
      input.addEventListener("input", () => {
        const value = lossfold.stops.nearest(stops, Number(input.value));
        input.value = String(value);
        set(name, value);
      });
      input.addEventListener("keydown", (event) => {
        const value = lossfold.stops.after(stops, now[name], event.key);
        if (value === null) return;
        event.preventDefault();
        set(name, value);
      });
    }
    for (const input of document.querySelectorAll("input")) {
      if (input.name !== "family") continue;
      input.addEventListener("change", () => {
        now.family = input.value;
        show();
      });
    }
    chart.drag(() => true, (x) => {
      if (Number.isFinite(x)) set("drop", lossfold.stops.nearest(scene.stops.drop, x));
    });
    chart.watch(draw);
    show();
  }

  function begin() {
    const start = read("start");
    lossfold.theme.watch(start.theme, () => {});
    const main = /** @type {HTMLElement} */ (document.querySelector("main"));
    const { unit, batches, rates, stack, masks, ensemble, variants, failing, chosen, sums } = lossfold;
    const { certainty, tied, useless } = lossfold;
    const polynomial = lossfold.polynomialFigure;
    // Each has its own bundle: the scripts of the others are not there.
    const others = {
      unit, batches, rates, stack, masks, ensemble, variants, failing, sums, certainty, tied,
      chosen, polynomial, useless,
    };
    const name = main.dataset.figure ?? "";
    /** @type {Record<string, (scene: any, words: Words) => void>} */
    const looked = { norms, shift };
    (looked[name] ?? others[/** @type {keyof typeof others} */ (name)].begin)(read("scene"), start.words);
    lossfold.iframeHeight.report(main);
  }

  globalThis.lossfold = { ...globalThis.lossfold, diagrams: { moved, textsOf, shifted } };
  if (typeof document === "undefined") return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else queueMicrotask(begin); // once every file of this bundle is there
})();
