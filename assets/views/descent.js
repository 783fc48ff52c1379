// Optimisers on the landscape: their trajectories from above, and how far above the minimum each step is. The server
// computes them; here they are shown, played and stepped through.
(function () {
  const PACE = 40; // ms a step while playing, fewer with many steps
  const ROUNDING = 1e-14;

  /** A number of an outcome; what is below rounding is not called 0. @type {(key: string, value: number) => string} */
  function said(key, value) {
    const { number, power } = lossfold.format;
    if ((key === "gap" || key === "distance") && value < ROUNDING) return `< ${power(Math.log10(ROUNDING))}`;
    return number(Number(value.toPrecision(3)));
  }

  /**
   * Where more points than one are minimal: the ends of that segment, or of the line across the square. Pure.
   * @type {(solution: Pick<Solution, "kind" | "points">, half: number) => number[]}
   */
  function minimal({ kind, points: [a, b] }, half) {
    if (kind === "point") return [];
    if (kind === "segment") return [...a, ...b];
    return (lossfold.marks.clip(a, b, half) ?? []).flatMap((t) => [a[0] + t * b[0], a[1] + t * b[1]]);
  }

  class DescentView {
    say = "";
    /** @type {Frame} */
    frame;
    /** How many steps are drawn. */
    shown = Infinity;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    timer;
    /** @type {Trajectories | null} */
    found = null;
    /** The trajectories that are drawn. @type {Trajectories | null} */
    drawn = null;
    /** Those that the list has sentences for. @type {Trajectory[] | null} */
    announced = null;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      const { words } = host;
      this.form = host.optimizers && host.canAsk ? lossfold.optimizerForm.build(panel, host) : null;
      this.plane = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      const tickText = (/** @type {number} */ power) => (Number.isInteger(power) ? lossfold.format.power(power) : "");
      const axes = { x: words["view.descent.step"], y: words["view.descent.gap"], tickText };
      this.loss = new lossfold.chart.Chart(panel.body, axes);
      this.watched = new lossfold.watched.Watched(panel, words);
      this.bar = lossfold.optimizerForm.player(panel, host, {
        play: () => this.play(),
        step: (by) => this.move(by),
        slide: (to) => this.stop(to),
      });
      this.list = document.createElement("ul");
      this.list.className = "trajectories";
      this.stopped = Object.assign(document.createElement("p"), { className: "stopped", hidden: true });
      panel.element.append(this.stopped, this.list);
      lossfold.viewHelpers.redrawn(this, [this.plane, this.loss, this.watched.chart]);
      this.grip = lossfold.chart.grip(this.plane, "start", words["view.descent.grip"], (by, key) => {
        const { half, extras } = this.frame;
        const start = [...(extras?.trajectories?.start ?? [0, 0])];
        start[key === "ArrowUp" || key === "ArrowDown" ? 1 : 0] += by * half * 0.05;
        this.ask(start);
      });
      if (!host.canAsk) this.grip.element.removeAttribute("tabindex");
      this.plane.drag(() => host.canAsk, (x, y) => {
        if (!Number.isNaN(x)) this.ask([x, y]);
      });
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, options }) {
      const trajectories = extras?.trajectories?.found(weights);
      const isWatched = options.held !== "1" || Boolean(trajectories?.rows);
      return Boolean(trajectories) && isWatched && (options.ridge !== "1" || Boolean(extras?.ridge));
    }

    /** @type {NonNullable<ViewClass["open"]>} */
    static open({ trajectories }) {
      return trajectories ? { trajectories: lossfold.trajectoryTable.open(trajectories) } : {};
    }

    /** Asks for trajectories from a point. @param {number[]} point */
    ask(point) {
      const { half } = this.frame;
      this.host.setOptimizers({ start: point.map((b) => Number(Math.min(Math.max(b, -half), half).toPrecision(3))) });
    }

    /** @param {Frame} frame */
    update(frame) {
      const fresh = !this.frame || this.frame.grids !== frame.grids || this.frame.weights !== frame.weights;
      this.frame = frame;
      const table = frame.extras && frame.extras.trajectories;
      const theirs = table && table.found(frame.weights);
      // While new ones are on their way, the last ones stay.
      if (theirs || !frame.canAsk || !table) this.found = theirs || null;
      const { plane } = this;
      const { half, words } = frame;
      lossfold.viewHelpers.named(plane, frame);
      const resized = plane.scale([-half, half], [-half, half]);
      if (plane.box && (resized || fresh)) this.ground(frame);
      if (this.form && this.found) this.form.update(this.found, frame);
      this.watched.update(this.found, frame.options.held === "1");
      if (plane.box) {
        lossfold.pick.show(plane, frame.pick);
        const [b1, b2] = table ? table.start : [NaN, NaN];
        this.grip.put(b1, b2, `(${lossfold.format.number(b1, 3)}, ${lossfold.format.number(b2, 3)})`, b1);
        const { solution } = frame;
        const known = solution && solution.kind !== "none" && solution.kind !== "plane";
        const [m1, m2] = known ? solution.points[0] : [NaN, NaN];
        plane.line("touch", known ? minimal(solution, half) : []);
        plane.dot("minimum", m1, m2, 6);
      }
      if (this.drawn !== this.found) {
        // A trajectory that is looked at in the middle stays there when the slider moves.
        const { drawn, found } = this;
        const whole = !drawn || !found || this.shown >= this.longest(drawn) || drawn.steps !== found.steps;
        this.drawn = this.found;
        this.stop(whole ? Infinity : this.shown);
      } else this.draw();
      if (!this.found) {
        const reason = frame.canAsk ? "wait" : table ? "fixed" : "none";
        this.say = words[`view.descent.${reason}`];
        this.list.replaceChildren();
        this.announced = null;
      } else this.say = this.head(this.found, frame);
    }

    /**
     * What is said of these trajectories while the weights are those of the frame.
     * @param {Trajectories} trajectories
     * @param {Frame} frame
     */
    head({ rate, limit, weights }, { scene, weights: now }) {
      const { words } = this.host;
      const { number, weight, fill } = lossfold.format;
      const { agree } = lossfold.knobs;
      const click = this.host.canAsk ? words["view.descent.click"] : "";
      const away = !agree(weights, now) && !this.host.canAsk;
      const standing = Object.keys(now).map((knob) => `${scene.knobs[knob].symbol} = ${weight(weights[knob])}`);
      const at = standing.join(words["list.and"]);
      const nearest = away ? fill(words["view.descent.nearest"], { at }) : "";
      const known = { rate: number(rate), limit: limit && number(Number(limit.toPrecision(3))) };
      const steps = fill(words[limit ? "view.descent.head" : "view.descent.flat"], known);
      return lossfold.format.join(nearest, click, steps, this.watched.tell());
    }

    /** Contours of J. @param {Frame} frame */
    ground({ grids, weights }) {
      const total = new Float32Array(grids.n ** 2);
      const { low, high } = lossfold.layers.add(grids, { loss: 1, ...weights }, total);
      const lines = lossfold.contours.flat(grids.axis, total, low, high);
      this.plane.line("contours", lines, false, this.plane.ground);
    }

    longest(found = this.found) {
      return found ? Math.max(...found.trajectories.map((trajectory) => trajectory.heights.length - 1)) : 0;
    }

    /** Shows the first `to` steps. @param {number} to */
    stop(to) {
      this.shown = Math.min(to, this.longest());
      this.draw();
    }

    /** @param {number} by */
    move(by) {
      this.pause();
      this.stop(Math.max(0, this.shown + by));
    }

    pause() {
      clearInterval(this.timer);
      this.timer = undefined;
      this.bar.playing(false);
    }

    play() {
      if (this.timer) return this.pause();
      if (this.shown >= this.longest()) this.stop(0);
      const stride = Math.max(1, Math.round(this.longest() / 250));
      this.bar.playing(true);
      this.timer = setInterval(() => {
        this.stop(this.shown + stride);
        if (this.shown >= this.longest()) this.pause();
      }, PACE);
    }

    draw() {
      const { plane, loss, found, frame } = this;
      if (!plane.box) return;
      const trajectories = found ? found.trajectories : [];
      const upTo = this.shown;
      this.bar.update(Math.min(upTo, this.longest()), this.longest());
      for (let k = 0; k < 4; k++) {
        const trajectory = trajectories[k];
        const points = trajectory ? trajectory.points.slice(0, 2 * (upTo + 1)) : [];
        plane.line(`trajectory${k}`, points);
        const [b1, b2] = points.length ? points.slice(-2) : [NaN, NaN];
        plane.dot(`head${k}`, b1, b2, 4);
      }
      const shows = frame.options.decay === "1";
      const heads = shows ? trajectories.map((trajectory) => trajectory.points.slice(0, 2 * (upTo + 1)).slice(-2)) : [];
      const { weights, scene: { penalties } } = frame;
      const step = (/** @type {number[]} */ head) =>
        lossfold.optimizerForm.decayStep(penalties, head, found?.rate ?? 0, weights);
      plane.line("decay", heads.flatMap((head) => [...step(head), NaN, NaN]));
      this.beside(upTo);
      this.watched.draw(upTo, this.longest());
      frame.showTrajectories(trajectories.map((trajectory) => trajectory.points.slice(0, 2 * (upTo + 1))));
      const heights = [0, ...trajectories.flatMap((trajectory) => trajectory.heights)];
      const low = Math.floor(heights.reduce((a, b) => Math.min(a, b)) - 0.1);
      const high = Math.ceil(heights.reduce((a, b) => Math.max(a, b)) + 0.1);
      loss.scale([0, Math.max(this.longest(), 1)], [low, high]);
      if (!loss.box) return;
      for (let k = 0; k < 4; k++) {
        const drawn = trajectories[k] ? trajectories[k].heights.slice(0, upTo + 1) : [];
        loss.line(`trajectory${k}`, drawn.flatMap((height, step) => [step, height]));
      }
      if (found) this.tell(trajectories);
    }

    /** The ridge path, and the minimum that is said to stand for the first one stopped here. @param {number} upTo */
    beside(upTo) {
      const { plane, found, frame } = this;
      const known = (frame.options.ridge === "1" && frame.extras?.ridge) || null;
      const ridge = known && found && lossfold.knobs.agree(known.at, frame.weights) ? known : null;
      plane.line("ridge", ridge ? [0, 0, ...ridge.points] : []);
      const k = ridge ? ridge.steps.findLastIndex((step) => step <= upTo) : -1;
      const at = ridge && k >= 0 ? ridge.points.slice(2 * k, 2 * k + 2) : [NaN, NaN];
      plane.dot("standin", at[0], at[1], 5);
      this.stopped.hidden = k < 0;
      if (!ridge || !found || k < 0) return;
      const { words } = this.host;
      const t = ridge.steps[k];
      const [b1, b2] = found.trajectories[0].points.slice(2 * t, 2 * t + 2);
      const gone = b1 === undefined;
      const { number, fill } = lossfold.format;
      const weight = number(Number((1 / (2 * found.rate * t)).toPrecision(3)));
      const method = words[`method.${found.trajectories[0].method}`];
      const gap = gone ? NaN : Math.hypot(b1 - at[0], b2 - at[1]);
      const values = { t, weight, method, gap: number(Number(gap.toPrecision(2))) };
      this.stopped.textContent = gone ? "" : fill(words["view.descent.stopped"], values);
    }

    /** A sentence on each trajectory. @param {Trajectory[]} trajectories */
    tell(trajectories) {
      const { words } = this.host;
      if (this.announced === trajectories) return;
      this.announced = trajectories;
      const { knobs, penalties } = this.frame.scene;
      const weights = this.found?.weights ?? {};
      const kinked = Object.keys(penalties).filter((name) =>
        !penalties[name].smooth && (knobs[name].main || weights[name] > 0));
      const kinks = kinked.map((name) => `${penalties[name].symbol}${penalties[name].notation}`).join(" + ");
      // Of a cone alone there is no fold to be crossed: it is its tip.
      const folded = lossfold.penalties.sum(penalties, weights).folds.length > 0;
      const key = (/** @type {string} */ outcome) => {
        const tip = `outcome.${outcome}.tip`;
        return !folded && tip in words ? tip : `outcome.${outcome}`;
      };
      this.list.replaceChildren(...trajectories.map((trajectory, k) => {
        const item = document.createElement("li");
        const mark = Object.assign(document.createElement("i"), { className: `key-trajectory${k}` });
        const name = Object.assign(document.createElement("b"), { textContent: words[`method.${trajectory.method}`] });
        const { fill } = lossfold.format;
        const numbers = Object.entries(trajectory.numbers).map(([key, value]) => [key, said(key, value)]);
        const b = `β${"₁₂"[(trajectory.numbers.which || 1) - 1]}`;
        const text = fill(words[key(trajectory.outcome)], { ...Object.fromEntries(numbers), b, kinks });
        item.append(mark, name, fill(words["view.descent.said"], { method: "", said: text }));
        return item;
      }));
    }

    close() {
      this.pause();
      for (const chart of [this.plane, this.loss, this.watched.chart]) chart.release();
      if (this.frame) this.frame.showTrajectories([]);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, views: { ...globalThis.lossfold.views, descent: DescentView } };
})();
