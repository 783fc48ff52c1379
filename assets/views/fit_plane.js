// The plane of the data view: rows as points in space, and the plane that β lays through them; a hand turns it. It is a
// parallel projection in SVG: a second WebGL picture would take one of the few contexts that a browser has, the vertex
// buffer of a surface has no place for 442 sticks, and an embed of this view alone needs no plotly.js.
(function () {
  const FEW_ROWS = 60; // rows, each of which gets a line to the plane
  const WIDE = 1.6; // half-width of the picture, where the box's is 1
  const START = { turn: 0.6, tilt: 0.4 };
  const [LOWEST, HIGHEST] = [0.05, 1.5];
  /** @type {Record<string, number[]>} */
  const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /**
   * A point of the box, |x|, |z|, |y| ≤ 1 with y upwards, on the picture. Pure.
   * @type {Lossfold["fitPlane"]["project"]}
   */
  function project([x, z, y], { turn, tilt }) {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return [c * x + s * z, Math.sin(tilt) * (c * z - s * x) + Math.cos(tilt) * y];
  }

  /**
   * The part of a polygon on which `of` is at least 0; it is linear. Pure. Source: Sutherland & Hodgman, 1974.
   * @type {Lossfold["fitPlane"]["clip"]}
   */
  function clip(corners, of) {
    return corners.flatMap((to, k) => {
      const from = corners.at(k - 1) ?? to;
      const [a, b] = [of(from), of(to)];
      const rim = a < 0 !== b < 0 ? [from.map((value, j) => value + (a / (a - b)) * (to[j] - value))] : [];
      return b < 0 ? rim : [...rim, to];
    });
  }

  /**
   * In the box: y = ax + bz + c, of a row's features times their coefficients. Pure.
   * @type {Lossfold["fitPlane"]["inBox"]}
   */
  function inBox({ reach, range }, beta) {
    const [middle, half] = [(range[0] + range[1]) / 2, (range[1] - range[0]) / 2];
    return { a: (beta[0] * reach[0]) / half, b: (beta[1] * reach[1]) / half, c: -middle / half, middle, half };
  }

  class Plane {
    view = { ...START };
    /** Where a hand has it. @type {number[] | null} */
    held = null;

    /**
     * @param {Element} parent
     * @param {string} label
     * @param {() => void} redraw
     */
    constructor(parent, label, redraw) {
      this.chart = new lossfold.chart.Chart(parent, { x: "", y: "", square: true });
      const { element } = this.chart;
      element.classList.add("chart-bare");
      Object.assign(element, { tabIndex: 0 });
      element.setAttribute("role", "application");
      element.setAttribute("aria-label", label);
      const turned = (/** @type {number} */ across, /** @type {number} */ up) => {
        const { turn, tilt } = this.view;
        this.view = { turn: turn + across, tilt: Math.min(Math.max(tilt + up, LOWEST), HIGHEST) };
        redraw();
      };
      this.chart.drag(() => true, (x, y) => {
        const from = this.held;
        this.held = Number.isNaN(x) ? null : [x, y];
        if (from && this.held) turned(from[0] - x, from[1] - y);
      });
      element.addEventListener("keydown", (event) => {
        if (!KEYS[event.key]) return;
        event.preventDefault();
        turned(0.1 * KEYS[event.key][0], 0.1 * KEYS[event.key][1]);
      });
    }

    /** @type {(x: number[], z: number[], y: number[]) => number[]} */
    dots(x, z, y) {
      const at = y.map((_, i) => project([x[i], z[i], y[i]], this.view));
      return lossfold.fitView.dots(at.map(([u]) => u), at.map(([, v]) => v));
    }

    /** @type {(corners: number[][]) => number[]} */
    path(corners) {
      return corners.flatMap((corner) => project(corner, this.view));
    }

    /** @type {FitPlane["draw"]} */
    draw(rows, beta, names) {
      const { chart, view } = this;
      chart.scale([-WIDE, WIDE], [-WIDE, WIDE]);
      if (!chart.box) return;
      const { a, b, c, middle, half } = inBox(rows, beta ?? [0, 0]);
      const height = (/** @type {number[]} */ [x, z]) => a * x + b * z + c;
      const [x, z] = [0, 1].map((j) => rows.x[j].map((value) => value / rows.reach[j]));
      const y = rows.y.map((value) => (value - middle) / half);
      const rest = y.map((value, i) => value - height([x[i], z[i]]));
      // Of the two sides of the plane one is nearer to who looks.
      const [sine, cosine] = [Math.sin(view.turn), Math.cos(view.turn)];
      const near = Math.cos(view.tilt) * (b * cosine - a * sine) < Math.sin(view.tilt) ? 1 : -1;
      const side = (/** @type {number} */ sign) => {
        const kept = y.map((_, i) => i).filter((i) => (beta ? (rest[i] >= 0 ? 1 : -1) === sign : sign === near));
        const pick = (/** @type {number[]} */ column) => kept.map((i) => column[i]);
        return this.dots(pick(x), pick(z), pick(y));
      };
      this.frame(rows, names);
      chart.line("rows:far", side(-near));
      const sheet = this.sheet(height);
      chart.line("sheet", beta ? this.path(sheet) : [], true);
      chart.line("mesh", beta ? this.mesh(height) : []);
      const sticks = beta && y.length < FEW_ROWS ? y : [];
      chart.line("stick", sticks.flatMap((top, i) => [
        ...this.path([[x[i], z[i], top], [x[i], z[i], height([x[i], z[i]])]]), NaN, NaN,
      ]));
      chart.line("rows:near", side(near));
      const out = [...(rows.out ?? [])];
      const [u, w, v] = [x, z, y].map((column) => out.map((i) => column[i]));
      chart.line("ring", this.dots(u, w, v));
    }

    /** The corners of what the box shows of the plane. @type {(height: (floor: number[]) => number) => number[][]} */
    sheet(height) {
      const square = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
      const below = clip(square, (floor) => 1 - height(floor));
      return clip(below, (floor) => 1 + height(floor)).map((floor) => [...floor, height(floor)]);
    }

    /** Lines on it, at equal distances of each feature. @type {(height: (floor: number[]) => number) => number[]} */
    mesh(height) {
      const lines = [-0.5, 0, 0.5].flatMap((at) => [[[at, -1], [at, 1]], [[-1, at], [1, at]]]);
      return lines.flatMap((line) => {
        const inside = clip(clip(line, (floor) => 1 - height(floor)), (floor) => 1 + height(floor));
        return [...this.path(inside.map((floor) => [...floor, height(floor)])), NaN, NaN];
      });
    }

    /** The floor, an upright, and what stands at them. @type {(rows: FitRows, names: string[]) => void} */
    frame({ reach, range }, names) {
      const { chart, view: { turn } } = this;
      const square = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
      chart.line("floor", this.path(square.map((floor) => [...floor, -1])), true);
      // The edges before which nothing stands, and the corner that is farthest to the left.
      const front = [Math.sin(turn) > 0 ? 1 : -1, Math.cos(turn) > 0 ? -1 : 1];
      const across = (/** @type {number[]} */ floor) => project([...floor, 0], this.view)[0];
      const left = square.reduce((one, other) => (across(other) < across(one) ? other : one));
      chart.line("upright", this.path([[...left, -1], [...left, 1]]));
      const [x, z, y] = [[-reach[0], reach[0]], [-reach[1], reach[1]], range];
      this.axis("x", x, names[0], (at) => [at, front[1], -1], [0, 0.16 * front[1]]);
      this.axis("z", z, names[1], (at) => [front[0], at, -1], [0.16 * front[0], 0]);
      this.axis("y", y, names[2], (at) => [left[0], left[1], at], [0.1 * left[0], 0.1 * left[1]]);
    }

    /**
     * Numbers beside an edge, and its name in the middle of them.
     * @type {(id: string, ends: number[], name: string, place: (at: number) => number[], away: number[]) => void}
     */
    axis(id, [low, high], name, place, away) {
      const { chart } = this;
      const all = lossfold.chart.ticks(low, high, 4);
      const write = (/** @type {string} */ key, /** @type {number} */ at, text = "", dy = 4) => {
        const [x, z, y] = place(at);
        const [u, v] = project([x + away[0], z + away[1], y], this.view);
        chart.text(key, u, v, text, { anchor: "middle", dy });
      };
      for (let k = 0; k < 9; k += 1) {
        const value = all[k];
        if (value === undefined) chart.clear(`tick:${id}${k}`);
        else write(`tick:${id}${k}`, (2 * (value - low)) / (high - low) - 1, lossfold.format.number(value, 3));
      }
      if (id === "y") write(`axis:${id}`, 1.15, name);
      else write(`axis:${id}`, 0, name, 24);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, fitPlane: { Plane, project, clip, inBox } };
})();
