// The entries beside the sliders: builds them, reads what is typed, and shows what holds. A weight follows each key; what
// asks the server for new layers waits for Enter or for the entry to be left.
(function () {
  const entries = {}; // knob -> input
  let typed = null; // {knob, from}: the entry that somebody is typing in, and the number that held before

  const facts = ({ dataset }) => ({ name: dataset.name, ...lossfold.state.start.numbers[dataset.knob] });

  /** The number that holds for a knob now. */
  function held(knob) {
    const { weights, wanted } = lossfold.state;
    return knob in weights ? weights[knob] : wanted[knob];
  }

  /** The number of an entry, or null if it is none or out of range. */
  function numberIn(input) {
    const { low, high } = facts(input);
    const value = lossfold.numbers.read(input.value);
    return lossfold.numbers.inRange(value, low, high) ? lossfold.numbers.rounded(value) : null;
  }

  function act(knob, value) {
    if (value === held(knob)) return;
    if (knob in lossfold.state.weights) lossfold.sliderDrag.turn({ ...lossfold.state.weights, [knob]: value }, knob);
    else lossfold.controls.choose({ [knob]: value }, [], knob);
  }

  /** A key in an entry: a weight that is a number so far is shown at once. */
  function follow(knob, input) {
    typed ??= { knob, from: held(knob) };
    const value = numberIn(input);
    if (value !== null && knob in lossfold.state.weights) act(knob, value);
  }

  /** The number is complete: it holds, or it is refused by a sentence and the one before holds again. */
  function commit() {
    if (!typed) return;
    const { knob, from } = typed;
    const input = entries[knob];
    typed = null;
    const value = numberIn(input);
    if (value === null) {
      const { name, low, high } = facts(input);
      const { written } = lossfold.numbers;
      const shown = input.value.trim();
      act(knob, from);
      lossfold.explorer.notice(lossfold.format.fill(lossfold.state.words["refused.number"], { field: name, value: `“${shown}”`, low: written(low), high: written(high) }));
    } else {
      lossfold.explorer.notice("");
      act(knob, value);
    }
    show(knob, held(knob));
  }

  /** Puts a number into its entry, unless somebody is typing there. */
  function show(knob, value) {
    const input = entries[knob];
    if (!input || (typed && typed.knob === knob)) return;
    const text = lossfold.numbers.text(value);
    if (input.value !== text) input.value = text;
  }

  /** The arrow keys move by a step, as on the slider. */
  function step(event, knob, input) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    commit();
    const { low, high, step } = facts(input);
    const next = Math.round(held(knob) / step + by) * step;
    act(knob, Number(Math.min(Math.max(next, low), high).toFixed(4)));
    show(knob, held(knob));
  }

  /** Builds the entry of each place that the page has for one. */
  function begin() {
    for (const place of document.querySelectorAll(".entry[data-knob]")) {
      const { knob, label } = place.dataset;
      const properties = { id: `${knob}-number`, type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false };
      const input = Object.assign(document.createElement("input"), properties);
      Object.assign(input.dataset, place.dataset);
      input.setAttribute("aria-label", label);
      input.addEventListener("focus", lossfold.buttons.stop);
      input.addEventListener("input", () => follow(knob, input));
      input.addEventListener("keydown", (event) => event.isComposing || (event.key === "Enter" ? commit() : step(event, knob, input)));
      input.addEventListener("blur", commit);
      entries[knob] = input;
      place.replaceChildren(input);
      show(knob, held(knob));
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, numberFields: { begin, show, commit } };
})();
