// The knobs of a scene: λ and Ω, and those of the parts of its loss (see landscapes/parts.py). Pure.
(function () {
  const PENALTIES = ["l1", "l2"];
  const SIGNS = { l1: "λ", l2: "Ω", noise: "σ", smoothing: "ε", confidence: "γ", share: "κ" };
  const same = (a, b) => Math.abs(a - b) < 1e-9;

  /** Whether two settings of knobs agree, but for those set aside; a knob that one of them does not name agrees. */
  function agree(one, other, aside = []) {
    return Object.keys(one).every((name) => !(name in other) || aside.includes(name) || same(one[name], other[name]));
  }

  /** The scene's knobs as they stand in it, without the weight of the loss. */
  function of(scene) {
    const { loss, ...knobs } = scene.weights;
    return knobs;
  }

  /** The settings of `knobs` with what `other` says of the same knobs. */
  function taking(knobs, other) {
    return Object.fromEntries(Object.keys(knobs).map((name) => [name, other[name] ?? knobs[name]]));
  }

  /** What a part weighs in J where its knob is at a value: σ² for noise. */
  const weigh = (scene, weights, part) => (weights[part] || 0) ** scene.parts[part];

  /** Whether some part of the loss has weight. */
  const anyPart = (scene, weights) => Object.keys(scene.parts).some((part) => weights[part] > 0);

  /** ‖∇L(0)‖_∞ where the knobs are: the smallest λ at which the origin is a minimum. */
  function lambdaMax(scene, weights) {
    if (!scene.slopes) return scene.lambdaMax;
    const { bare, smoothing } = scene.slopes;
    return Math.max(...bare.map((slope, j) => Math.abs(slope + (smoothing ? (weights.smoothing || 0) * smoothing[j] : 0))));
  }

  /** The L2 that stands for the model's noise where the knobs are, or null: {weight, exact}. */
  function alike({ alike: found, parts, spec }, weights) {
    if (!found || !("noise" in parts) || spec.drop > 0) return found;
    return weights.noise > 0 ? { ...found, weight: found.weight * weights.noise ** 2 } : null;
  }

  /** The knob along which paths run: the penalty moved last, else λ. */
  const running = (knob) => (PENALTIES.includes(knob) ? knob : "l1");

  globalThis.lossfold = { ...globalThis.lossfold, knobs: { SIGNS, agree, of, taking, weigh, anyPart, lambdaMax, alike, running } };
})();
