// The entries beside the sliders: builds them, reads what is typed, shows what holds. A weight follows each key; what
// asks the server for new layers waits for Enter or for the entry to be left.
(function () {
  /** Knob -> its entry. @type {Record<string, HTMLInputElement>} */
  const entries = {};
  /**
   * The entry that somebody is typing in, and the number that held before.
   * @type {{ knob: string, from: number } | null}
   */
  let typed = null;

  // What is smaller is 0, as in landscapes/spec.py: of a knob whose power weighs in J, that power. A slider of finer
  // steps has a smaller one.
  const LEAST = 1e-12;
  /** Whose they are. @type {NumberHost} */
  let host;

  const facts = (/** @type {HTMLInputElement} */ { dataset }) =>
    ({ name: dataset.name ?? "", ...host.numbers[dataset.knob ?? ""] });

  /** The number that holds for a knob now. @type {(knob: string) => number} */
  function held(knob) {
    const { weights } = host.figure;
    return knob in weights ? weights[knob] : host.setting(knob);
  }

  /**
   * The number of an entry, or null if it is none or out of range.
   * @type {(input: HTMLInputElement) => number | null}
   */
  function numberIn(input) {
    const { low, high, step, power } = facts(input);
    const value = lossfold.numbers.read(input.value);
    if (value === null || !lossfold.numbers.inRange(value, low, high)) return null;
    const short = lossfold.numbers.rounded(value, step);
    return Math.abs(short) ** power < Math.min(LEAST, 0.001 * step ** power) ? 0 : short;
  }

  /** @type {(knob: string, value: number) => void} */
  function act(knob, value) {
    if (value === held(knob)) return;
    host.figure.move(knob, value);
  }

  /**
   * A key in an entry: a weight that is a number so far is shown at once.
   * @type {(knob: string, input: HTMLInputElement) => void}
   */
  function update(knob, input) {
    typed ??= { knob, from: held(knob) };
    const value = numberIn(input);
    if (value !== null && knob in host.figure.weights) act(knob, value);
  }

  /**
   * The number is complete: it holds, or it is refused by a sentence and the one before holds again.
   * @type {Lossfold["numberFields"]["commit"]}
   */
  function commit() {
    if (!typed) return;
    const { knob, from } = typed;
    const input = entries[knob];
    typed = null;
    const value = numberIn(input);
    if (value === null) {
      const { name, low, high, step } = facts(input);
      const written = (/** @type {number} */ end) => lossfold.numbers.written(end, step);
      const shown = input.value.trim();
      act(knob, from);
      const values = { field: name, value: `“${shown}”`, low: written(low), high: written(high) };
      lossfold.notice.say(lossfold.format.fill(host.words["refused.number"], values));
    } else {
      lossfold.notice.say("");
      act(knob, value);
    }
    show(knob, held(knob));
  }

  /** Puts a number into its entry, unless somebody is typing there. @type {Lossfold["numberFields"]["show"]} */
  function show(knob, value) {
    const input = entries[knob];
    if (!input || (typed && typed.knob === knob)) return;
    const text = lossfold.numbers.text(value, facts(input).step);
    if (input.value !== text) input.value = text;
  }

  /**
   * The arrow keys move by a step, as on the slider.
   * @type {(event: KeyboardEvent, knob: string, input: HTMLInputElement) => void}
   */
  function step(event, knob, input) {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    commit();
    const { low, high, step } = facts(input);
    const next = Math.round(held(knob) / step + by) * step;
    act(knob, lossfold.numbers.rounded(Math.min(Math.max(next, low), high), step));
    show(knob, held(knob));
  }

  /** Builds the entry of each place that the page has for one. @type {Lossfold["numberFields"]["begin"]} */
  function begin(whose) {
    host = whose;
    const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".entry[data-knob]"));
    for (const place of places) {
      const { knob = "", label = "" } = place.dataset;
      const input = document.createElement("input");
      const behaviour = { type: "text", inputMode: "decimal", autocomplete: "off", spellcheck: false };
      Object.assign(input, { id: `${knob}-number`, ...behaviour });
      Object.assign(input.dataset, place.dataset);
      input.setAttribute("aria-label", label);
      input.addEventListener("focus", lossfold.playback.stop);
      input.addEventListener("input", () => update(knob, input));
      input.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        if (event.key === "Enter") commit();
        else step(event, knob, input);
      });
      input.addEventListener("blur", commit);
      entries[knob] = input;
      place.replaceChildren(input);
      show(knob, held(knob));
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, numberFields: { begin, show, commit } };
})();
