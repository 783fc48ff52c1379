// The knobs of a scene: its penalties' weights, and those of the parts of its loss, as landscapes/knobs.py declares
// them. Pure.
(function () {
  /** @type {(a: number | null, b: number | null) => boolean} */
  const same = (a, b) => Math.abs((a ?? NaN) - (b ?? NaN)) < 1e-9;

  /**
   * Whether two settings of knobs agree, but for those set aside; a knob that one of them does not name agrees.
   * @type {Lossfold["knobs"]["agree"]}
   */
  function agree(one, other, aside = []) {
    return Object.keys(one).every((name) => !(name in other) || aside.includes(name) || same(one[name], other[name]));
  }

  /** The scene's knobs as they stand in it, without the weight of the loss. @type {Lossfold["knobs"]["of"]} */
  function of(scene) {
    const { loss, ...knobs } = scene.weights;
    return knobs;
  }

  /** The settings of `knobs` with what `other` says of the same knobs. @type {Lossfold["knobs"]["taking"]} */
  function taking(knobs, other) {
    return Object.fromEntries(Object.keys(knobs).map((name) => [name, other[name] ?? knobs[name]]));
  }

  /** What a part weighs in J where its knob is at a value: σ² for noise. @type {Lossfold["knobs"]["weigh"]} */
  const weigh = (scene, weights, part) => (weights[part] || 0) ** scene.parts[part];

  /** Whether some part of the loss has weight. @type {Lossfold["knobs"]["anyPart"]} */
  const anyPart = (scene, weights) => Object.keys(scene.parts).some((part) => weights[part] > 0);

  /**
   * The smallest λ at which the origin is a minimum where the knobs are: ‖∇L(0)‖_∞ unless there is a cone.
   * @type {Lossfold["knobs"]["lambdaMax"]}
   */
  function lambdaMax(scene, weights) {
    if (!scene.slopes) return scene.lambdaMax;
    const { bare, smoothing } = scene.slopes;
    const weight = weights.smoothing || 0;
    const sizes = bare.map((slope, j) => Math.abs(slope + (smoothing ? weight * smoothing[j] : 0)));
    const [high, low] = [Math.max(...sizes), Math.min(...sizes)];
    // With a cone ‖S(∇L(0), λ)‖₂ must not exceed its weight: one slope is beyond λ there, or both are.
    const cone = weights.group || 0;
    if (high - cone >= low) return high - cone;
    return Math.max((high + low - Math.sqrt(2 * cone * cone - (high - low) ** 2)) / 2, 0);
  }

  /** @type {(a: number[], b: number[], factor: number) => number[]} */
  const plus = (a, b, factor) => a.map((value, k) => value + factor * b[k]);

  /**
   * The polynomial that stands for all that the model adds to its plain loss where the knobs are (see
   * landscapes/analysis/taylor.py): {constant, slope, bend, exact, weight}, its weight being null if it is no L2. Null
   * if nothing is added, and for nets.
   * @type {Lossfold["knobs"]["alike"]}
   */
  function alike(scene, weights) {
    if (!scene.alike) return null;
    const { inputs, parts } = scene.alike;
    const adds = Object.keys(scene.parts)
      .map((name) => ({ part: parts[name], factor: weigh(scene, weights, name) }))
      .filter(({ factor }) => factor > 0);
    if (inputs) adds.push({ part: inputs, factor: 1 });
    if (!adds.length) return null;
    let whole = { constant: 0, slope: [0, 0], bend: [0, 0, 0], exact: true };
    for (const { part, factor } of adds) {
      whole = {
        constant: whole.constant + factor * part.constant, slope: plus(whole.slope, part.slope, factor),
        bend: plus(whole.bend, part.bend, factor), exact: whole.exact && part.exact,
      };
    }
    const { constant, slope, bend: [m11, m12, m22] } = whole;
    const round = Math.abs(m11 - m22) + Math.abs(m12) <= 1e-9 * Math.abs(m11);
    return { ...whole, weight: constant === 0 && slope.every((value) => value === 0) && round ? m11 : null };
  }

  /**
   * A polynomial as it is written: “0.2β₁ − 0.2β₂ + 0.5(β₁ − β₂)²”; `after` something else, with its first sign.
   * @type {Lossfold["knobs"]["written"]}
   */
  function written({ constant, slope, bend: [m11, m12, m22] }, after = false) {
    /** @type {(a: number, b: number) => boolean} */
    const near = (a, b) => Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b));
    const term = (/** @type {number} */ factor, /** @type {string} */ what) => ({ factor, what });
    const bends = near(m11, m22) && near(m12, -2 * m11) && m11
      ? [term(m11, "(β₁ − β₂)²")]
      : near(m11, m22) && !m12
        ? [term(m11, "‖β‖₂²")]
        : [term(m11, "β₁²"), term(m12, "β₁β₂"), term(m22, "β₂²")];
    const linear = [term(constant, ""), term(slope[0], "β₁"), term(slope[1], "β₂")];
    const terms = [...linear, ...bends].filter(({ factor }) => factor !== 0);
    const text = terms.map(({ factor, what }, k) => {
      const size = lossfold.format.number(Math.abs(factor));
      const sign = factor < 0 ? "−" : "+";
      const lead = k ? ` ${sign} ` : after ? `${sign} ` : factor < 0 ? sign : "";
      return `${lead}${size}${what && /[×⁰-⁹]/.test(size) ? "·" : ""}${what}`;
    });
    return text.join("") || "0";
  }

  /** The names of the penalties that every page has a slider of: λ and Ω. @type {Lossfold["knobs"]["main"]} */
  const main = (scene) => Object.keys(scene.knobs).filter((name) => scene.knobs[name].main);

  /**
   * The weight that Play runs: the one of `main` that is not 0; of several the one moved last, of none the first.
   * @type {Lossfold["knobs"]["played"]}
   */
  function played(scene, weights, knob) {
    const on = main(scene).filter((name) => weights[name] > 0);
    return on.includes(knob) ? knob : on[0] ?? main(scene)[0];
  }

  /** The knob along which paths run: the penalty moved last, else the first. @type {Lossfold["knobs"]["running"]} */
  const running = (scene, knob) => (scene.knobs[knob]?.kind === "penalty" ? knob : main(scene)[0]);

  globalThis.lossfold = {
    ...globalThis.lossfold,
    knobs: { main, agree, of, taking, weigh, anyPart, lambdaMax, alike, written, played, running },
  };
})();
