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
   * The same in one or two words, "" where the feature has no name but its sign: x₁ says no more than β₁ does.
   * @type {Lossfold["story"]["shortName"]}
   */
  function shortName(scene, which, words) {
    if (/^[a-z][₁₂]$/.test(scene.features[which])) return "";
    const name = feature(scene, which, words);
    return scene.spec.data === "own" ? name : name.replace(/ ?[(（].*$/, "");
  }

  /** A coefficient's sign and its feature's name: "β₁ · bmi". @type {Lossfold["story"]["coefficient"]} */
  function coefficient(scene, which, words) {
    const name = shortName(scene, which, words);
    return `β${"₁₂"[which]}${name && ` · ${name}`}`;
  }

  /** How long what the folds leave of the loss's slope at 0 is. @type {(scene: Scene, weights: Weights) => number} */
  function left(scene, weights) {
    const gradient = lossfold.knobs.originGradient(scene, weights);
    return gradient ? lossfold.penalties.left(lossfold.penalties.sum(scene.penalties, weights), gradient) : NaN;
  }

  /** A chance in six digits; 1 only for a true 1, else how far it is from it. @type {(chance: number) => string} */
  const chance = (value) => {
    const short = number(value, 6);
    return short === "1" && value !== 1 ? `1 − ${number(1 - value, 3)}` : short;
  };

  /**
   * Every value that a sentence may ask for: the weight of each penalty under its name, and what else there is.
   * @type {(scene: Scene, solution: Solution, weights: Weights, words: Words) => Record<string, string>}
   */
  function values(scene, solution, weights, words) {
    const [a, b] = solution.points;
    const closed = solution.closed ? solution.closed.numbers : [];
    const first = solution.closed?.key === "proof.logit" ? chance(closed[0]) : number(closed[0] ?? 0, 6);
    /** @type {(which: number) => string} */
    const called = (which) => {
      const name = shortName(scene, which, words);
      return name ? fill(words["story.called"], { b: number(a[which]), name }) : number(a[which]);
    };
    const standing = Object.keys(scene.penalties).map((name) => [name, number(weights[name] ?? 0)]);
    return {
      b1: called(0), b2: called(1), c1: b ? number(b[0]) : "", c2: b ? number(b[1]) : "",
      value: number(solution.value, 5), residual: number(solution.residual, 3), d: number(a[0] - a[1], 6),
      lmax: number(lossfold.knobs.leastWeight(scene, weights, "l1")), left: number(left(scene, weights)),
      f1: feature(scene, 0, words), f2: feature(scene, 1, words),
      ...Object.fromEntries(standing), n0: first, n1: number(closed[1] ?? 0, 6),
    };
  }

  /** One or two sentences: what is to be seen. @type {Lossfold["story"]["tell"]} */
  function tell(scene, solution, weights, words) {
    if (!solution) return words["story.pending"];
    const half = scene.spec.range;
    const sentence = fill(words[solution.story], values(scene, solution, weights, words));
    if (lossfold.marks.visible(solution, half)) return sentence;
    const far = !lossfold.marks.visible(solution, scene.maxRange);
    const where = fill(words[far ? "story.outside.far" : "story.outside"], { widest: number(scene.maxRange) });
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
      const net = !scene.linearScore;
      const nonconvex = lossfold.knobs.isNonconvex(scene, weights);
      const where = solution.kind === "point" ? "proof.residual" : "proof.residual.set";
      lines.push(say(net ? "proof.residual.net" : nonconvex ? `${where}.nonconvex` : where));
      if (net) lines.push(say("proof.compared"));
      if (solution.closed) lines.push(say(solution.closed.key));
      else if (!net && !scene.hasClosedForms) lines.push(say("proof.nothing"));
    }
    return [...lines, ...thresholds(scene, weights, words)];
  }

  /**
   * From which weight on each penalty with a kink holds β at 0: of those that every page has a slider of, and that have
   * weight.
   * @type {(scene: Scene, weights: Weights, words: Words) => string[]}
   */
  function thresholds(scene, weights, words) {
    const { penalties, knobs } = scene;
    const kinked = Object.keys(penalties).filter((name) => !penalties[name].smooth);
    return kinked.filter((name) => knobs[name].main || weights[name] > 0).flatMap((name) => {
      const max = lossfold.knobs.leastWeight(scene, weights, name);
      if (!(max > 0)) return [];
      const others = kinked.filter((other) => other !== name && weights[other] > 0);
      const standing = others.map((other) => `${penalties[other].symbol} = ${number(weights[other])}`);
      const key = max > knobs[name].high ? "proof.max.beyond" : others.length ? "proof.max.beside" : "proof.max";
      const values = { sign: penalties[name].symbol, max: number(max), others: standing.join(words["list.and"]) };
      return [fill(words[key], values)];
    });
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
    const others = Object.keys(scene.penalties).some((name) => !scene.knobs[name].main && weights[name] > 0);
    const off = !others && !lossfold.knobs.anyAffineTerm(scene, weights);
    /** @type {(note: SentNote) => boolean} */
    const holds = ({ knob, above, alone }) => (knob ? weights[knob] > above : !alone || off);
    /** @type {(note: SentNote) => string} */
    const said = ({ key, values: known, knob }) =>
      fill(words[key], knob ? { ...known, [knob]: number(weights[knob]) } : known);
    return lossfold.format.join(...(scene.notes ?? []).filter(holds).map(said));
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    story: { feature, shortName, coefficient, model, tell, prove, brief, describe },
  };
})();
