// The programs that find the minimum on screen: which tool's is shown, and what Ω is there.
(function () {
  let tool = "sklearn";
  const buttons = () => /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-tool]"));

  /** After each step. @type {Lossfold["programs"]["update"]} */
  function update(solution) {
    const { scene, weights, words, file } = lossfold.state;
    const { text, one } = lossfold.elements;
    const there = lossfold.sklearnCode.tools(scene, weights);
    const shown = there.includes(tool) ? tool : "sklearn";
    const program = lossfold.sklearnCode.write(scene, weights, file?.name, solution?.kind, words, shown);
    text("equivalent", program);
    one(".equivalent").hidden = !program;
    one(".equivalent summary").textContent = words[lossfold.sklearnCode.title(scene, weights)];
    for (const button of buttons()) {
      button.hidden = !there.includes(button.dataset.tool ?? "");
      button.setAttribute("aria-pressed", String(button.dataset.tool === shown));
    }
    one(".tools-of-code").hidden = there.length < 2;
    text("program-note", shown === "sklearn" ? "" : words[`program.${shown}`]);
  }

  document.addEventListener("click", (event) => {
    const button = lossfold.elements.targetOf(event)?.closest("[data-tool]");
    if (!(button instanceof HTMLElement)) return;
    tool = button.dataset.tool ?? tool;
    const { scene, paths, weights } = lossfold.state;
    update(lossfold.solutionTables.at(scene, paths, { ...scene.weights, ...weights }));
  });

  globalThis.lossfold = { ...globalThis.lossfold, programs: { update } };
})();
