// Where the lines and dots on a surface go, under its weights.
(function () {
  /** A little above the surface, so that what is drawn there is seen. @type {(held: Marked) => Height} */
  function above({ grids, total, box }) {
    return (b1, b2) => lossfold.layers.sample(grids, total, b1, b2) + 2 * box.lift;
  }

  /** The picked point and the optimisers' trajectories, on the surface. @type {Lossfold["surfaceMarks"]["overlays"]} */
  function overlays(held) {
    const { picked, trajectories, half, scene } = held;
    const surface = above(held);
    const on = (/** @type {number[]} */ points) => lossfold.marks.over(points, half, surface);
    const { trajectories: colours } = scene.figure.colours.light;
    return {
      pick: on(picked || []),
      ...Object.fromEntries(colours.map((_, k) => [`trajectory${k}`, on(trajectories[k] || [])])),
    };
  }

  /**
   * A wireframe's lines along the axes, the middle ones among them, in the surface's colours.
   * @type {(held: Marked) => Coordinates}
   */
  function wires({ grids, total, box }) {
    const { axis, n } = grids;
    const [x, y, z, shade] = [[], [], [], []].map((list) => /** @type {(number | null)[]} */ (list));
    /** @type {(i: number, j: number) => void} */
    const meet = (i, j) => {
      const value = total[i * n + j];
      x.push(axis[j]);
      y.push(axis[i]);
      z.push(value);
      shade.push(lossfold.axisBox.shade(value, box));
    };
    const part = () => {
      for (const list of [x, y, z]) list.push(null);
      shade.push(0);
    };
    for (const k of lossfold.snapshot.kept(n, lossfold.snapshot.WIRES)) {
      for (let j = 0; j < n; j++) meet(k, j);
      part();
      for (let i = 0; i < n; i++) meet(i, k);
      part();
    }
    return { x, y, z, shade: /** @type {number[]} */ (shade) };
  }

  /** The lowest point of the grid, and the line from it down to the floor. @type {(held: Marked) => object} */
  function lowest({ grids: { axis, n }, total, box: { floor, lift } }) {
    const at = lossfold.heights.lowestOf(total);
    if (at < 0) return {};
    const [x, y, z] = [axis[at % n], axis[Math.floor(at / n)], total[at] + 2 * lift];
    return { dots: { x: [x], y: [y], z: [z] }, drop: { x: [x, x], y: [y, y], z: [z, floor] } };
  }

  /** Coordinates of every trace but the surface. @type {Lossfold["surfaceMarks"]["all"]} */
  function all(held) {
    const { scene, grids, total, weights, half, knob, paths, withoutMinimum } = held;
    const { low, high, floor, lift } = held.box;
    const { penalties } = scene;
    const surface = above(held);
    const solution = withoutMinimum ? null : lossfold.solutionTables.at(scene, paths, weights);
    const runs = !withoutMinimum && (weights[knob] > 0 || knob === "l1");
    const stops = runs ? lossfold.solutionTables.along(paths, knob, weights) : null;
    const changesLoss = knob in scene.affineTerms;
    const levels = lossfold.contours.both(grids.axis, total, low, high, floor + lift);
    return {
      floor: levels.floor,
      isolines: held.wireframe ? lossfold.marks.empty() : levels.isolines,
      wires: held.wireframe ? wires(held) : { ...lossfold.marks.empty(), shade: [0] },
      creases: lossfold.marks.creases(grids, total, weights, lift),
      path: lossfold.marks.path(penalties, stops, weights, half, 1.2 * lift, changesLoss ? surface : null),
      ...lossfold.marks.minimiser(penalties, solution, weights, half, floor, 2 * lift, surface),
      ...(held.lowest ? lowest(held) : {}),
      ...overlays(held),
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, surfaceMarks: { all, overlays } };
})();
