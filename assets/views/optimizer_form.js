// What steers the optimisers: which ones, their rate, steps and start; and the player below the pictures.
(function () {
  const MOST = 4;

  const make = (kind, properties, ...children) => {
    const element = Object.assign(document.createElement(kind), properties);
    element.append(...children);
    return element;
  };

  /** A point, then where one step of pure decay takes it: L2 by the factor 1 − 2ηΩ, L1 by the constant ηλ. Pure. */
  function decayStep([b1, b2], rate, weights) {
    const step = (b) => {
      const shrunk = b * (1 - 2 * rate * weights.l2);
      return Math.sign(shrunk) * Math.max(Math.abs(shrunk) - rate * weights.l1, 0);
    };
    return [b1, b2, step(b1), step(b2)];
  }

  /** What a field's text means, as a query says it, or null: `limits` has the ranges of rate and steps. Pure. */
  function readField(name, text, limits, half) {
    const { read, whole, list, inRange } = lossfold.numbers;
    if (name === "start") {
      const pair = list(text);
      return pair && pair.length === 2 && pair.every((b) => Math.abs(b) <= half) ? pair.join(",") : null;
    }
    const value = name === "steps" ? whole(text) : read(text);
    return inRange(value, ...limits[name]) ? String(value) : null;
  }

  /** The form; `follow(found)` shows what was walked. */
  function build(panel, host) {
    const { words } = host;
    const chips = host.walks.known.map((method) => {
      const box = make("input", { type: "checkbox", value: method });
      return make("label", { className: "chip" }, box, make("span", { textContent: words[`walk.${method}`] }));
    });
    const field = (name, step) => make("input", { type: "text", inputMode: "decimal", name, step, autocomplete: "off" });
    const rate = field("rate");
    const steps = field("steps");
    const start = field("start");
    const labelled = (text, input) => make("label", { className: "field" }, make("span", { textContent: text }), input);
    const decay = make("input", { type: "checkbox", checked: host.start.decay });
    const ridge = make("input", { type: "checkbox", checked: host.start.ridge });
    const form = make("form", { className: "walk-form" },
      make("fieldset", { className: "chips" }, make("legend", { textContent: words["view.descent.methods"] }), ...chips),
      labelled(words["view.descent.start"], start), labelled(words["view.descent.rate"], rate), labelled(words["view.descent.steps"], steps),
      make("label", { className: "check" }, decay, make("span", { textContent: words["view.descent.decay"] })),
      make("label", { className: "check" }, ridge, make("span", { textContent: words["view.descent.ridge"] })),
      make("button", { type: "submit", hidden: true }),
    );
    const boxes = chips.map((chip) => chip.querySelector("input"));
    let shown = null; // what was walked, as the fields say it
    let typed = null; // the field that somebody is typing in

    /** The number is complete: it goes out, or it is refused by a sentence and the field says again what was walked. */
    function commit({ name, value }) {
      typed = null;
      const { half } = host.frame();
      const sent = readField(name, value, host.walks, half);
      if (sent !== null) {
        host.notice("");
        host.setWalks({ [name]: sent });
        return;
      }
      const { written } = lossfold.numbers;
      const [low, high] = (host.walks[name] || [-half, half]).map(written);
      const values = { field: words[`view.descent.${name}`], value: `“${value.trim()}”`, low, high, half: written(half) };
      host.notice(lossfold.format.fill(words[{ rate: "refused.number", steps: "refused.count", start: "refused.point" }[name]], values));
      put();
    }

    /** Shows what was walked, but not where somebody types. */
    function put() {
      if (!shown) return;
      for (const field of [rate, steps, start]) if (field !== typed) field.value = shown[field.name];
    }

    form.addEventListener("input", ({ target }) => (typed = target.type === "text" ? target : typed));
    form.addEventListener("change", (event) => {
      if (event.target === decay) return host.setDecay(decay.checked);
      if (event.target === ridge) return host.setRidge(ridge.checked);
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      if (event.target.type === "checkbox") {
        if (chosen.length === 0 || chosen.length > MOST) {
          event.target.checked = !event.target.checked;
          host.notice(words["view.descent.most"]);
          return;
        }
        host.setWalks({ walk: chosen });
      } else commit(event.target);
    });
    // Enter makes a field's change known before it submits.
    form.addEventListener("submit", (event) => event.preventDefault());
    panel.element.insertBefore(form, panel.body);
    return {
      follow(found) {
        for (const box of boxes) box.checked = found.walks.some((walk) => walk.method === box.value);
        shown = { rate: found.rate, steps: found.steps, start: found.start.join(", ") };
        put();
      },
    };
  }

  /** Play, step back and on, and a slider over the steps. */
  function player(panel, host, { play, step, slide }) {
    const { words } = host;
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
    const bar = make("div", { className: "player" }, start, button("view.descent.back", "−1", () => step(-1)), button("view.descent.on", "+1", () => step(1)), range, count);
    panel.element.append(bar);
    return {
      follow(at, last) {
        range.max = Math.max(last, 1);
        range.value = at;
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
