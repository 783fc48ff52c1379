// Keeps controls and texts in step with the state: the one place that writes into the page.
(function () {
  /** "id.property" -> its value, as the page has it. @type {Record<string, unknown>} */
  const known = {};
  let written = ""; // the formula
  // Values that `set` gave a control come back through its callback, sometimes when the hand has moved on.
  /** @type {{ id: string, value: unknown, until: number }[]} */
  const echoes = [];
  const ECHO_LIFE = 1500;

  /** Gives controls new values, only where they differ, so that nothing echoes. @type {Lossfold["bindings"]["set"]} */
  function set(id, props) {
    const isNew = (/** @type {[string, unknown]} */ [name, value]) =>
      JSON.stringify(known[`${id}.${name}`]) !== JSON.stringify(value);
    const changed = Object.entries(props).filter(isNew);
    if (changed.length === 0) return;
    for (const [name, value] of changed) {
      known[`${id}.${name}`] = value;
      if (name === "value") echoes.push({ id, value, until: performance.now() + ECHO_LIFE });
    }
    dash_clientside.set_props(id, Object.fromEntries(changed));
  }

  /** Whether a control only repeats what `set` told it. @type {Lossfold["bindings"]["isEcho"]} */
  function isEcho(id, value) {
    const now = performance.now();
    while (echoes.length && echoes[0].until < now) echoes.shift();
    const at = echoes.findIndex((echo) => echo.id === id && echo.value === value);
    if (at >= 0) echoes.splice(at, 1);
    return at >= 0;
  }

  /** What a control says of itself, so that `set` need not repeat it. @type {Lossfold["bindings"]["heard"]} */
  function heard(id, value) {
    known[`${id}.value`] = value;
  }

  /** @type {Lossfold["bindings"]["preset"]} */
  function preset({ l1, l2 }) {
    return l1 > 0 ? (l2 > 0 ? "both" : "l1") : l2 > 0 ? "l2" : "none";
  }

  /**
   * The preset on screen: a weight that runs through 0 is still its preset's.
   * @type {Lossfold["bindings"]["shownPreset"]}
   */
  function shownPreset() {
    const { weights } = lossfold.state;
    const runs = lossfold.buttons.playing();
    return preset(runs ? { ...weights, [runs]: 1 } : weights);
  }

  /** @type {Lossfold["bindings"]["text"]} */
  function text(id, content) {
    const element = document.getElementById(id);
    if (element && element.textContent !== content) element.textContent = content;
  }

  /**
   * After each slider step: formula, story, proof, program, text alternative, and the other controls.
   * @type {Lossfold["bindings"]["followWeights"]}
   */
  function followWeights() {
    const { scene, paths, weights, words } = lossfold.state;
    const solution = lossfold.solutionTables.at(scene, paths, { ...scene.weights, ...weights });
    for (const knob of Object.keys(weights)) {
      set(knob, { value: weights[knob] });
      lossfold.numberFields.show(knob, weights[knob]);
    }
    lossfold.formula.follow(weights);
    text("model", lossfold.story.model(scene, weights, words));
    const lambdaMax = lossfold.knobs.lambdaMax(scene, weights);
    set("l1", { marks: lambdaMax > 0 && lambdaMax <= 2 ? [{ value: lambdaMax, label: "λₘₐₓ" }] : [] });
    set("preset", { value: shownPreset() });
    lossfold.buttons.follow();
    text("story", lossfold.story.tell(scene, solution, weights, words));
    const proof = document.getElementById("certificate");
    if (proof) {
      const lines = lossfold.story.prove(scene, solution, weights, words);
      proof.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    }
    const program = lossfold.sklearnCode.write(scene, weights, lossfold.state.file?.name, solution?.kind, words);
    text("equivalent", program);
    lossfold.elements.one(".equivalent").hidden = !program;
    const surface = document.getElementById("surface");
    if (surface) surface.setAttribute("aria-label", lossfold.story.describe(scene, solution, weights, words));
    lossfold.viewHost.follow();
  }

  /** The pickers show a choice that is on its way. @type {Lossfold["bindings"]["followChoice"]} */
  function followChoice({ loss, data }) {
    set("loss", { value: loss });
    if (data) set("data", { value: data });
  }

  /**
   * After each new scene: choices, marks, formula, and which controls apply.
   * @type {Lossfold["bindings"]["followScene"]}
   */
  function followScene() {
    const { scene, words } = lossfold.state;
    const { spec } = scene;
    const page = lossfold.elements.one(".explorer");
    if (page) Object.assign(page.dataset, { loss: spec.loss, data: spec.data });
    set("loss", { value: spec.loss });
    const datasets = scene.datasets.map((value) => ({ value, label: words[`choice.data.${value}`] }));
    set("data", { data: datasets, value: spec.data });
    set("n", { value: String(spec.n) });
    set("mask", { value: spec.mask });
    set("convention", { value: spec.convention });
    set("rescale", { value: spec.rescale ? "1" : "0" });
    // What belongs to a knob stands in the page beside every model, and is shown where the model has it.
    for (const box of document.querySelectorAll("[data-slider]")) {
      box.toggleAttribute("hidden", !scene.sliders.includes(box.getAttribute("data-slider") ?? ""));
    }
    const regularizers = lossfold.elements.one(".regularizers");
    if (regularizers) regularizers.hidden = !regularizers.querySelector("[data-slider]:not([hidden])");
    for (const knob of Object.keys(lossfold.state.start.numbers).filter((each) => !(each in scene.weights))) {
      set(knob, { value: spec[knob] });
      lossfold.numberFields.show(knob, Number(spec[knob]));
    }
    const formula = document.getElementById("formula");
    if (formula && written !== scene.formula) formula.innerHTML = written = scene.formula;
    lossfold.uploadPanel.show();
    for (const note of document.querySelectorAll("[data-say]")) {
      note.textContent = words[note.getAttribute("data-say") ?? ""];
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    bindings: { set, heard, isEcho, preset, shownPreset, text, followWeights, followScene, followChoice },
  };
})();
