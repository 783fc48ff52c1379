// J over the plane as a landscape holds it: the scene's layers, their sum under the weights, and the box around it.
// Pure.
(function () {
  /** Adds the layers up; returns the least and the largest J. @type {Lossfold["heights"]["weigh"]} */
  function weigh(held, weights) {
    held.weights = weights;
    held.grids = lossfold.layers.fold(held.grids, weights);
    const ends = lossfold.layers.add(held.grids, weights, held.total);
    if (!held.logarithm) return ends;
    for (let k = 0; k < held.total.length; k++) held.total[k] = Math.log10(held.total[k]);
    return { low: Math.log10(ends.low), high: Math.log10(ends.high) };
  }

  /** The index of the least value, or -1 where all are holes. @type {Lossfold["heights"]["lowestOf"]} */
  function lowestOf(total) {
    let best = -1;
    for (let k = 0; k < total.length; k++) if (total[k] < (total[best] ?? Infinity)) best = k;
    return best;
  }

  /** The box around J under each of these weights; it stays at its own. @type {Lossfold["heights"]["boxOf"]} */
  function boxOf(held, all) {
    const own = held.weights;
    const found = all.map((weights) => weigh(held, weights));
    weigh(held, own);
    return lossfold.axisBox.around(
      Math.min(...found.map(({ low }) => low)), Math.max(...found.map(({ high }) => high)),
    );
  }

  /** A new scene, with its own weights. @type {Lossfold["heights"]["take"]} */
  function take(held, scene) {
    const grids = lossfold.layers.open(scene);
    Object.assign(held, { scene, grids, total: new Float32Array(grids.n ** 2), half: grids.axis[grids.n - 1] });
    const { low, high } = weigh(held, { ...scene.weights });
    held.box = lossfold.axisBox.around(low, high);
  }

  /** How steeply the penalty folds J across β₁ = 0 and β₂ = 0. @type {Lossfold["heights"]["folds"]} */
  function folds({ scene, weights }) {
    const all = lossfold.penalties.sum(scene.penalties, weights).folds;
    const across = (/** @type {number} */ k) =>
      all.reduce((sum, fold) => sum + (fold[1 - k] === 0 ? Math.abs(fold[k]) : 0), 0);
    return [across(0), across(1)];
  }

  globalThis.lossfold = { ...globalThis.lossfold, heights: { take, weigh, boxOf, folds, lowestOf } };
})();
