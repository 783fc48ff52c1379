// The prior view: exp of minus each term, times the number of rows, because the loss is a mean over them. The penalty
// is a prior (Laplace, Gaussian, or their product), the loss a likelihood, J a posterior whose mode is the minimiser.
(function () {
  const FINE = 161;
  const COARSE = 81;
  const LEVELS = [0.5, 2, 4.5]; // drops of the logarithm: one, two and three standard deviations of a Gaussian

  /**
   * Half-open window of one coordinate that holds 0 and every minimum of the tables, with room around. Pure.
   * @type {Lossfold["prior"]["windowOf"]}
   */
  function windowOf(tables, half, which, width) {
    let [low, high] = [0, 0];
    for (const table of tables || []) {
      for (const { kind, points } of table.solutions) {
        if (kind !== "point" && kind !== "segment") continue;
        for (const point of points) [low, high] = [Math.min(low, point[which]), Math.max(high, point[which])];
      }
    }
    const room = Math.max(0.3 * (high - low), 3 * width, 0.02 * half);
    return [Math.max(low - room, -half), Math.min(high + room, half)];
  }

  /**
   * The standard deviation that the likelihood's curvature at a point stands for. Pure.
   * @type {Lossfold["prior"]["widthOf"]}
   */
  function widthOf(grids, rows, which, point) {
    const step = grids.axis[1] - grids.axis[0];
    const { smooth, onLine } = lossfold.termValues;
    const slope = (/** @type {number} */ by) =>
      smooth(grids, grids.layers.loss, ...onLine(point, which, point[which] + by)).gradient[which];
    const curvature = (slope(step) - slope(-step)) / (2 * step);
    return curvature > 0 ? 1 / Math.sqrt(rows * curvature) : Infinity;
  }

  /**
   * Keys of the sentences about the prior of these penalties, `on`, and of what its weights are in units of rows. Pure.
   * @type {Lossfold["prior"]["sentences"]}
   */
  function sentences(penalties, on, words) {
    // Each sum of penalties is another prior, with a sentence of its own where it has a name.
    const name = `view.prior.of.${on.join("+") || "none"}`;
    // A prior that is not a product over the coefficients has other sections elsewhere.
    const isProduct = on.every((each) => penalties[each].separable);
    const own = words[name];
    const about = own ? name : `view.prior.of.${isProduct ? "product" : "others"}`;
    // Only where the sentence names b or τ² is more said of them.
    const joint = !on.length || /\{(b|tau)\}/.test(own ?? "") ? "" : ".joint";
    return { about: [about, ...(isProduct ? [] : ["view.prior.section"])], joint };
  }

  /** A ring as a line of its own. @type {(points: number[]) => number[]} */
  const closed = (points) => [...points, points[0], points[1], NaN, NaN];

  class PriorView {
    say = "";
    /** @type {Frame} */
    frame;
    which = 0;
    /** @type {Grids} */
    grids;
    /** @type {Table[] | null} */
    tables;
    key = "";
    /** @type {ReturnType<Lossfold["termValues"]["along"]>} */
    cut;
    /**
     * The loss on a grid of the window.
     * @type {{ a: number[], b: number[], loss: Float64Array, windows: number[][] }}
     */
    sheet;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      lossfold.viewHelpers.coefficient(this, panel, host);
      this.line = new lossfold.chart.Chart(panel.body, { x: "", y: host.words["view.prior.density"] });
      this.plane = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      panel.legend(["prior", "likelihood", "posterior"].map((name) => [name, host.words[`view.prior.${name}`]]));
      lossfold.viewHelpers.redrawn(this, [this.line, this.plane]);
      lossfold.pick.watch(this.plane, host, (x, y) => [x, y]);
    }

    /**
     * The window and the loss inside it: new only with the scene, its tables or the line.
     * @param {Frame} frame
     * @param {number[]} base
     */
    prepare({ grids, tables, half, scene }, base) {
      const key = [this.which, base[1 - this.which]].join();
      if (this.grids === grids && this.tables === tables && this.key === key) return;
      const rows = scene.count;
      const found = [0, 1].map((j) => windowOf(tables, half, j, Math.min(widthOf(grids, rows, j, base), half)));
      // One unit for both axes, so that a circle is a circle.
      const span = Math.max(...found.map(([from, to]) => to - from));
      const inside = (/** @type {number} */ b) => Math.min(Math.max(b, -half), half);
      const windows = found.map(([from, to]) => [inside((from + to - span) / 2), inside((from + to + span) / 2)]);
      const [low, high] = windows[this.which];
      const x = Array.from({ length: FINE }, (_, k) => low + ((high - low) * k) / (FINE - 1));
      this.cut = lossfold.termValues.along(grids, this.which, base, x);
      if (this.grids !== grids || this.tables !== tables) {
        // A grid line on each axis, so that the prior's folds stay sharp.
        const [a, b] = windows.map(([from, to]) => {
          const step = (to - from) / (COARSE - 1);
          const first = Math.round(from / step) * step;
          return Array.from({ length: COARSE }, (_, k) => inside(first + k * step));
        });
        const loss = new Float64Array(COARSE * COARSE);
        const { smooth } = lossfold.termValues;
        for (let i = 0; i < COARSE; i++) {
          for (let j = 0; j < COARSE; j++) loss[i * COARSE + j] = smooth(grids, grids.layers.loss, a[j], b[i]).value;
        }
        this.sheet = { a, b, loss, windows };
      }
      Object.assign(this, { grids, tables, key });
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { weights, solution, half, words } = frame;
      const drawn = solution && (solution.kind === "point" || solution.kind === "segment") ? solution : null;
      const shown = drawn && drawn.points[0].every((b) => Math.abs(b) <= half) ? drawn : null;
      const base = frame.pinned || (shown ? shown.points[0] : [0, 0]);
      this.prepare(frame, base);
      this.curves(frame, base);
      this.rings(frame, shown);
      const rows = frame.scene.count;
      const { number } = lossfold.format;
      const pair = (/** @type {number[]} */ [b1, b2]) => ({ b1: number(b1), b2: number(b2) });
      const { penalties } = frame.scene;
      const on = lossfold.penalties.on(penalties, weights);
      const weighed = on.map((each) => `${number(rows * weights[each])}·${penalties[each].notation}`);
      const values = {
        b: number(1 / (rows * weights.l1)), tau: number(1 / (2 * rows * weights.l2)),
        sd: number(1 / Math.sqrt(2 * rows * weights.l2)), rows, weighed: weighed.join(" + "),
        c: number(rows * lossfold.penalties.sum(penalties, weights).cone),
        o: `β${"₂₁"[this.which]}`, at: number(base[1 - this.which]), ...pair(solution ? solution.points[0] : base),
      };
      const found = !solution ? ".pending" : solution.kind === "segment" ? ".segment" : ".none";
      const mode = `view.prior.mode${solution && solution.kind === "point" ? "" : found}`;
      const named = `view.prior.scale.${frame.scene.spec.loss}`;
      const { about, joint } = sentences(penalties, on, words);
      const counted = [named in words ? named : "view.prior.scale", `view.prior.units${joint}`];
      const scale = rows === 1 ? [`view.prior.single${joint}`] : counted;
      const changed = frame.scene.perturbed || lossfold.knobs.anyAffineTerm(frame.scene, weights);
      const ending = changed ? [`view.prior.changed${joint}`] : scale;
      const parts = [...about, mode, ...ending];
      this.say = lossfold.format.fill(lossfold.format.join(...parts.map((key) => words[key])), values);
    }

    /**
     * @param {Frame} frame
     * @param {number[]} base
     */
    curves({ weights, scene }, base) {
      const { x, loss } = this.cut;
      const chart = this.line;
      chart.titles.x = lossfold.story.coefficient(this.frame.scene, this.which, this.host.words);
      chart.scale([x[0], x[FINE - 1]], [0, 1.08]);
      if (!chart.box) return;
      const whole = lossfold.penalties.sum(scene.penalties, weights);
      const penalty = (/** @type {number} */ k) =>
        lossfold.penalties.value(whole, ...lossfold.termValues.onLine(base, this.which, x[k]));
      /** @type {(name: string, value: (k: number) => number) => void} */
      const draw = (name, value) => {
        let least = Infinity;
        for (let k = 0; k < FINE; k++) least = Math.min(least, value(k));
        const points = [];
        for (let k = 0; k < FINE; k++) points.push(x[k], Math.exp(-scene.count * (value(k) - least)));
        chart.line(name, points);
      };
      draw("prior", penalty);
      draw("likelihood", (k) => loss[k]);
      draw("posterior", (k) => loss[k] + penalty(k));
      chart.dot("minimum", base[this.which], 1, 5);
    }

    /**
     * @param {Frame} frame
     * @param {Solution | null} shown
     */
    rings({ weights, scene, pick }, shown) {
      const chart = this.plane;
      lossfold.viewHelpers.named(chart, this.frame);
      const { a, b, loss, windows } = this.sheet;
      chart.scale(windows[0], windows[1]);
      if (!chart.box) return;
      const whole = lossfold.penalties.sum(scene.penalties, weights);
      const penalty = new Float64Array(loss.length);
      const total = new Float64Array(loss.length);
      for (let i = 0, k = 0; i < COARSE; i++) {
        for (let j = 0; j < COARSE; j++, k++) {
          penalty[k] = lossfold.penalties.value(whole, a[j], b[i]);
          total[k] = loss[k] + penalty[k];
        }
      }
      /** @type {(name: string, grid: Float64Array, least: number) => void} */
      const draw = (name, grid, least) => {
        const points = [];
        const stretch = (b[COARSE - 1] - b[0]) / (a[COARSE - 1] - a[0]);
        for (const drop of LEVELS) {
          for (const line of lossfold.contours.lines(a, grid, least + drop / scene.count)) {
            // `lines` knows one axis; the other window is a stretch of it.
            for (let k = 0; k < line.length; k += 2) points.push(line[k], b[0] + (line[k + 1] - a[0]) * stretch);
            points.push(NaN, NaN);
          }
        }
        chart.line(name, points);
      };
      const lowest = (/** @type {Float64Array} */ grid) =>
        grid.reduce((least, value) => Math.min(least, value), Infinity);
      // The rings around a cone's tip are smaller than the grid's meshes: they are drawn as what they are.
      const { rim } = lossfold.penalties;
      const rings = () => LEVELS.flatMap((drop) => closed(rim(whole, drop / scene.count)));
      if (whole.cone > 0) chart.line("prior", rings());
      else if (lossfold.penalties.on(scene.penalties, weights).length) draw("prior", penalty, 0);
      else chart.clear("prior");
      draw("likelihood", loss, lowest(loss));
      draw("posterior", total, shown ? shown.value : lowest(total));
      chart.dot("minimum", shown ? shown.points[0][0] : NaN, shown ? shown.points[0][1] : NaN, 5);
      chart.line("touch", shown && shown.kind === "segment" ? shown.points.flat() : []);
      lossfold.pick.show(chart, pick);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, prior: PriorView },
    prior: { windowOf, widthOf, sentences },
  };
})();
