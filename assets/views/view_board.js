// The views beside the surface: opens and closes them, and gives each the same frame of numbers after every step.
(function () {
  /**
   * A panel's place: head, body for pictures, a sentence below.
   * @type {(name: string, words: Words, shut: (() => void) | null) => Panel}
   */
  function panelFor(name, words, shut) {
    const element = document.createElement("section");
    element.className = `view view-${name}`;
    element.setAttribute("aria-label", words[`view.${name}`]);
    const head = document.createElement("header");
    const title = Object.assign(document.createElement("h2"), { textContent: words[`view.${name}`] });
    head.append(title);
    if (shut) {
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "view-close", textContent: "×", onclick: shut });
      close.setAttribute("aria-label", lossfold.format.fill(words["view.close"], { view: words[`view.${name}`] }));
      head.append(close);
    }
    const body = Object.assign(document.createElement("div"), { className: "view-body" });
    body.setAttribute("role", "group");
    const said = Object.assign(document.createElement("p"), { className: "view-said" });
    element.append(head, body, said);

    /** A row of buttons of which one is on. @type {Panel["choice"]} */
    function choice(labels, on, label, chosen) {
      const row = Object.assign(document.createElement("div"), { className: "view-choice" });
      row.setAttribute("role", "group");
      row.setAttribute("aria-label", label);
      const press = (/** @type {number} */ which) =>
        [...row.children].forEach((button, k) => button.setAttribute("aria-pressed", String(k === which)));
      labels.forEach((text, which) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
        button.addEventListener("click", () => {
          press(which);
          chosen(which);
        });
        row.append(button);
      });
      press(on);
      head.append(row);
      return { press };
    }

    /** @type {Panel["legend"]} */
    function legend(entries) {
      const list = Object.assign(document.createElement("ul"), { className: "view-legend" });
      for (const [key, text] of entries) {
        const item = document.createElement("li");
        item.append(Object.assign(document.createElement("i"), { className: `key-${key}` }), text);
        list.append(item);
      }
      element.insertBefore(list, body);
      return list;
    }
    return { name, element, head, body, said, choice, legend };
  }

  /**
   * What the server worked out, each view's part made ready to be looked up.
   * @type {Lossfold["viewBoard"]["openExtras"]}
   */
  function openExtras(extras) {
    if (!extras) return null;
    return Object.assign({}, extras, ...Object.values(lossfold.views).map((view) => view.open?.(extras)));
  }

  class Board {
    /** @type {Map<string, { panel: Panel, view: View }>} */
    open = new Map();
    /** @type {number[] | null} */
    pick = null;
    /** The frame of the browser that was asked for. @type {number | null} */
    asked = null;

    /**
     * `host`: what the views may ask of the page.
     * @param {HTMLElement} element
     * @param {PageHost} host
     * @param {{ names: string[], canClose: boolean }} options
     */
    constructor(element, host, { names, canClose }) {
      this.element = element;
      this.canClose = canClose;
      /** @type {number[] | null} */
      this.pinned = host.start.pick || null;
      /** @type {Host} */
      this.host = Object.assign(host, {
        pick: (/** @type {number[] | null} */ point) => this.picked(point),
        pin: (/** @type {number[] | null} */ point) => this.pin(point),
        place: (/** @type {number[] | null} */ point) => this.place(point),
        pinned: () => this.pinned,
      });
      this.line = Object.assign(document.createElement("p"), { className: "pick-line" });
      this.line.setAttribute("role", "status");
      (host.linePlace || element).append(this.line);
      lossfold.snapshot.onPaper((on) => this.print(on));
      this.show(names);
    }

    names() {
      return this.host.kinds.map(({ name }) => name).filter((name) => this.open.has(name));
    }

    /** Opens exactly these. @param {string[]} names */
    show(names) {
      for (const [name, { view, panel }] of this.open) {
        if (names.includes(name)) continue;
        if (view.close) view.close();
        panel.element.remove();
        this.open.delete(name);
      }
      const all = this.host.kinds.map(({ name }) => name);
      for (const name of all) {
        if (!names.includes(name) || this.open.has(name)) continue;
        const panel = panelFor(name, this.host.words, this.canClose ? () => this.host.toggle?.(name) : null);
        const after = all.slice(all.indexOf(name) + 1).map((each) => this.open.get(each)).find(Boolean);
        const line = this.line.parentNode === this.element ? this.line : null;
        this.element.insertBefore(panel.element, after ? after.panel.element : line);
        this.open.set(name, { panel, view: new lossfold.views[name](panel, this.host) });
      }
      this.element.dataset.count = String(this.open.size);
      this.update();
    }

    /** What needs the server: none of the others does. */
    needs() {
      return this.host.kinds.filter(({ name, asks }) => asks && this.open.has(name)).map(({ name }) => name);
    }

    /** @param {number[] | null} point */
    picked(point) {
      const next = point || this.pinned;
      if (next === this.pick) return;
      this.pick = next;
      if (this.asked) return;
      this.asked = requestAnimationFrame(() => {
        this.asked = null;
        this.update();
      });
    }

    /** @param {number[] | null} point */
    pin(point) {
      const { pinned } = this;
      const reach = 0.02 * (this.host.frame()?.half ?? 0);
      const same = pinned && point && Math.hypot(point[0] - pinned[0], point[1] - pinned[1]) < reach;
      this.place(same ? null : point);
    }

    /** @param {number[] | null} point */
    place(point) {
      // To the digits that the link carries: whoever opens it reads the same numbers.
      this.pinned = this.pick = point && point.map((b) => Number(b.toFixed(4)));
      this.update();
      this.host.changed();
    }

    update() {
      const now = this.host.frame();
      if (!now) return;
      const span = now.box.high - now.box.low;
      const inside = (/** @type {number[] | null} */ point) =>
        point && point.every((b) => Math.abs(b) <= now.half) ? point : null;
      const frame = { ...now, span, pick: inside(this.pick || this.pinned), pinned: inside(this.pinned) };
      for (const { panel, view } of this.open.values()) {
        view.update(frame);
        if (panel.said.textContent !== view.say) panel.said.textContent = view.say || "";
        panel.body.setAttribute("aria-label", view.say || "");
      }
      frame.showPick(frame.pick);
      this.line.textContent = lossfold.pick.tell(frame);
      this.line.dataset.pinned = frame.pinned ? "yes" : "";
    }

    /** @param {boolean} on */
    print(on) {
      for (const { view } of this.open.values()) if (view.print) view.print(on);
    }

    sleep() {
      for (const { view } of this.open.values()) if (view.sleep) view.sleep();
    }

    wake() {
      for (const { view } of this.open.values()) if (view.wake) view.wake();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, viewBoard: { Board, openExtras } };
})();
