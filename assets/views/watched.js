// The loss on held-out rows along the optimisers' trajectories, by which early stopping is done: a chart beside them.
(function () {
  const MOST = 4; // methods

  /**
   * What is said of the trajectories: for each the step that does best on the held-out rows. Pure.
   * @type {Lossfold["watched"]["sentence"]}
   */
  function sentence(words, trajectories, rows) {
    const { fill, join, number } = lossfold.format;
    const say = (/** @type {string} */ key, values = {}) => fill(words[`view.descent.${key}`], values);
    const [train, held] = rows;
    const kept = trajectories.map(({ method, watched }) => {
      if (!watched) return "";
      const { best, least, last } = watched;
      const isLast = best === watched.held.length - 1;
      const values = { method: words[`method.${method}`], best, least: number(least), last: number(last) };
      return say(isLast ? "watched.last" : "watched.best", values);
    });
    return join(say("watched", { train, held }), ...kept);
  }

  class Watched {
    /** @type {Trajectories | null} */
    found = null;

    /**
     * @param {Panel} panel
     * @param {Words} words
     */
    constructor({ body, element }, words) {
      this.words = words;
      this.chart = new lossfold.chart.Chart(body, { x: words["view.descent.step"], y: words["view.path.loss"] });
      this.chart.element.classList.add("watched");
      this.legend = document.createElement("ul");
      this.legend.className = "view-legend watched-legend";
      for (const [key, text] of [["train", "view.path.train"], ["line", "view.path.held"]]) {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("i"), { className: `key-${key}` }), words[text]);
        this.legend.append(item);
      }
      element.append(this.legend);
      this.update(null, false);
    }

    /**
     * Trajectories that may be watched; `asked`: whether they are to be.
     * @type {(found: Trajectories | null, asked: boolean) => void}
     */
    update(found, asked) {
      const isThere = Boolean(asked && found?.rows?.length);
      this.found = isThere ? found : null;
      this.chart.element.hidden = !isThere;
      this.legend.hidden = !isThere;
    }

    /** The losses as far as the trajectories are shown. @type {(upTo: number, longest: number) => void} */
    draw(upTo, longest) {
      const { chart, found } = this;
      if (!found) return;
      const watched = found.trajectories.map((trajectory) => trajectory.watched);
      const all = watched.flatMap((each) => (each ? [...each.training, ...each.held] : []));
      // A trajectory that goes astray is not to flatten those that arrive.
      const start = watched.map((each) => (each ? Math.max(each.training[0], each.held[0]) : 0));
      const [low, high] = [Math.min(...all), Math.min(Math.max(...all), 1.2 * Math.max(...start))];
      const room = 0.08 * Math.max(high - low, 1e-3);
      chart.scale([0, Math.max(longest, 1)], [low - room, high + room]);
      if (!chart.box) return;
      const line = (/** @type {number[]} */ losses) => losses.slice(0, upTo + 1).flatMap((loss, step) => [step, loss]);
      for (let k = 0; k < MOST; k++) {
        const each = watched[k];
        chart.line(`trajectory${k}:train`, each ? line(each.training) : [], false, chart.ground);
        chart.line(`trajectory${k}`, each ? line(each.held) : []);
        const isSeen = each && each.best <= upTo;
        chart.dot(`head${k}`, isSeen ? each.best : NaN, isSeen ? each.least : NaN, 5.5);
      }
    }

    /** What is said below. */
    tell() {
      const { found, words } = this;
      return found?.rows ? sentence(words, found.trajectories, found.rows) : "";
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, watched: { Watched, sentence } };
})();
