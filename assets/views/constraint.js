// The constraint view: the plane from above, the loss's contours, and the region {penalty ≤ t} that touches them at the
// minimum. t is the penalty's value there, so that λ and t move together.
(function () {
  const REACH = 0.34; // length of an arrow as a fraction of the half-width
  const MARKS = [
    "region", "level", "fall", "cone", "normal", "touch", "edge", "minimum", "bare",
    ...["level", "region", "fall", "cone", "minimum", "bare"].map((name) => `name:${name}`),
  ];

  class ConstraintView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {string} */
    knob;
    /** @type {Grids} */
    grids;
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
      lossfold.viewHelpers.redrawn(this, [this.chart]);
      const label = host.words["view.constraint.grip"];
      this.grip = lossfold.chart.grip(this.chart, "rim", label, (by) => host.step(this.knob, -by));
      const grips = (/** @type {Event} */ { target }) =>
        target === this.grip.element || target === this.chart.elements.edge;
      this.chart.drag(grips, (x, y) => {
        if (Number.isNaN(x)) return host.idle();
        const { tables, weights } = this.frame;
        // Before the path has come nothing is known of the region's other sizes.
        const ladder = lossfold.solutionTables.ladder(tables, this.knob, weights);
        const { penalties } = this.frame.scene;
        const stop = ladder && lossfold.constraint.stopAt(penalties, ladder, weights, this.knob, [x, y]);
        if (stop !== null) host.setWeight(this.knob, stop);
      });
      lossfold.pick.watch(this.chart, host, (x, y) => [x, y]);
    }

    /** The loss's own contours: new only with a new scene or size. @param {Frame} frame */
    ground({ grids }) {
      const { axis } = grids;
      const { loss } = grids.layers;
      let [low, high] = [Infinity, -Infinity];
      for (const value of loss) [low, high] = [Math.min(low, value), Math.max(high, value)];
      this.chart.line("contours", lossfold.contours.flat(axis, loss, low, high), false, this.chart.ground);
      this.coarse = lossfold.contours.thinned(axis, loss);
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { chart } = this;
      const { grids, weights, solution, half } = frame;
      const { penalties } = frame.scene;
      const on = lossfold.penalties.on(penalties, weights);
      this.knob = on.includes(frame.knob) ? frame.knob : on[0] ?? lossfold.knobs.main(frame.scene)[0];
      const kind = solution ? lossfold.constraint.contact(penalties, solution, weights) : "pending";
      this.say = this.tell(frame, kind);
      lossfold.viewHelpers.named(chart, frame);
      const fresh = chart.scale([-half, half], [-half, half]);
      if (!chart.box) return;
      if (fresh || this.grids !== grids) this.ground(frame);
      this.grids = grids;
      if (solution && kind !== "none") this.draw(frame, solution, kind);
      else {
        chart.clear(...MARKS);
        this.grip.put(NaN, NaN);
      }
      lossfold.pick.show(chart, frame.pick);
    }

    /**
     * The contour through the contact. A loss that is not convex may have others at the same height, and one whose
     * contact lies off the grid all of them: those are read off the grid.
     * @param {Frame} frame
     * @param {Solution} solution
     */
    contour({ grids, scene }, { points: [a], loss }) {
      const through = lossfold.levelCurve.through(grids, a);
      if (through.length && scene.linearScore) return { through, others: [] };
      const cell = this.coarse.axis[1] - this.coarse.axis[0];
      const others = lossfold.contours.lines(this.coarse.axis, this.coarse.total, loss).filter(([x, y]) => {
        for (let k = 0; k < through.length; k += 2) {
          if (Math.hypot(through[k] - x, through[k + 1] - y) < cell) return false;
        }
        return true;
      });
      return { through, others };
    }

    /**
     * @param {Frame} frame
     * @param {Solution} solution
     * @param {string} kind
     */
    draw(frame, solution, kind) {
      const { grids, weights, half, scene: { penalties } } = frame;
      const { chart } = this;
      const [a, b] = solution.points;
      const { reach, rim, rimAtOrigin, sum, value } = lossfold.penalties;
      const inside = lossfold.constraint.region(penalties, weights);
      const t = value(inside, a[0], a[1]);
      const edge = rim(inside, t, a);
      chart.line("region", edge, true);
      const { through, others } = this.contour(frame, solution);
      chart.line("level", [...through, ...others.flatMap((line) => [NaN, NaN, ...line])]);
      chart.line("edge", edge, true);
      const [b1, b2] = a.map((part) => Math.min(Math.max(part, -half), half));
      const { gradient } = lossfold.termValues.smooth(grids, grids.layers.loss, b1, b2);
      const { fall, ends } = lossfold.constraint.normals(penalties, weights, a, gradient);
      const whole = sum(penalties, weights);
      const held = Math.max(...whole.folds.map((fold) => Math.hypot(...fold)), kind === "origin" ? whole.cone : 0);
      const scale = (REACH * half) / Math.max(Math.hypot(...fall), held, 1e-12);
      const tip = (/** @type {number[]} */ normal) => [a[0] + scale * normal[0], a[1] + scale * normal[1]];
      const corner = kind === "corner" || kind === "fold";
      const around = () => rimAtOrigin(whole).map((part) => scale * part);
      // At a corner every direction of a wedge is a normal, elsewhere one is.
      const wedge = () => lossfold.constraint.wedge(a, ends[0], ends[1], 1.15 * REACH * half);
      const cone = corner ? wedge() : kind === "origin" ? around() : [];
      chart.line("cone", cone, true);
      const ray = Math.hypot(...ends[0]) || 1;
      const far = ends[0].map((part, j) => a[j] + (1.15 * REACH * half * part) / ray);
      chart.line("normal", corner || kind === "origin" ? [] : [...a, ...far]);
      chart.line("fall", lossfold.constraint.arrow(a, tip(fall), 0.05 * half));
      chart.line("touch", b ? [...a, ...b] : []);
      chart.dot("minimum", a[0], a[1], 6);
      const bare = this.bare(frame);
      if (bare) chart.dot("bare", bare[0], bare[1], 3.5);
      else chart.clear("bare");
      // The grip sits opposite the contact, where it hides nothing.
      const away = [a[0] > 0 ? -1 : 1, a[1] > 0 ? -1 : 1].map((sign) => sign * Math.SQRT1_2);
      const r = reach(inside, t, away);
      const grip = away.map((part) => r * part);
      this.grip.put(grip[0], grip[1], `t = ${lossfold.format.number(t)}`, t);
      this.name(frame, { solution, grip, t, through, tip: tip(fall), cone, bare });
    }

    /**
     * Where the loss alone is least, if that is one point and known.
     * @param {Frame} frame
     */
    bare({ scene, tables, weights, grids }) {
      const none = Object.fromEntries(Object.keys(scene.penalties).map((name) => [name, 0]));
      const found = lossfold.solutionTables.at(scene, tables, { ...weights, loss: 1, ...none });
      if (found) return found.kind === "point" ? found.points[0] : null;
      const form = lossfold.levelCurve.quadratic(grids);
      return form && lossfold.levelCurve.centre(form);
    }

    /**
     * Writes on the picture what is what.
     * @param {Frame} frame
     * @param {{
     *   solution: Solution, grip: number[], t: number, through: number[], tip: number[], cone: number[],
     *   bare: number[] | null,
     * }} drawn
     */
    name({ half, weights, scene }, { solution, grip, t, through, tip, cone, bare }) {
      const { words } = this.host;
      const { number } = lossfold.format;
      const { around } = lossfold.chartLabels;
      const [a] = solution.points;
      /** @type {ChartLabel[]} */
      const labels = [];
      /** @type {(name: string, text: string, at: number[] | null, sides?: ChartLabel["sides"]) => void} */
      const add = (name, text, at, sides = around()) => {
        if (at) labels.push({ name: `name:${name}`, text, at, sides });
        else this.chart.clear(`name:${name}`);
      };
      add("minimum", words["view.constraint.name.minimum"], a);
      add("fall", "−∇L", tip, around(8));
      add("region", `${this.written(scene.penalties, weights)} ≤ ${number(t)}`, grip, around(14));
      add("level", `L = ${number(solution.loss)}`, lossfold.constraint.farthest(through, a, 0.9 * half), around(6));
      const brim = lossfold.constraint.farthest(cone.slice(2), tip, Infinity);
      add("cone", words["view.constraint.name.cone"], brim, around(6));
      add("bare", words["view.constraint.name.bare"], bare, around(9));
      lossfold.chartLabels.put(this.chart, labels, [a, tip, grip, ...(bare ? [bare] : [])]);
    }

    /**
     * What is bounded on the region, as it is written.
     * @param {Penalties} penalties
     * @param {Weights} weights
     */
    written(penalties, weights) {
      const { weights: ratios, order } = lossfold.constraint.shape(penalties, weights);
      const factor = (/** @type {string} */ name) => `${lossfold.format.number(ratios[name])}·`;
      return order.map((name, k) => `${k ? factor(name) : ""}${penalties[name].notation}`).join(" + ");
    }

    /**
     * Region and contact in words.
     * @param {Frame} frame
     * @param {string} kind
     */
    tell({ weights, solution, scene: { penalties } }, kind) {
      const { words } = this.host;
      const { cone, folds } = lossfold.penalties.sum(penalties, weights);
      // At the origin it matters what holds it: folds along the axes alone, a cone alone, or both; or other folds.
      const oblique = folds.some(([s1, s2]) => s1 !== 0 && s2 !== 0);
      const holds = oblique ? ".others" : cone > 0 ? (folds.length ? ".both" : ".cone") : "";
      const named = words[`view.constraint.${kind}${kind === "origin" ? holds : ""}`];
      if (!solution || kind === "none") return named;
      const { number, fill } = lossfold.format;
      const [a] = solution.points;
      const on = lossfold.penalties.on(penalties, weights);
      const lone = `view.constraint.region.${on[0]}`;
      const values = {
        t: number(lossfold.penalties.value(lossfold.constraint.region(penalties, weights), a[0], a[1])),
        weights: on.map((name) => `${penalties[name].symbol} = ${number(weights[name])}`).join(words["list.and"]),
        sum: this.written(penalties, weights), which: a[0] === 0 ? "β₁" : "β₂",
      };
      const key = on.length > 1 ? "view.constraint.region.more" : lone in words ? lone : "view.constraint.region.one";
      return fill(lossfold.format.join(words[key], named), values);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, constraint: ConstraintView },
  };
})();
