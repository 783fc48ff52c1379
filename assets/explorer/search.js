// The explorer's search field: shows what fits what is typed, and goes there.
(function () {
  const folded = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase();

  /** Whether every word of the query stands somewhere in the text. Pure. @type {Lossfold["search"]["matches"]} */
  const matches = (text, query) => folded(query).split(/\s+/).every((word) => folded(text).includes(word));

  /**
   * What a knob's entry leads to, or null where the model has no such knob.
   * @type {(name: string) => HTMLElement | null}
   */
  function controlOf(name) {
    const control = document.getElementById(name);
    return control && control.closest("[hidden]") ? null : control;
  }

  const chip = (/** @type {string} */ view) => lossfold.elements.byId(`views-bar-${view}`);
  const hasView = (/** @type {string} */ view) => getComputedStyle(chip(view)).display !== "none";

  /** Whether the model has what an entry leads to, by its kind. @type {Record<string, (name: string) => boolean>} */
  const offers = {
    knob: (name) => controlOf(name) !== null,
    mask: () => controlOf("drop") !== null,
    copies: () => controlOf("copies") !== null,
    view: hasView,
    method: () => hasView("descent"),
    data: (name) => lossfold.state.scene.datasets.includes(name),
  };

  /** Whether what an action is about is there: a phone has no full screen, a model no such slider. */
  function isThere(/** @type {DOMStringMap} */ { verb = "", target = "" }) {
    const element = document.getElementById(target);
    // What is pressed may stand in a bar that is closed.
    if (element && verb === "press") return getComputedStyle(element).display !== "none";
    return verb === "share" || controlOf(target) !== null;
  }

  const offered = (/** @type {HTMLElement} */ entry) => {
    const about = entry.querySelector("button")?.dataset ?? {};
    const { kind = "", name = "" } = about;
    if (kind === "do") return isThere(about);
    return kind in offers ? offers[kind](name) : true;
  };

  /**
   * The course's page about just this comes first, then what the explorer does, then other pages.
   * @type {(entries: HTMLElement[], query: string) => void}
   */
  function sort(entries, query) {
    const shown = entries.filter((entry) => !entry.hidden);
    const isPage = (/** @type {HTMLElement} */ entry) => entry.querySelector("a") !== null;
    const isSlice = (/** @type {HTMLElement} */ entry) => entry.querySelector("[data-slice]") !== null;
    const pages = shown.filter((entry) => isPage(entry) && !isSlice(entry));
    const titled = pages.filter((entry) => matches(entry.textContent ?? "", query));
    const [about] = titled.sort((a, b) => (a.textContent ?? "").length - (b.textContent ?? "").length);
    const rank = (/** @type {HTMLElement} */ entry) => (entry === about ? 0 : isPage(entry) ? 2 : 1);
    const sorted = [...shown].sort((a, b) => rank(a) - rank(b));
    if (sorted.some((entry, k) => entry !== shown[k])) lossfold.elements.byId("found").prepend(...sorted);
  }

  /** @param {HTMLInputElement} field */
  function sift(field) {
    const query = field.value.trim();
    const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#found > li")]);
    for (const entry of entries) {
      entry.hidden = !query || !matches(entry.dataset.find ?? "", query) || !offered(entry);
    }
    sort(entries, query);
    const said = lossfold.elements.one(".finder [role=status]");
    said.textContent = query && entries.every((entry) => entry.hidden) ? said.dataset.none ?? "" : "";
    // What is found stands below the field, which may be the last thing in sight.
    if (query) lossfold.elements.one(".finder").scrollIntoView({ block: "nearest" });
  }

  /** Opens a view, if it is not open, and goes there. @type {(view: string) => void} */
  function open(view) {
    if (chip(view).getAttribute("aria-pressed") !== "true") chip(view).click();
    const place = document.querySelector(view === "surface" ? ".stage" : `.view-${view}`);
    if (place) place.scrollIntoView({ block: "nearest" });
  }

  /** Where a control is; the keyboard goes on from there. @type {(control: HTMLElement) => void} */
  function show(control) {
    const box = control.closest("details");
    if (box) box.open = true;
    /** @type {HTMLElement} */
    const target = control.querySelector("[role=slider]") || control;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  /**
   * Switches a knob on that is off, with the mask if one is meant, and says so.
   * @type {(entry: DOMStringMap) => void}
   */
  function switchOn({ kind = "", name = "", knob = "", on = "" }) {
    const { state, choices, format, specFields } = lossfold;
    const isOff = !Number(state.weights[knob] ?? state.wanted[knob]);
    const value = Number(on);
    if (kind === "mask" && (isOff || specFields.textsOf(state.wanted).mask !== name)) {
      choices.choose({ mask: name, ...(isOff ? { [knob]: value } : {}) });
    } else if (isOff) {
      state.move(knob, value);
      state.idle();
    } else return;
    const said = lossfold.elements.one(".finder [role=status]");
    const { symbol: sign } = state.start.numbers[knob];
    said.textContent = isOff ? format.fill(said.dataset.on ?? "", { sign, value: format.number(value) }) : "";
  }

  /** What an action does, by its verb. @type {Record<string, (target: string) => void>} */
  const VERBS = {
    press: (target) => lossfold.elements.byId(target).click(),
    show: (target) => show(lossfold.elements.byId(target)),
    share: (target) => {
      lossfold.share.open(lossfold.shareHost.host());
      show(lossfold.elements.byId(target));
    },
    switch: (target) => {
      lossfold.elements.byId(target).click();
      show(lossfold.elements.byId(target));
    },
    file: () => lossfold.uploadPanel.offer(),
  };

  /** @type {(entry: DOMStringMap) => void} */
  function go(entry) {
    const { kind = "", name = "" } = entry;
    if (kind === "do") return VERBS[entry.verb ?? ""](entry.target ?? "");
    if (kind === "view") return open(name);
    if (kind === "method") {
      open("descent");
      return lossfold.viewHost.addMethod(name);
    }
    // As if it had been picked there by hand.
    if (["loss", "data", "preset"].includes(kind)) {
      lossfold.props.set(kind, { value: name });
      lossfold.pickers.picked(kind, name);
      if (kind !== "preset" && name !== "own") show(lossfold.elements.byId(kind));
      // What a preset has besides λ and Ω stands further down.
      const { presets, numbers } = lossfold.state.start;
      const apart = kind === "preset" && presets[name].find((knob) => !numbers[knob].main);
      if (apart) show(lossfold.elements.byId(apart));
      return;
    }
    const control = controlOf(kind === "mask" || kind === "copies" ? kind : name);
    if (!control) return;
    if (kind === "copies") lossfold.choices.choose({ copies: name });
    else switchOn(entry);
    show(control);
  }

  const left = () =>
    /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#found > li:not([hidden]) :is(a, button)")]);

  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.id === "find") sift(target);
  });
  document.addEventListener("click", (event) => {
    const button = lossfold.elements.targetOf(event)?.closest("#found button");
    if (button instanceof HTMLElement) go(button.dataset);
  });
  document.addEventListener("keydown", (event) => {
    const field = document.getElementById("find");
    const inside = lossfold.elements.targetOf(event)?.closest(".finder");
    if (!(field instanceof HTMLInputElement) || !inside) return;
    const links = left();
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "Escape") {
      field.value = "";
      sift(field);
      field.focus();
    } else if (event.key === "Enter" && event.target === field && links.length) {
      // Enter does it; whoever wants to read goes to the page.
      (links.find((link) => link.tagName === "BUTTON") ?? links[0]).click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < -1 || next >= links.length) return;
      event.preventDefault();
      (links[next] || field).focus();
    }
  });

  globalThis.lossfold = { ...globalThis.lossfold, search: { matches } };
})();
