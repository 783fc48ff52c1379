// The formula of J follows the knobs: their numbers in it, and the terms that have weight.
(function () {
  /** @type {Lossfold["formula"]["update"]} */
  function update(weights, written = lossfold.format.weight) {
    for (const [knob, value] of Object.entries(weights)) {
      for (const place of document.querySelectorAll(`#formula [data-knob=${knob}]`)) {
        place.textContent = written(value, knob);
      }
      for (const term of document.querySelectorAll(`#formula [data-term=${knob}]`)) {
        term.toggleAttribute("hidden", !value);
      }
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, formula: { update } };
})();
