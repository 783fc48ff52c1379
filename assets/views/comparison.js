// What the gallery compares, as links say it, and the weights of its cells. Pure.
(function () {
  const KINDS = [[0, 0], [1, 0], [0, 1], [1, 1]];

  /**
   * The weights of every cell, the sliders' where the comparison does not say; `usual` is the weight of a penalty among
   * its kinds where its slider says none.
   * @type {Lossfold["compare"]["cells"]}
   */
  function cells(compare, weights, equivalent, penalties, usual) {
    const none = Object.fromEntries(Object.keys(penalties).map((name) => [name, 0]));
    if (compare.knob === "alike") {
      if (!equivalent) return [{ weights: { ...weights } }];
      return [
        { weights: { ...weights, loss: 1 } },
        { weights: { ...weights, loss: 0, raw: 1, equivalent: 1 } },
        { weights: { ...weights, loss: 1, raw: -1, equivalent: -1, ...none }, difference: true },
      ];
    }
    if (compare.knob !== "kinds") {
      return compare.values.map((value) => ({ weights: { ...weights, [compare.knob]: value } }));
    }
    // As its name says: no other penalty stands beside these.
    const [l1, l2] = [weights.l1 || weights.l2 || usual, weights.l2 || weights.l1 || usual];
    return KINDS.map(([one, two]) => ({ weights: { ...weights, ...none, l1: one * l1, l2: two * l2 } }));
  }

  /** The nearest whole number, of two the even one. @param {number} value */
  function round(value) {
    const up = Math.round(value);
    return up - value === 0.5 && up % 2 ? up - 1 : up;
  }

  /**
   * "l1:0,0.1,1" -> {knob, values}, to the sliders' stops, as their minima are known; null if it is none.
   * @type {Lossfold["compare"]["parse"]}
   */
  function parse(text, { weights, stops, most }) {
    if (text === "kinds" || text === "alike") return { knob: text, values: [] };
    const at = text.indexOf(":");
    const knob = at < 0 ? text : text.slice(0, at);
    const pieces = at < 0 ? [] : text.slice(at + 1).trim().split(/[,\s]+/);
    const [low, high] = Object.hasOwn(weights, knob) ? weights[knob] : [0, 0];
    const values = pieces.map((piece) => lossfold.numbers.spelled(piece) ?? NaN);
    const inRange = values.every((value) => value >= low && value <= high);
    if (!Object.hasOwn(weights, knob) || values.length < 1 || values.length > most || !inRange) return null;
    return { knob, values: values.map((value) => round(value * stops) / stops) };
  }

  /** @type {Lossfold["compare"]["write"]} */
  const write = ({ knob, values }) => (knob === "kinds" || knob === "alike" ? knob : `${knob}:${values.join(",")}`);

  /** What is compared unless a link says otherwise. @type {Lossfold["compare"]["standard"]} */
  const standard = (views) => views.find(({ name }) => name === "compare")?.options.compare ?? "";

  globalThis.lossfold = { ...globalThis.lossfold, compare: { cells, parse, write, standard } };
})();
