// What the penalties of a scene add to J where their weights stand: P = Σ w·T. Each T is Σ|s·β| over its folds s, plus
// its cone times ‖β‖₂, plus its bowl times ‖β‖₂², plus Σh(s·β) over its rounded folds, as its entry in
// landscapes/models/penalties.py declares it; here as there sums of them, subdifferential and proximal step follow from
// these numbers, and no penalty is known by name. Pure.
(function () {
  const TURNS = 180;

  /** @type {(a: number[], b: number[]) => number} */
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1];

  /** Whether a sum of two terms is 0, or would be but for rounding. @type {(a: number, b: number) => boolean} */
  const cancels = (a, b) => Math.abs(a + b) <= 4 * Number.EPSILON * (Math.abs(a) + Math.abs(b));

  /** Whether β lies on a fold's line. @type {(fold: number[], b1: number, b2: number) => boolean} */
  const onFold = ([s1, s2], b1, b2) => cancels(s1 * b1, s2 * b2);

  /** Huber's function: a parabola up to δ, and from there on of slope 1. @type {Lossfold["penalties"]["huber"]} */
  function huber(t, delta) {
    const size = Math.abs(t);
    return size <= delta ? (size * size) / (2 * delta) : size - delta / 2;
  }

  /** The names of the penalties that have weight, in our order. @type {Lossfold["penalties"]["on"]} */
  const on = (penalties, weights) => Object.keys(penalties).filter((name) => weights[name] > 0);

  /**
   * The folds, no two of them parallel, the cone, the bowl and the rounded folds of all penalties together; the weight
   * of a rounded one is in its three numbers.
   * @type {Lossfold["penalties"]["sum"]}
   */
  function sum(penalties, weights) {
    /** @type {PenaltySum} */
    const whole = { folds: [], cone: 0, bowl: 0, rounded: [] };
    for (const name of on(penalties, weights)) {
      const [weight, { folds, cone, bowl, rounded }] = [weights[name], penalties[name]];
      whole.cone += weight * cone;
      whole.bowl += weight * bowl;
      whole.rounded.push(...rounded.map((numbers) => numbers.map((number) => weight * number)));
      for (const [s1, s2] of folds) {
        const fold = [weight * s1, weight * s2];
        const known = whole.folds.find((other) => cancels(fold[0] * other[1], -fold[1] * other[0]));
        const sign = known && dot(fold, known) < 0 ? -1 : 1;
        if (known) [known[0], known[1]] = [known[0] + sign * fold[0], known[1] + sign * fold[1]];
        else whole.folds.push(fold);
      }
    }
    return whole;
  }

  /** P at β. @type {Lossfold["penalties"]["value"]} */
  function value({ folds, cone, bowl, rounded }, b1, b2) {
    const square = b1 * b1 + b2 * b2;
    let total = bowl * square;
    if (cone > 0) total += cone * Math.sqrt(square);
    for (const [s1, s2] of folds) total += Math.abs(s1 * b1 + s2 * b2);
    for (const [s1, s2, delta] of rounded) total += huber(s1 * b1 + s2 * b2, delta);
    return total;
  }

  /** w·T of each penalty at β. @type {Lossfold["penalties"]["each"]} */
  function each(penalties, weights, b1, b2) {
    const entries = Object.keys(penalties).map((name) => {
      const weight = weights[name] || 0;
      return [name, value(sum({ [name]: penalties[name] }, { [name]: weight }), b1, b2)];
    });
    return Object.fromEntries(entries);
  }

  /** The gradient of rounded folds. @type {Lossfold["penalties"]["roundedSlope"]} */
  function roundedSlope(rounded, b1, b2) {
    const gradient = [0, 0];
    for (const [s1, s2, delta] of rounded) {
      const slope = Math.min(Math.max((s1 * b1 + s2 * b2) / delta, -1), 1);
      gradient[0] += slope * s1;
      gradient[1] += slope * s2;
    }
    return gradient;
  }

  /**
   * ∂P at β: `gradient` and the segments from −s to s of the folds that are `tight` there, and at 0 a disc of `radius`.
   * @type {Lossfold["penalties"]["subdifferential"]}
   */
  function subdifferential({ folds, cone, bowl, rounded }, b1, b2) {
    const gradient = [2 * bowl * b1, 2 * bowl * b2];
    if (rounded.length) roundedSlope(rounded, b1, b2).forEach((slope, j) => (gradient[j] += slope));
    const tight = folds.filter((fold) => onFold(fold, b1, b2));
    for (const [s1, s2] of folds.filter((fold) => !tight.includes(fold))) {
      const side = Math.sign(s1 * b1 + s2 * b2);
      gradient[0] += side * s1;
      gradient[1] += side * s2;
    }
    const length = Math.hypot(b1, b2);
    if (length > 0) {
      gradient[0] += cone * (b1 / length);
      gradient[1] += cone * (b2 / length);
    }
    return { gradient, tight, radius: length > 0 ? 0 : cone };
  }

  /**
   * By how much ∂P reaches beyond its gradient to either side along a coordinate: half of the kink's jump there.
   * @type {Lossfold["penalties"]["hold"]}
   */
  const hold = ({ tight, radius }, which) => tight.reduce((reach, fold) => reach + Math.abs(fold[which]), radius);

  /**
   * Where P has a kink along coordinate `which` while the other one stands at `other`, rising.
   * @type {Lossfold["penalties"]["kinksAlong"]}
   */
  function kinksAlong({ folds, cone }, which, other) {
    const crossing = folds.filter((fold) => fold[which] !== 0);
    const found = crossing.map((fold) => -(fold[1 - which] * other) / fold[which] + 0);
    if (cone > 0 && other === 0) found.push(0);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /**
   * The directions in which P has a fold: two along the line of each.
   * @type {Lossfold["penalties"]["creases"]}
   */
  function creases({ folds }) {
    // Along the axes without rounding.
    const along = folds.map(([s1, s2]) => (s1 === 0 ? [1, 0] : s2 === 0 ? [0, 1] : [-s2, s1]));
    return along.flatMap(([d1, d2]) => [[d1, d2], [-d1 + 0, -d2 + 0]]);
  }

  /**
   * How far the region {P ≤ level} reaches in a direction of length 1: where kinks·r + bowl·r² is the level. A rounded
   * fold is a part of the bowl up to where it ends, and beyond one of the kinks, less half its δ.
   * @type {Lossfold["penalties"]["reach"]}
   */
  function reach({ folds, cone, bowl, rounded }, level, [u1, u2]) {
    let [slope, square, left] = [value({ folds, cone, bowl: 0, rounded: [] }, u1, u2), bowl, level];
    const steps = rounded.map(([s1, s2, delta]) => ({ steep: Math.abs(s1 * u1 + s2 * u2), delta }));
    const turning = steps.filter(({ steep }) => steep > 0).sort((a, b) => a.delta / a.steep - b.delta / b.steep);
    for (const { steep, delta } of turning) square += (steep * steep) / (2 * delta);
    for (const { steep, delta } of turning) {
      const end = delta / steep;
      if (slope * end + square * end * end >= left) break;
      square -= (steep * steep) / (2 * delta);
      slope += steep;
      left += delta / 2;
    }
    // What is left of a bowl that was taken away again is rounding.
    square = Math.max(square, bowl);
    const root = Math.sqrt(slope * slope + 4 * square * left);
    return slope + root > 0 ? (2 * left) / (slope + root) : Infinity;
  }

  /**
   * The rim of the region {P ≤ level} as x, y, x, y, …; its corners are among the points, and so is the direction
   * `through`, where it is to be exact.
   * @type {Lossfold["penalties"]["rim"]}
   */
  function rim(whole, level, through = null) {
    const corners = creases(whole);
    const round = whole.cone > 0 || whole.bowl > 0 || whole.rounded.length > 0 || !corners.length;
    const turns = Array.from({ length: round ? TURNS : 0 }, (_, k) => (2 * Math.PI * k) / TURNS);
    const directions = [...turns.map((angle) => [Math.cos(angle), Math.sin(angle)]), ...corners];
    if (through && (through[0] !== 0 || through[1] !== 0)) directions.push(through);
    const angle = (/** @type {number[]} */ [d1, d2]) => Math.atan2(d2, d1);
    return directions.sort((a, b) => angle(a) - angle(b)).flatMap((direction) => {
      const length = Math.hypot(...direction);
      const unit = [direction[0] / length, direction[1] / length];
      const r = reach(whole, level, unit);
      return [r * unit[0], r * unit[1]];
    });
  }

  /**
   * A point less its nearest point in Σ[−s, s]; the soft threshold where the folds are the axes'.
   * @type {Lossfold["penalties"]["beyond"]}
   */
  function beyond(point, folds) {
    if (folds.every((fold) => fold[0] === 0 || fold[1] === 0)) {
      return point.map((part, j) => {
        const reach = folds.reduce((total, fold) => total + Math.abs(fold[j]), 0);
        return Math.sign(part) * Math.max(Math.abs(part) - reach, 0);
      });
    }
    let [best, least, inside] = [[0, 0], Infinity, true];
    for (const fold of folds) {
      const length = Math.hypot(...fold);
      const side = [-fold[1] / length, fold[0] / length];
      const outwards = dot(side, point) < 0 ? -1 : 1;
      const wall = [outwards * side[0], outwards * side[1]];
      // The side of the zonogon that lies towards the point: the middle of it, and how far out it is.
      const middle = [0, 0];
      let height = 0;
      for (const other of folds) {
        if (other === fold) continue;
        const reach = dot(wall, other);
        height += Math.abs(reach);
        middle[0] += Math.sign(reach) * other[0];
        middle[1] += Math.sign(reach) * other[1];
      }
      inside = inside && dot(wall, point) <= height;
      const rest = [point[0] - middle[0], point[1] - middle[1]];
      const fraction = Math.min(Math.max(dot(rest, fold) / dot(fold, fold), -1), 1);
      const off = [rest[0] - fraction * fold[0], rest[1] - fraction * fold[1]];
      if (Math.hypot(...off) < least) [best, least] = [off, Math.hypot(...off)];
    }
    return folds.length > 1 && inside ? [0, 0] : best;
  }

  /**
   * The proximal step of the kinks, of size `step`, from a point: first what folds take, then what the cone takes.
   * @type {Lossfold["penalties"]["prox"]}
   */
  function prox({ folds, cone }, step, point) {
    const left = beyond(point, folds.map(([s1, s2]) => [step * s1, step * s2]));
    const length = Math.hypot(...left);
    const kept = length > 0 ? Math.max(1 - (step * cone) / length, 0) : 1;
    return left.map((part) => kept * part);
  }

  /**
   * How long what is left of a gradient is where the folds at 0 have taken what they can.
   * @type {Lossfold["penalties"]["left"]}
   */
  const left = ({ folds }, gradient) => Math.hypot(...beyond(gradient, folds));

  /**
   * The least weight of a penalty from which on the kinks hold a gradient at 0, the other weights as they stand; 0 if
   * they hold it without, infinite if a smooth one had to. Halved until two doubles are neighbours: it is exact.
   * @type {Lossfold["penalties"]["leastWeight"]}
   */
  function leastWeight(penalties, weights, name, gradient) {
    const holds = (/** @type {number} */ weight) => {
      const whole = sum(penalties, { ...weights, [name]: weight });
      return left(whole, gradient) <= whole.cone;
    };
    if (holds(0)) return 0;
    if (penalties[name].smooth) return Infinity;
    let [below, above] = [0, 1];
    while (!holds(above)) [below, above] = [above, 2 * above];
    for (;;) {
      const middle = (below + above) / 2;
      if (middle <= below || middle >= above) return above;
      if (holds(middle)) above = middle;
      else below = middle;
    }
  }

  /**
   * The rim of ∂P at 0 as x, y, x, y, …: a polygon for folds, a circle for the cone, and the one around the other.
   * @type {Lossfold["penalties"]["rimAtOrigin"]}
   */
  function rimAtOrigin({ folds, cone }) {
    const points = [];
    const turns = 360;
    for (let k = 0; k < turns; k++) {
      // Between the axes, so that no fold is met edge on.
      const angle = (2 * Math.PI * (k + 0.5)) / turns;
      const towards = [Math.cos(angle), Math.sin(angle)];
      const far = [cone * towards[0], cone * towards[1]];
      for (const fold of folds) {
        const sign = Math.sign(dot(fold, towards));
        far[0] += sign * fold[0];
        far[1] += sign * fold[1];
      }
      points.push(...far);
    }
    return points;
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    penalties: {
      on, sum, huber, value, each, roundedSlope, subdifferential, hold, kinksAlong, creases, reach, rim, beyond, prox,
      left, leastWeight, rimAtOrigin,
    },
  };
})();
