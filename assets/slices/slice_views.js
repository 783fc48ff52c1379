// What stands beside a slice's surface: its cut along one coordinate, and the region that a penalty's value bounds.
(function () {
  const number = (/** @type {number} */ value, digits = 4) => lossfold.format.number(value, digits);
  const fill = (/** @type {string} */ sentence, /** @type {object} */ values) => lossfold.format.fill(sentence, values);
  const LINES = ["first", "second"];

  /**
   * A line of the grid: coordinates and values along it, its place across it, and which of its points is the least.
   * Null where there is nothing to cut through.
   * @type {Lossfold["sliceViews"]["cut"]}
   */
  function cut({ pane: { scene, landscape: { grids: { axis, n } } }, values, found }, along, through) {
    const { coordinate, centreOf } = lossfold.sliceStory;
    const at = through === "centre" ? centreOf(scene, axis, n) : found ? found.at : -1;
    if (at < 0) return null;
    const half = axis[n - 1];
    const [i, j] = [Math.floor(at / n), at % n];
    const places = Array.from({ length: n }, (_, k) => (along === "a" ? i * n + k : k * n + j));
    const [side, across] = along === "a" ? [scene.a, scene.b] : [scene.b, scene.a];
    const x = Array.from(axis, (drawn) => coordinate(drawn, half, side));
    const y = places.map((place) => values[place]);
    const beside = coordinate(axis[along === "a" ? i : j], half, across);
    return { x, y, beside, least: lossfold.heights.lowestOf(Float32Array.from(y)) };
  }

  class Cut {
    /** @param {HTMLElement} panel @param {Words} words @param {() => void} redraw */
    constructor(panel, words, redraw) {
      this.body = /** @type {HTMLElement} */ (panel.querySelector(".view-body"));
      this.said = /** @type {HTMLElement} */ (panel.querySelector(".view-said"));
      this.words = words;
      this.chart = new lossfold.chart.Chart(this.body, { x: "a", y: "J" });
      this.chart.watch(redraw);
    }

    /** @param {SliceFrame} frame */
    update({ shown, along, through, logarithm, layer }) {
      const { chart, words } = this;
      const cuts = shown.map((each) => cut(each, along, through));
      const height = (/** @type {number} */ value) => (logarithm ? Math.log10(value) : value);
      const known = cuts.flatMap((each) => (each ? each.y.map(height).filter(Number.isFinite) : []));
      const said = cuts.map((each, k) => {
        const told = this.tell(each, along, through, layer);
        return cuts.length > 1 ? fill(words[`slice.pair.told.${k}`], { told }) : told;
      });
      this.said.textContent = lossfold.format.join(...said);
      const y = layer !== "loss" ? words[`slice.layer.${layer}`] : logarithm ? "log₁₀ J" : "J";
      if (chart.titles.x !== along || chart.titles.y !== y) {
        Object.assign(chart, { ranges: null, titles: { x: along, y } });
      }
      chart.clear(...LINES, ...LINES.map((name) => `${name}:least`));
      if (!known.length) return;
      const [low, high] = [Math.min(...known), Math.max(...known)];
      const room = 0.06 * (high - low || Math.abs(high) || 1);
      const ends = cuts.flatMap((each) => (each ? [each.x[0], each.x[each.x.length - 1]] : []));
      chart.scale([Math.min(...ends), Math.max(...ends)], [low - room, high + room]);
      if (!chart.box) return;
      cuts.forEach((each, k) => {
        if (!each) return;
        const points = each.x.flatMap((x, m) => (Number.isFinite(each.y[m]) ? [x, height(each.y[m])] : [NaN, NaN]));
        chart.line(LINES[k], points);
        if (each.least >= 0) chart.dot(`${LINES[k]}:least`, each.x[each.least], height(each.y[each.least]));
      });
    }

    /** @type {(found: SliceCut | null, along: string, through: string, layer: string) => string} */
    tell(found, along, through, layer) {
      const { words } = this;
      if (!found) return words[through === "centre" ? "slice.cut.nocentre" : "slice.story.holes"];
      if (found.least < 0) return words["slice.story.holes"];
      const values = {
        along, across: along === "a" ? "b" : "a", beside: number(found.beside, 3), at: number(found.x[found.least], 3),
        value: number(found.y[found.least], 5),
      };
      return fill(words[layer === "loss" ? "slice.cut.says" : "slice.cut.layer"], values);
    }
  }

  /** @type {Record<string, Cut | Region>} */
  const open = {};
  /** @type {Words} */
  let words = {};
  let redraw = () => {};
  /** @typedef {InstanceType<Lossfold["sliceRegion"]["Region"]>} Region */

  /** @type {Lossfold["sliceViews"]["begin"]} */
  function begin(spoken, again) {
    [words, redraw] = [spoken, again];
  }

  /** Opens what is to be open, and draws it. @type {Lossfold["sliceViews"]["update"]} */
  function update(frame) {
    const kinds = { cut: Cut, constraint: lossfold.sliceRegion.Region };
    for (const [name, Kind] of Object.entries(kinds)) {
      const panel = document.getElementById(`view-${name}`);
      if (!panel) continue;
      panel.hidden = !frame.views.includes(name);
      if (panel.hidden) continue;
      // A chart measures its place, and so it must have one.
      open[name] ??= new Kind(panel, words, redraw);
      open[name].update(frame);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceViews: { begin, update, cut } };
})();
