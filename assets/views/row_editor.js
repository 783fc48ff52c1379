// Rows that can be moved by hand: a grip on each, in the charts of both features; buttons that add and take away.
(function () {
  const STEP = 0.05; // to which a dragged number is rounded: links stay short
  const STRIDE = 0.1; // of an arrow key
  /** @type {Record<string, number[]>} */
  const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  /** Rows as a link says them: x₁,x₂,y of each. Pure. @type {Lossfold["rowEditor"]["write"]} */
  const write = (table) => table.map((row) => row.map(String).join(",")).join("_");

  /** Rounded to a step, no farther out than allowed. @type {(value: number, step: number, reach: number) => number} */
  function rounded(value, step, reach) {
    const near = Math.min(Math.max(Math.round(value / step) * step, -reach), reach);
    return Number(near.toFixed(2)) + 0;
  }

  /**
   * A row that is to be elsewhere: what is to stay where it is keeps all its digits. Pure.
   * @type {Lossfold["rowEditor"]["moved"]}
   */
  const moved = (row, to, reach) => row.map((value, k) => (to[k] === value ? value : rounded(to[k], STEP, reach)));

  /** A place for one more row, where none is yet. Pure. @type {Lossfold["rowEditor"]["free"]} */
  function free(table) {
    const taken = (/** @type {number} */ x) => table.some((row) => row[0] === x && row[2] === 0);
    const places = [0, 0.5, -0.5, 1, -1, 1.5, -1.5];
    return [places.find((x) => !taken(x)) ?? 0, 0, 0];
  }

  /** A float32 in the digits that it has. @type {(value: number) => number} */
  const digits = (value) => Number(value.toPrecision(7));

  class Editor {
    /** The rows of here, while the server's are not the same yet. @type {{ text: string, table: number[][] } | null} */
    own = null;
    /** @type {number[][]} */
    table = [];
    /** What was on screen before, step by step. @type {string[]} */
    past = [];
    text = "";
    data = "";
    chosen = 0;
    on = false;
    /** @type {{ i: number, from: number[], start: number[] | null, isNew: boolean } | null} */
    held = null;
    /** The row that arrow keys are moving: all their steps are one that is taken back. */
    keyed = -1;
    /** @type {SVGElement[][]} */
    grips = [[], []];
    drawn = "";
    /** The axes of before. @type {Pick<FitRows, "reach" | "range"> | null} */
    last = null;

    /**
     * @param {{ panel: Panel, charts: Chart[] }} view
     * @param {Host & { rows: RowHost }} host
     */
    constructor({ panel, charts }, host) {
      this.host = host.rows;
      this.words = host.words;
      this.charts = charts;
      charts.forEach((chart, j) => {
        chart.drag((event) => this.grab(event), (x, y) => this.drag(j, x, y));
        chart.svg.addEventListener("dblclick", (event) => this.click(event, j));
        chart.svg.addEventListener("keydown", (event) => this.key(event, j));
        chart.svg.addEventListener("focusout", () => (this.keyed = -1));
      });
      panel.element.addEventListener("keydown", (event) => this.undone(event));
      this.tools = this.buttons(panel);
    }

    /** @param {Panel} panel */
    buttons(panel) {
      const tools = Object.assign(document.createElement("div"), { className: "row-tools", hidden: true });
      tools.setAttribute("role", "group");
      tools.setAttribute("aria-label", this.words["view.fit.rows"]);
      /** @type {[string, () => void][]} */
      const acts = [
        ["add", () => this.add(free(this.table))], ["remove", () => this.remove()],
        ["undo", () => this.undo()], ["reset", () => this.change(null, true)],
        ["go", () => panel.head.querySelector(".view-choice")?.querySelector("button")?.click()],
      ];
      for (const [name, act] of acts) {
        const button = Object.assign(document.createElement("button"), { type: "button", onclick: act });
        button.textContent = this.words[`view.fit.${name}`];
        button.dataset.act = name;
        tools.append(button);
      }
      panel.said.before(tools);
      return tools;
    }

    /** @type {RowEditor["rows"]} */
    rows(frame, sent) {
      const data = `${frame.scene.spec.data}`;
      if (data !== this.data) Object.assign(this, { data, own: null, past: [], chosen: 0 });
      if (this.own && !this.held && this.host.wanted() !== this.own.text) this.own = null;
      this.text = this.own ? this.own.text : String(frame.scene.spec.edited ?? "");
      if (!this.host.allowed(frame)) return null;
      if (this.own) this.table = this.own.table;
      else if (sent) this.table = sent.y.map((y, i) => [sent.x[0][i], sent.x[1][i], y].map(digits));
      else return null;
      const column = (/** @type {number} */ k) => this.table.map((row) => row[k]);
      const far = lossfold.fitView.measured([column(0), column(1)], column(2), 0.3);
      // While a row is held the axes stay where they are.
      this.last = (this.held && this.last) || { reach: far.reach, range: far.range };
      const { form, numbers } = sent ?? { form: "score", numbers: [] };
      return { ...far, ...this.last, count: this.table.length, form, numbers };
    }

    /** @type {RowEditor["show"]} */
    show(frame, on) {
      const isAllowed = this.host.allowed(frame);
      const isOn = (this.on = on && isAllowed);
      this.tools.hidden = !isAllowed;
      for (const each of this.tools.querySelectorAll("button")) each.hidden = isOn === (each.dataset.act === "go");
      if (isOn) this.place(frame);
      else for (const grip of this.grips.flat()) grip.remove();
      if (!isOn) Object.assign(this, { grips: [[], []], drawn: "" });
      this.press("remove", this.table.length > 1);
      this.press("add", this.table.length < this.host.limits().rows);
      this.press("undo", this.past.length > 0);
      this.press("reset", this.text !== "");
      return isOn;
    }

    /** @type {(name: string, on: boolean) => void} */
    press(name, on) {
      const button = /** @type {HTMLButtonElement | null} */ (this.tools.querySelector(`[data-act=${name}]`));
      if (button && button.disabled === on) button.disabled = !on;
    }

    /** @param {Frame} frame */
    place({ scene, words }) {
      this.chosen = Math.min(this.chosen, this.table.length - 1);
      const key = [write(this.table), this.chosen, ...this.charts.map(({ ranges }) => ranges)].join();
      if (key === this.drawn) return;
      this.drawn = key;
      const names = [0, 1].map((j) => lossfold.story.feature(scene, j, words));
      this.charts.forEach((chart, j) => {
        if (!chart.box) return void (this.drawn = "");
        chart.svg.removeAttribute("aria-hidden");
        while (this.grips[j].length > this.table.length) this.grips[j].pop()?.remove();
        this.table.forEach((row, i) => this.set(chart, j, i, names[j], scene.target));
      });
    }

    /** @type {(chart: Chart, j: number, i: number, name: string, target: string) => void} */
    set(chart, j, i, name, target) {
      const row = this.table[i];
      const fresh = { class: "c-grip c-row", r: 6.5, role: "slider", "data-row": i };
      this.grips[j][i] ??= lossfold.chart.make("circle", fresh, chart.front);
      const { fill } = lossfold.format;
      const said = `${name} = ${lossfold.format.number(row[j])}, ${target} = ${lossfold.format.number(row[2])}`;
      const attributes = {
        cx: chart.X(row[j]).toFixed(1), cy: chart.Y(row[2]).toFixed(1), tabindex: i === this.chosen ? 0 : -1,
        "aria-label": fill(this.words["view.fit.row"], { row: i + 1 }), "aria-valuetext": said, "aria-valuenow": row[2],
        "data-chosen": i === this.chosen ? "yes" : "",
      };
      for (const [key, value] of Object.entries(attributes)) this.grips[j][i].setAttribute(key, String(value));
    }

    /** @param {Event} event */
    static rowOf({ target }) {
      const grip = target instanceof Element ? target.closest(".c-row") : null;
      return grip ? Number(grip.getAttribute("data-row")) : -1;
    }

    /** @param {PointerEvent} event */
    grab(event) {
      const i = Editor.rowOf(event);
      if (i < 0 || event.button > 0) return false;
      this.chosen = i;
      this.held = { i, from: this.table[i], start: null, isNew: true };
      this.host.hold(true);
      /** @type {SVGElement} */ (event.target).focus();
      return true;
    }

    /** @type {(j: number, x: number, y: number) => void} */
    drag(j, x, y) {
      if (!this.held) return;
      if (Number.isNaN(x)) {
        this.held = null;
        this.host.hold(false);
        return this.host.update();
      }
      const { held } = this;
      held.start ??= [x, y];
      const chart = this.charts[j];
      const inside = (/** @type {number} */ value, /** @type {number[]} */ [low, high]) =>
        Math.min(Math.max(value, low), high);
      const to = [...held.from];
      to[j] = inside(held.from[j] + x - held.start[0], [chart.left, chart.right]);
      to[2] = inside(held.from[2] + y - held.start[1], [chart.low, chart.high]);
      // A hand that trembles moves nothing.
      const near = Math.hypot(chart.X(to[j]) - chart.X(held.from[j]), chart.Y(to[2]) - chart.Y(held.from[2])) < 4;
      if (near && held.isNew) return;
      this.put(held.i, moved(held.from, to, this.host.limits().reach), held.isNew);
      held.isNew = false;
    }

    /** @type {(i: number, row: number[], isNew: boolean) => void} */
    put(i, row, isNew) {
      if (row.every((value, k) => value === this.table[i][k])) return;
      this.change(this.table.map((each, k) => (k === i ? row : each)), isNew);
    }

    /** Other rows; null for those of the data set. @type {(table: number[][] | null, isNew: boolean) => void} */
    change(table, isNew) {
      if (isNew) this.past.push(this.text);
      this.go(table ? write(table) : "", table, isNew);
    }

    /** @type {(text: string, table: number[][] | null, isNew: boolean) => void} */
    go(text, table, isNew) {
      this.own = table && { text, table };
      this.host.change(text, isNew);
    }

    /** @param {number[]} row */
    add(row) {
      if (this.table.length >= this.host.limits().rows) return;
      this.chosen = this.table.length;
      this.change([...this.table, row], true);
      this.focus(0);
    }

    remove(j = 0) {
      if (this.table.length < 2) return;
      const gone = this.chosen;
      this.chosen = Math.max(0, gone - 1);
      this.change(this.table.filter((_, i) => i !== gone), true);
      this.focus(j);
    }

    undo() {
      const text = this.past.pop();
      if (text === undefined) return;
      this.go(text, text ? text.split("_").map((row) => row.split(",").map(Number)) : null, true);
    }

    /** @param {number} j */
    focus(j) {
      this.grips[j][this.chosen]?.focus({ preventScroll: true });
    }

    /** A double click on an empty place adds a row there. @type {(event: MouseEvent, j: number) => void} */
    click(event, j) {
      const chart = this.charts[j];
      if (!this.on || !chart.box || Editor.rowOf(event) >= 0) return;
      const [x, y] = chart.at(event);
      if (x < chart.left || x > chart.right || y < chart.low || y > chart.high) return;
      const { reach } = this.host.limits();
      const row = [0, 0, rounded(y, STEP, reach)];
      row[j] = rounded(x, STEP, reach);
      this.add(row);
    }

    /** @param {KeyboardEvent} event */
    undone(event) {
      if (!this.on || event.key !== "z" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.undo();
    }

    /** @type {(event: KeyboardEvent, j: number) => void} */
    key(event, j) {
      const i = Editor.rowOf(event);
      const other = { PageDown: i + 1, PageUp: i - 1 }[event.key];
      if (i < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (KEYS[event.key]) this.step(i, j, KEYS[event.key], event.shiftKey ? 5 * STRIDE : STRIDE);
      else if (other !== undefined) this.choose((other + this.table.length) % this.table.length, j);
      else if (event.key === "Delete" || event.key === "Backspace") this.remove(j);
      else return;
      event.preventDefault();
    }

    /** @type {(i: number, j: number) => void} */
    choose(i, j) {
      this.chosen = i;
      this.keyed = -1;
      this.host.update();
      this.focus(j);
    }

    /** @type {(i: number, j: number, way: number[], stride: number) => void} */
    step(i, j, [across, up], stride) {
      const row = [...this.table[i]];
      const { reach } = this.host.limits();
      if (across) row[j] = rounded(row[j] + across * stride, STEP, reach);
      if (up) row[2] = rounded(row[2] + up * stride, STEP, reach);
      this.chosen = i;
      this.put(i, row, this.keyed !== i);
      this.keyed = i;
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, rowEditor: { Editor, write, moved, free } };
})();
