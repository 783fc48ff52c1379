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
      } else host.setWalks({ [event.target.name]: event.target.value });
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      host.setWalks({ start: start.value, rate: rate.value, steps: steps.value });
    });
    panel.element.insertBefore(form, panel.body);
    return {
      follow(found) {
        if (form.contains(document.activeElement) && document.activeElement.type === "text") return;
        for (const box of boxes) box.checked = found.walks.some((walk) => walk.method === box.value);
        rate.value = found.rate;
        steps.value = found.steps;
        start.value = found.start.join(", ");
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

  globalThis.lossfold = { ...globalThis.lossfold, walkForm: { build, player, decayStep } };
})();
