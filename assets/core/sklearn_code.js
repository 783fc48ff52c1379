// The scikit-learn program that finds the minimum on screen. Pure; bindings.js shows it.
(function () {
  /**
   * The shortest text of a number that reads back as the same; what rounding left of a sum is no part of it. Pure.
   * @type {Lossfold["sklearnCode"]["exact"]}
   */
  function exact(value) {
    const [tidy, whole] = [String(Number(value.toPrecision(15))), String(value)];
    return tidy.length < whole.length - 2 ? tidy : whole;
  }

  /**
   * The scikit-learn program at these weights, "" if there is none; its conversions are in
   * components/scene/sklearn_code.py. The name of the visitor's own file is written as JSON writes a text, which
   * Python reads alike. Where J has no minimum, or many, it begins by saying so: scikit-learn prints numbers all the
   * same.
   * @type {Lossfold["sklearnCode"]["write"]}
   */
  function write(scene, weights, fileName, kind, words) {
    if (lossfold.knobs.anyPart(scene, weights)) return "";
    const { programs, setup, family, rows } = scene.equivalent;
    const { l1, l2 } = weights;
    const pair = `${l1 > 0 ? 1 : 0}${l2 > 0 ? 1 : 0}`;
    const numbers =
      family === "linear"
        ? { alpha: exact(l1 / 2 + l2), ratio: exact(l1 / 2 / (l1 / 2 + l2)), ridge: exact(rows * l2) }
        : { C: exact(1 / (rows * (l1 + 2 * l2))), ratio: exact(l1 / (l1 + 2 * l2)) };
    const begun = (setup || []).join(JSON.stringify(fileName || "your-file.csv"));
    const program = lossfold.format.fill(programs[pair], { ...numbers, setup: begun });
    const isPoint = kind === undefined || kind === "point";
    const remark = isPoint ? null : kind === "none" ? "program.none" : "program.many";
    return program && remark ? `# ${words[remark]}\n${program}` : program;
  }

  globalThis.lossfold = { ...globalThis.lossfold, sklearnCode: { write, exact } };
})();
