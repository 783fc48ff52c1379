// The explorer's search field: shows what fits what is typed, and goes there.
(function () {
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  /** Whether every word of the query stands somewhere in the text. Pure. */
  const matches = (text, query) => plain(query).split(/\s+/).every((word) => plain(text).includes(word));

  /** What a knob's entry leads to, or null where the model has no such knob. */
  function controlOf(name) {
    const control = document.getElementById(name);
    return control && control.closest("[hidden]") ? null : control;
  }

  const chip = (view) => document.getElementById(`views-bar-${view}`);
  const hasView = (view) => getComputedStyle(chip(view)).display !== "none";

  const offers = {
    knob: (name) => controlOf(name) !== null,
    mask: () => controlOf("drop") !== null,
    view: hasView,
    method: () => hasView("descent"),
    data: (name) => lossfold.state.scene.datasets.includes(name),
  };

  const offered = (entry) => {
    const { kind, name } = (entry.querySelector("button") || { dataset: {} }).dataset;
    return kind in offers ? offers[kind](name) : true;
  };

  function sift(field) {
    const query = field.value.trim();
    const entries = [...document.querySelectorAll("#found > li")];
    for (const entry of entries) entry.hidden = !query || !matches(entry.dataset.find, query) || !offered(entry);
    const said = document.querySelector(".finder [role=status]");
    said.textContent = query && entries.every((entry) => entry.hidden) ? said.dataset.none : "";
  }

  /** Opens a view, if it is not open, and goes there. */
  function open(view) {
    if (chip(view).getAttribute("aria-pressed") !== "true") chip(view).click();
    const place = document.querySelector(view === "surface" ? ".stage" : `.view-${view}`);
    if (place) place.scrollIntoView({ block: "nearest" });
  }

  /** Where a control is; the keyboard goes on from there. */
  function show(control) {
    const box = control.closest("details");
    if (box) box.open = true;
    const target = control.querySelector("[role=slider]") || control;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  function go({ kind, name }) {
    if (kind === "view") return open(name);
    if (kind === "method") {
      open("descent");
      return lossfold.viewHost.walk(name);
    }
    // As if it had been picked there by hand.
    if (["loss", "data", "preset"].includes(kind)) {
      dash_clientside.set_props(kind, { value: name });
      return kind === "preset" || name === "own" ? null : show(document.getElementById(kind));
    }
    const control = controlOf(kind === "mask" ? "mask" : name);
    if (control) show(control);
  }

  const left = () => [...document.querySelectorAll("#found > li:not([hidden]) :is(a, button)")];

  document.addEventListener("input", (event) => event.target.id === "find" && sift(event.target));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#found button");
    if (button) go(button.dataset);
  });
  document.addEventListener("keydown", (event) => {
    const field = document.getElementById("find");
    if (!field || !event.target.closest(".finder")) return;
    const links = left();
    const at = links.indexOf(document.activeElement);
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
