// The optimisers' walks that a page holds (see components/scene/trajectories.py), looked up under the sliders' weights.
(function () {
  const TENTHS = 256;

  /** The table with its numbers unpacked; `found(weights)` gives what belongs to the weights, or null. */
  function open(table) {
    const columns = table.steps + 1;
    const paths = table.paths.map((path) => ({
      ...path,
      points: lossfold.layers.counts(path.points, table.at.length, columns, 2),
      heights: lossfold.layers.counts(path.heights, table.at.length, columns, 1),
    }));
    const cut = (row) => ({
      weights: table.at[row],
      start: table.start, rate: table.rate, steps: table.steps, query: table.query, limit: table.limits[row],
      walks: paths.map(({ method, points, heights, lengths, says }) => ({
        method,
        points: Array.from(points.subarray(2 * row * columns, 2 * (row * columns + lengths[row])), (count) => count * table.unit),
        heights: Array.from(heights.subarray(row * columns, row * columns + lengths[row]), (count) => count / TENTHS),
        verdict: says[row][0], numbers: says[row][1],
      })),
    });
    const kept = new Map();
    const at = (row) => {
      if (!kept.has(row)) kept.set(row, cut(row));
      return kept.get(row);
    };
    const found = (weights) => {
      const row = rowOf(table, weights);
      return row < 0 ? null : at(row);
    };
    return { ...table, found };
  }

  /** The row of these weights, or the nearest on the way of one slider if the table stands in for it; else -1. */
  function rowOf({ at, near }, weights) {
    let best = -1;
    let least = near + 1e-9;
    for (const [row, there] of at.entries()) {
      const gaps = Object.keys(there).map((knob) => (knob in weights ? Math.abs(there[knob] - weights[knob]) : 0)).filter((gap) => gap > 1e-9);
      if (gaps.length > 1) continue;
      const off = gaps.length ? gaps[0] : 0;
      if (off < least) [best, least] = [row, off];
    }
    return best;
  }

  globalThis.lossfold = { ...globalThis.lossfold, trajectoryTable: { open } };
})();
