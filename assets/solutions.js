// Looks the exact solution up that belongs to the sliders. The server solved every stop; nothing is solved here.
(function () {
  const same = (a, b) => Math.abs(a - b) < 1e-9;

  /** The told solution at these weights, or null while the path that holds it has not come. */
  function at(scene, paths, weights) {
    if (Object.keys(weights).every((name) => same(weights[name], scene.weights[name]))) return scene.solution;
    if (!paths) return null;
    const knobs = Object.keys(weights).filter((name) => paths[name]);
    for (const knob of knobs) {
      const held = knobs.filter((other) => other !== knob);
      const stop = Math.round(weights[knob] * paths.perUnit);
      if (!same(stop, weights[knob] * paths.perUnit)) continue;
      if (held.every((other) => same(weights[other], paths.spec[other]))) return paths[knob][stop];
    }
    return null;
  }

  /** Whether both paths pass through these weights, so that either slider can start from here. */
  function covers(paths, weights) {
    return Boolean(paths) && ["l1", "l2"].every((knob) => same(weights[knob], paths.spec[knob]));
  }

  /** The path along which `knob` runs from these weights, or null. */
  function along(paths, knob, weights) {
    if (!paths || !paths[knob]) return null;
    const others = ["l1", "l2"].filter((other) => other !== knob);
    return others.every((other) => same(weights[other], paths.spec[other])) ? paths[knob] : null;
  }

  globalThis.lossfold = { ...globalThis.lossfold, solutions: { at, covers, along } };
})();
