// The data view: the rows, and the function that β fits to them. Numbers: a line for each feature, or what is fitted
// beside what is true. Classes: the plane of both features with the boundary, and the curve of the probability.
(function () {
  const CURVE = 121;
  const LEAST_ROWS = 20; // of which some can be held out: as landscapes/analysis/holdout.py has it
  const EDGE = Math.log(9); // the score at which the probability is 0.9
  const FEW_ROWS = 60; // rows, each of which is to be seen
  const [FEATURES, FITTED, RESIDUALS, PLANE] = ["features", "fitted", "residuals", "plane"];
  const WAYS = [FEATURES, FITTED, RESIDUALS, PLANE];

  /** @type {(score: number) => number} */
  const sigmoid = (score) => 1 / (1 + Math.exp(-score));

  class FitView {
    say = "";
    /** @type {Frame} */
    frame;
    way = FEATURES;
    /** @type {FitRows | null} */
    rows = null;
    /** @type {PackedRows | null} */
    sent = null;
    drawn = "";

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      const { words } = host;
      this.panel = panel;
      this.body = panel.body;
      const names = WAYS.map((name) => words[`view.fit.${name}`]);
      this.choice = panel.choice(names, WAYS.indexOf(host.options.fit), words["view.fit.choice"], (which) => {
        host.setOptions({ fit: WAYS[which] });
      });
      this.ways = /** @type {HTMLElement | null} */ (panel.head.querySelector(".view-choice"));
      this.plane = new lossfold.chart.Chart(panel.body, { x: "", y: "", square: true });
      this.charts = [0, 1].map(() => new lossfold.chart.Chart(panel.body, { x: "", y: "" }));
      this.space = new lossfold.fitPlane.Plane(panel.body, words["view.fit.turn"], () => this.update(this.frame));
      this.legend = panel.legend([["rows", words["view.fit.zero"]], ["others", words["view.fit.one"]]]);
      lossfold.viewHelpers.redrawn(this, [this.plane, ...this.charts, this.space.chart]);
      this.holding = host.canAsk ? this.hold(panel, host) : null;
      const { rows } = host;
      this.editor = rows ? new lossfold.rowEditor.Editor(this, { ...host, rows }) : null;
    }

    /** What lets a quarter of the rows be held out. @type {(panel: Panel, host: Host) => HTMLLabelElement} */
    hold(panel, host) {
      const label = Object.assign(document.createElement("label"), { className: "fit-held" });
      const box = Object.assign(document.createElement("input"), { type: "checkbox" });
      box.addEventListener("change", () => host.setOptions({ held: box.checked ? "1" : "0" }));
      label.append(box, host.words["view.fit.hold"]);
      panel.said.before(label);
      return label;
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, knob, options }) {
      const fit = extras?.fit;
      if (!fit || options.held !== "1") return Boolean(fit) && !fit?.held;
      if (!fit.held) return false;
      // Where there are too few rows nothing is held out, whatever the sliders say.
      return !fit.held.places.length || (extras.knob === knob && lossfold.knobs.agree(fit.held.at, weights, [knob]));
    }

    /** The point whose function is drawn: the one under the pointer, or the minimum. @returns {number[] | null} */
    at() {
      const { pick, pinned, solution } = this.frame;
      const single = solution && (solution.kind === "point" || solution.kind === "segment");
      return pick ?? pinned ?? (this.rows?.out ? this.trained() : single ? solution.points[0] : null);
    }

    /** What is trained without the rows that are held out. */
    trained() {
      const { extras, weights, scene, knob } = this.frame;
      return lossfold.fitView.trainedAt(extras, weights, lossfold.knobs.running(scene, knob));
    }

    /**
     * Rings are what is held out: a hole in each of their dots.
     * @type {(chart: Chart, rows: FitRows, x: number[], y: number[], layer?: SVGElement) => void}
     */
    ring(chart, rows, x, y, layer = chart.ground) {
      const out = [...(rows.out ?? [])];
      chart.line("ring", lossfold.fitView.dots(out.map((i) => x[i]), out.map((i) => y[i])), false, layer);
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { extras, scene, words } = frame;
      const sent = extras?.fit;
      if (sent && this.sent !== sent) Object.assign(this, { sent, rows: lossfold.fitView.open(sent), drawn: "" });
      const there = sent ? this.rows : null;
      const rows = this.editor?.rows(frame, there) ?? there;
      if (!rows) {
        this.say = words["view.fit.wait"];
        return;
      }
      const isClasses = scene.classification;
      const isPoint = isClasses && rows.y.length === 1;
      this.take(frame.options.fit, rows.form);
      const isPlane = !isClasses && this.way === PLANE;
      this.body.dataset.few = rows.y.length < FEW_ROWS ? "yes" : "";
      this.plane.element.hidden = !isClasses || isPoint;
      // Two blocks see one feature.
      this.charts[0].element.hidden = isPlane;
      this.charts[1].element.hidden = isClasses || this.way !== FEATURES || rows.form === "blocks";
      this.space.chart.element.hidden = !isPlane;
      if (this.ways) this.ways.hidden = isClasses;
      this.offer(frame);
      this.legend.hidden = !isClasses || isPoint;
      const beta = this.at();
      const coefficients = beta && lossfold.fitView.coefficients(rows, beta);
      const fits = coefficients ? lossfold.fitView.scores(rows, coefficients) : [];
      // Classes and numbers share a chart, and neither leaves its rows to the other.
      this.charts[0].clear(...(isClasses ? ["rows"] : ["rows:0", "others:1"]));
      if (isClasses) this.classes(rows, coefficients, fits);
      else if (isPlane) this.space.draw(rows, coefficients, this.names());
      else if (this.way === FEATURES) this.lines(rows, coefficients);
      else this.fitted(rows, fits);
      const canEdit = this.editor?.show(frame, this.way === FEATURES);
      if (canEdit) for (const chart of this.charts) chart.clear("rows");
      this.tell(rows, beta, fits, isClasses);
      const more = canEdit ? "edit" : isPlane && (rows.y.length < FEW_ROWS ? "sticks" : "turned");
      if (more) this.say = lossfold.format.join(this.say, words[`view.fit.${more}`]);
    }

    /**
     * The way of drawing that the address says, of those that the model has.
     * @type {(way: string, form: string) => void}
     */
    take(way, form) {
      // Two blocks see one feature, and where inputs have rates of their own it bends: no plane.
      const isNone = form === "blocks" || form === "rates";
      const next = way === PLANE && isNone ? FEATURES : way;
      this.ways?.children[3].toggleAttribute("hidden", isNone);
      if (next === this.way) return;
      this.choice.press(WAYS.indexOf(next));
      Object.assign(this, { way: next, drawn: "" });
    }

    /** The box is there where there are rows enough, and says what the address does. @param {Frame} frame */
    offer({ scene, options }) {
      if (!this.holding) return;
      this.holding.hidden = !scene.linearScore || scene.count < LEAST_ROWS;
      const box = this.holding.querySelector("input");
      if (box) box.checked = options.held === "1";
    }

    /** What the axes of both features and of the target are called. */
    names() {
      const { scene, words } = this.frame;
      return [...[0, 1].map((j) => lossfold.story.feature(scene, j, words)), scene.target];
    }

    /**
     * Scales a chart; true where the rows have to be drawn anew.
     * @type {(chart: Chart, titles: { x: string, y: string }, x: number[], y: number[]) => boolean}
     */
    place(chart, titles, x, y) {
      if (chart.titles.x !== titles.x || chart.titles.y !== titles.y) Object.assign(chart, { ranges: null, titles });
      return chart.scale(x, y) || !this.drawn;
    }

    /**
     * A line for each feature, where the other one is at its mean.
     * @type {(rows: FitRows, beta: number[] | null) => void}
     */
    lines(rows, beta) {
      const { scene, words } = this.frame;
      this.charts.forEach((chart, j) => {
        const reach = rows.reach[j];
        const titles = { x: lossfold.story.feature(scene, j, words), y: scene.target };
        const fresh = this.place(chart, titles, [-reach, reach], rows.range);
        if (!chart.box) return;
        if (fresh) chart.line("rows", lossfold.fitView.dots(rows.x[j], rows.y), false, chart.ground);
        if (fresh) this.ring(chart, rows, rows.x[j], rows.y);
        const count = rows.form === "rates" ? CURVE : 2;
        const ends = Array.from({ length: count }, (_, k) => (2 * k) / (count - 1) - 1);
        const line = (/** @type {number[]} */ coefficients) =>
          ends.flatMap((end) => [end * reach, coefficients[j] * lossfold.fitView.used(rows, end * reach)]);
        chart.line("sum", beta ? line(beta) : []);
        chart.line("cursor", []);
      });
      this.drawn = "lines";
    }

    /**
     * What is fitted across; upwards what is true, or how far it is from what is fitted.
     * @type {(rows: FitRows, fits: number[]) => void}
     */
    fitted(rows, fits) {
      const [chart] = this.charts;
      const { scene, words } = this.frame;
      const { fill } = lossfold.format;
      const isRest = this.way === RESIDUALS;
      const [low, high] = rows.range;
      const most = 1.06 * lossfold.chart.above(Math.max(...rows.y.map((y, i) => Math.abs(y - (fits[i] ?? 0)))));
      const title = isRest ? fill(words["view.fit.rest"], { target: scene.target }) : scene.target;
      const titles = { x: fill(words["view.fit.of"], { target: scene.target }), y: title };
      this.place(chart, titles, rows.range, isRest ? [-most, most] : rows.range);
      if (!chart.box) return;
      const up = isRest ? rows.y.map((y, i) => y - fits[i]) : rows.y;
      chart.line("rows", lossfold.fitView.dots(fits, up), false, chart.ground);
      this.ring(chart, rows, fits, up);
      chart.line("sum", []);
      chart.line("cursor", isRest ? [low, 0, high, 0] : [low, low, high, high]);
      this.drawn = "fitted";
    }

    /** @type {(rows: FitRows, beta: number[] | null, fits: number[]) => void} */
    classes(rows, beta, fits) {
      const { scene, words } = this.frame;
      if (rows.y.length > 1) this.boundary(rows, beta);
      const [chart] = this.charts;
      const reach = Math.max(1.1 * Math.max(...fits.map(Math.abs), 0), 3);
      const titles = { x: words["view.fit.score"], y: words["view.fit.probability"] };
      this.place(chart, titles, [-reach, reach], [-0.06, 1.06]);
      if (!chart.box) return;
      const [zero, one] = [0, 1].map((kind) => rows.y.map((y) => Math.round(y) === kind));
      const of = (/** @type {boolean[]} */ kind) =>
        lossfold.fitView.dots(fits.filter((_, i) => kind[i]), rows.y.filter((_, i) => kind[i]));
      chart.line("rows:0", beta ? of(zero) : [], false, chart.ground);
      chart.line("others:1", beta ? of(one) : [], false, chart.ground);
      this.ring(chart, rows, fits, rows.y);
      const x = Array.from({ length: CURVE }, (_, k) => -reach + (2 * reach * k) / (CURVE - 1));
      chart.line("sum", beta ? x.flatMap((score) => [score, sigmoid(score)]) : []);
      chart.line("cursor", scene.spec.loss === "softmax" ? [-reach, rows.y[0], reach, rows.y[0]] : []);
      this.drawn = "classes";
    }

    /**
     * The rows by their features, and the lines where class 1 has the probabilities 0.1, 0.5 and 0.9.
     * @type {(rows: FitRows, beta: number[] | null) => void}
     */
    boundary(rows, beta) {
      const { plane } = this;
      const [wide, high] = rows.reach;
      const reach = Math.max(wide, high);
      const [x, y] = this.names();
      const titles = { x, y };
      const fresh = this.place(plane, titles, [-reach, reach], [-reach, reach]);
      if (!plane.box) return;
      if (fresh) {
        for (const [name, kind] of /** @type {[string, number][]} */ ([["rows:0", 0], ["others:1", 1]])) {
          const chosen = rows.y.map((y, i) => (Math.round(y) === kind ? i : -1)).filter((i) => i >= 0);
          const pick = (/** @type {number[]} */ column) => chosen.map((i) => column[i]);
          plane.line(name, lossfold.fitView.dots(pick(rows.x[0]), pick(rows.x[1])), false, plane.ground);
        }
      }
      if (fresh) this.ring(plane, rows, rows.x[0], rows.x[1]);
      plane.line("sum", beta ? lossfold.fitView.border(rows, beta, 0, reach) : []);
      const at = (/** @type {number} */ p) =>
        lossfold.fitView.border(rows, beta ?? [0, 0], Math.log(p / (1 - p)), reach);
      const sides = beta ? [...at(0.1), NaN, NaN, ...at(0.9)] : [];
      plane.line("cursor", sides);
    }

    /** @type {(rows: FitRows, beta: number[] | null, fits: number[], isClasses: boolean) => void} */
    tell(rows, beta, fits, isClasses) {
      const { words, scene, pick, pinned } = this.frame;
      const way = pick || pinned ? "picked" : rows.out ? "held" : "at";
      if (!beta) {
        this.say = words[way === "held" ? "view.fit.held.none" : "view.fit.none"];
        return;
      }
      const { number } = lossfold.format;
      const names = this.names();
      // A block at 0 hands on what it got: no line is flat.
      const flat = [0, 1].filter((j) => beta[j] === 0 && rows.form !== "blocks");
      const coefficients = lossfold.fitView.coefficients(rows, beta);
      const before = lossfold.fitView.scores(rows, lossfold.fitView.coefficients(rows, [0, 0]));
      const values = {
        b1: number(beta[0]), b2: number(beta[1]), shown: rows.y.length, count: rows.count, target: scene.target,
        name: names[flat[0] ?? 0], error: number(lossfold.fitView.mean(rows.y.map((y, i) => (y - fits[i]) ** 2))),
        base: number(lossfold.fitView.mean(rows.y.map((y, i) => (y - before[i]) ** 2))), p: number(rows.y[0]),
        s1: number(coefficients[0]), s2: number(coefficients[1]), fit: number(sigmoid(fits[0] ?? 0)),
        ...lossfold.fitView.apart(rows, fits),
      };
      const kind = isClasses && rows.y.length === 1 ? "point" : isClasses ? "sides" : "error";
      const keys = [way, ...(rows.form === "score" ? [] : [rows.form]), rows.out ? `${kind}.held` : kind];
      const [b1, b2] = coefficients.map(Math.abs);
      const across = lossfold.fitView.used(rows, Math.max(...rows.reach)) * (b1 + b2);
      if (kind === "sides" && flat.length < 2) keys.push(across > EDGE ? "dashed" : "dashed.out");
      const level = flat.length > 1 ? "flat.both" : isClasses ? "flat.class" : "flat";
      if (flat.length && rows.y.length > 1) keys.push(level);
      if (rows.count > rows.y.length) keys.push("some");
      this.say = lossfold.format.fill(lossfold.format.join(...keys.map((key) => words[`view.fit.${key}`])), values);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, fit: FitView },
  };
})();
