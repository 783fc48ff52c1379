// The program that finds the minimum on screen: scikit-learn's, or a loop in NumPy under a penalty that scikit-learn
// does not have. Pure; bindings.js shows it.
(function () {
  /**
   * The shortest text of a number that reads back as the same; what rounding left of a sum does not belong to it. Pure.
   * @type {Lossfold["sklearnCode"]["exact"]}
   */
  function exact(value) {
    const [tidy, whole] = [String(Number(value.toPrecision(15))), String(value)];
    return tidy.length < whole.length - 2 ? tidy : whole;
  }

  /**
   * The penalties with weight that scikit-learn does not have.
   * @type {(scene: Pick<Scene, "penalties">, weights: Weights) => string[]}
   */
  const foreign = (scene, weights) =>
    lossfold.penalties.on(scene.penalties, weights).filter((name) => name !== "l1" && name !== "l2");

  /** The key of the program's heading. @type {Lossfold["sklearnCode"]["title"]} */
  const title = (scene, weights) => (foreign(scene, weights).length ? "read.equivalent.loop" : "read.equivalent");

  /**
   * The program at these weights, "" if there is none; its conversions are in components/scene/sklearn_code.py. The
   * loop knows the penalties that it has a place for. The name of the visitor's own file is written as JSON writes a
   * text, which Python reads alike. Where J has no minimum, or many, it begins by saying so: scikit-learn prints
   * numbers all the same.
   * @type {Lossfold["sklearnCode"]["write"]}
   */
  function write(scene, weights, fileName, kind, words, tool = "sklearn") {
    if (lossfold.knobs.anyAffineTerm(scene, weights)) return "";
    const { programs, loop, setup, family, rows, frameworks } = scene.equivalent;
    const { l1, l2 } = weights;
    const others = foreign(scene, weights);
    if (!others.every((name) => loop.includes(`{${name}}`))) return "";
    const pair = `${l1 > 0 ? 1 : 0}${l2 > 0 ? 1 : 0}`;
    const numbers =
      family === "linear"
        ? { alpha: exact(l1 / 2 + l2), ratio: exact(l1 / 2 / (l1 / 2 + l2)), ridge: exact(rows * l2) }
        : { C: exact(1 / (rows * (l1 + 2 * l2))), ratio: exact(l1 / (l1 + 2 * l2)) };
    const begun = (setup || []).join(JSON.stringify(fileName || "your-file.csv"));
    const values = { ...weights, ...numbers, decay: exact(2 * l2), setup: begun };
    const ours = tool === "sklearn" ? programs[pair] : frameworks[tool] ?? "";
    const program = lossfold.format.fill(others.length ? loop : ours, values);
    const isPoint = kind === undefined || kind === "point";
    const remark = isPoint ? null : kind === "none" ? "program.none" : "program.many";
    return program && remark ? `# ${words[remark]}\n${program}` : program;
  }

  /**
   * The tools in which there is a program at these weights: scikit-learn alone, or PyTorch and JAX beside it.
   * @type {Lossfold["sklearnCode"]["tools"]}
   */
  const tools = (scene, weights) =>
    ["sklearn", ...(foreign(scene, weights).length ? [] : Object.keys(scene.equivalent.frameworks ?? {}))];

  globalThis.lossfold = { ...globalThis.lossfold, sklearnCode: { write, title, exact, tools } };
})();
