// The slice view: the terms of J along one coefficient, and below them their slopes, where a penalty's kink is a jump:
// L1's fold one of 2λ, the cone's tip one of 2μ, but only on the lines that meet it.
(function () {
  // How far beside 0 a cone still turns, in the other coefficient's size.
  const TURNS = [0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1, 1.3, 1.7, 2.3, 3];

  /**
   * Positions along the axis, thinned to about 61, 0 among them, and the kinks: between them the terms are smooth.
   * Where a cone passes 0 at a distance, it turns fast, and more are needed.
   * @type {(axis: Float32Array, kinks: number[], turn: number) => number[]}
   */
  function positions(axis, kinks, turn) {
    const stride = Math.max(1, Math.floor((axis.length - 1) / 60));
    const regular = Array.from(axis).filter((_, k) => ((k - (axis.length - 1) / 2) % stride) === 0);
    const half = axis[axis.length - 1];
    const turns = turn > 0 ? TURNS.flatMap((fraction) => [-fraction * turn, fraction * turn]) : [];
    const more = [...kinks, ...turns].filter((x) => Math.abs(x) <= half);
    return more.length ? [...new Set([...regular, ...more])].sort((a, b) => a - b) : regular;
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
   * @param {number} fraction
   * @param {((k: number) => number)[]} values
   */
  function span(x, half, fraction, ...values) {
    let [low, high] = [Infinity, -Infinity];
    for (let k = 0; k < x.length; k++) {
      if (Math.abs(x[k]) > fraction * half) continue;
      for (const value of values) [low, high] = [Math.min(low, value(k)), Math.max(high, value(k))];
    }
    return [low, high];
  }

  /**
   * Which sentence holds: where J bends down, a slope within the band makes a dip at 0 that may not be the lowest.
   * @type {Lossfold["sliceView"]["kindOf"]}
   */
  function kindOf(least, slope, hold, nonconvex) {
    if (Number.isNaN(least)) return nonconvex ? "rim" : "falls";
    if (hold === 0) return nonconvex ? "lowest" : "smooth";
    return least === 0 ? "fits" : nonconvex && Math.abs(slope) <= hold ? "deeper" : "misses";
  }

  /**
   * What the pictures of a slice are made of; functions of the index in `x`.
   * @typedef {{
   *   x: number[], loss: Float64Array, slope: Float64Array, least: number, half: number, nonconvex: boolean,
   *   whole: PenaltySum, kinks: number[], penalty: (k: number) => number, total: (k: number) => number,
   * }} Cut
   */

  /** @typedef {"pinned" | "through" | "one" | "origin"} Place */

  /**
   * The point through which the slice goes, and which it is: a pinned one, else the minimiser or one of several, else
   * the origin. Pure.
   * @param {Pick<Frame, "pinned" | "solution" | "half">} frame
   * @returns {[number[], Place]}
   */
  function placeOf({ pinned, solution, half }) {
    if (pinned) return [pinned, "pinned"];
    if (!solution || solution.kind === "none") return [[0, 0], "origin"];
    if (solution.kind === "plane") return [[0, 0], "one"];
    // Of a line the second point is its direction.
    const minimal = solution.kind === "line" ? solution.points.slice(0, 1) : solution.points;
    const inside = minimal.find((point) => point.every((b) => Math.abs(b) <= half));
    if (!inside) return [[0, 0], "origin"];
    return [inside, solution.kind === "point" && solution.points.length === 1 ? "through" : "one"];
  }

  class SliceView {
    say = "";
    /** @type {Frame} */
    frame;
    which = 0;
    /** @type {Grids} */
    grids;
    done = "";
    /** @type {number[]} */
    base;
    /** @type {Place} */
    place = "origin";
    /** @type {ReturnType<Lossfold["termValues"]["along"]>} */
    cut;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      this.choice = lossfold.viewHelpers.coefficient(this, panel, host);
      this.top = new lossfold.chart.Chart(panel.body, { x: "", y: host.words["view.slice.value"] });
      this.below = new lossfold.chart.Chart(panel.body, { x: "", y: host.words["view.slice.slope"] });
      panel.legend(["data", "penalty", "sum"].map((name) => [name, host.words[`view.slice.${name}`]]));
      lossfold.viewHelpers.redrawn(this, [this.top, this.below]);
      for (const chart of [this.top, this.below]) {
        const toPlane = (/** @type {number} */ x) =>
          this.base && lossfold.termValues.onLine(this.base, this.which, x);
        lossfold.pick.watch(chart, host, toPlane, (point) => [point[this.which], 0]);
      }
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { grids, weights, half } = frame;
      const { which } = this;
      const [base, place] = placeOf(frame);
      const other = base[1 - which];
      const { penalties, termValues } = lossfold;
      const whole = penalties.sum(grids.scene.penalties, weights);
      const kinks = penalties.kinksAlong(whole, which, other);
      const done = [which, other, whole.cone > 0, ...kinks].join();
      if (this.grids !== grids || this.done !== done) {
        const x = positions(grids.axis, kinks, whole.cone > 0 ? Math.abs(other) : 0);
        this.cut = termValues.along(grids, which, base, x);
        Object.assign(this, { grids, done });
      }
      Object.assign(this, { base, place });
      const { x, loss, slope } = this.cut;
      const penalty = (/** @type {number} */ k) => penalties.value(whole, ...termValues.onLine(base, which, x[k]));
      const total = (/** @type {number} */ k) => loss[k] + penalty(k);
      // With a confidence penalty, and for a net, a line may have several valleys.
      const nonconvex = lossfold.knobs.isNonconvex(frame.scene, weights);
      // A minimiser is least along every line through it: no derivative off the grid need find it again.
      const exact = place === "through" || place === "one";
      const given = /** @type {const} */ ([grids, weights, which, base]);
      const valleys = nonconvex && !exact ? lossfold.termValues.lowestAlong(...given) : null;
      const found = valleys ? valleys.least : exact ? NaN : lossfold.termValues.leastAlong(...given);
      const least = exact ? base[which] : found;
      /** @type {Cut} */
      const cut = { x, loss, slope, penalty, total, least, half, nonconvex, whole, kinks };
      this.values(frame, cut);
      this.slopes(frame, cut);
      this.tellOf(frame, cut, Boolean(valleys && valleys.open));
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     */
    values(frame, { x, loss, penalty, total, least, half, nonconvex, whole }) {
      const { grids, weights } = frame;
      const chart = this.top;
      const [, high] = span(x, half, 0.7, (k) => loss[k]);
      const [, peak] = span(x, half, 0.35, total);
      chart.titles.x = lossfold.story.coefficient(this.frame.scene, this.which, this.host.words);
      const lowest = loss.reduce((least, value) => Math.min(least, value), 0);
      const top = lossfold.chart.above(Math.max(high, peak));
      chart.scale([-half, half], [-lossfold.chart.above(0.03 * top - lowest), top]);
      if (!chart.box) return;
      chart.line("data", curve(x, (k) => loss[k]));
      chart.line("penalty", curve(x, penalty));
      chart.line("sum", curve(x, total));
      const at = (/** @type {number} */ b) => this.point(frame, b);
      const bare = /** @type {const} */ ([frame.grids, {}, this.which, this.base]);
      const { lowestAlong, leastAlong } = lossfold.termValues;
      const bottom = nonconvex ? lowestAlong(...bare).least : leastAlong(...bare);
      chart.dot("data", bottom, at(bottom).loss);
      const any = lossfold.penalties.on(grids.scene.penalties, weights).length > 0;
      const beside = lossfold.termValues.onLine(this.base, this.which, 0);
      chart.dot("penalty:0", any ? 0 : NaN, lossfold.penalties.value(whole, ...beside), 4);
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
      return at(frame.grids, frame.weights, ...onLine(this.base, this.which, b));
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     */
    slopes(frame, { x, slope, least, half, whole, kinks }) {
      const chart = this.below;
      const { hold, subdifferential } = lossfold.penalties;
      /** The slope's middle at a position, and half its jump there. @type {(k: number) => number[]} */
      const pull = (k) => {
        const pulls = subdifferential(whole, ...lossfold.termValues.onLine(this.base, this.which, x[k]));
        return [slope[k] + pulls.gradient[this.which], hold(pulls, this.which)];
      };
      const [zero, held] = pull(x.indexOf(0));
      const [low, high] = span(x, half, 0.5, (k) => slope[k]);
      const reach = lossfold.chart.above(1.05 * Math.max(-low, high, 1.15 * held, 1e-6));
      chart.titles.x = lossfold.story.coefficient(this.frame.scene, this.which, this.host.words);
      chart.scale([-half, half], [-reach, reach]);
      if (!chart.box) return;
      chart.line("band", held > 0 ? [-half, -held, half, -held, half, held, -half, held] : [], true);
      chart.line("data", curve(x, (k) => slope[k]));
      const sum = [];
      const jumps = [];
      for (let k = 0; k < x.length; k++) {
        const [middle, jump] = pull(k);
        if (!jump) sum.push(x[k], middle);
        else sum.push(x[k], middle - jump, x[k], middle + jump);
        if (jump) jumps.push(x[k], middle - jump, x[k], middle + jump, NaN, NaN);
      }
      chart.line("sum", sum);
      chart.line("jump", kinks.length ? jumps : []);
      const { band, jump } = this.holders(frame);
      chart.text("jumptext", 0, zero + held, held > 0 ? jump : "", { dx: -8, dy: 16, anchor: "end" });
      chart.text("bandtext", half, held, held > 0 ? band : "", { dx: -8, dy: -4, anchor: "end" });
      chart.dot("atzero", 0, zero, 5);
      chart.dot("minimum", least, 0, 6);
      const { pick } = frame;
      chart.line("cursor", pick ? [pick[this.which], chart.low, pick[this.which], chart.high] : []);
    }

    /**
     * Whose kinks meet this line at 0, as they are written: the band ±λ, and its jump 2λ; and whether a cone is among
     * them.
     * @param {Frame} frame
     */
    holders({ grids, weights }) {
      const { penalties } = grids.scene;
      const { hold, on, subdifferential, sum } = lossfold.penalties;
      const beside = lossfold.termValues.onLine(this.base, this.which, 0);
      const signs = on(penalties, weights).filter((name) => {
        const alone = sum({ [name]: penalties[name] }, weights);
        return hold(subdifferential(alone, ...beside), this.which) > 0;
      });
      const band = signs.map((name) => penalties[name].symbol).join(" + ");
      const tip = signs.some((name) => penalties[name].cone > 0);
      return { band: signs.length > 1 ? `(${band})` : band, jump: signs.length > 1 ? `2(${band})` : `2${band}`, tip };
    }

    /**
     * @param {Frame} frame
     * @param {Cut} cut
     * @param {boolean} open whether J falls at a rim
     */
    tellOf(frame, { least, nonconvex, whole }, open) {
      const { number } = lossfold.format;
      const zero = this.point(frame, 0);
      const { smooth, onLine } = lossfold.termValues;
      const { hold, subdifferential } = lossfold.penalties;
      const { grids } = frame;
      const beside = onLine(this.base, this.which, 0);
      const slope = smooth(grids, grids.layers.loss, ...beside).gradient[this.which];
      const held = hold(subdifferential(whole, ...beside), this.which);
      const { band, jump, tip } = this.holders(frame);
      const kind = kindOf(least, slope, held, nonconvex);
      // Folds off the axes meet the line elsewhere too: of them it is only said where J is least.
      const oblique = whole.folds.some((fold) => fold[0] !== 0 && fold[1] !== 0);
      const special = tip ? `${kind}.tip` : whole.cone > 0 ? `${kind}.cone` : kind;
      const values = {
        b: `β${"₁₂"[this.which]}`, o: `β${"₂₁"[this.which]}`, at: number(this.base[1 - this.which]),
        slope: lossfold.pick.rough(slope, frame.span), hold: number(held), band, jump,
        least: number(Number(least.toPrecision(4))), value: lossfold.pick.rough(zero.total, frame.span),
      };
      const { words } = this.host;
      const ending = oblique && !Number.isNaN(least) ? "least" : `view.slice.${special}` in words ? special : kind;
      const keys = [this.place, ending, ...(open && kind !== "rim" ? ["open"] : [])];
      this.say = lossfold.format.fill(lossfold.format.join(...keys.map((key) => words[`view.slice.${key}`])), values);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, slice: SliceView },
    sliceView: { kindOf, placeOf },
  };
})();
