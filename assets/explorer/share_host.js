// What the explorer shares: its figure's addresses, names and captions, for the dialog of assets/sharing/share.js.
(function () {
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(lossfold.state.words[key], values);
  const landscape = () => /** @type {SurfaceLandscape} */ (lossfold.state.landscape);
  const isOwn = () => lossfold.state.scene.spec.data === "own";

  /** The sliders that a figure can have: λ, Ω, and those of other terms of J that have weight. */
  function sliders() {
    const { scene, weights, start } = lossfold.state;
    const offered = Object.keys(weights).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
    return { offered, all: Object.keys(start.numbers), most: start.limits.embedKnobs };
  }

  /** The figure's query in a frame or a file. @param {ShareChoice} chosen */
  function query(chosen) {
    const { scene, language } = lossfold.state;
    const choice = { ...chosen, standard: lossfold.knobs.main(scene), language };
    return lossfold.snippets.embedQuery(lossfold.links.figure(), choice);
  }

  /** @type {ShareHost["file"]} */
  function file(chosen, plotly) {
    const { name, ...rows } = lossfold.state.file || {};
    const asked = query(chosen);
    const headers = { "Content-Type": "application/json" };
    const address = `export?${asked}${asked ? "&" : ""}plotly=${plotly}`;
    return fetch(address, isOwn() ? { method: "POST", headers, body: JSON.stringify(rows) } : {});
  }

  /** A file name that says what is in it. @type {ShareHost["name"]} */
  function name(ending) {
    const { scene, weights } = lossfold.state;
    const named = Object.keys(scene.penalties).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
    const weighed = named.map((knob) => `${knob}-${weights[knob]}`).join("-");
    return `lossfold-${scene.spec.loss}-${scene.spec.data}-${weighed}.${ending}`;
  }

  /** Where the minimum is, in a few words. */
  function minimal(/** @type {Scene} */ scene, /** @type {Solution} */ { kind, points: [a, b] }) {
    const { number } = lossfold.format;
    const { words } = lossfold.state;
    const [f1, f2] = [0, 1].map((which) => {
      const called = lossfold.story.shortName(scene, which, words);
      return `β${"₁₂"[which]}${called && ` · ${called}`} =`;
    });
    if (kind === "point") return say("share.caption.minimum", { b1: number(a[0]), b2: number(a[1]), f1, f2 });
    if (kind === "none") return words["share.caption.none"];
    if (kind !== "segment") return kind === "line" ? words["label.minima"] : "";
    return say("share.caption.segment", { b1: number(a[0]), b2: number(a[1]), c1: number(b[0]), c2: number(b[1]) });
  }

  /** What a caption says under some weights: model and data; weights and minimum; where it is from. @type {Caption} */
  function caption(weights) {
    const { scene, words, paths, own } = lossfold.state;
    const data = own && isOwn() ? lossfold.state.file?.name : words[`choice.data.${scene.spec.data}`];
    const shown = Object.keys(scene.penalties).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
    const signs = shown.map((knob) => `${scene.knobs[knob].symbol} = ${lossfold.format.weight(weights[knob])}`);
    const solution = lossfold.solutionTables.at(scene, paths, weights);
    return [
      `${words[`choice.loss.${scene.spec.loss}`]} · ${data ?? ""}`,
      [signs.join("   "), solution && minimal(scene, solution)].filter(Boolean).join(" · "),
      lossfold.links.whole().replace(/^https?:\/\//, ""),
    ];
  }

  /** The knob that a film moves. @type {ShareHost["played"]} */
  function played() {
    const { scene, weights, knob: last, start } = lossfold.state;
    const knob = lossfold.knobs.played(scene, weights, last);
    const { high: top, step } = start.numbers[knob];
    return { knob, top, step };
  }

  /** @type {Lossfold["shareHost"]["host"]} */
  const host = () => ({
    words: lossfold.state.words, frames: lossfold.state.start.frames, landscape, isOwn, sliders, file, name, caption,
    played,
    link: () => lossfold.links.whole(),
    title: () => say("share.figure"),
    embed: (chosen) => lossfold.links.at("embed", query(chosen)),
    cell: query,
    moves: () => true,
    table: () => landscape(),
    picture: (how) => lossfold.studio.photograph(landscape(), how),
    stop: () => lossfold.playback.stop(),
  });

  globalThis.lossfold = { ...globalThis.lossfold, shareHost: { host } };
})();
