// The knobs of a scene: λ and Ω, and those of the parts of its loss (see landscapes/layers/parts.py). Pure.
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

  /** The smallest λ at which the origin is a minimum where the knobs are: ‖∇L(0)‖_∞ unless there is a cone. */
  function lambdaMax(scene, weights) {
    if (!scene.slopes) return scene.lambdaMax;
    const { bare, smoothing } = scene.slopes;
    const [a, b] = bare.map((slope, j) => Math.abs(slope + (smoothing ? (weights.smoothing || 0) * smoothing[j] : 0))).sort((one, other) => other - one);
    // With a cone ‖S(∇L(0), λ)‖₂ must not exceed its weight; where it does without L1, one slope or both are beyond λ.
    const cone = weights.group || 0;
    return Math.max(a - cone >= b ? a - cone : (a + b - Math.sqrt(Math.max(2 * cone * cone - (a - b) ** 2, 0))) / 2, 0);
  }

  const plus = (a, b, factor) => a.map((value, k) => value + factor * b[k]);

  /**
   * The polynomial that stands for all that the model adds to its plain loss where the knobs are (see
   * landscapes/analysis/taylor.py): {constant, slope, bend, exact, weight}, its weight being null if it is no L2. Null if nothing
   * is added, and for nets.
   */
  function alike(scene, weights) {
    if (!scene.alike) return null;
    const { inputs, parts } = scene.alike;
    const adds = Object.keys(scene.parts).map((name) => [parts[name], weigh(scene, weights, name)]).filter(([, weight]) => weight > 0);
    if (inputs) adds.push([inputs, 1]);
    if (!adds.length) return null;
    let whole = { constant: 0, slope: [0, 0], bend: [0, 0, 0], exact: true };
    for (const [part, factor] of adds) {
      whole = {
        constant: whole.constant + factor * part.constant, slope: plus(whole.slope, part.slope, factor),
        bend: plus(whole.bend, part.bend, factor), exact: whole.exact && part.exact,
      };
    }
    const { constant, slope, bend: [m11, m12, m22] } = whole;
    const round = Math.abs(m11 - m22) + Math.abs(m12) <= 1e-9 * Math.abs(m11);
    return { ...whole, weight: constant === 0 && slope.every((value) => value === 0) && round ? m11 : null };
  }

  /** A polynomial as it is written: “0.2β₁ − 0.2β₂ + 0.5(β₁ − β₂)²”; `after` something else, with its first sign. */
  function written({ constant, slope, bend: [m11, m12, m22] }, after = false) {
    const near = (a, b) => Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b));
    const bends = near(m11, m22) && near(m12, -2 * m11) && m11 ? [[m11, "(β₁ − β₂)²"]] : near(m11, m22) && !m12 ? [[m11, "‖β‖₂²"]] : [[m11, "β₁²"], [m12, "β₁β₂"], [m22, "β₂²"]];
    const terms = [[constant, ""], [slope[0], "β₁"], [slope[1], "β₂"], ...bends].filter(([factor]) => factor !== 0);
    const text = terms.map(([factor, what], k) => {
      const size = lossfold.format.number(Math.abs(factor));
      const sign = factor < 0 ? "−" : "+";
      const lead = k ? ` ${sign} ` : after ? `${sign} ` : factor < 0 ? sign : "";
      return `${lead}${size}${what && /[×⁰-⁹]/.test(size) ? "·" : ""}${what}`;
    });
    return text.join("") || "0";
  }

  /** The weight that Play runs: the one that is not 0; of two the one moved last, of none λ. */
  const played = ({ l1, l2 }, knob) => (l2 > 0 && (!(l1 > 0) || knob === "l2") ? "l2" : "l1");

  /** The knob along which paths run: the penalty moved last, else λ. */
  const running = (knob) => (PENALTIES.includes(knob) ? knob : "l1");

  globalThis.lossfold = { ...globalThis.lossfold, knobs: { SIGNS, agree, of, taking, weigh, anyPart, lambdaMax, alike, written, played, running } };
})();
