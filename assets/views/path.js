// The path view: both coefficients as the knob runs, and the loss on rows that were and were not trained on.
(function () {
  /**
   * [x, y, …] per coefficient; a segment of minimisers gives a band, anything else breaks the line. Pure.
   * @type {Lossfold["pathView"]["curves"]}
   */
  function curves({ stops, solutions }, which) {
    /** @type {number[][]} */
    const [one, two] = [[], []];
    solutions.forEach(({ kind, points }, k) => {
      const shown = kind === "point" || kind === "segment";
      one.push(shown ? stops[k] : NaN, shown ? points[0][which] : NaN);
      const end = points[kind === "segment" ? 1 : 0];
      two.push(shown ? stops[k] : NaN, shown ? end[which] : NaN);
    });
    return [one, two];
  }

  /**
   * The first stop from which on a coefficient is exactly 0, or null; not where it is 0 all along. Pure.
   * @type {Lossfold["pathView"]["zeroFrom"]}
   */
  function zeroFrom({ stops, solutions }, which) {
    const zero = (/** @type {SolutionRow} */ { kind, points }) => kind === "point" && points[0][which] === 0;
    let first = stops.length;
    while (first > 0 && zero(solutions[first - 1])) first--;
    return first > 0 && first < stops.length ? stops[first] : null;
  }

  /**
   * What the server worked out along a knob, if it is this knob and the others stand as they did. Pure.
   * @type {Lossfold["pathView"]["fitting"]}
   */
  function fitting(extras, weights, knob, name) {
    const found = extras && extras[name];
    return found && extras.knob === knob && lossfold.knobs.agree(found.at, weights, [knob]) ? found : null;
  }

  /**
   * The least and the largest of some numbers and these two; NaN is none.
   * @type {(values: number[], from: number[]) => Point2}
   */
  const ends = (values, from) => {
    const known = values.filter(Number.isFinite);
    return [Math.min(from[0], ...known), Math.max(from[1], ...known)];
  };

  class PathView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {string} */
    knob;
    /** @type {PackedPath | null} */
    extra;
    /** @type {SolutionRow} */
    drawn;
    /** @type {PackedPath | null} */
    marked;
    /** @type {PackedPath} */
    shown;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.leadOn = lossfold.viewHelpers.leadOn(panel, host);
      this.host = host;
      const { words } = host;
      this.top = new lossfold.chart.Chart(panel.body, { x: "λ", y: "β" });
      this.below = new lossfold.chart.Chart(panel.body, { x: "λ", y: words["view.path.loss"] });
      this.grip = lossfold.viewHelpers.steered(this, host, [this.top, this.below], this.top);
      const losses = [["train", words["view.path.train"]], ["held", words["view.path.held"]]];
      this.legend = panel.legend([["first", "β₁"], ["second", "β₂"], ...losses]);
      lossfold.viewHelpers.redrawn(this, [this.top, this.below]);
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, knob }) {
      return fitting(extras, weights, knob, "path") !== null;
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { tables, weights, scene } = frame;
      const knob = (this.knob = lossfold.knobs.running(scene, frame.knob));
      const sign = scene.knobs[knob].symbol;
      lossfold.viewHelpers.signed([this.top, this.below], sign);
      const ladder = lossfold.solutionTables.ladder(tables, knob, weights);
      const most = lossfold.knobs.leastWeight(scene, weights, knob);
      const last = most > 0 && most < 1.6 ? Math.ceil(most * 12) / 10 : 2;
      this.extra = fitting(frame.extras, weights, knob, "path");
      for (const which of [0, 1]) {
        const name = /** @type {ChildNode} */ (this.legend.children[which].lastChild);
        name.textContent = lossfold.story.coefficient(scene, which, frame.words);
      }
      if (ladder) this.coefficients(ladder, weights[knob], last);
      this.losses(weights[knob], last);
      this.tellOf(frame, ladder, sign);
    }

    /**
     * The knot from which on a coefficient is 0; without the server's, the first stop.
     * @param {Ladder} ladder
     * @param {number} which
     */
    zero(ladder, which) {
      const holds = !this.frame.scene.penalties[this.knob].smooth;
      return this.extra && holds ? this.extra.zeros[which] : zeroFrom(ladder, which);
    }

    /**
     * @param {Ladder} ladder
     * @param {number} now
     * @param {number} last
     */
    coefficients(ladder, now, last) {
      const chart = this.top;
      const drawn = ladder.solutions.filter(({ kind }) => kind === "point" || kind === "segment");
      const all = drawn.flatMap(({ points }) => points.flat());
      const [low, high] = ends(all, [0, 0]);
      const room = 0.08 * (high - low > 1e-9 ? high - low : 1);
      const fresh = chart.scale([0, last], [low - room, high + room]);
      if (!chart.box) return;
      if (fresh || this.drawn !== ladder.solutions[0] || this.marked !== this.extra) {
        const [here, there] = [0, 1].map((which) => this.zero(ladder, which));
        const close = here !== null && there !== null && Math.abs(here - there) < 0.2 * last;
        for (const [which, name] of ["first", "second"].entries()) {
          const [one, two] = curves(ladder, which);
          chart.line(name, one);
          chart.line(`${name}:end`, two);
          const from = this.zero(ladder, which);
          chart.dot(`${name}:zero`, from ?? NaN, 0, 5);
          // Beside the right edge the number ends there, and does not run out.
          const edge = (from ?? 0) > 0.85 * last;
          const text = from === null ? "" : lossfold.format.number(from);
          const place = { dx: edge ? -2 : 4, dy: which && close ? -24 : -8, anchor: edge ? "end" : "start" };
          chart.text(`${name}text`, edge ? last : from ?? 0, 0, text, place);
        }
        Object.assign(this, { drawn: ladder.solutions[0], marked: this.extra });
      }
      chart.line("cursor", [now, chart.low, now, chart.high]);
      this.grip.put(Math.min(now, last), chart.low, lossfold.format.weight(now), now);
    }

    /**
     * @param {number} now
     * @param {number} last
     */
    losses(now, last) {
      const chart = this.below;
      const { extra } = this;
      chart.element.hidden = !(extra && extra.held);
      this.legend.dataset.rows = extra && extra.held ? "yes" : "no";
      if (!extra || !extra.held) return;
      const { held, training = [], best: which = 0 } = extra;
      const seen = extra.stops.filter((stop) => stop <= last).length;
      const values = [...training.slice(0, seen), ...held.slice(0, seen)].map((value) => value ?? NaN);
      const [low, high] = ends(values, [Infinity, -Infinity]);
      const room = 0.08 * (high - low > 1e-9 ? high - low : 1);
      const fresh = chart.scale([0, last], [low - room, high + room]);
      if (!chart.box) return;
      /** @type {(column: (number | null)[]) => number[]} */
      const points = (column) => extra.stops.flatMap((stop, k) => [column[k] === null ? NaN : stop, column[k] ?? NaN]);
      if (fresh || this.shown !== extra) {
        chart.line("train", points(training));
        chart.line("held", points(held));
        const best = extra.stops[which];
        chart.line("best", [best, chart.low, best, chart.high]);
        chart.dot("held:best", best, held[which] ?? NaN, 6);
        const { words } = this.host;
        chart.text("besttext", best, chart.high, words["view.path.good"], { dx: 6, dy: 34 });
        chart.text("over", 0, chart.low, best > 0.08 * last ? words["view.path.over"] : "", { dx: 6, dy: -8 });
        chart.text("under", last, chart.low, words["view.path.under"], { dx: -6, dy: -8, anchor: "end" });
        this.shown = extra;
      }
      chart.line("cursor", [now, chart.low, now, chart.high]);
    }

    /**
     * @param {Frame} frame
     * @param {Ladder | null} ladder
     * @param {string} sign
     */
    tellOf({ weights, solution, scene }, ladder, sign) {
      const { words } = this.host;
      const { number, fill } = lossfold.format;
      const { extra, knob } = this;
      const parts = [];
      const isNet = !scene.linearScore;
      if (!ladder) parts.push(words["story.pending"]);
      else if (!scene.penalties[knob].smooth) {
        const zeros = [0, 1].map((which) => this.zero(ladder, which));
        // A cone lets go of both at once.
        const cone = scene.penalties[knob].cone > 0;
        const together = zeros[0] !== null && zeros[0] === zeros[1] && (cone || zeros[0] === 0);
        for (const [which, from] of zeros.entries()) {
          if (from === null || together) continue;
          // A feature without a name of its own says no more than β₁ does; of a softmax pair β is not a coefficient.
          const named = lossfold.story.shortName(scene, which, words) ? "" : ".unnamed";
          const f = lossfold.story.feature(scene, which, words);
          const since = from === 0 ? "any" : "zero";
          parts.push(fill(words[`view.path.${since}${named}`], { b: `β${"₁₂"[which]}`, f, from: number(from), sign }));
        }
        const both = words[zeros[0] === 0 ? "view.path.any.both" : "view.path.zero.both"];
        if (together) parts.push(fill(both, { from: number(zeros[0] ?? 0), sign }));
        if (zeros.every((from) => from === null)) parts.push(fill(words["view.path.nozero"], { sign }));
      } else if (scene.penalties[knob].rounded.length) parts.push(fill(words["view.path.smooth"], { sign }));
      else parts.push(words[isNet ? "view.path.ridge.net" : "view.path.ridge"]);
      if (extra && ladder) {
        const at = extra.stops.indexOf(weights[knob]);
        const degrees = at < 0 ? null : extra.degrees[at];
        if (degrees !== null && degrees !== undefined && solution) {
          parts.push(fill(words["view.path.df"], { df: number(Number(degrees.toPrecision(4))) }));
        }
        if (extra.held && extra.best !== undefined && extra.counts) {
          const best = extra.stops[extra.best];
          const now = weights[knob];
          const place = now < best ? "less" : now > best ? "more" : "same";
          const [train, held] = extra.counts;
          // From where both coefficients are 0 all stops are the best alike.
          const level = lossfold.viewHelpers.isLevel(extra.held, extra.best);
          const compared = level ? `level.${place === "less" ? "less" : "here"}` : `best.${place}`;
          const here = extra.stops.filter((stop) => stop <= now).length - 1;
          const key = `view.path.${extra.held[here] === null ? "best.unknown" : compared}`;
          parts.push(fill(words[key], { sign, best: number(best), held, train }));
        } else parts.push(words[isNet ? "view.path.nonet" : "view.path.norows"]);
        this.leadOn(!isNet && !extra.held);
      } else if (ladder && !this.host.canAsk) parts.push(words["view.path.elsewhere"]);
      this.say = lossfold.format.join(...parts);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, path: PathView },
    pathView: { curves, zeroFrom, fitting },
  };
})();
