// Keeps the page's texts and controls in step with the figure.
(function () {
  let written = ""; // the formula
  let drawn = ""; // the model

  /**
   * After each step: formula, story, proof, program, text alternative, and the other controls.
   * @type {Lossfold["readout"]["followWeights"]}
   */
  function followWeights() {
    const { scene, paths, weights, words } = lossfold.state;
    const { text, byId } = lossfold.elements;
    const solution = lossfold.solutionTables.at(scene, paths, { ...scene.weights, ...weights });
    for (const knob of Object.keys(weights)) lossfold.numberFields.show(knob, weights[knob]);
    lossfold.formula.update(weights);
    text("model", lossfold.story.model(scene, weights, words));
    lossfold.props.set("preset", { value: lossfold.choices.shownPreset() });
    lossfold.playback.update();
    text("units", lossfold.units.write(scene, solution, words));
    text("story", lossfold.story.tell(scene, solution, weights, words));
    const lines = lossfold.story.prove(scene, solution, weights, words);
    const said = lines.map((line) => Object.assign(document.createElement("p"), { textContent: line }));
    byId("certificate").replaceChildren(...said);
    lossfold.programs.update(solution);
    byId("surface").setAttribute("aria-label", lossfold.story.describe(scene, solution, weights, words));
  }

  /**
   * After each new scene: choices, marks, formula, and which controls apply.
   * @type {Lossfold["readout"]["updateScene"]}
   */
  function updateScene() {
    const { state } = lossfold;
    const { scene, words, start } = state;
    const { spec } = scene;
    const { set } = lossfold.props;
    Object.assign(lossfold.elements.one(".explorer").dataset, { loss: spec.loss, data: spec.data });
    set("loss", { value: spec.loss });
    const datasets = scene.datasets.map((value) => ({ value, label: words[`choice.data.${value}`] }));
    set("data", { data: datasets, value: spec.data });
    const texts = lossfold.specFields.textsOf(spec);
    for (const id of start.choices) set(id, { value: texts[id] });
    // What belongs to a knob stands in the page beside every model, and is shown where the model has it.
    for (const box of document.querySelectorAll("[data-slider]")) {
      box.toggleAttribute("hidden", !scene.sliders.includes(box.getAttribute("data-slider") ?? ""));
    }
    const regularizers = lossfold.elements.one(".regularizers");
    regularizers.hidden = !regularizers.querySelector("[data-slider]:not([hidden])");
    const structural = Object.keys(start.numbers).filter((each) => !(each in scene.weights));
    state.setSettings(Object.fromEntries(structural.map((knob) => [knob, Number(spec[knob])])));
    for (const knob of structural) lossfold.numberFields.show(knob, Number(spec[knob]));
    if (written !== scene.formula) lossfold.elements.byId("formula").innerHTML = written = scene.formula;
    const drawing = lossfold.elements.byId("drawing");
    if (drawn !== scene.drawing) drawing.innerHTML = drawn = scene.drawing;
    drawing.hidden = !drawn;
    lossfold.uploadPanel.show();
    lossfold.columnOverview.update();
    for (const note of document.querySelectorAll("[data-say]")) {
      note.textContent = words[note.getAttribute("data-say") ?? ""];
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, readout: { followWeights, updateScene } };
})();
