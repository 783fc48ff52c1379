// Cross-validation: the loss on rows left out, in five folds, as a penalty runs; and the weights that do best on them.
(function () {
  /** What was found, where there were rows enough. @typedef {Required<PackedFolds>} Found */

  class FoldsView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {string} */
    knob;
    /** @type {Found} */
    shown;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      const { words } = host;
      this.chart = new lossfold.chart.Chart(panel.body, { x: "λ", y: words["view.folds.loss"] });
      this.grip = lossfold.viewHelpers.steered(this, host, [this.chart], this.chart);
      panel.legend([["error", words["view.folds.mean"]], ["penalty", words["view.folds.band"]]]);
      this.ways = document.createElement("div");
      this.ways.className = "folds-ways";
      panel.element.insertBefore(this.ways, panel.said);
      this.leadOn = lossfold.viewHelpers.leadOn(panel, host);
      lossfold.viewHelpers.redrawn(this, [this.chart]);
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, knob }) {
      return lossfold.pathView.fitting(extras, weights, knob, "folds") !== null;
    }

    /** @param {Frame} frame */
    update(frame) {
      this.frame = frame;
      const { weights, scene, words } = frame;
      const knob = (this.knob = lossfold.knobs.running(scene, frame.knob));
      const sign = scene.knobs[knob].symbol;
      lossfold.viewHelpers.signed([this.chart], sign);
      const come = lossfold.pathView.fitting(frame.extras, weights, knob, "folds");
      const found = come?.stops ? /** @type {Found} */ (come) : null;
      this.chart.element.hidden = this.ways.hidden = !found;
      // Of other data there are rows enough.
      this.leadOn(Boolean(come) && !found && scene.linearScore && (knob === "l1" || knob === "l2"));
      if (!found) {
        this.say = words[come ? "view.folds.none" : this.host.canAsk ? "view.folds.wait" : "view.path.elsewhere"];
        return;
      }
      this.curve(found, weights[knob]);
      if (this.shown !== found) this.offer(found, sign);
      this.shown = found;
      this.tell(found, sign);
    }

    /**
     * @param {Found} found
     * @param {number} now
     */
    curve(found, now) {
      const { chart } = this;
      const { stops, mean, error, best, simplest } = found;
      // As far as something happens: where all is 0 the mean is level.
      const flat = mean.findIndex((_, k) => lossfold.viewHelpers.isLevel(mean, k));
      const last = Math.min(stops[stops.length - 1], Math.max(1.2 * stops[Math.max(flat, simplest, 10)], now));
      const seen = stops.filter((stop) => stop <= last + 1e-9).length;
      const known = [...Array(seen).keys()].filter((k) => mean[k] !== null && error[k] !== null);
      const at = (/** @type {number} */ k, /** @type {number} */ by) => Number(mean[k]) + by * Number(error[k]);
      const low = Math.min(...known.map((k) => at(k, -1)));
      const high = Math.max(...known.map((k) => at(k, 1)));
      const room = 0.08 * (high - low > 1e-9 ? high - low : 1);
      const fresh = chart.scale([0, last], [low - room, high + room]);
      if (!chart.box) return;
      if (fresh || this.shown !== found) {
        const up = known.flatMap((k) => [stops[k], at(k, 1)]);
        const down = [...known].reverse().flatMap((k) => [stops[k], at(k, -1)]);
        chart.line("band", [...up, ...down], true);
        chart.line("error", known.flatMap((k) => [stops[k], at(k, 0)]));
        chart.line("best", [stops[best], chart.low, stops[best], chart.high]);
        chart.dot("held:best", stops[best], at(best, 0), 6);
        chart.dot("held:simplest", stops[simplest], at(simplest, 0), 4);
        const { words } = this.host;
        /** @type {(k: number) => number[]} */
        const spot = (k) => [stops[k], at(k, 0)];
        lossfold.chartLabels.put(chart, [
          { name: "name:best", text: words["view.path.good"], at: spot(best), sides: lossfold.chartLabels.around(10) },
          ...(simplest === best ? [] : [{
            name: "name:simplest", text: words["view.folds.simplest"], at: spot(simplest),
            sides: lossfold.chartLabels.around(10),
          }]),
        ], [spot(best), spot(simplest)]);
        if (simplest === best) chart.clear("name:simplest");
      }
      chart.line("cursor", [now, chart.low, now, chart.high]);
      this.grip.put(Math.min(now, last), chart.low, lossfold.format.weight(now), now);
    }

    /**
     * Whether the best pair is worth naming: where two coefficients of 0 do best, no pair does better.
     * @param {Found} found
     */
    both({ mean, best, least }) {
      const { isLevel } = lossfold.viewHelpers;
      return this.host.canAsk && !(isLevel(mean, best) && least >= Number(mean[best]));
    }

    /**
     * Buttons that go there.
     * @param {Found} found
     * @param {string} sign
     */
    offer(found, sign) {
      const { stops, best, simplest, chosen } = found;
      const { words } = this.host;
      const { fill, weight } = lossfold.format;
      const { knobs } = this.frame.scene;
      /** @type {(text: string, to: Weights) => HTMLElement} */
      const button = (text, to) => {
        const element = Object.assign(document.createElement("button"), { type: "button", textContent: text });
        element.addEventListener("click", () => {
          for (const [knob, value] of Object.entries(to)) this.host.setWeight(knob, value);
          this.host.idle();
        });
        return element;
      };
      const said = (/** @type {string} */ key, /** @type {Weights} */ to) => {
        const at = Object.entries(to).map(([knob, value]) => `${knobs[knob].symbol} = ${weight(value)}`);
        return button(fill(words[key], { at: at.join(words["list.and"]), sign }), to);
      };
      const ways = [said("view.folds.go.best", { [this.knob]: stops[best] })];
      if (simplest !== best) ways.push(said("view.folds.go.simplest", { [this.knob]: stops[simplest] }));
      // A figure that cannot ask may have no slider for the other weight.
      if (this.both(found)) ways.push(said("view.folds.go.both", chosen));
      this.ways.replaceChildren(...ways);
    }

    /**
     * @param {Found} found
     * @param {string} sign
     */
    tell(found, sign) {
      const { stops, mean, error, best, simplest, folds, rows, least, chosen } = found;
      const { words } = this.host;
      const { number, fill, join } = lossfold.format;
      const values = {
        sign, folds, rows, best: number(stops[best]), simplest: number(stops[simplest]),
        mean: number(mean[best] ?? NaN), error: number(error[best] ?? NaN, 2), least: number(least),
        l1: number(chosen.l1), l2: number(chosen.l2),
      };
      const how = rows < this.frame.scene.count ? "view.folds.some" : "view.folds.how";
      const { isLevel } = lossfold.viewHelpers;
      const some = isLevel(mean, simplest) ? "view.folds.one.level" : "view.folds.one";
      const along = isLevel(mean, best) ? "view.folds.level" : some;
      const keys = [how, along, ...(this.both(found) ? ["view.folds.both"] : [])];
      this.say = join(...keys.map((key) => fill(words[key], values)));
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, folds: FoldsView },
  };
})();
