// Bias and variance: where sixty small samples of the rows would have put the minimum, at each stop of a slider.
(function () {
  const NOWHERE = 1e6; // a sample without a minimum (see components/scene/bias_variance.py)

  /** The number of the stop nearest to a value. Pure. */
  const nearest = (stops, value) => stops.reduce((best, stop, k) => (Math.abs(stop - value) < Math.abs(stops[best] - value) ? k : best), 0);

  /** The stop whose sum of bias and variance is least, of those that have both; -1 if none has. Pure. */
  function best(bias, variance) {
    return bias.reduce((least, value, k) => {
      if (value === null || variance[k] === null) return least;
      return least < 0 || value + variance[k] < bias[least] + variance[least] ? k : least;
    }, -1);
  }

  class CloudView {
    constructor(panel, host) {
      this.host = host;
      const { words } = host;
      this.plane = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      this.below = new lossfold.chart.Chart(panel.body, { x: "λ", y: words["view.cloud.error"] });
      this.grip = lossfold.chart.grip(this.below, "now", words["view.path.grip"], (by) => host.step(this.knob, by));
      panel.legend(["bias", "variance", "error"].map((name) => [name, words[`view.cloud.${name}`]]));
      for (const chart of [this.plane, this.below]) chart.watch(() => this.frame && this.follow(this.frame));
      this.below.drag(() => true, (x) => (Number.isNaN(x) ? host.rest() : host.turn(this.knob, x)));
      lossfold.pick.watch(this.plane, host, (x, y) => [x, y]);
    }

    follow(frame) {
      this.frame = frame;
      const { weights, half, opened, words } = frame;
      const knob = (this.knob = lossfold.knobs.running(frame.knob));
      const found = lossfold.pathView.fitting(frame.extras, weights, knob, "cloud");
      const sign = lossfold.knobs.SIGNS[knob];
      if (this.below.titles.x !== sign) Object.assign(this.below, { ranges: null }).titles.x = sign;
      const { plane } = this;
      const fresh = plane.scale([-half, half], [-half, half]);
      if (plane.box && (fresh || this.opened !== opened)) this.ground(opened);
      this.opened = opened;
      lossfold.pick.show(plane, frame.pick);
      const empty = !found || !found.stops.length;
      this.below.element.hidden = empty;
      if (empty) {
        plane.clear("samples", "target", "mean");
        this.say = words[found ? "view.cloud.norows" : this.host.canAsk ? "view.cloud.wait" : "view.path.elsewhere"];
        return;
      }
      if (this.found !== found) this.points = lossfold.layers.counts(found.points, found.stops.length, found.draws, 2);
      const k = nearest(found.stops, weights[knob]);
      this.scatter(found, k);
      this.curves(found, weights[knob]);
      this.found = found;
      this.tell(found, k, sign);
    }

    /** The loss's own contours. */
    ground({ axis, layers }) {
      const ends = layers.loss.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
      const trace = lossfold.contours.floor(axis, layers.loss, ...ends, 0, 14);
      this.plane.line("contours", trace.x.flatMap((x, k) => [x === null ? NaN : x, x === null ? NaN : trace.y[k]]), false, this.plane.ground);
    }

    scatter({ draws, unit, target }, k) {
      const { plane } = this;
      if (!plane.box) return;
      const dots = [];
      const sum = [0, 0];
      for (let each = 0; each < draws; each++) {
        const [b1, b2] = this.points.subarray(2 * (k * draws + each), 2 * (k * draws + each) + 2);
        // A line from a point to itself with round ends is a dot.
        const [x, y] = b1 >= NOWHERE ? [NaN, NaN] : [b1 * unit, b2 * unit];
        dots.push(x, y, x, y, NaN, NaN);
        sum[0] += x / draws;
        sum[1] += y / draws;
      }
      plane.line("samples", dots);
      plane.dot("target", ...(target || [NaN, NaN]), 6);
      plane.dot("mean", ...sum, 6);
    }

    curves(found, now) {
      const chart = this.below;
      const { stops, bias, variance } = found;
      const total = stops.map((_, k) => (bias[k] === null || variance[k] === null ? null : bias[k] + variance[k]));
      const high = Math.max(...total.filter((value) => value !== null), 1e-6);
      const fresh = chart.scale([0, stops.at(-1)], [0, lossfold.chart.above(high)]);
      if (!chart.box) return;
      if (fresh || this.found !== found) {
        const points = (values) => stops.flatMap((stop, k) => (values[k] === null ? [NaN, NaN] : [stop, values[k]]));
        chart.line("bias", points(bias));
        chart.line("variance", points(variance));
        chart.line("error", points(total));
        const least = best(bias, variance);
        chart.dot("minimum", ...(least < 0 ? [NaN, NaN] : [stops[least], total[least]]), 6);
      }
      chart.line("cursor", [now, chart.low, now, chart.high]);
      this.grip.put(now, chart.low, lossfold.format.weight(now), now);
    }

    tell({ stops, bias, variance, rows, draws }, k, sign) {
      const { words } = this.host;
      const { number, fill } = lossfold.format;
      const short = (value) => number(Number(value.toPrecision(3)));
      const parts = [fill(words["view.cloud.head"], { draws, rows, sign, stop: number(stops[k]) })];
      if (bias[k] === null || variance[k] === null) parts.push(words["view.cloud.unbounded"]);
      else parts.push(fill(words["view.cloud.numbers"], { bias: short(bias[k]), variance: short(variance[k]), error: short(bias[k] + variance[k]) }));
      const least = best(bias, variance);
      if (least >= 0) parts.push(fill(words["view.cloud.best"], { sign, stop: number(stops[least]), error: short(bias[least] + variance[least]) }));
      this.say = lossfold.format.join(...parts);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, views: { ...globalThis.lossfold.views, cloud: CloudView }, biasVariance: { best, nearest } };
})();
