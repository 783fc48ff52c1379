// The optimisers' trajectories that a page holds (see components/scene/trajectories.py), looked up under the weights.
(function () {
  /**
   * The table with its numbers unpacked; `found(weights)` gives what belongs to the weights, or null.
   * @type {Lossfold["trajectoryTable"]["open"]}
   */
  function open(table) {
    const columns = table.steps + 1;
    const paths = table.paths.map((path) => ({
      ...path,
      points: lossfold.layers.counts(path.points, table.at.length, columns, 2),
      heights: lossfold.layers.counts(path.heights, table.at.length, columns, 1),
      losses: path.watched && losses(path.watched),
    }));
    /** One method's losses on training and held-out rows. @type {(watched: PackedLosses) => OpenLosses} */
    function losses(watched) {
      const counts = (/** @type {Packed} */ packed) => lossfold.layers.counts(packed, table.at.length, columns, 1);
      return { ...watched, training: counts(watched.training), held: counts(watched.held) };
    }
    /**
     * The steps of a row, which is filled up to `columns` of them.
     * @type {(of: Float64Array, row: number, length: number, width: number) => number[]}
     */
    const slice = (numbers, row, length, width) =>
      Array.from(numbers.subarray(width * row * columns, width * (row * columns + length)));
    /** @type {(losses: OpenLosses, row: number) => WatchedTrajectory} */
    const seen = ({ training, held, lengths, best, says }, row) => {
      const [train, out] = [training, held].map((counts) => slice(counts, row, lengths[row], 1));
      const inUnits = (/** @type {number[]} */ counts) => counts.map((count) => count * table.lossUnit);
      return { training: inUnits(train), held: inUnits(out), best: best[row], least: says[row][0], last: says[row][1] };
    };
    /** @type {(row: number) => Trajectories} */
    const cut = (row) => ({
      weights: table.at[row],
      start: table.start, rate: table.rate, steps: table.steps, query: table.query, limit: table.limits[row],
      rows: table.watched,
      trajectories: paths.map(({ method, points, heights, lengths, says, losses: found }) => ({
        method,
        watched: found && seen(found, row),
        points: slice(points, row, lengths[row], 2).map((count) => count * table.unit),
        heights: slice(heights, row, lengths[row], 1).map((count) => count * table.heightUnit),
        outcome: says[row][0], numbers: says[row][1],
      })),
    });
    /** @type {Map<number, Trajectories>} */
    const kept = new Map();
    /** @type {TrajectoryTable["found"]} */
    const found = (weights) => {
      const row = rowOf(table, weights);
      if (row < 0) return null;
      const trajectories = kept.get(row) ?? cut(row);
      kept.set(row, trajectories);
      return trajectories;
    };
    return { ...table, found };
  }

  /**
   * The row of these weights, or the nearest on the way of one slider if the table stands in for it; else -1.
   * @type {(table: PackedTrajectories, weights: Weights) => number}
   */
  function rowOf({ at, near }, weights) {
    let best = -1;
    let least = near + 1e-9;
    for (const [row, there] of at.entries()) {
      const all = Object.keys(there).map((knob) => (knob in weights ? Math.abs(there[knob] - weights[knob]) : 0));
      const gaps = all.filter((gap) => gap > 1e-9);
      if (gaps.length > 1) continue;
      const off = gaps.length ? gaps[0] : 0;
      if (off < least) [best, least] = [row, off];
    }
    return best;
  }

  globalThis.lossfold = { ...globalThis.lossfold, trajectoryTable: { open } };
})();
