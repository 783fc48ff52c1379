// The steps of a talk on the page: which one is shown, the dialog in which the list is worked on, and its file.
(function () {
  const HASH = "#steps=";
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(lossfold.state.words[key], values);
  const dialog = () => /** @type {HTMLDialogElement} */ (find("steps-dialog"));
  /** @type {Step[]} */
  let list = [];
  /** The one that is shown, or was shown last; -1 before the first. */
  let at = -1;
  /** Which rows stand in the dialog. */
  let shownAs = "";
  /** The lists of before, for Undo. @type {Step[][]} */
  let past = [];

  /** @param {Step[]} next */
  function change(next) {
    past = [...past.slice(-49), list];
    put(next);
  }

  /** @param {Step[]} next */
  function put(next) {
    list = next;
    at = Math.min(at, list.length - 1);
    lossfold.steps.keep(list);
    show();
  }

  /** What stands in the bar and in the dialog. */
  function show() {
    const step = list[at];
    const where = { number: at + 1, count: list.length, name: step ? step.name : "" };
    const key = step ? "present.at" : list.length ? "present.count" : "present.none";
    find("step-now").textContent = say(key, where);
    /** @type {HTMLButtonElement} */ (find("step-back")).disabled = at <= 0;
    /** @type {HTMLButtonElement} */ (find("step-next")).disabled = at >= list.length - 1;
    /** @type {HTMLButtonElement} */ (find("steps-undo")).disabled = !past.length;
    for (const id of ["steps-export", "steps-link"]) {
      /** @type {HTMLButtonElement} */ (find(id)).disabled = !list.length;
    }
    find("steps-empty").hidden = list.length > 0;
    // A name that is left for a button must not take that button away: of a list that only has a new name, rows stay.
    const order = list.map(({ query }) => query).join("\n");
    const isSame = order === shownAs && find("steps").children.length === list.length;
    shownAs = order;
    if (isSame) list.forEach((each, k) => label(find("steps").children[k], each, k));
    else find("steps").replaceChildren(...list.map(row));
  }

  /** What a row says of its step. @type {(item: Element, step: Step, k: number) => void} */
  function label(item, step, k) {
    item.setAttribute("aria-current", k === at ? "step" : "false");
    const [show, up, down, remove] = item.querySelectorAll("button");
    const keys = new Map([[show, "go"], [up, "up"], [down, "down"], [remove, "remove"]]);
    for (const [button, word] of keys) button.setAttribute("aria-label", say(`present.${word}`, { name: step.name }));
    const field = item.querySelector("input");
    if (field && field.value !== step.name) field.value = step.name;
  }

  /** @type {(step: Step, k: number) => HTMLElement} */
  function row(step, k) {
    const item = document.createElement("li");
    const name = document.createElement("input");
    Object.assign(name, { value: step.name, maxLength: 120, autocomplete: "off" });
    name.setAttribute("aria-label", say("present.name", { number: k + 1 }));
    name.addEventListener("change", () => change(lossfold.steps.rename(list, k, name.value)));
    /** @type {(text: string, act: () => void, isOff?: boolean) => HTMLButtonElement} */
    const button = (text, act, isOff = false) => {
      const element = document.createElement("button");
      Object.assign(element, { type: "button", textContent: text, disabled: isOff });
      element.addEventListener("click", act);
      return element;
    };
    /** @type {(by: number) => void} */
    const shift = (by) => {
      const shown = list[at];
      const next = lossfold.steps.move(list, k, by);
      at = shown ? next.indexOf(shown) : at;
      change(next);
      // The button has moved with its step: whoever pressed it goes on from there.
      const moved = find("steps").children[k + by].querySelectorAll("button");
      const again = [...moved].slice(1, 3)[by < 0 ? 0 : 1];
      (again.disabled ? moved[0] : again).focus();
    };
    item.append(
      button("▶", () => visit(k)), name,
      button("↑", () => shift(-1), k === 0),
      button("↓", () => shift(1), k === list.length - 1),
      button("✕", () => change(lossfold.steps.remove(list, k))),
    );
    label(item, step, k);
    return item;
  }

  /** @param {number} k */
  function visit(k) {
    at = k;
    lossfold.visits.go(`?${list[k].query}`);
    show();
  }

  /** The step before or after; whether there is one. @type {Lossfold["stepList"]["go"]} */
  function go(by) {
    const k = at + by;
    if (k < 0 || k >= list.length) return false;
    visit(k);
    return true;
  }

  /** What is on screen becomes a step, after the one that is shown. @type {Lossfold["stepList"]["save"]} */
  function save() {
    const { scene, weights, words } = lossfold.state;
    const shown = Object.keys(weights).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
    const knobs = shown.map((knob) => `${scene.knobs[knob].symbol} = ${lossfold.format.weight(weights[knob])}`);
    const name = say("present.called", { data: words[`choice.data.${scene.spec.data}`], knobs: knobs.join(", ") });
    const next = lossfold.steps.add(list, { name, query: lossfold.query.encode(lossfold.links.figure()) }, at);
    at = Math.min(at + 1, next.length - 1);
    change(next);
    tell(say("present.saved", { number: at + 1 }));
  }

  /** Said for those who do not see it, and for a moment in the bar. @param {string} text */
  function tell(text) {
    find("steps-said").textContent = text;
  }

  function exported() {
    const file = new Blob([lossfold.steps.write(list)], { type: "application/json" });
    const link = document.createElement("a");
    Object.assign(link, { href: URL.createObjectURL(file), download: "lossfold-steps.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** An address that brings the whole list along; what stands after # no server hears of. */
  function address() {
    const link = new URL(lossfold.handout.address());
    const packed = JSON.stringify({ lossfold: "steps", steps: list });
    link.searchParams.set("present", "1");
    return `${link}${HASH}${encodeURIComponent(packed)}`;
  }

  /** @param {string} text */
  function take(text) {
    const read = lossfold.steps.read(text);
    if (!read) return tell(say("present.unread"));
    at = -1;
    change(read);
    tell(say("present.read", { count: read.length }));
  }

  /** @param {string} id */
  function press(id) {
    /** @type {Record<string, () => unknown>} */
    const actions = {
      "steps-close": () => dialog().close(),
      "steps-save": save,
      "steps-undo": () => put(past.pop() ?? list),
      "steps-export": exported,
      "steps-import": () => find("steps-file").click(),
      "steps-link": () => lossfold.clipboard.copy(address(), "steps-link", say("head.copied")),
    };
    actions[id]?.();
  }

  /** @type {Lossfold["stepList"]["begin"]} */
  function begin() {
    list = lossfold.steps.recall();
    dialog().addEventListener("click", (event) => {
      const button = lossfold.elements.targetOf(event)?.closest("button");
      if (button) press(button.id);
      else if (event.target === dialog()) dialog().close();
    });
    const field = /** @type {HTMLInputElement} */ (find("steps-file"));
    field.addEventListener("change", async () => {
      if (field.files?.[0]) take(await field.files[0].text());
      field.value = "";
    });
    show();
    if (!location.hash.startsWith(HASH)) return;
    try {
      take(decodeURIComponent(location.hash.slice(HASH.length)));
    } catch {
      tell(say("present.unread"));
    }
    // Taken once: the list is now this browser's, to be worked on.
    history.replaceState(null, "", location.pathname + location.search);
  }

  /** @type {Lossfold["stepList"]["open"]} */
  const open = () => dialog().showModal();

  const stepList = { begin, all: () => list, at: () => at, go, save, open };
  globalThis.lossfold = { ...globalThis.lossfold, stepList };
})();
