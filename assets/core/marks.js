// Where the lines and dots of a scene go: creases, the path of minimisers, the minimiser as what it is. Pure.
(function () {
  /** @type {Lossfold["marks"]["empty"]} */
  const empty = () => ({ x: [null], y: [null], z: [null] });

  /**
   * A trace of points [x, y, z]; null separates one line from the next.
   * @type {(points: (number[] | null)[]) => Coordinates}
   */
  function line(points) {
    if (points.length === 0) return empty();
    const coordinate = (/** @type {number} */ k) => points.map((point) => (point ? point[k] : null));
    return { x: coordinate(0), y: coordinate(1), z: coordinate(2) };
  }

  /** The folds of the penalties with weight: for L1 along b1 = 0 and b2 = 0. @type {Lossfold["marks"]["creases"]} */
  function creases(grids, total, weights, lift) {
    const { axis } = grids;
    const half = axis[axis.length - 1];
    /** @type {(number[] | null)[]} */
    const points = [];
    for (const [s1, s2] of lossfold.penalties.sum(grids.scene.penalties, weights).folds) {
      if (points.length) points.push(null);
      for (const t of axis) {
        // From rim to rim; a fold along an axis is met at grid points, whose heights need no reading between them.
        const [b1, b2] = s2 === 0 ? [0, t] : s1 === 0 ? [t, 0] : lean(s1, s2, t);
        if (Math.max(Math.abs(b1), Math.abs(b2)) > half * (1 + 1e-9)) continue;
        points.push([b1, b2, lossfold.layers.sample(grids, total, b1, b2) + lift]);
      }
    }
    return line(points);
  }

  /**
   * The point of a fold's oblique line whose larger coordinate is t.
   * @type {(s1: number, s2: number, t: number) => number[]}
   */
  const lean = (s1, s2, t) => (Math.abs(s1) > Math.abs(s2) ? [(-s2 / s1) * t, t] : [t, (-s1 / s2) * t]);

  /**
   * The minimisers at every stop, laid on today's surface; where they are a segment, the tracks of its two ends. Along
   * a knob that changes the loss a stop's own loss is not today's: then `surface` says how high it is there.
   * @type {Lossfold["marks"]["path"]}
   */
  function path(penalties, stops, weights, half, lift, surface = null) {
    if (!stops) return empty();
    /** @type {(number[] | null)[]} */
    const points = [];
    for (const end of [0, 1]) {
      for (const stop of stops) {
        const isPoint = stop.kind === "point";
        // Of a stop that is neither point nor segment nothing is drawn.
        const [b1, b2] = stop.points[isPoint ? 0 : end] ?? [NaN, NaN];
        const isOrigin = isPoint && b1 === 0 && b2 === 0;
        const drawn = (isPoint && end === 0) || stop.kind === "segment" || (isOrigin && end === 1);
        const inside = drawn && Math.max(Math.abs(b1), Math.abs(b2)) <= half;
        const height = surface ?? (() => lossfold.solutionTables.height(penalties, weights, stop.loss, b1, b2));
        points.push(inside ? [b1, b2, height(b1, b2) + lift] : null);
      }
      points.push(null);
    }
    return line(points);
  }

  /** The part of the line a + t*d inside the square, as [t0, t1], or null. @type {Lossfold["marks"]["clip"]} */
  function clip(a, d, half, from = -Infinity, to = Infinity) {
    let t0 = from;
    let t1 = to;
    for (const k of [0, 1]) {
      if (d[k] === 0) {
        if (Math.abs(a[k]) > half) return null;
        continue;
      }
      const [near, far] = [(-half - a[k]) / d[k], (half - a[k]) / d[k]].sort((u, v) => u - v);
      t0 = Math.max(t0, near);
      t1 = Math.min(t1, far);
    }
    return t0 <= t1 ? [t0, t1] : null;
  }

  /** @type {(a: number[], d: number[], t: number) => number[]} */
  const along = (a, d, t) => [a[0] + t * d[0], a[1] + t * d[1]];

  /** Whether some minimiser lies in the square. @type {Lossfold["marks"]["visible"]} */
  function visible(solution, half) {
    const [a, b] = solution.points;
    if (solution.kind === "point") return Math.max(Math.abs(a[0]), Math.abs(a[1])) <= half;
    if (solution.kind === "line") return clip(a, b, half) !== null;
    if (solution.kind === "segment") return clip(a, [b[0] - a[0], b[1] - a[1]], half, 0, 1) !== null;
    return true;
  }

  /**
   * A flat arrow on the surface from the middle towards the rim, in the direction in which J keeps falling.
   * @type {(direction: number[], half: number, surface: Height) => (number[] | null)[]}
   */
  function arrow(direction, half, surface) {
    const reach = (0.93 * half) / Math.max(Math.abs(direction[0]), Math.abs(direction[1]));
    const start = 0.12 * reach;
    const shaft = [];
    for (let k = 0; k <= 60; k++) shaft.push(along([0, 0], direction, start + ((reach - start) * k) / 60));
    const tip = shaft[60];
    const barb = (/** @type {number} */ turn) => {
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      const back = [c * direction[0] - s * direction[1], s * direction[0] + c * direction[1]];
      return along(tip, back, 0.14 * half);
    };
    const points = [...shaft, null, barb(2.6), tip, barb(-2.6)];
    return points.map((point) => point && [point[0], point[1], surface(point[0], point[1])]);
  }

  /**
   * {shaft, dots, drop}: the minimiser drawn as a point, a segment, a line or an arrow.
   * @type {Lossfold["marks"]["minimiser"]}
   */
  function minimiser(penalties, solution, weights, half, floor, lift, surface) {
    const nothing = { shaft: empty(), dots: empty(), drop: empty() };
    if (!solution || solution.kind === "plane" || !visible(solution, half)) return nothing;
    const [a, b] = solution.points;
    if (solution.kind === "none") return { ...nothing, shaft: line(arrow(a, half, surface)) };
    const z = lossfold.solutionTables.height(penalties, weights, solution.loss, a[0], a[1]) + lift;
    if (solution.kind === "line") {
      const [from, to] = (clip(a, b, half) ?? []).map((t) => along(a, b, t));
      // In a valley the surface's near side may hide the line; its shadow on the floor is in sight.
      const shadow = [[...from, floor + lift], [...to, floor + lift]];
      return { ...nothing, shaft: line([[...from, z], [...to, z], null, ...shadow]) };
    }
    const ends = solution.kind === "segment" ? solution.points : [a];
    const shown = ends.filter((end) => Math.max(Math.abs(end[0]), Math.abs(end[1])) <= half);
    let shaft = empty();
    if (solution.kind === "segment") {
      const d = [b[0] - a[0], b[1] - a[1]];
      shaft = line((clip(a, d, half, 0, 1) ?? []).map((t) => [...along(a, d, t), z]));
    }
    return {
      shaft,
      dots: line(shown.map((end) => [end[0], end[1], z])),
      drop: line(shown.flatMap((end) => [[end[0], end[1], z], [end[0], end[1], floor], null])),
    };
  }

  /**
   * Points b1, b2, b1, b2, … lifted onto the surface, those outside the square left out.
   * @type {Lossfold["marks"]["over"]}
   */
  function over(flat, half, surface) {
    /** @type {(number[] | null)[]} */
    const points = [];
    for (let k = 0; k < flat.length; k += 2) {
      const [b1, b2] = [flat[k], flat[k + 1]];
      points.push(Math.max(Math.abs(b1), Math.abs(b2)) <= half ? [b1, b2, surface(b1, b2)] : null);
    }
    return line(points);
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    marks: { creases, path, clip, visible, minimiser, over, empty },
  };
})();
