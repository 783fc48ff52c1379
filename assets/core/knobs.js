// The knobs of a scene: its penalties' weights, and those of its loss's affine terms, as landscapes/knobs.py declares
// them. Pure.
(function () {
  /**
   * Whether two settings are one: the server takes what is smaller for 0.
   * @type {(a: number | null, b: number | null) => boolean}
   */
  const same = (a, b) => Math.abs((a ?? NaN) - (b ?? NaN)) < 1e-12;

  /**
   * Whether two settings of knobs agree, apart from those set aside; a knob that one of them does not name agrees.
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

  /** What an affine term weighs in J where its knob is at a value: σ² for noise. @type {Lossfold["knobs"]["weigh"]} */
  const weigh = (scene, weights, term) => (weights[term] || 0) ** scene.affineTerms[term];

  /** Whether some affine term of the loss has weight. @type {Lossfold["knobs"]["anyAffineTerm"]} */
  const anyAffineTerm = (scene, weights) => Object.keys(scene.affineTerms).some((term) => weights[term] > 0);

  /** @type {(a: number[], b: number[], factor: number) => number[]} */
  const plus = (a, b, factor) => a.map((value, k) => value + factor * b[k]);

  /** ∇L(0) where the knobs are, or null for a net. @type {Lossfold["knobs"]["originGradient"]} */
  function originGradient(scene, weights) {
    if (!scene.originGradient || !scene.l2Equivalent) return null;
    const { affineTerms } = scene.l2Equivalent;
    const add = (/** @type {number[]} */ sum, /** @type {string} */ name) =>
      plus(sum, affineTerms[name].linear, weigh(scene, weights, name));
    return Object.keys(scene.affineTerms).reduce(add, scene.originGradient);
  }

  /** Whether J may curve down somewhere. @type {Lossfold["knobs"]["isNonconvex"]} */
  function isNonconvex(scene, weights) {
    const { knobs, linearScore, affineTerms } = scene;
    return !linearScore || Object.keys(affineTerms).some((term) => knobs[term].nonconvex && weights[term] > 0);
  }

  /**
   * The smallest weight of a penalty at which the origin is a minimum, the other knobs where they are; infinite for a
   * smooth one, which never holds it there, and NaN where it is not known: of a net the server tells λmax, where its
   * kinks are.
   * @type {Lossfold["knobs"]["leastWeight"]}
   */
  function leastWeight(scene, weights, name) {
    const gradient = originGradient(scene, weights);
    if (gradient) return lossfold.penalties.leastWeight(scene.penalties, weights, name, gradient);
    const others = Object.keys(scene.penalties).filter((other) => other !== name && !scene.penalties[other].smooth);
    const unmoved = others.every((other) => same(weights[other] || 0, scene.weights[other] || 0));
    return unmoved && name === main(scene)[0] ? scene.lambdaMax : NaN;
  }

  /**
   * The polynomial that stands for all that the model adds to its unregularized loss where the knobs are (see
   * landscapes/analysis/taylor.py): {constant, linear, quadratic, exact, weight}, its weight being null if it is no L2.
   * Null if nothing is added, and for nets.
   * @type {Lossfold["knobs"]["l2Equivalent"]}
   */
  function l2Equivalent(scene, weights) {
    if (!scene.l2Equivalent) return null;
    const { inputs, affineTerms } = scene.l2Equivalent;
    const adds = Object.keys(scene.affineTerms)
      .map((name) => ({ added: affineTerms[name], factor: weigh(scene, weights, name) }))
      .filter(({ factor }) => factor > 0);
    if (inputs) adds.push({ added: inputs, factor: 1 });
    if (!adds.length) return null;
    let whole = { constant: 0, linear: [0, 0], quadratic: [0, 0, 0], exact: true };
    for (const { added, factor } of adds) {
      whole = {
        constant: whole.constant + factor * added.constant, linear: plus(whole.linear, added.linear, factor),
        quadratic: plus(whole.quadratic, added.quadratic, factor), exact: whole.exact && added.exact,
      };
    }
    const { constant, linear, quadratic: [m11, m12, m22] } = whole;
    const round = Math.abs(m11 - m22) + Math.abs(m12) <= 1e-9 * Math.abs(m11);
    return { ...whole, weight: constant === 0 && linear.every((value) => value === 0) && round ? m11 : null };
  }

  /**
   * A polynomial as it is written: “0.2β₁ − 0.2β₂ + 0.5(β₁ − β₂)²”; `after` something else, with its first sign.
   * @type {Lossfold["knobs"]["written"]}
   */
  function written({ constant, linear, quadratic: [m11, m12, m22] }, after = false) {
    /** @type {(a: number, b: number) => boolean} */
    const near = (a, b) => Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b));
    const term = (/** @type {number} */ factor, /** @type {string} */ what) => ({ factor, what });
    const squares = near(m11, m22) && near(m12, -2 * m11) && m11
      ? [term(m11, "(β₁ − β₂)²")]
      : near(m11, m22) && !m12
        ? [term(m11, "‖β‖₂²")]
        : [term(m11, "β₁²"), term(m12, "β₁β₂"), term(m22, "β₂²")];
    const flat = [term(constant, ""), term(linear[0], "β₁"), term(linear[1], "β₂")];
    const terms = [...flat, ...squares].filter(({ factor }) => factor !== 0);
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

  /** @type {(scene: Pick<Scene, "knobs">, name: string) => boolean} */
  const isPenalty = (scene, name) => scene.knobs[name]?.kind === "penalty";

  /**
   * The penalty's weight that Play runs: the one that is not 0; of several the one moved last, of none the first.
   * @type {Lossfold["knobs"]["played"]}
   */
  function played(scene, weights, knob) {
    const on = Object.keys(scene.knobs).filter((name) => isPenalty(scene, name) && weights[name] > 0);
    return on.includes(knob) ? knob : on[0] ?? main(scene)[0];
  }

  /**
   * The knob that a page opens with, as if it had been moved last: the first of `main`, unless only another penalty has
   * weight.
   * @type {Lossfold["knobs"]["first"]}
   */
  function first(scene) {
    const { weights } = scene;
    return main(scene).some((name) => weights[name] > 0) ? main(scene)[0] : other(scene, weights) ?? main(scene)[0];
  }

  /** @type {(scene: Pick<Scene, "knobs">, weights: Weights) => string | undefined} */
  const other = (scene, weights) =>
    Object.keys(scene.knobs).find((name) => isPenalty(scene, name) && !scene.knobs[name].main && weights[name] > 0);

  /**
   * The knob along which paths run: the penalty moved last, else the one that a page opens with.
   * @type {Lossfold["knobs"]["running"]}
   */
  const running = (scene, knob) => (isPenalty(scene, knob) ? knob : first(scene));

  globalThis.lossfold = {
    ...globalThis.lossfold,
    knobs: {
      main, agree, of, taking, weigh, anyAffineTerm, originGradient, isNonconvex, leastWeight, l2Equivalent, written,
      played, first, running,
    },
  };
})();
