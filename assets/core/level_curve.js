// The loss's contour through a point: of a quadratic the conic of its own equation, of any other loss followed step by
// step. Every point of it lies on the level up to rounding, and the point itself is among them. Pure.
(function () {
  const ELLIPSE = 240; // points around it
  const MOST_STEPS = 1500;
  const TURN = 0.06; // radians between two steps
  const SMOOTH = 3e-7; // what is off by less than this times the range is a quadratic: the grid's numbers are rounded

  /** @type {WeakMap<Float32Array, Pick<Quadratic, "constant" | "linear" | "quadratic"> | null>} */
  const known = new WeakMap();

  /**
   * The loss as c + s·β + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂², or null if it is none on this grid.
   * @type {Lossfold["levelCurve"]["quadratic"]}
   */
  function quadratic({ axis, n, layers: { loss } }) {
    const found = known.get(loss);
    if (found !== undefined) return found;
    const middle = (n - 1) / 2;
    const h = axis[n - 1];
    const read = (/** @type {number} */ i, /** @type {number} */ j) => loss[i * n + j];
    const [c, far] = [read(middle, middle), n - 1];
    const [left, right, below, above] = [read(middle, 0), read(middle, far), read(0, middle), read(far, middle)];
    const form = {
      constant: c,
      linear: [(right - left) / (2 * h), (above - below) / (2 * h)],
      quadratic: [
        (right + left - 2 * c) / (2 * h * h),
        (read(far, far) - read(0, far) - read(far, 0) + read(0, 0)) / (4 * h * h),
        (above + below - 2 * c) / (2 * h * h),
      ],
    };
    const same = lossfold.layers.polynomial(axis, form);
    let [low, high, off] = [Infinity, -Infinity, 0];
    for (let k = 0; k < loss.length; k++) {
      [low, high] = [Math.min(low, loss[k]), Math.max(high, loss[k])];
      off = Math.max(off, Math.abs(loss[k] - same[k]));
    }
    const answer = off <= SMOOTH * (high - low) ? form : null;
    known.set(loss, answer);
    return answer;
  }

  /** Where its linear is 0. @type {(linear: number[], quadratic: number[]) => Point2} */
  function centreOf([s1, s2], [m11, m12, m22]) {
    const determinant = 4 * m11 * m22 - m12 * m12;
    return [(m12 * s2 - 2 * m22 * s1) / determinant, (m12 * s1 - 2 * m11 * s2) / determinant];
  }

  /** Whether it has a single lowest point. @type {(quadratic: number[]) => boolean} */
  const isBowl = ([m11, m12, m22]) => m11 > 0 && m22 - m12 ** 2 / (4 * m11) > 1e-9 * m22;

  /** A quadratic's lowest point, if it has just one. @type {Lossfold["levelCurve"]["centre"]} */
  const centre = ({ linear, quadratic }) => (isBowl(quadratic) ? centreOf(linear, quadratic) : null);

  /**
   * The ellipse of a quadratic through a point, which is its first and last; null where it is none.
   * @type {(form: Pick<Quadratic, "linear" | "quadratic">, point: number[]) => number[] | null}
   */
  function ellipse({ linear, quadratic }, [b1, b2]) {
    const [m11, m12, m22] = quadratic;
    if (!isBowl(quadratic)) return null;
    // M = RᵀR with R = [[root, over], [0, last]]: in the coordinates R(β − centre) the contour is a circle.
    const root = Math.sqrt(m11);
    const [over, last] = [m12 / (2 * root), Math.sqrt(m22 - m12 ** 2 / (4 * m11))];
    const [c1, c2] = centreOf(linear, quadratic);
    const [u, v] = [root * (b1 - c1) + over * (b2 - c2), last * (b2 - c2)];
    const line = [b1, b2];
    for (let k = 1; k < ELLIPSE; k++) {
      const [cos, sin] = [Math.cos((2 * Math.PI * k) / ELLIPSE), Math.sin((2 * Math.PI * k) / ELLIPSE)];
      const y = (sin * u + cos * v) / last;
      line.push(c1 + (cos * u - sin * v - over * y) / root, c2 + y);
    }
    return [...line, b1, b2];
  }

  /**
   * From a point along the level, to the left (side 1) or right of the gradient, to the rim or around: the points, and
   * whether they came back.
   * @type {(grids: Grids, level: number, from: number[], side: number) => { line: number[], closed: boolean }}
   */
  function trace(grids, level, from, side) {
    const half = grids.axis[grids.n - 1];
    const at = (/** @type {number[]} */ [b1, b2]) => lossfold.termValues.smooth(grids, grids.layers.loss, b1, b2);
    /** @type {(gradient: number[]) => number[]} */
    const along = ([g1, g2]) => {
      const length = Math.hypot(g1, g2) || 1;
      return [(-side * g2) / length, (side * g1) / length];
    };
    /** @type {number[]} */
    const line = [];
    let here = from;
    let towards = along(at(from).gradient);
    let step = half / 60;
    for (let turn = 0; turn < MOST_STEPS; turn++) {
      const back = [from[0] - here[0], from[1] - here[1]];
      const ahead = back[0] * towards[0] + back[1] * towards[1];
      if (turn > 2 && ahead > 0 && Math.hypot(...back) <= 1.2 * step) return { line, closed: true };
      let next = [here[0] + step * towards[0], here[1] + step * towards[1]];
      let found = at(next);
      for (let again = 0; again < 4; again++) {
        const [g1, g2] = found.gradient;
        const by = (level - found.value) / (g1 * g1 + g2 * g2 || 1);
        next = [next[0] + by * g1, next[1] + by * g2];
        found = at(next);
      }
      const then = along(found.gradient);
      const turned = Math.acos(Math.max(-1, Math.min(1, then[0] * towards[0] + then[1] * towards[1])));
      if (turned > 2 * TURN && step > half * 1e-5) {
        step /= 2;
        continue;
      }
      if (!(Math.max(Math.abs(next[0]), Math.abs(next[1])) <= half)) {
        // The last piece ends outside, where the chart cuts it off.
        return { line: [...line, here[0] + step * towards[0], here[1] + step * towards[1]], closed: false };
      }
      line.push(...next);
      [here, towards] = [next, then];
      if (turned < TURN) step = Math.min(1.5 * step, half / 30);
    }
    return { line, closed: false };
  }

  /**
   * The contour through a point, x, y, x, y, …; [] where the loss is level there, or where the point is off the grid
   * of a loss that is not quadratic.
   * @type {Lossfold["levelCurve"]["through"]}
   */
  function through(grids, point) {
    const form = quadratic(grids);
    const conic = form && ellipse(form, point);
    if (conic) return conic;
    const half = grids.axis[grids.n - 1];
    if (Math.max(...point.map(Math.abs)) > half) return [];
    const { value, gradient } = lossfold.termValues.smooth(grids, grids.layers.loss, point[0], point[1]);
    if (Math.hypot(...gradient) * half < 1e-7 * (Math.abs(value) + 1e-3)) return [];
    const first = trace(grids, value, point, 1);
    if (first.closed) return [...point, ...first.line, ...point];
    const other = trace(grids, value, point, -1).line;
    /** @type {number[]} */
    const before = [];
    for (let k = other.length - 2; k >= 0; k -= 2) before.push(other[k], other[k + 1]);
    return [...before, ...point, ...first.line];
  }

  globalThis.lossfold = { ...globalThis.lossfold, levelCurve: { quadratic, centre, through } };
})();
