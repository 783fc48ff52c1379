// The landscape of a polynomial in the plane through three of its ridge solutions, and how far what is fitted lies from
// that plane. It is made anew for each degree, number of rows, noise and draw.
(function () {
  const POINTS = 61; // an axis
  const FLAT = 1e-6; // a triangle this flat is a line
  const BETWEEN = [1e-3, 1]; // where the second solution is looked for

  /** @type {(a: number[], b: number[]) => number} */
  const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  /** a + t·b @type {(a: number[], b: number[], t: number) => number[]} */
  const plus = (a, b, t) => a.map((value, k) => value + t * b[k]);

  /**
   * The plane through the ridge solutions without a penalty, with the Ω between 0.001 and 1 that does best on new rows,
   * and with the largest Ω; coordinates u and v in units of θ about the middle of all of them. θ₀ is left out: it is
   * not penalised, and best everywhere. Null where the three lie on a line. Pure.
   * @type {Lossfold["polynomialPlane"]["planeOf"]}
   */
  function planeOf(scene, now) {
    const { polynomialFit } = lossfold;
    const rows = polynomialFit.rowsOf(scene, now);
    const problem = polynomialFit.problemOf(rows, now.degree);
    const stops = scene.stops.l2;
    const curves = polynomialFit.along(rows, { ...now, l1: 0, steps: 0 }, "l2", stops);
    const path = curves.map((curve) => curve.slice(1));
    const fresh = curves.map((curve) => polynomialFit.errorOnNew(curve, scene, now.noise));
    const inside = [...stops.keys()].filter((k) => stops[k] >= BETWEEN[0] && stops[k] <= BETWEEN[1]);
    const best = inside.reduce((one, other) => (fresh[other] <= fresh[one] ? other : one));
    const chosen = [0, best, stops.length - 1];
    const [first, second, third] = chosen.map((k) => path[k]);
    const along = plus(third, first, -1);
    const length = Math.sqrt(dot(along, along));
    const across = plus(second, first, -1);
    const d1 = along.map((value) => value / length);
    const rest = plus(across, d1, -dot(across, d1));
    const height = Math.sqrt(dot(rest, rest));
    if (!(length > 0) || !(height > FLAT * length)) return null;
    const d2 = rest.map((value) => value / height);
    const flat = path.map((theta) => plus(theta, first, -1)).map((from) => [dot(from, d1), dot(from, d2)]);
    const ends = [0, 1].map((j) => flat.map((point) => point[j])).map((all) => [Math.min(...all), Math.max(...all)]);
    const [u, v] = ends.map(([low, high]) => (low + high) / 2);
    const half = 0.7 * Math.max(...ends.map(([low, high]) => high - low));
    const origin = plus(plus(first, d1, u), d2, v);
    return {
      problem, origin, d1, d2, half, weights: chosen.map((k) => stops[k]),
      solutions: chosen.map((k) => [flat[k][0] - u, flat[k][1] - v]),
      path: flat.flatMap(([x, y]) => [x - u, y - v]),
    };
  }

  /**
   * Where θ falls on the plane, and how far it is from there. Pure.
   * @type {Lossfold["polynomialPlane"]["placed"]}
   */
  function placed({ origin, d1, d2 }, theta) {
    const from = plus(theta, origin, -1);
    const [u, v] = [dot(from, d1), dot(from, d2)];
    const off = plus(plus(from, d1, -u), d2, -v);
    return { u, v, distance: Math.sqrt(dot(off, off)) };
  }

  /** J at a θ, with its best θ₀. Pure. @type {Lossfold["polynomialPlane"]["value"]} */
  function value({ columns, target }, { l1, l2 }, theta) {
    const missed = columns.map((row, i) => target[i] - dot(row, theta));
    const sizes = theta.reduce((sum, each) => sum + Math.abs(each), 0);
    return dot(missed, missed) / target.length + l1 * sizes + l2 * dot(theta, theta);
  }

  /** J on a grid over the plane, u first. Pure. @type {Lossfold["polynomialPlane"]["heights"]} */
  function heights({ problem, origin, d1, d2, half }, now) {
    const axis = Float32Array.from({ length: POINTS }, (_, k) => -half + (2 * half * k) / (POINTS - 1));
    const total = new Float32Array(POINTS ** 2);
    // Six numbers are all that the loss on a plane has: what is missed at the origin, and along each direction.
    const { columns, target } = problem;
    const r = columns.map((row, i) => target[i] - dot(row, origin));
    const [p, q] = [d1, d2].map((direction) => columns.map((row) => dot(row, direction)));
    const pairs = [[r, r], [r, p], [r, q], [p, p], [p, q], [q, q]];
    const [rr, rp, rq, pp, pq, qq] = pairs.map(([a, b]) => dot(a, b) / target.length);
    for (let i = 0, at = 0; i < POINTS; i++) {
      const v = axis[i];
      for (let j = 0; j < POINTS; j++, at++) {
        const u = axis[j];
        let sum = rr - 2 * (u * rp + v * rq) + u * u * pp + 2 * u * v * pq + v * v * qq;
        for (let k = 0; k < origin.length; k++) {
          const theta = origin[k] + u * d1[k] + v * d2[k];
          sum += now.l1 * Math.abs(theta) + now.l2 * theta * theta;
        }
        total[at] = sum;
      }
    }
    return { axis, total };
  }

  /** The chart; `update` after every step. @type {Lossfold["polynomialPlane"]["Plane"]} */
  class Plane {
    made = "";
    /** @type {CurvePlane | null} */
    plane = null;
    distance = NaN;

    /**
     * @param {HTMLElement} place
     * @param {PolynomialScene} scene
     * @param {string[]} names of both axes
     */
    constructor(place, scene, [x, y]) {
      this.scene = scene;
      this.place = place;
      this.chart = new lossfold.chart.Chart(place, { x, y, square: true });
    }

    /** @type {(now: CurveNumbers, theta: number[]) => void} */
    update(now, theta) {
      const { degree, rows, noise, draw } = now;
      const wanted = [degree, rows, noise, draw].join();
      if (wanted !== this.made) this.plane = planeOf(this.scene, now);
      this.made = wanted;
      const { plane, chart } = this;
      this.place.dataset.empty = plane ? "" : "yes";
      if (!plane) return;
      const at = placed(plane, theta);
      this.distance = at.distance;
      chart.scale([-plane.half, plane.half], [-plane.half, plane.half]);
      if (!chart.box) return;
      const { axis, total } = heights(plane, now);
      const [low, high] = [Math.min(...total), Math.max(...total)];
      chart.line("contours", lossfold.contours.flat(axis, total, low, high), false, chart.ground);
      chart.line("path", plane.path);
      plane.solutions.forEach(([u, v], k) => chart.dot(`data:${k}`, u, v, 5));
      chart.dot("now", at.u, at.v, 6.5);
      const labels = plane.solutions.map((point, k) => ({
        name: `firsttext:${k}`, text: `Ω = ${lossfold.format.number(plane.weights[k])}`, at: point,
        sides: lossfold.chartLabels.around(),
      }));
      lossfold.chartLabels.put(chart, labels, [...plane.solutions, [at.u, at.v]]);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, polynomialPlane: { planeOf, placed, value, heights, Plane } };
})();
