// Says a solution in words: what is to be seen, and its proof. Pure; explorer.js shows it.
(function () {
  /** @type {Lossfold["format"]["number"]} */
  const number = (value, digits) => lossfold.format.number(value, digits);
  // A minimum that is there, and farther out than the noise was followed.
  const BEYOND = "story.none.noise";
  // One that is there, where J and its slope fade below what a computer's number holds.
  const FAINT = "story.line.faint";
  /** @type {Lossfold["format"]["fill"]} */
  const fill = (sentence, values) => lossfold.format.fill(sentence, values);

  /**
   * What a feature is called: a built-in column has a name in each language, a visitor's own keeps the file's.
   * @type {Lossfold["story"]["feature"]}
   */
  function feature(scene, which, words) {
    const name = scene.features[which];
    return (scene.spec.data !== "own" && words[`feature.${name}`]) || name;
  }

  /**
   * Every value that a sentence may ask for.
   * @type {(scene: Scene, solution: Solution, weights: Weights, words: Words) => Record<string, string>}
   */
  function values(scene, solution, weights, words) {
    const [a, b] = solution.points;
    const closed = solution.closed ? solution.closed.numbers : [];
    return {
      b1: number(a[0]), b2: number(a[1]), c1: b ? number(b[0]) : "", c2: b ? number(b[1]) : "",
      value: number(solution.value, 5), residual: number(solution.residual, 3), d: number(a[0] - a[1], 6),
      lmax: number(lossfold.knobs.lambdaMax(scene, weights)),
      f1: feature(scene, 0, words), f2: feature(scene, 1, words),
      l1: number(weights.l1), l2: number(weights.l2), n0: number(closed[0] ?? 0, 6), n1: number(closed[1] ?? 0, 6),
    };
  }

  /** One or two sentences: what is to be seen. @type {Lossfold["story"]["tell"]} */
  function tell(scene, solution, weights, words) {
    if (!solution) return words["story.pending"];
    const half = scene.spec.range;
    const sentence = fill(words[solution.story], values(scene, solution, weights, words));
    if (lossfold.marks.visible(solution, half)) return sentence;
    const far = !lossfold.marks.visible(solution, scene.widest);
    const where = fill(words[far ? "story.outside.far" : "story.outside"], { widest: number(scene.widest) });
    return lossfold.format.join(sentence, where);
  }

  /** The certificate, a sentence an entry. @type {Lossfold["story"]["prove"]} */
  function prove(scene, solution, weights, words) {
    if (!solution) return [];
    const say = (/** @type {string} */ key) => fill(words[key], values(scene, solution, weights, words));
    if (solution.story === BEYOND) return [say("proof.beyond")];
    if (solution.story === FAINT) return [say("proof.faint"), ...(solution.closed ? [say(solution.closed.key)] : [])];
    const lines = [say(solution.kind === "none" ? "proof.infimum" : "proof.value")];
    if (solution.kind === "none") lines.push(say("proof.none"));
    else {
      const net = scene.nets.includes(scene.spec.loss);
      const where = solution.kind === "point" ? "proof.residual" : "proof.residual.set";
      lines.push(say(net ? "proof.residual.net" : weights.confidence > 0 ? `${where}.bent` : where));
      if (net) lines.push(say("proof.compared"));
      if (solution.closed) lines.push(say(solution.closed.key));
      else if (!net && !scene.hasClosedForms) lines.push(say("proof.nothing"));
    }
    const lambdaMax = lossfold.knobs.lambdaMax(scene, weights);
    if (lambdaMax > 0) lines.push(say(lambdaMax > 2 ? "proof.lmax.beyond" : "proof.lmax"));
    return lines;
  }

  /** Value and residual in one line, for where there is little room. @type {Lossfold["story"]["brief"]} */
  function brief(solution, words) {
    if (!solution) return "";
    if (solution.story === BEYOND) return words["proof.beyond"];
    if (solution.story === FAINT) return words["proof.faint"];
    const [value, residual] = [number(solution.value, 5), number(solution.residual, 3)];
    return fill(words[solution.kind === "none" ? "embed.infimum" : "embed.proof"], { value, residual });
  }

  /** The text alternative of the surface: what it spans, and the story. @type {Lossfold["story"]["describe"]} */
  function describe(scene, solution, weights, words) {
    const half = scene.spec.range;
    const frame = fill(words["aria.surface"], { low: number(-half), high: number(half) });
    return lossfold.format.join(frame, tell(scene, solution, weights, words));
  }

  /**
   * What the model is where the knobs are, beyond loss and data (see components/scene/model_notes.py).
   * @type {Lossfold["story"]["model"]}
   */
  function model(scene, weights, words) {
    const off = !lossfold.knobs.anyPart(scene, weights);
    /** @type {(note: SentNote) => boolean} */
    const holds = ({ part, above, alone }) => (part ? weights[part] > above : !alone || off);
    /** @type {(note: SentNote) => string} */
    const said = ({ key, values: known, part }) =>
      fill(words[key], part ? { ...known, [part]: number(weights[part]) } : known);
    return lossfold.format.join(...(scene.notes ?? []).filter(holds).map(said));
  }

  globalThis.lossfold = { ...globalThis.lossfold, story: { feature, model, tell, prove, brief, describe } };
})();
