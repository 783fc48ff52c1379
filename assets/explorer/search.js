// The explorer's search field: shows what fits what is typed, and goes there.
(function () {
  const plain = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase();

  /** Whether every word of the query stands somewhere in the text. Pure. @type {Lossfold["search"]["matches"]} */
  const matches = (text, query) => plain(query).split(/\s+/).every((word) => plain(text).includes(word));

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
    view: hasView,
    method: () => hasView("descent"),
    data: (name) => lossfold.state.scene.datasets.includes(name),
  };

  const offered = (/** @type {HTMLElement} */ entry) => {
    const { kind = "", name = "" } = entry.querySelector("button")?.dataset ?? {};
    return kind in offers ? offers[kind](name) : true;
  };

  /** @param {HTMLInputElement} field */
  function sift(field) {
    const query = field.value.trim();
    const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#found > li")]);
    for (const entry of entries) {
      entry.hidden = !query || !matches(entry.dataset.find ?? "", query) || !offered(entry);
    }
    const said = lossfold.elements.one(".finder [role=status]");
    said.textContent = query && entries.every((entry) => entry.hidden) ? said.dataset.none ?? "" : "";
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

  /** @type {(entry: DOMStringMap) => void} */
  function go({ kind = "", name = "" }) {
    if (kind === "view") return open(name);
    if (kind === "method") {
      open("descent");
      return lossfold.viewHost.walk(name);
    }
    // As if it had been picked there by hand.
    if (["loss", "data", "preset"].includes(kind)) {
      dash_clientside.set_props(kind, { value: name });
      if (kind !== "preset" && name !== "own") show(lossfold.elements.byId(kind));
      return;
    }
    const control = controlOf(kind === "mask" ? "mask" : name);
    if (control) show(control);
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
    } else if (event.key === "Enter" && event.target === field && links.length) links[0].click();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < -1 || next >= links.length) return;
      event.preventDefault();
      (links[next] || field).focus();
    }
  });

  globalThis.lossfold = { ...globalThis.lossfold, search: { matches } };
})();
