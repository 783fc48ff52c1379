// The plane of a slice from above: the loss's contours, and the region in which the penalties are at most what they are
// at the lowest grid point. Of all grid points of the region none has a lower loss than that one: otherwise its J would
// be lower as well. In a plane the ball ‖θ₀ + a·d₁ + b·d₂‖² ≤ r² is an ellipse, exactly.
(function () {
  const AROUND = 240; // points of the ellipse
  const number = (/** @type {number} */ value, digits = 4) => lossfold.format.number(value, digits);
  const fill = (/** @type {string} */ sentence, /** @type {object} */ values) => lossfold.format.fill(sentence, values);

  /**
   * ‖θ₀ + a·d₁ + b·d₂‖² = level as a, b, a, b, …, from its six numbers; null where that is no ellipse (d₁ and d₂ along
   * one line) or no point has so little. Pure.
   * @type {Lossfold["sliceRegion"]["ellipse"]}
   */
  function ellipse([constant, s1, s2, m11, m12, m22], level) {
    const determinant = 4 * m11 * m22 - m12 * m12;
    if (!(m11 > 0) || !(determinant > 1e-9 * 4 * m11 * m22)) return null;
    const [a, b] = [(m12 * s2 - 2 * m22 * s1) / determinant, (m12 * s1 - 2 * m11 * s2) / determinant];
    const least = constant + (s1 * a + s2 * b) / 2;
    if (!(level > least)) return null;
    // M = RᵀR with R = [[root, over], [0, last]]: in R(β − centre) the ellipse is a circle.
    const root = Math.sqrt(m11);
    const [over, last] = [m12 / (2 * root), Math.sqrt(determinant / (4 * m11))];
    const radius = Math.sqrt(level - least);
    return Array.from({ length: AROUND + 1 }, (_, k) => (2 * Math.PI * (k % AROUND)) / AROUND).flatMap((angle) => {
      const y = (radius * Math.sin(angle)) / last;
      return [a + (radius * Math.cos(angle) - over * y) / root, b + y];
    });
  }

  /** The penalties alone on the grid. @type {Lossfold["sliceRegion"]["penaltyOn"]} */
  function penaltyOn({ layers, n }, weights) {
    const total = new Float32Array(n * n);
    lossfold.layers.add({ layers }, { ...weights, loss: 0 }, total);
    return total;
  }

  /**
   * Where a grid is at most a level, as closed lines: along the grid's own border too, beyond which nothing is known.
   * Pure.
   * @type {Lossfold["sliceRegion"]["within"]}
   */
  function within(axis, grid, level) {
    const n = axis.length;
    const step = axis[1] - axis[0];
    const wide = Float32Array.from({ length: n + 2 }, (_, k) => axis[0] + (k - 1) * step);
    const padded = new Float32Array((n + 2) ** 2).fill(3e38);
    for (let i = 0; i < n; i++) padded.set(grid.subarray(i * n, (i + 1) * n), (i + 1) * (n + 2) + 1);
    return lossfold.contours.lines(wide, padded, level);
  }

  class Region {
    /** The grid whose contours are drawn. @type {Float32Array | null} */
    ground = null;

    /** @param {HTMLElement} panel @param {Words} words @param {() => void} redraw */
    constructor(panel, words, redraw) {
      this.words = words;
      this.body = /** @type {HTMLElement} */ (panel.querySelector(".view-body"));
      this.said = /** @type {HTMLElement} */ (panel.querySelector(".view-said"));
      /** @type {SliceScene | null} */
      this.scene = null;
      const written = (/** @type {"a" | "b"} */ which) => (/** @type {number} */ drawn) => {
        const { scene, half } = this;
        return scene ? number(lossfold.sliceStory.coordinate(drawn, half, scene[which]), 3) : "";
      };
      this.half = 1;
      const titles = { x: "a", y: "b" };
      const texts = { xText: written("a"), tickText: written("b") };
      this.chart = new lossfold.chart.Chart(this.body, { ...titles, ...texts, square: true });
      this.chart.watch(redraw);
    }

    /** @param {SliceFrame} frame */
    update({ shown: [{ pane, found }], weights, layer }) {
      const { chart } = this;
      const { scene, landscape: { grids } } = pane;
      const half = grids.axis[grids.n - 1];
      Object.assign(this, { scene, half });
      const on = ["l1", "l2"].filter((name) => weights[name] > 0);
      const bounds = layer === "loss" && found !== null && on.length > 0;
      this.said.textContent = this.tell(pane, bounds ? found : null, weights, on, layer);
      const fresh = chart.scale([-half, half], [-half, half]);
      if (!chart.box) return;
      const { loss } = grids.layers;
      if (fresh || this.ground !== loss) {
        let [low, high] = [Infinity, -Infinity];
        for (const value of loss.filter(Number.isFinite)) [low, high] = [Math.min(low, value), Math.max(high, value)];
        // Levels of a loss that spans decades crowd at its foot otherwise.
        const grid = scene.wide && low > 0 ? loss.map((value) => Math.log10(value)) : loss;
        const ends = grid === loss ? [low, high] : [Math.log10(low), Math.log10(high)];
        chart.line("contours", lossfold.contours.flat(grids.axis, grid, ends[0], ends[1]), false, chart.ground);
        this.ground = loss;
      }
      chart.clear("region", "level", "minimum");
      if (!found) return;
      const { axis, n } = grids;
      chart.dot("minimum", axis[found.at % n], axis[Math.floor(found.at / n)], 6);
      if (!bounds) return;
      chart.line("level", joined(lossfold.contours.lines(axis, loss, loss[found.at])));
      chart.line("region", this.rim(pane, found.at, weights, on), true);
    }

    /**
     * The region's border on the drawn axes.
     * @type {(pane: SlicePane, at: number, weights: Weights, on: string[]) => number[]}
     */
    rim({ scene, landscape: { grids } }, at, weights, on) {
      const { axis } = grids;
      if (on.length === 1 && on[0] === "l2" && scene.l2) {
        const found = ellipse(scene.l2, grids.layers.l2[at]);
        const drawn = (/** @type {number} */ value, /** @type {SliceAxis} */ { low, high }) =>
          ((value - low) / (high - low)) * 2 * this.half - this.half;
        if (found) return found.map((value, k) => drawn(value, k % 2 ? scene.b : scene.a));
      }
      const penalty = penaltyOn(grids, weights);
      return joined(within(axis, penalty, penalty[at]));
    }

    /** @type {(pane: SlicePane, found: LowestPoint | null, weights: Weights, on: string[], layer: string) => string} */
    tell({ landscape: { grids } }, found, weights, on, layer) {
      const { words } = this;
      if (layer !== "loss") return words["slice.constraint.layer"];
      if (!found) return words["slice.constraint.none"];
      const { l1, l2, loss } = grids.layers;
      const bounded = {
        l1: () => `‖θ‖₁ ≤ ${number(l1[found.at])}`,
        l2: () => `‖θ‖₂² ≤ ${number(l2[found.at])}`,
        both: () => `λ‖θ‖₁ + Ω‖θ‖₂² ≤ ${number(weights.l1 * l1[found.at] + weights.l2 * l2[found.at])}`,
      };
      const kind = /** @type {"l1" | "l2" | "both"} */ (on.length > 1 ? "both" : on[0]);
      const [a, b] = [number(found.a, 3), number(found.b, 3)];
      const values = { bound: bounded[kind](), value: number(loss[found.at]), a, b };
      return lossfold.format.join(
        fill(words["slice.constraint.says"], values), words[`slice.constraint.${kind}`],
      );
    }
  }

  /** Lines one after another, with a gap between two. @param {number[][]} lines */
  const joined = (lines) => lines.flatMap((line, k) => (k ? [NaN, NaN, ...line] : line));

  globalThis.lossfold = { ...globalThis.lossfold, sliceRegion: { Region, ellipse, within, penaltyOn } };
})();
