// Contour lines of J for the floor, by marching squares. Plotly's own stay where they were when a surface is
// updated by the fast way, and our plotly.js has no flat contour trace.
(function () {
  /** Levels that crowd towards the lowest value, where the minimum is. @type {Lossfold["contours"]["levelsBetween"]} */
  function levelsBetween(low, high, count) {
    return Array.from({ length: count }, (_, k) => low + (high - low) * ((k + 0.6) / (count + 0.2)) ** 2);
  }

  /**
   * Polylines of one level, as a list of [x, y, x, y, ...].
   * Each edge of the grid that the level crosses is a node with at most two neighbours; the lines are their chains.
   * @type {Lossfold["contours"]["lines"]}
   */
  function lines(axis, total, level) {
    const n = axis.length;
    // Edge ids: 2k from point k to its right, 2k + 1 from point k upwards.
    const first = new Int32Array(2 * n * n).fill(-1);
    const second = new Int32Array(2 * n * n).fill(-1);
    /** @type {number[]} */
    const nodes = [];
    /** @type {(a: number, b: number) => void} */
    const meet = (a, b) => {
      if (first[a] < 0) {
        first[a] = b;
        nodes.push(a);
      } else second[a] = b;
    };
    /** @type {(a: number, b: number) => void} */
    const join = (a, b) => {
      meet(a, b);
      meet(b, a);
    };
    for (let i = 0; i < n - 1; i++) {
      for (let j = 0; j < n - 1; j++) {
        const k = i * n + j;
        const a = total[k] > level;
        const b = total[k + 1] > level;
        const c = total[k + n + 1] > level;
        const d = total[k + n] > level;
        if (a === b && b === c && c === d) continue;
        const [bottom, right, top, left] = [2 * k, 2 * (k + 1) + 1, 2 * (k + n), 2 * k + 1];
        if (a !== b && c !== d && b !== c) {
          join(bottom, right);
          join(top, left);
        } else if (a !== b) join(bottom, b !== c ? right : c !== d ? top : left);
        else if (b !== c) join(right, c !== d ? top : left);
        else join(top, left);
      }
    }
    const seen = new Uint8Array(2 * n * n);
    /** @type {number[][]} */
    const found = [];
    /** @type {(start: number) => void} */
    const trace = (start) => {
      /** @type {number[]} */
      const line = [];
      let edge = start;
      while (edge >= 0 && !seen[edge]) {
        seen[edge] = 1;
        place(axis, total, level, edge, line);
        const next = first[edge];
        edge = next >= 0 && !seen[next] ? next : second[edge];
      }
      // Two neighbours at the start: the chain is a ring.
      if (second[start] >= 0) line.push(line[0], line[1]);
      found.push(line);
    };
    for (const edge of nodes) if (second[edge] < 0 && !seen[edge]) trace(edge);
    for (const edge of nodes) if (!seen[edge]) trace(edge);
    return found;
  }

  /**
   * Where the level crosses an edge.
   * @param {ArrayLike<number>} axis
   * @param {ArrayLike<number>} total
   * @param {number} level
   * @param {number} edge
   * @param {number[]} line x and y are added to it
   */
  function place(axis, total, level, edge, line) {
    const n = axis.length;
    const k = edge >> 1;
    const i = Math.floor(k / n);
    const j = k % n;
    const upwards = edge & 1;
    const here = total[k];
    const there = upwards ? total[k + n] : total[k + 1];
    const fraction = (level - here) / (there - here);
    const step = axis[1] - axis[0];
    line.push(axis[j] + (upwards ? 0 : fraction * step), axis[i] + (upwards ? fraction * step : 0));
  }

  /**
   * About 61 points an axis are enough for the floor; the middle line stays, so that a fold stays sharp.
   * @type {Lossfold["contours"]["thinned"]}
   */
  function thinned(axis, total) {
    const n = axis.length;
    let stride = Math.max(1, Math.floor(n / 60));
    while (((n - 1) / 2) % stride) stride--;
    if (stride === 1) return { axis, total };
    const kept = axis.filter((_, k) => k % stride === 0);
    const grid = new Float32Array(kept.length ** 2);
    for (let i = 0, k = 0; i < n; i += stride) for (let j = 0; j < n; j += stride) grid[k++] = total[i * n + j];
    return { axis: kept, total: grid };
  }

  /**
   * All levels as one trace {x, y, z} at height z, the lines separated by null.
   * @type {Lossfold["contours"]["floor"]}
   */
  function floor(axis, total, low, high, z, count = 11) {
    /** @type {Coordinates} */
    const trace = { x: [], y: [], z: [] };
    const coarse = thinned(axis, total);
    for (const level of levelsBetween(low, high, count)) {
      for (const line of lines(coarse.axis, coarse.total, level)) {
        for (let k = 0; k < line.length; k += 2) {
          trace.x.push(line[k]);
          trace.y.push(line[k + 1]);
          trace.z.push(z);
        }
        trace.x.push(null);
        trace.y.push(null);
        trace.z.push(null);
      }
    }
    return trace;
  }

  /**
   * The same lines on the floor at height z and on the surface itself.
   * @type {Lossfold["contours"]["both"]}
   */
  function both(axis, total, low, high, z) {
    const floor = { x: /** @type {(number | null)[]} */ ([]), y: /** @type {(number | null)[]} */ ([]) };
    /** @type {(number | null)[]} */
    const heights = [];
    const coarse = thinned(axis, total);
    for (const level of levelsBetween(low, high, 11)) {
      for (const line of lines(coarse.axis, coarse.total, level)) {
        for (let k = 0; k < line.length; k += 2) {
          floor.x.push(line[k]);
          floor.y.push(line[k + 1]);
          heights.push(level);
        }
        floor.x.push(null);
        floor.y.push(null);
        heights.push(null);
      }
    }
    // Of no line at all plotly.js can make nothing, where there was one before: one gap stands for it.
    if (!heights.length) for (const list of [floor.x, floor.y, heights]) list.push(null);
    const below = heights.map((level) => (level === null ? null : z));
    return { floor: { ...floor, z: below }, isolines: { ...floor, z: heights } };
  }

  /** The same from above: x, y, x, y, …, the lines separated by NaN. @type {Lossfold["contours"]["flat"]} */
  function flat(axis, total, low, high) {
    const trace = floor(axis, total, low, high, 0, 14);
    return trace.x.flatMap((x, k) => [x ?? NaN, trace.y[k] ?? NaN]);
  }

  globalThis.lossfold = { ...globalThis.lossfold, contours: { levelsBetween, lines, flat, thinned, floor, both } };
})();
