// The constraint view: the plane from above, the loss's contours, and the region {penalty ≤ t} that touches them at the
// minimum. t is the penalty's value there, so that λ and t move together.
(function () {
  const REACH = 0.34; // length of an arrow as a share of the half-width
  const TURNS = 180;

  /**
   * The penalty that the region is made of: ‖β‖₁ + (Ω/λ)‖β‖², or ‖β‖² without λ. Pure.
   * @type {Lossfold["constraint"]["penalty"]}
   */
  function penalty(weights, [b1, b2]) {
    const square = b1 * b1 + b2 * b2;
    return weights.l1 > 0 ? Math.abs(b1) + Math.abs(b2) + (weights.l2 / weights.l1) * square : square;
  }

  /**
   * How far the region {penalty ≤ t} reaches in a direction of length 1. Pure.
   * @type {Lossfold["constraint"]["radius"]}
   */
  function radius(weights, t, [u1, u2]) {
    if (weights.l1 === 0) return Math.sqrt(t);
    const s = Math.abs(u1) + Math.abs(u2);
    const bend = weights.l2 / weights.l1;
    return bend === 0 ? t / s : (2 * t) / (s + Math.sqrt(s * s + 4 * bend * t));
  }

  /**
   * The rim of the region as x, y, x, y, …; its corners are among the points. Pure.
   * @type {Lossfold["constraint"]["rim"]}
   */
  function rim(weights, t) {
    if (weights.l1 > 0 && weights.l2 === 0) return [t, 0, 0, t, -t, 0, 0, -t];
    const points = [];
    for (let k = 0; k < TURNS; k++) {
      const direction = [Math.cos((2 * Math.PI * k) / TURNS), Math.sin((2 * Math.PI * k) / TURNS)];
      const r = radius(weights, t, direction);
      points.push(r * direction[0], r * direction[1]);
    }
    return points;
  }

  /**
   * How contact is to be called: "none", "origin", "corner", "side", "segment" or "round". Pure.
   * @type {Lossfold["constraint"]["contact"]}
   */
  function contact(solution, weights) {
    if (!(weights.l1 > 0 || weights.l2 > 0) || solution.kind === "none") return "none";
    const [a] = solution.points;
    if (solution.kind === "segment") return "segment";
    if (a[0] === 0 && a[1] === 0) return "origin";
    if (weights.l1 === 0) return "round";
    return a[0] === 0 || a[1] === 0 ? "corner" : "side";
  }

  /**
   * ∂(λ‖β‖₁ + Ω‖β‖²) at a point, as the two ends of a segment (equal where there is one normal). Pure.
   * @type {Lossfold["constraint"]["normals"]}
   */
  function normals(weights, [b1, b2], slope) {
    const ends = [b1, b2].map((b) => {
      const bend = 2 * weights.l2 * b;
      const [low, high] = b === 0 ? [-1, 1] : [Math.sign(b), Math.sign(b)];
      return [bend + low * weights.l1, bend + high * weights.l1];
    });
    // Where L1 holds no coefficient, −∇L is the penalty's own normal: take it from there, to the last digit.
    const fall = [b1, b2].map((b, j) => (b === 0 ? -slope[j] : ends[j][0]));
    return { fall, ends: [[ends[0][0], ends[1][0]], [ends[0][1], ends[1][1]]] };
  }

  /** The stop of a knob whose region comes nearest to a point. Pure. @type {Lossfold["constraint"]["stopAt"]} */
  function stopAt(ladder, weights, knob, point) {
    const far = Math.hypot(...point);
    const direction = far > 0 ? point.map((part) => part / far) : [1, 0];
    /** @type {number | null} */
    let best = null;
    let least = Infinity;
    for (const [k, solution] of ladder.solutions.entries()) {
      const at = { ...weights, [knob]: ladder.stops[k] };
      if (contact(solution, at) === "none") continue;
      const gap = Math.abs(radius(at, penalty(at, solution.points[0]), direction) - far);
      if (gap < least) [least, best] = [gap, ladder.stops[k]];
    }
    return best;
  }

  class ConstraintView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {string} */
    knob;
    /** @type {Grids} */
    opened;
    /** @type {{ axis: Float32Array, total: Float32Array }} */
    coarse;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      this.chart = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      panel.legend([["data", "−∇L"], ["penalty", host.words["view.constraint.normal"]]]);
      this.chart.watch(() => this.frame && this.follow(this.frame));
      const label = host.words["view.constraint.grip"];
      this.grip = lossfold.chart.grip(this.chart, "rim", label, (by) => host.step(this.knob, -by));
      const grips = (/** @type {Event} */ { target }) =>
        target === this.grip.element || target === this.chart.parts.edge;
      this.chart.drag(grips, (x, y) => {
        if (Number.isNaN(x)) return host.rest();
        const { tables, weights } = this.frame;
        // Before the path has come nothing is known of the region's other sizes.
        const ladder = lossfold.solutionTables.ladder(tables, this.knob, weights);
        const stop = ladder && stopAt(ladder, weights, this.knob, [x, y]);
        if (stop !== null) host.turn(this.knob, stop);
      });
      lossfold.pick.watch(this.chart, host, (x, y) => [x, y]);
    }

    /** The loss's own contours: new only with a new scene or size. @param {Frame} frame */
    ground({ opened }) {
      const { axis } = opened;
      const { loss } = opened.layers;
      let [low, high] = [Infinity, -Infinity];
      for (const value of loss) [low, high] = [Math.min(low, value), Math.max(high, value)];
      this.chart.line("contours", lossfold.contours.flat(axis, loss, low, high), false, this.chart.ground);
      this.coarse = lossfold.contours.thinned(axis, loss);
    }

    /** @param {Frame} frame */
    follow(frame) {
      this.frame = frame;
      const { chart } = this;
      const { opened, weights, solution, half } = frame;
      this.knob = weights.l1 === 0 && weights.l2 > 0 ? "l2" : frame.knob === "l2" && weights.l2 > 0 ? "l2" : "l1";
      const kind = solution ? contact(solution, weights) : "pending";
      this.say = this.tell(frame, kind);
      const fresh = chart.scale([-half, half], [-half, half]);
      if (!chart.box) return;
      if (fresh || this.opened !== opened) this.ground(frame);
      this.opened = opened;
      if (solution && kind !== "none") this.draw(frame, solution, kind);
      else {
        chart.clear("region", "level", "fall", "cone", "normal", "touch", "edge", "minimum");
        this.grip.put(NaN, NaN);
      }
      lossfold.pick.show(chart, frame.pick);
    }

    /**
     * @param {Frame} frame
     * @param {Solution} solution
     * @param {string} kind
     */
    draw({ opened, weights, half }, solution, kind) {
      const { chart } = this;
      const [a, b] = solution.points;
      const t = penalty(weights, a);
      const edge = rim(weights, t);
      chart.line("region", edge, true);
      const level = lossfold.contours.lines(this.coarse.axis, this.coarse.total, solution.loss);
      chart.line("level", level.flatMap((line) => [...line, NaN, NaN]));
      chart.line("edge", edge, true);
      const [b1, b2] = a.map((part) => Math.min(Math.max(part, -half), half));
      const { slope } = lossfold.termValues.smooth(opened, opened.layers.loss, b1, b2);
      const { fall, ends } = normals(weights, a, slope);
      const scale = (REACH * half) / Math.max(Math.hypot(...fall), weights.l1, 1e-12);
      const tip = (/** @type {number[]} */ normal) => [a[0] + scale * normal[0], a[1] + scale * normal[1]];
      const [one, two] = ends.map(tip);
      const side = scale * weights.l1;
      const square = [-side, -side, side, -side, side, side, -side, side];
      chart.line("cone", kind === "corner" ? [...a, ...one, ...two] : kind === "origin" ? square : [], true);
      chart.line("normal", kind === "corner" ? [...one, ...two] : kind === "origin" ? [] : [...a, ...one]);
      chart.line("fall", arrow(a, tip(fall), 0.05 * half));
      chart.line("touch", b ? [...a, ...b] : []);
      chart.dot("minimum", a[0], a[1], 6);
      // The grip sits opposite the contact, where it hides nothing.
      const away = [a[0] > 0 ? -1 : 1, a[1] > 0 ? -1 : 1].map((sign) => sign * Math.SQRT1_2);
      const r = radius(weights, t, away);
      this.grip.put(r * away[0], r * away[1], `t = ${lossfold.format.number(t)}`, t);
    }

    /**
     * Region and contact in words.
     * @param {Frame} frame
     * @param {string} kind
     */
    tell({ weights, solution }, kind) {
      const { words } = this.host;
      const named = words[`view.constraint.${kind}`];
      if (!solution || kind === "none") return named;
      const { number, fill } = lossfold.format;
      const [a] = solution.points;
      const name = weights.l1 === 0 ? "l2" : weights.l2 > 0 ? "net" : "l1";
      const values = {
        t: number(penalty(weights, a)), l1: number(weights.l1), l2: number(weights.l2),
        which: a[0] === 0 ? "β₁" : "β₂",
        ratio: number(weights.l2 / weights.l1),
      };
      return fill(lossfold.format.join(words[`view.constraint.region.${name}`], named), values);
    }
  }

  /** @type {(from: number[], to: number[], barb: number) => number[]} */
  function arrow(from, to, barb) {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const wing = (/** @type {number} */ turn) =>
      [to[0] - barb * Math.cos(angle + turn), to[1] - barb * Math.sin(angle + turn)];
    return [...from, ...to, NaN, NaN, ...wing(0.5), ...to, ...wing(-0.5)];
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, constraint: ConstraintView },
    constraint: { penalty, radius, rim, contact, normals, stopAt },
  };
})();
