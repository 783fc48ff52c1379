// A small plot in SVG: axes with round numbers, and named paths, dots and texts that move. Colours are CSS's.
(function () {
  const SPACE = "http://www.w3.org/2000/svg";
  /** What `put` has set. @type {WeakMap<SVGElement, Map<string, string | number>>} */
  const written = new WeakMap();
  const MARGIN = { left: 46, right: 18, top: 10, bottom: 32 };

  /** @type {Lossfold["chart"]["make"]} */
  function make(kind, attributes, parent) {
    const element = /** @type {SVGElement} */ (document.createElementNS(SPACE, kind));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    if (parent) parent.append(element);
    return element;
  }

  /**
   * Sets what is new: an attribute set to what it was would still be parsed and laid out again.
   * @type {(element: SVGElement, attributes: Record<string, string | number>) => void}
   */
  function put(element, attributes) {
    const known = written.get(element) ?? new Map();
    written.set(element, known);
    for (const [name, value] of Object.entries(attributes)) {
      if (known.get(name) === value) continue;
      known.set(name, value);
      element.setAttribute(name, String(value));
    }
  }

  /** Round numbers from low to high, about `count` of them. Pure. @type {Lossfold["chart"]["ticks"]} */
  function ticks(low, high, count) {
    const raw = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = power * ([1, 2, 5].find((factor) => factor * power >= raw) ?? 10);
    const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
    const length = Math.max(last - first + 1, 0);
    return Array.from({ length }, (_, k) => Number(((first + k) * step).toPrecision(12)));
  }

  /**
   * The next of a few round numbers: an axis that ends there stays still while what it shows moves a little. Pure.
   * @type {Lossfold["chart"]["above"]}
   */
  function above(value) {
    if (!(value > 0)) return 1e-6;
    const power = 10 ** Math.floor(Math.log10(value));
    const round = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
    return Number((power * round).toPrecision(3));
  }

  /** A number beside an axis. @param {number} value */
  const shortText = (value) => lossfold.format.number(value, 3);

  class Chart {
    /** @type {Record<string, SVGElement>} */
    elements = {};
    /** @type {string | null} */
    ranges = null;
    size = { width: 0, height: 0 };
    left = 0;
    right = 1;
    low = 0;
    high = 1;
    /** @type {{ x0: number, y0: number, w: number, h: number }} */
    box;
    dragged = false;
    /** @type {ResizeObserver | null} */
    resizing = null;

    /**
     * `x`, `y`: titles of the axes; `square`: both have the same unit; `tickText`, `xText`: of y's numbers, of x's.
     * @param {Element} parent
     * @param {ChartOptions} options
     */
    constructor(parent, { x, y, square = false, tickText = shortText, xText = shortText }) {
      this.titles = { x, y };
      this.square = square;
      this.tickText = tickText;
      this.xText = xText;
      this.element = document.createElement("div");
      this.element.className = square ? "chart chart-square" : "chart";
      // What a step leaves as it is has a picture of its own: else the browser would lay it out at every step.
      this.still = make("svg", { class: "chart-still", "aria-hidden": "true" }, this.element);
      this.axes = make("g", { class: "chart-axes" }, this.still);
      this.svg = make("svg", { "aria-hidden": "true" }, this.element);
      // A picture inside the picture cuts off at its edge, and costs less than a clip path.
      this.ground = make("svg", { class: "chart-body" }, this.still);
      this.body = make("svg", { class: "chart-body" }, this.svg);
      this.front = make("g", {}, this.svg);
      this.before = make("g", { class: "chart-titles" }, this.svg); // a curve may pass where a title stands
      parent.append(this.element);
    }

    /** Calls `redraw` whenever the place has a new size. @param {() => void} redraw */
    watch(redraw) {
      // Read here and kept: read at a step, it would make the browser lay the page out in the middle of it.
      const measure = () => (this.size = { width: this.element.clientWidth, height: this.element.clientHeight });
      this.resizing = new ResizeObserver(() => {
        measure();
        redraw();
      });
      this.resizing.observe(this.element);
      // A frame that nobody has scrolled to is observed by no browser, and may be printed all the same.
      measure();
    }

    /** Its place is taken away, which is not a new size: nothing needs redrawing. */
    release() {
      if (this.resizing) this.resizing.disconnect();
    }

    /**
     * Sets the ranges; true if something about the axes is new.
     * @param {number[]} x
     * @param {number[]} y
     */
    scale([left, right], [low, high]) {
      const { width, height } = this.size;
      const key = [left, right, low, high, width, height].join();
      if (key === this.ranges || !width || !height) return false;
      this.ranges = key;
      let [w, h] = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
      let [x0, y0] = [MARGIN.left, MARGIN.top];
      if (this.square) {
        const side = Math.max(40, Math.min(w, h));
        x0 += (w - side) / 2;
        y0 += (h - side) / 2;
        w = h = side;
      }
      Object.assign(this, { left, right, low, high, box: { x0, y0, w, h } });
      for (const whole of [this.still, this.svg]) put(whole, { viewBox: `0 0 ${width} ${height}` });
      for (const inner of [this.ground, this.body]) {
        put(inner, { x: x0, y: y0, width: w, height: h, viewBox: `${x0} ${y0} ${w} ${h}` });
      }
      this.frame();
      return true;
    }

    frame() {
      const { axes, titles } = this;
      const { x0, y0, w, h } = this.box;
      const lineAt = (/** @type {number} */ value) => (value === 0 ? "chart-zero" : "chart-grid");
      /** @type {(content: string, attributes: Record<string, string | number>, layer?: SVGElement) => void} */
      const write = (content, attributes, layer = axes) => (make("text", attributes, layer).textContent = content);
      for (const layer of [axes, this.before]) layer.replaceChildren();
      make("rect", { class: "chart-plate", x: x0, y: y0, width: w, height: h }, axes);
      for (const value of ticks(this.left, this.right, Math.max(2, w / 70))) {
        make("path", { class: lineAt(value), d: `M${this.X(value)} ${y0}v${h}` }, axes);
        write(this.xText(value), { x: this.X(value), y: y0 + h + 15, "text-anchor": "middle" });
      }
      for (const value of ticks(this.low, this.high, Math.max(2, h / 42))) {
        make("path", { class: lineAt(value), d: `M${x0} ${this.Y(value)}h${w}` }, axes);
        write(this.tickText(value), { x: x0 - 6, y: this.Y(value) + 4, "text-anchor": "end" });
      }
      write(titles.x, { class: "chart-title", x: x0 + w, y: y0 + h + 29, "text-anchor": "end" });
      write(titles.y, { class: "chart-title", x: x0 + 5, y: y0 + 14 }, this.before);
    }

    /** @param {number} value */
    X(value) {
      return this.box.x0 + ((value - this.left) / (this.right - this.left)) * this.box.w;
    }

    /** @param {number} value */
    Y(value) {
      return this.box.y0 + ((this.high - value) / (this.high - this.low)) * this.box.h;
    }

    /**
     * The values under a pointer.
     * @param {MouseEvent} event
     * @returns {Point2}
     */
    at(event) {
      const box = this.svg.getBoundingClientRect();
      const { x0, y0, w, h } = this.box;
      const [x, y] = [(event.clientX - box.left - x0) / w, (event.clientY - box.top - y0) / h];
      return [this.left + x * (this.right - this.left), this.high - y * (this.high - this.low)];
    }

    /** @type {(name: string, kind: string, layer: SVGElement) => SVGElement} */
    elementOf(name, kind, layer) {
      this.elements[name] ??= make(kind, { class: `c-${name.split(":")[0]}` }, layer);
      return this.elements[name];
    }

    /**
     * A path through x, y, x, y, …; NaN breaks it. Its class is c-<name> up to a colon; `layer`: where it lies.
     * @param {string} name
     * @param {number[]} points
     */
    line(name, points, closed = false, layer = this.body) {
      let d = "";
      let pen = false;
      for (let k = 0; k < points.length; k += 2) {
        if (Number.isNaN(points[k])) {
          pen = false;
          continue;
        }
        const y = Math.min(Math.max(this.Y(points[k + 1]), -1e4), 1e4);
        d += `${pen ? "L" : "M"}${Math.round(this.X(points[k]) * 10) / 10} ${Math.round(y * 10) / 10}`;
        pen = true;
      }
      put(this.elementOf(name, "path", layer), { d: closed && d ? `${d}Z` : d });
    }

    /** @type {(name: string, x: number, y: number, radius?: number) => void} */
    dot(name, x, y, radius = 5) {
      const element = this.elementOf(name, "circle", this.front);
      const within = (/** @type {number} */ value, /** @type {number} */ from, /** @type {number} */ to) =>
        Number.isFinite(value) && value >= from - 1e-9 && value <= to + 1e-9;
      const shown = within(x, this.left, this.right) && within(y, this.low, this.high);
      put(element, shown ? { r: radius, cx: this.X(x).toFixed(1), cy: this.Y(y).toFixed(1) } : { r: 0 });
    }

    /**
     * A text at a point of the plot, moved by (dx, dy) pixels; kept inside.
     * @param {string} name
     * @param {number} x
     * @param {number} y
     * @param {string} content
     */
    text(name, x, y, content, { dx = 0, dy = 0, anchor = "start" } = {}) {
      const element = this.elementOf(name, "text", this.front);
      if (element.textContent !== content) element.textContent = content;
      if (!content) return;
      const { x0, y0, w, h } = this.box;
      put(element, {
        x: Math.min(Math.max(this.X(x) + dx, x0 + 4), x0 + w - 4).toFixed(1),
        y: Math.min(Math.max(this.Y(y) + dy, y0 + 12), y0 + h - 5).toFixed(1),
        "text-anchor": anchor,
      });
    }

    /** @param {string[]} names */
    clear(...names) {
      for (const name of names) {
        const element = this.elements[name];
        if (!element) continue;
        if (element.tagName !== "text") put(element, element.tagName === "path" ? { d: "" } : { r: 0 });
        else if (element.textContent) element.textContent = "";
      }
    }

    /**
     * Lets a pointer drag: `move(x, y)` while it is down on what `grips(event)` accepts.
     * @param {(event: PointerEvent) => boolean} grips
     * @param {(x: number, y: number) => void} move
     */
    drag(grips, move) {
      this.svg.addEventListener("pointerdown", (event) => {
        if (!this.box || !grips(event)) return;
        event.preventDefault();
        this.svg.setPointerCapture(event.pointerId);
        const dragged = (/** @type {PointerEvent} */ moved) => move(...this.at(moved));
        const stop = () => {
          this.svg.removeEventListener("pointermove", dragged);
          // The click that ends a drag is none.
          this.dragged = true;
          setTimeout(() => (this.dragged = false));
          move(NaN, NaN);
        };
        this.svg.addEventListener("pointermove", dragged);
        for (const name of ["pointerup", "pointercancel"]) this.svg.addEventListener(name, stop, { once: true });
        dragged(event);
      });
    }
  }

  /**
   * A grip for pointer and keyboard: role slider, moved by the arrows through `step(±1)`.
   * @type {Lossfold["chart"]["grip"]}
   */
  function grip(chart, name, label, step) {
    // Until it is first put somewhere it is not there; its value is that of nothing.
    const none = { visibility: "hidden", "aria-valuenow": 0 };
    const role = { tabindex: 0, role: "slider", "aria-label": label };
    const element = make("circle", { class: `c-grip c-${name}`, r: 9, ...role, ...none }, chart.front);
    chart.svg.removeAttribute("aria-hidden");
    element.addEventListener("keydown", (event) => {
      /** @type {Record<string, number>} */
      const moves = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
      if (!(event.key in moves)) return;
      event.preventDefault();
      step(moves[event.key], event.key);
    });
    return {
      element,
      put(x, y, text = "", now = 0) {
        const shown = Number.isFinite(x) && Number.isFinite(y);
        put(element, { visibility: shown ? "visible" : "hidden" });
        if (!shown) return;
        put(element, { cx: chart.X(x).toFixed(1), cy: chart.Y(y).toFixed(1) });
        put(element, { "aria-valuenow": now, "aria-valuetext": text });
      },
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, chart: { Chart, ticks, above, grip, make } };
})();
