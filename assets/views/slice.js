// The slice view: the terms of J along one coefficient, and below them their slopes, where the fold is a jump of 2λ.
(function () {
  /**
   * Positions along the axis, thinned to about 61, 0 among them: between them the terms are smooth.
   * @type {(axis: Float32Array) => number[]}
   */
  function positions(axis) {
    const stride = Math.max(1, Math.floor((axis.length - 1) / 60));
    return Array.from(axis).filter((_, k) => ((k - (axis.length - 1) / 2) % stride) === 0);
  }

  /** [x, y, x, y, …] of a function of the index. @type {(x: number[], value: (k: number) => number) => number[]} */
  const curve = (x, value) => {
    const points = [];
    for (let k = 0; k < x.length; k++) points.push(x[k], value(k));
    return points;
  };

  /**
   * The ends that the middle of a curve spans: its wings may leave the picture.
   * @param {number[]} x
   * @param {number} half
   * @param {number} share
   * @param {((k: number) => number)[]} values
   */
  function span(x, half, share, ...values) {
    let [low, high] = [Infinity, -Infinity];
    for (let k = 0; k < x.length; k++) {
      if (Math.abs(x[k]) > share * half) continue;
      for (const value of values) [low, high] = [Math.min(low, value(k)), Math.max(high, value(k))];
    }
    return [low, high];
  }

  /**
   * Which sentence holds: where J bends down, a slope within the band makes a dip at 0 that may not be the lowest.
   * @type {Lossfold["sliceView"]["kindOf"]}
   */
  function kindOf(least, slope, l1, bent) {
    if (Number.isNaN(least)) return bent ? "rim" : "falls";
    if (l1 === 0) return bent ? "lowest" : "smooth";
    return least === 0 ? "fits" : bent && Math.abs(slope) <= l1 ? "deeper" : "misses";
  }

  /**
   * What the pictures of a slice are made of; functions of the index in `x`.
   * @typedef {{
   *   x: number[], loss: Float64Array, slope: Float64Array, least: number, half: number, rest: number, bent: boolean,
   *   penalty: (k: number) => number, total: (k: number) => number, pull: (k: number) => number,
   * }} Cut
   */

  class SliceView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {Grids} */
    opened;
    /** @type {number} */
    done;
    /** @type {number[]} */
    base;
    /** @type {ReturnType<Lossfold["termValues"]["along"]>} */
    cut;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      this.which = host.along;
      this.choice = panel.choice(["β₁", "β₂"], this.which, host.words["view.slice.along"], (which) => {
        this.which = which;
        host.setAlong(which);
        if (this.frame) this.follow(this.frame);
      });
      this.top = new lossfold.chart.Chart(panel.body, { x: "", y: host.words["view.slice.value"] });
      this.below = new lossfold.chart.Chart(panel.body, { x: "", y: host.words["view.slice.slope"] });
      panel.legend(["data", "penalty", "sum"].map((name) => [name, host.words[`view.slice.${name}`]]));
      for (const chart of [this.top, this.below]) {
        chart.watch(() => this.frame && this.follow(this.frame));
        const toPlane = (/** @type {number} */ x) =>
          this.base && lossfold.termValues.onLine(this.base, this.which, x);
        lossfold.pick.watch(chart, host, toPlane, (point) => [point[this.which], 0]);
      }
    }

    /**
     * The point through which the slice goes: a pinned one, else the minimiser, else the origin.
     * @param {Frame} frame
     */
    through({ pinned, solution, half }) {
      if (pinned) return pinned;
      if (!solution || solution.kind === "none" || solution.kind === "plane") return [0, 0];
      const [point] = solution.points;
      return point.every((b) => Math.abs(b) <= half) ? point : [0, 0];
    }

    /** @param {Frame} frame */
    follow(frame) {
      this.frame = frame;
      const { opened, weights, half, solution, pinned } = frame;
      const { which } = this;
      const base = this.through(frame);
      const other = base[1 - which];
      if (this.opened !== opened || !this.base || this.base[1 - which] !== other || this.done !== which) {
        this.cut = lossfold.termValues.along(opened, which, base, positions(opened.axis));
        Object.assign(this, { opened, done: which });
      }
      this.base = base;
      const { x, loss, slope } = this.cut;
      const rest = weights.l1 * Math.abs(other) + weights.l2 * other * other;
      const penalty = (/** @type {number} */ k) => rest + weights.l1 * Math.abs(x[k]) + weights.l2 * x[k] * x[k];
      const total = (/** @type {number} */ k) => loss[k] + penalty(k);
      const pull = (/** @type {number} */ k) => slope[k] + 2 * weights.l2 * x[k];
      // With a confidence penalty, and for a net, a line may have several valleys.
      const bent = weights.confidence > 0 || frame.scene.nets.includes(frame.scene.spec.loss);
      const through = solution && base === solution.points[0] && !pinned;
      // A minimiser is least along every line through it: no derivative off the grid need find it again.
      const exact = through && Math.abs(solution.points[0][which]) <= half;
      const given = /** @type {const} */ ([opened, weights, which, base]);
      const valleys = bent && !exact ? lossfold.termValues.lowestAlong(...given) : null;
      const found = valleys ? valleys.least : exact ? NaN : lossfold.termValues.leastAlong(...given);
      const least = exact ? solution.points[0][which] : found;
      /** @type {Cut} */
      const cut = { x, loss, slope, penalty, total, pull, least, half, rest, bent };
      this.values(frame, cut);
      this.slopes(frame, cut);
      this.tellOf(frame, cut, Boolean(valleys && valleys.open));
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     */
    values(frame, { x, loss, penalty, total, least, half, rest, bent }) {
      const chart = this.top;
      const [, high] = span(x, half, 0.7, (k) => loss[k]);
      const [, peak] = span(x, half, 0.35, total);
      chart.titles.x = `β${"₁₂"[this.which]}`;
      const lowest = loss.reduce((least, value) => Math.min(least, value), 0);
      const top = lossfold.chart.above(Math.max(high, peak));
      chart.scale([-half, half], [-lossfold.chart.above(0.03 * top - lowest), top]);
      if (!chart.box) return;
      chart.line("data", curve(x, (k) => loss[k]));
      chart.line("penalty", curve(x, penalty));
      chart.line("sum", curve(x, total));
      const at = (/** @type {number} */ b) => this.point(frame, b);
      const bare = /** @type {const} */ ([frame.opened, { l1: 0, l2: 0 }, this.which, this.base]);
      const { lowestAlong, leastAlong } = lossfold.termValues;
      const bottom = bent ? lowestAlong(...bare).least : leastAlong(...bare);
      chart.dot("data", bottom, at(bottom).loss);
      chart.dot("penalty:0", frame.weights.l1 + frame.weights.l2 > 0 ? 0 : NaN, rest, 4);
      chart.dot("minimum", least, at(least).total, 6);
      const { pick } = frame;
      chart.line("cursor", pick ? [pick[this.which], chart.low, pick[this.which], chart.high] : []);
    }

    /**
     * @param {Frame} frame
     * @param {number} b
     */
    point(frame, b) {
      if (!Number.isFinite(b)) return { loss: NaN, total: NaN };
      const { at, onLine } = lossfold.termValues;
      return at(frame.opened, frame.weights, ...onLine(this.base, this.which, b));
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     */
    slopes(frame, { x, slope, pull, least, half }) {
      const { weights } = frame;
      const chart = this.below;
      const { l1 } = weights;
      const [low, high] = span(x, half, 0.5, (k) => slope[k]);
      const reach = lossfold.chart.above(1.05 * Math.max(-low, high, 1.15 * l1, 1e-6));
      chart.titles.x = `β${"₁₂"[this.which]}`;
      chart.scale([-half, half], [-reach, reach]);
      if (!chart.box) return;
      chart.line("band", l1 > 0 ? [-half, -l1, half, -l1, half, l1, -half, l1] : [], true);
      chart.line("data", curve(x, (k) => slope[k]));
      const middle = (x.length - 1) / 2;
      const whole = [];
      for (let k = 0; k < x.length; k++) {
        if (k === middle) whole.push(0, pull(k) - l1, 0, pull(k) + l1);
        else whole.push(x[k], pull(k) + l1 * Math.sign(x[k]));
      }
      chart.line("sum", whole);
      chart.line("jump", l1 > 0 ? [0, pull(middle) - l1, 0, pull(middle) + l1] : []);
      chart.text("jumptext", 0, pull(middle) + l1, l1 > 0 ? "2λ" : "", { dx: -8, dy: 16, anchor: "end" });
      chart.text("bandtext", half, l1, l1 > 0 ? "λ" : "", { dx: -8, dy: -4, anchor: "end" });
      chart.dot("atzero", 0, pull(middle), 5);
      chart.dot("minimum", least, 0, 6);
      const { pick } = frame;
      chart.line("cursor", pick ? [pick[this.which], chart.low, pick[this.which], chart.high] : []);
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     * @param {boolean} open whether J falls at a rim
     */
    tellOf(frame, { least, bent }, open) {
      const { weights } = frame;
      const { number } = lossfold.format;
      const zero = this.point(frame, 0);
      const { smooth, onLine } = lossfold.termValues;
      const { opened } = frame;
      const slope = smooth(opened, opened.layers.loss, ...onLine(this.base, this.which, 0)).slope[this.which];
      const kind = kindOf(least, slope, weights.l1, bent);
      const values = {
        b: `β${"₁₂"[this.which]}`, o: `β${"₂₁"[this.which]}`, at: number(this.base[1 - this.which]),
        slope: number(Number(slope.toPrecision(4))), l1: number(weights.l1),
        least: number(Number(least.toPrecision(4))), value: number(Number(zero.total.toPrecision(4))),
      };
      const { words } = this.host;
      const keys = [frame.pinned ? "pinned" : "through", kind, ...(open && kind !== "rim" ? ["open"] : [])];
      this.say = lossfold.format.fill(lossfold.format.join(...keys.map((key) => words[`view.slice.${key}`])), values);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, slice: SliceView },
    sliceView: { kindOf },
  };
})();
