// What the diagrams share: numbers with their sign of equality, and sliders, choices and buttons over one state.
(function () {
  const SHOWN = 4; // significant digits
  const KNOWN = 11; // digits that rounding has not reached
  const EACH = 90; // ms between the steps of a slider that runs by itself

  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

  /**
   * "= 4", unbroken, for a number that has no more digits than are shown, else "≈ 3.333". Pure.
   * @type {Lossfold["panel"]["about"]}
   */
  function about(value, exact = true) {
    const known = exact && Number(value.toPrecision(SHOWN)) === Number(value.toPrecision(KNOWN));
    return `${known ? "=" : "≈"}\u00a0${lossfold.format.number(value, SHOWN)}`;
  }

  /** The indices along each axis of an entry of a block. Pure. @type {Lossfold["panel"]["place"]} */
  function place(index, shape) {
    const found = [];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      found.unshift(index % shape[axis]);
      index = Math.floor(index / shape[axis]);
    }
    return found;
  }
  /** What it says, where it may be new. @type {Lossfold["panel"]["write"]} */
  function write(id, text) {
    if (find(id).textContent !== text) find(id).textContent = text;
  }

  /** A chart in the element with this id. @type {Lossfold["panel"]["chart"]} */
  function chart(id, options, draw) {
    const made = new lossfold.chart.Chart(find(id), options);
    made.watch(draw);
    return made;
  }

  /** Lets the button beside a slider run it to its end, from its start where it stands there. */
  function play(/** @type {HTMLElement} */ button, /** @type {() => boolean} */ step) {
    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      button.setAttribute("aria-pressed", "false");
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      button.setAttribute("aria-pressed", "true");
      timer = window.setInterval(() => step() || stop(), EACH);
    });
    return stop;
  }

  /**
   * Follows the hand: `now`, which it changes, says where all sliders and choices stand, and `show` draws it.
   * @type {Lossfold["panel"]["bind"]}
   */
  function bind({ stops, now, presets = {} }, show) {
    let rest = () => {};
    const shown = () => {
      for (const name of Object.keys(stops)) {
        const input = /** @type {HTMLInputElement} */ (find(name));
        const said = lossfold.format.number(Number(now[name]));
        if (Number(input.value) !== now[name]) input.value = String(now[name]);
        input.setAttribute("aria-valuetext", said);
        if (input.nextElementSibling) input.nextElementSibling.textContent = said;
      }
      show();
    };
    const set = (/** @type {Record<string, number | string>} */ values) => {
      if (Object.entries(values).every(([name, value]) => now[name] === value)) return;
      Object.assign(now, values);
      shown();
    };
    for (const [name, list] of Object.entries(stops)) {
      const input = /** @type {HTMLInputElement} */ (find(name));
      input.addEventListener("input", () => {
        rest();
        const value = lossfold.stops.nearest(list, Number(input.value));
        input.value = String(value);
        set({ [name]: value });
      });
      input.addEventListener("keydown", (event) => {
        const value = lossfold.stops.after(list, Number(now[name]), event.key);
        if (value === null) return;
        event.preventDefault();
        rest();
        set({ [name]: value });
      });
    }
    for (const input of document.querySelectorAll("input")) {
      if (input.type === "radio") input.addEventListener("change", () => set({ [input.name]: input.value }));
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-preset]"))) {
      button.addEventListener("click", () => set(presets[button.dataset.preset ?? ""]));
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-play]"))) {
      const name = button.dataset.play ?? "";
      const list = stops[name];
      rest = play(button, () => {
        const at = list.indexOf(Number(now[name]));
        set({ [name]: list[(at + 1) % list.length] });
        return at + 1 < list.length - 1;
      });
    }
    shown();
    return set;
  }

  globalThis.lossfold = { ...globalThis.lossfold, panel: { about, place, write, chart, bind } };
})();
