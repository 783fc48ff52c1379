// Where the lines and dots of a scene go: creases, the path of minimisers, the minimiser as what it is. Pure.
(function () {
  const empty = () => ({ x: [null], y: [null], z: [null] });

  function line(points) {
    if (points.length === 0) return empty();
    const coordinate = (k) => points.map((point) => (point ? point[k] : null));
    return { x: coordinate(0), y: coordinate(1), z: coordinate(2) };
  }

  /** The folds along b1 = 0 and b2 = 0: only an L1 weight makes them. */
  function creases(opened, total, weights, lift) {
    if (!(weights.l1 > 0)) return empty();
    const { axis, n } = opened;
    const middle = (n - 1) / 2;
    const points = [];
    for (let i = 0; i < n; i++) points.push([0, axis[i], total[i * n + middle] + lift]);
    points.push(null);
    for (let j = 0; j < n; j++) points.push([axis[j], 0, total[middle * n + j] + lift]);
    return line(points);
  }

  /**
   * The minimisers at every stop, laid on today's surface; where they are a segment, the tracks of its two ends. Along
   * a knob that changes the loss a stop's own loss is not today's: then `surface` says how high it is there.
   */
  function path(stops, weights, half, lift, surface = null) {
    if (!stops) return empty();
    const points = [];
    for (const end of [0, 1]) {
      for (const stop of stops) {
        const isPoint = stop.kind === "point";
        const point = stop.points[isPoint ? 0 : end];
        const drawn = (isPoint && end === 0) || stop.kind === "segment" || (isPoint && end === 1 && !point[0] && !point[1]);
        const inside = drawn && Math.max(Math.abs(point[0]), Math.abs(point[1])) <= half;
        const height = () => (surface ? surface(point[0], point[1]) : lossfold.solutionTables.height(stop.loss, point[0], point[1], weights));
        points.push(inside ? [point[0], point[1], height() + lift] : null);
      }
      points.push(null);
    }
    return line(points);
  }

  /** The part of the line a + t*d inside the square, as [t0, t1], or null. */
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

  const along = (a, d, t) => [a[0] + t * d[0], a[1] + t * d[1]];

  /** Whether some minimiser lies in the square. */
  function visible(solution, half) {
    const [a, b] = solution.points;
    if (solution.kind === "point") return Math.max(Math.abs(a[0]), Math.abs(a[1])) <= half;
    if (solution.kind === "line") return clip(a, b, half) !== null;
    if (solution.kind === "segment") return clip(a, [b[0] - a[0], b[1] - a[1]], half, 0, 1) !== null;
    return true;
  }

  /** A flat arrow on the surface from the middle towards the rim, in the direction in which J keeps falling. */
  function arrow(direction, half, surface) {
    const reach = (0.93 * half) / Math.max(Math.abs(direction[0]), Math.abs(direction[1]));
    const start = 0.12 * reach;
    const shaft = [];
    for (let k = 0; k <= 60; k++) shaft.push(along([0, 0], direction, start + ((reach - start) * k) / 60));
    const tip = shaft[60];
    const barb = (turn) => {
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      const back = [c * direction[0] - s * direction[1], s * direction[0] + c * direction[1]];
      return along(tip, back, 0.14 * half);
    };
    const points = [...shaft, null, barb(2.6), tip, barb(-2.6)];
    return points.map((point) => point && [point[0], point[1], surface(point[0], point[1])]);
  }

  /** {shaft, dots, drop}: the minimiser drawn as a point, a segment, a line or an arrow. */
  function minimiser(solution, weights, half, floor, lift, surface) {
    const nothing = { shaft: empty(), dots: empty(), drop: empty() };
    if (!solution || solution.kind === "plane" || !visible(solution, half)) return nothing;
    const [a, b] = solution.points;
    if (solution.kind === "none") return { ...nothing, shaft: line(arrow(a, half, surface)) };
    const z = lossfold.solutionTables.height(solution.loss, a[0], a[1], weights) + lift;
    if (solution.kind === "line") {
      const [t0, t1] = clip(a, b, half);
      const [from, to] = [t0, t1].map((t) => along(a, b, t));
      // In a valley the surface's near side may hide the line; its shadow on the floor is in sight.
      return { ...nothing, shaft: line([[...from, z], [...to, z], null, [...from, floor + lift], [...to, floor + lift]]) };
    }
    const ends = solution.kind === "segment" ? solution.points : [a];
    const shown = ends.filter((end) => Math.max(Math.abs(end[0]), Math.abs(end[1])) <= half);
    let shaft = empty();
    if (solution.kind === "segment") {
      const d = [b[0] - a[0], b[1] - a[1]];
      shaft = line(clip(a, d, half, 0, 1).map((t) => [...along(a, d, t), z]));
    }
    return {
      shaft,
      dots: line(shown.map((end) => [end[0], end[1], z])),
      drop: line(shown.flatMap((end) => [[end[0], end[1], z], [end[0], end[1], floor], null])),
    };
  }

  /** Points b1, b2, b1, b2, … lifted onto the surface, those outside the square left out. */
  function over(flat, half, surface) {
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
