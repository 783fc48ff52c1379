// What steers the optimisers: which ones, their rate, steps and start; and the player below the pictures.
(function () {
  const LEAST_ROWS = 20; // of which some can be held out: as landscapes/analysis/holdout.py has it

  /**
   * An element with properties and children.
   * @template {keyof HTMLElementTagNameMap} Kind
   * @param {Kind} kind
   * @param {Record<string, unknown>} properties
   * @param {(Node | string)[]} children
   */
  const make = (kind, properties, ...children) => {
    const element = document.createElement(kind);
    Object.assign(element, properties);
    element.append(...children);
    return element;
  };

  /**
   * A point, then where one step of pure decay takes it: L2 by the factor 1 − 2ηΩ, rounded folds by their gradient, L1
   * by the constant ηλ, a cone by ημ towards 0. Pure.
   * @type {Lossfold["optimizerForm"]["decayStep"]}
   */
  function decayStep(penalties, [b1, b2], rate, weights) {
    const whole = lossfold.penalties.sum(penalties, weights);
    const kept = 1 - 2 * rate * whole.bowl;
    const [g1, g2] = lossfold.penalties.roundedSlope(whole.rounded, b1, b2);
    return [b1, b2, ...lossfold.penalties.prox(whole, rate, [kept * b1 - rate * g1, kept * b2 - rate * g2])];
  }

  /**
   * What a field's text means, as a query says it, or null: `limits` has the ranges of rate and steps. Pure.
   * @type {Lossfold["optimizerForm"]["readField"]}
   */
  function readField(name, text, limits, half) {
    const { read, whole, list, inRange } = lossfold.numbers;
    if (name === "start") {
      const pair = list(text);
      return pair && pair.length === 2 && pair.every((b) => Math.abs(b) <= half) ? pair.join(",") : null;
    }
    const value = name === "steps" ? whole(text) : read(text);
    return inRange(value, ...limits[name === "steps" ? "steps" : "rate"]) ? String(value) : null;
  }

  /** The form; `update(found)` shows what was asked for. @type {Lossfold["optimizerForm"]["build"]} */
  function build(panel, host) {
    const { words } = host;
    const limits = /** @type {OptimizerLimits} */ (host.optimizers);
    const chips = limits.known.map((method) => {
      const box = make("input", { type: "checkbox", value: method });
      return make("label", { className: "chip" }, box, make("span", { textContent: words[`method.${method}`] }));
    });
    const field = (/** @type {string} */ name) =>
      make("input", { type: "text", inputMode: "decimal", name, autocomplete: "off" });
    const rate = field("rate");
    const steps = field("steps");
    const start = field("start");
    const captioned = (/** @type {string} */ key) => make("span", { textContent: words[`view.descent.${key}`] });
    const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ input) =>
      make("label", { className: "field" }, captioned(key), input);
    const checked = (/** @type {string} */ key, /** @type {HTMLElement} */ input) =>
      make("label", { className: "check" }, input, captioned(key));
    const decay = make("input", { type: "checkbox", name: "decay", checked: host.options.decay === "1" });
    const ridge = make("input", { type: "checkbox", name: "ridge", checked: host.options.ridge === "1" });
    const held = make("input", { type: "checkbox", name: "held", checked: host.options.held === "1" });
    const watch = checked("watch", held);
    const legend = make("legend", { textContent: words["view.descent.methods"] });
    const form = make("form", { className: "optimizer-form" },
      make("fieldset", { className: "chips" }, legend, ...chips),
      labelled("start", start),
      labelled("rate", rate),
      labelled("steps", steps),
      checked("decay", decay),
      checked("ridge", ridge),
      watch,
      make("button", { type: "submit", hidden: true }),
    );
    const boxes = chips.map((chip) => /** @type {HTMLInputElement} */ (chip.querySelector("input")));
    /** What was asked for, as the fields say it. @type {Record<string, string> | null} */
    let shown = null;
    /** The field that somebody is typing in. @type {HTMLInputElement | null} */
    let typed = null;

    /**
     * The number is complete: it goes out, or it is refused by a sentence and the field says again what was asked for.
     * @param {HTMLInputElement} field
     */
    function commit({ name, value }) {
      typed = null;
      const half = host.frame()?.half ?? 0;
      const sent = readField(name, value, limits, half);
      if (sent !== null) {
        host.notice("");
        host.setOptimizers({ [name]: sent });
        return;
      }
      const { written } = lossfold.numbers;
      const refusals = new Map([
        ["rate", { key: "refused.number", range: limits.rate }],
        ["steps", { key: "refused.count", range: limits.steps }],
      ]);
      const { key, range } = refusals.get(name) ?? { key: "refused.point", range: [-half, half] };
      const [low, high] = range.map((end) => written(end));
      const field = words[`view.descent.${name}`];
      const values = { field, value: `“${value.trim()}”`, low, high, half: written(half) };
      host.notice(lossfold.format.fill(words[key], values));
      put();
    }

    /** Shows what was asked for, but not where somebody types. */
    function put() {
      if (!shown) return;
      for (const field of [rate, steps, start]) if (field !== typed) field.value = shown[field.name];
    }

    const entryOf = (/** @type {Event} */ { target }) => /** @type {HTMLInputElement} */ (target);
    form.addEventListener("input", (event) => (typed = entryOf(event).type === "text" ? entryOf(event) : typed));
    form.addEventListener("change", (event) => {
      const entry = entryOf(event);
      if ([decay, ridge, held].includes(entry)) return host.setOptions({ [entry.name]: String(Number(entry.checked)) });
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      if (entry.type === "checkbox") {
        if (chosen.length === 0 || chosen.length > limits.most) {
          entry.checked = !entry.checked;
          host.notice(words["view.descent.most"]);
          return;
        }
        host.setOptimizers({ walk: chosen });
      } else commit(entry);
    });
    // Enter makes a field's change known before it submits.
    form.addEventListener("submit", (event) => event.preventDefault());
    panel.element.insertBefore(form, panel.body);
    return {
      update(found, { scene, options }) {
        // As in the data view, whose key it is.
        watch.hidden = scene.count < LEAST_ROWS;
        held.checked = options.held === "1";
        for (const box of boxes) box.checked = found.trajectories.some((trajectory) => trajectory.method === box.value);
        shown = { rate: String(found.rate), steps: String(found.steps), start: found.start.join(", ") };
        put();
      },
    };
  }

  /** Play, step back and on, and a slider over the steps. @type {Lossfold["optimizerForm"]["player"]} */
  function player(panel, host, { play, step, slide }) {
    const { words } = host;
    /** @type {(key: string, icon: string, act: () => void) => HTMLButtonElement} */
    const button = (key, icon, act) => {
      const element = make("button", { type: "button", onclick: act, innerHTML: icon });
      element.setAttribute("aria-label", words[key]);
      element.title = words[key];
      return element;
    };
    const start = button("view.descent.play", '<span class="icon icon-play"></span>', play);
    const range = make("input", { type: "range", min: 0, max: 1, step: 1 });
    range.setAttribute("aria-label", words["view.descent.step"]);
    range.addEventListener("input", () => slide(Number(range.value)));
    const count = make("output", {});
    const back = button("view.descent.back", "−1", () => step(-1));
    const on = button("view.descent.on", "+1", () => step(1));
    panel.element.append(make("div", { className: "player" }, start, back, on, range, count));
    return {
      update(at, last) {
        range.max = String(Math.max(last, 1));
        range.value = String(at);
        count.textContent = `${at} / ${last}`;
      },
      playing(on) {
        start.dataset.playing = on ? "yes" : "";
        start.setAttribute("aria-label", words[on ? "view.descent.pause" : "view.descent.play"]);
      },
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, optimizerForm: { build, player, decayStep, readField } };
})();
