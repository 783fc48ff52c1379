// Bias and variance: where sixty small samples of the rows would have put the minimum, at each stop of a slider.
(function () {
  /** Samples that there are. @typedef {Required<PackedBiasVariance>} Samples */

  /** The number of the stop nearest to a value. Pure. @type {Lossfold["biasVariance"]["nearest"]} */
  const nearest = (stops, value) => {
    const distance = stops.map((stop) => Math.abs(stop - value));
    return distance.reduce((best, far, k) => (far < distance[best] ? k : best), 0);
  };

  /** Bias and variance together, null where one of them is not known. */
  const sums = (/** @type {(number | null)[]} */ bias, /** @type {(number | null)[]} */ variance) =>
    bias.map((value, k) => {
      const other = variance[k];
      return value === null || other === null ? null : value + other;
    });

  /**
   * The stop whose sum of bias and variance is least, of those that have both; -1 if none has. Pure.
   * @type {Lossfold["biasVariance"]["best"]}
   */
  function best(bias, variance) {
    const total = sums(bias, variance);
    const known = total.filter((value) => value !== null);
    return known.length ? total.indexOf(Math.min(...known)) : -1;
  }

  const SIZES = ["10", "20", "40", "80"];

  /** What has come for these weights and so many rows a sample. @type {Lossfold["biasVariance"]["fitting"]} */
  function fitting(extras, weights, knob, rows) {
    const come = lossfold.pathView.fitting(extras, weights, knob, "cloud");
    return come && String(come.asked) === rows ? come : null;
  }

  class BiasVarianceView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {string} */
    knob;
    /** @type {Grids} */
    grids;
    /** @type {Samples} */
    found;
    /** @type {Float64Array} */
    points;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      const { words } = host;
      this.plane = new lossfold.chart.Chart(panel.body, { x: "β₁", y: "β₂", square: true });
      this.below = new lossfold.chart.Chart(panel.body, { x: "λ", y: words["view.cloud.error"] });
      this.grip = lossfold.viewHelpers.steered(this, host, [this.below], this.below);
      panel.legend(["bias", "variance", "error"].map((name) => [name, words[`view.cloud.${name}`]]));
      // A page that cannot ask has the samples that came with it.
      if (host.canAsk) {
        panel.choice(SIZES, SIZES.indexOf(host.options.sample), words["view.cloud.rows"], (which) => {
          host.setOptions({ sample: SIZES[which] });
        });
      }
      this.leadOn = lossfold.viewHelpers.leadOn(panel, host);
      lossfold.viewHelpers.redrawn(this, [this.plane, this.below]);
      lossfold.pick.watch(this.plane, host, (x, y) => [x, y]);
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, knob, options }) {
      return fitting(extras, weights, knob, options.sample) !== null;
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { weights, half, grids, words } = frame;
      const knob = (this.knob = lossfold.knobs.running(frame.scene, frame.knob));
      const come = fitting(frame.extras, weights, knob, this.host.options.sample);
      const sign = frame.scene.knobs[knob].symbol;
      lossfold.viewHelpers.signed([this.below], sign);
      const { plane } = this;
      lossfold.viewHelpers.named(plane, frame);
      const fresh = plane.scale([-half, half], [-half, half]);
      if (plane.box && (fresh || this.grids !== grids)) this.ground(grids);
      this.grids = grids;
      lossfold.pick.show(plane, frame.pick);
      const found = come && come.stops.length ? /** @type {Samples} */ (come) : null;
      this.below.element.hidden = !found;
      this.leadOn(Boolean(come && !found));
      if (!found) {
        plane.clear("samples", "target", "mean");
        this.say = words[come ? "view.cloud.norows" : this.host.canAsk ? "view.cloud.wait" : "view.path.elsewhere"];
        return;
      }
      if (this.found !== found) this.points = lossfold.layers.counts(found.points, found.stops.length, found.draws, 2);
      const k = nearest(found.stops, weights[knob]);
      this.scatter(found, k);
      this.curves(found, weights[knob]);
      this.found = found;
      this.tell(found, k, sign);
    }

    /** The loss's own contours. @param {Grids} grids */
    ground({ axis, layers }) {
      const [low, high] = [layers.loss.reduce((a, b) => Math.min(a, b)), layers.loss.reduce((a, b) => Math.max(a, b))];
      const lines = lossfold.contours.flat(axis, layers.loss, low, high);
      this.plane.line("contours", lines, false, this.plane.ground);
    }

    /**
     * The samples' minimisers at stop k, and their mean.
     * @param {Samples} found
     * @param {number} k
     */
    scatter({ draws, unit, nowhere, target }, k) {
      const { plane } = this;
      if (!plane.box) return;
      const dots = [];
      const sum = [0, 0];
      for (let each = 0; each < draws; each++) {
        const [b1, b2] = this.points.subarray(2 * (k * draws + each), 2 * (k * draws + each) + 2);
        // A line from a point to itself with round ends is a dot.
        const [x, y] = b1 === nowhere ? [NaN, NaN] : [b1 * unit, b2 * unit];
        dots.push(x, y, x, y, NaN, NaN);
        sum[0] += x / draws;
        sum[1] += y / draws;
      }
      plane.line("samples", dots);
      plane.dot("target", target ? target[0] : NaN, target ? target[1] : NaN, 6);
      plane.dot("mean", sum[0], sum[1], 6);
    }

    /**
     * @param {Samples} found
     * @param {number} now
     */
    curves(found, now) {
      const chart = this.below;
      const { stops, bias, variance } = found;
      const total = sums(bias, variance);
      const high = Math.max(...total.filter((value) => value !== null), 1e-6);
      const fresh = chart.scale([0, stops[stops.length - 1]], [0, lossfold.chart.above(high)]);
      if (!chart.box) return;
      if (fresh || this.found !== found) {
        /** @type {(values: (number | null)[]) => number[]} */
        const points = (values) => stops.flatMap((stop, k) => [values[k] === null ? NaN : stop, values[k] ?? NaN]);
        chart.line("bias", points(bias));
        chart.line("variance", points(variance));
        chart.line("error", points(total));
        const least = best(bias, variance);
        chart.dot("minimum", stops[least] ?? NaN, total[least] ?? NaN, 6);
      }
      chart.line("cursor", [now, chart.low, now, chart.high]);
      this.grip.put(now, chart.low, lossfold.format.weight(now), now);
    }

    /**
     * @param {Samples} found
     * @param {number} k
     * @param {string} sign
     */
    tell({ stops, bias, variance, zeros, rows, draws }, k, sign) {
      const { words } = this.host;
      const { number, fill } = lossfold.format;
      const short = (/** @type {number | null} */ value) => number(Number((value ?? NaN).toPrecision(3)));
      const total = sums(bias, variance);
      const parts = [fill(words["view.cloud.head"], { draws, rows, sign, stop: number(stops[k]) })];
      const numbers = { bias: short(bias[k]), variance: short(variance[k]), error: short(total[k]) };
      parts.push(total[k] === null ? words["view.cloud.unbounded"] : fill(words["view.cloud.numbers"], numbers));
      const [z1, z2] = zeros[k];
      if (z1 + z2 > 0) parts.push(fill(words["view.cloud.zeros"], { z1, z2, draws }));
      if ([z1, z2].some((count) => count > 0 && count < draws)) parts.push(words["view.cloud.unstable"]);
      const least = best(bias, variance);
      const lowest = { sign, stop: number(stops[least]), error: short(total[least]) };
      if (least >= 0) parts.push(fill(words["view.cloud.best"], lowest));
      this.say = lossfold.format.join(...parts);
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, cloud: BiasVarianceView },
    biasVariance: { best, nearest, fitting },
  };
})();
