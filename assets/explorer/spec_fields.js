// The fields of a spec: as texts of a query, and which of them go along to another loss. Pure.
(function () {
  /** A spec's fields as the texts of a query. @type {Lossfold["specFields"]["textsOf"]} */
  function textsOf(spec) {
    const text = (/** @type {unknown} */ value) => (typeof value === "boolean" ? String(Number(value)) : String(value));
    return Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, text(value)]));
  }

  /**
   * The fields of a spec that cannot go along to another loss: their defaults are that loss's own.
   * @type {Lossfold["specFields"]["unshared"]}
   */
  function unshared({ numbers, takes, scores, choices }, from, to, stays) {
    const ofLoss = Object.keys(numbers).filter((name) => numbers[name].kind === "loss");
    if (!scores.includes(to) || !scores.includes(from)) return ["data", "edited", ...choices, ...ofLoss];
    // A picker that only some of them have.
    const picked = choices.filter((name) => takes[from].includes(name));
    const ofData = stays ? [] : ["data", "edited"];
    return [...ofData, ...[...picked, ...ofLoss].filter((name) => !takes[to].includes(name))];
  }

  /**
   * The knobs of a loss that a visitor's file cannot have: it brings one of the `own` losses.
   * @type {Lossfold["specFields"]["unfit"]}
   */
  function unfit({ numbers, takes, own }) {
    return Object.keys(numbers).filter((name) => !own.some((loss) => takes[loss].includes(name)));
  }

  /**
   * Whether two specs have the same minima at the same weights: all but the weights on screen, grid and square agree.
   * @type {Lossfold["specFields"]["sameModel"]}
   */
  function sameModel(one, other, weights) {
    const aside = [...Object.keys(weights), "n", "range"];
    return Object.keys(one).every((name) => aside.includes(name) || one[name] === other[name]);
  }

  globalThis.lossfold = { ...globalThis.lossfold, specFields: { textsOf, unshared, unfit, sameModel } };
})();
