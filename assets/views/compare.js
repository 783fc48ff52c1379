// The gallery: the same loss under several weights, on one scale of height and colour, turned by one hand. At most four
// living surfaces beside the page's own; what is beyond them is a picture.
(function () {
  const LIVE = 4;
  const KINDS = [[0, 0], [1, 0], [0, 1], [1, 1]];

  /**
   * The weights of every cell, the sliders' where the comparison does not say. Pure.
   * @type {Lossfold["compare"]["cells"]}
   */
  function cells(compare, weights, alike) {
    if (compare.knob === "alike") {
      if (!alike) return [{ weights: { ...weights } }];
      return [
        { weights: { ...weights, loss: 1 } },
        { weights: { ...weights, loss: 0, plain: 1, alike: 1 } },
        { weights: { ...weights, loss: 1, plain: -1, alike: -1, l1: 0, l2: 0 }, difference: true },
      ];
    }
    if (compare.knob !== "kinds") {
      return compare.values.map((value) => ({ weights: { ...weights, [compare.knob]: value } }));
    }
    const [l1, l2] = [weights.l1 || weights.l2 || 0.2, weights.l2 || weights.l1 || 0.2];
    return KINDS.map(([one, two]) => ({ weights: { ...weights, l1: one * l1, l2: two * l2 } }));
  }

  /**
   * "l1:0,0.1,1" -> {knob, values}, to the sliders' hundredths, as their minima are known; null if it is none. Pure.
   * @type {Lossfold["compare"]["parse"]}
   */
  function parse(text) {
    if (text === "kinds" || text === "alike") return { knob: text, values: [] };
    const [knob, list] = text.split(":");
    const values = (list || "").split(/[,\s]+/).filter(Boolean).map(Number);
    const isPenalty = knob === "l1" || knob === "l2";
    const inRange = values.every((value) => value >= 0 && value <= 2);
    if (!isPenalty || values.length < 1 || values.length > 8 || !inRange) return null;
    return { knob, values: values.map((value) => Math.round(100 * value) / 100) };
  }

  /** @type {Lossfold["compare"]["write"]} */
  const write = ({ knob, values }) => (knob === "kinds" || knob === "alike" ? knob : `${knob}:${values.join(",")}`);

  /**
   * A tile: its landscape, the picture that stands in for it, and whether it may be a living surface.
   * @typedef {{
   *   element: HTMLElement, picture: HTMLCanvasElement, caption: HTMLElement, landscape: SurfaceLandscape,
   *   live: boolean,
   *   mounting?: boolean,
   * }} Tile
   */

  class CompareView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {Tile[]} */
    cells = [];
    awake = true;
    printing = false;
    /** The camera of all tiles. @type {Camera | null} */
    eye = null;

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      const { words } = host;
      const kinds = ["l1", "l2", "kinds", "alike"];
      const { list } = lossfold.numbers;
      const labels = kinds.map((kind) => words[`view.compare.${kind}`]);
      panel.choice(labels, kinds.indexOf(host.compare.knob), words["view.compare.by"], (which) => {
        const values = which > 1 ? [] : list(this.typed.value) || [0, 0.1, 0.5, 1];
        this.change({ knob: kinds[which], values });
      });
      this.typed = document.createElement("input");
      Object.assign(this.typed, { className: "typed", autocomplete: "off", value: host.compare.values.join(", ") });
      this.typed.setAttribute("aria-label", words["view.compare.values"]);
      this.typed.addEventListener("change", () => {
        this.change({ knob: host.compare.knob, values: list(this.typed.value) || [] });
      });
      const label = document.createElement("label");
      this.difference = document.createElement("input");
      Object.assign(this.difference, { type: "checkbox", checked: host.difference });
      this.label = label;
      label.className = "check";
      label.append(this.difference, words["view.compare.difference"]);
      this.difference.addEventListener("change", () => {
        host.setCompare(host.compare, this.difference.checked);
        this.rebuild();
      });
      panel.head.append(this.typed, label);
      this.grid = document.createElement("div");
      this.grid.className = "gallery";
      panel.body.append(this.grid);
      panel.body.classList.add("gallery-body");
    }

    /** @param {Comparison} wanted */
    change(wanted) {
      const compare = parse(write(wanted));
      if (!compare) {
        this.host.notice(lossfold.format.fill(this.host.words["view.compare.refused"], { value: this.typed.value }));
        this.typed.value = this.host.compare.values.join(", ");
        return;
      }
      this.host.notice("");
      this.host.setCompare(compare, this.difference.checked);
      this.typed.value = compare.values.join(", ");
      this.rebuild();
    }

    /**
     * The cells' weights, and with the difference A − B a last one in which the loss cancels.
     * @param {Frame} frame
     * @returns {Cell[]}
     */
    wanted({ weights, scene }) {
      const { knob } = this.host.compare;
      const found = cells(this.host.compare, weights, lossfold.knobs.alike(scene, weights));
      this.typed.hidden = knob === "kinds" || knob === "alike";
      this.label.hidden = knob === "alike";
      if (knob === "alike" || !this.difference.checked || found.length < 2) return found;
      const [a, b] = found;
      const [l1, l2] = [a.weights.l1 - b.weights.l1, a.weights.l2 - b.weights.l2];
      return [a, b, { weights: { ...weights, loss: 0, l1, l2 }, difference: true }];
    }

    rebuild() {
      this.close();
      this.cells = [];
      if (this.frame) this.follow(this.frame);
    }

    /** @param {Frame} frame */
    follow(frame) {
      const cellTables = frame.extras?.cells?.opened || [];
      frame = { ...frame, tables: [...(frame.tables || []), ...cellTables] };
      const sameScene = this.frame && this.frame.scene === frame.scene && this.frame.theme === frame.theme;
      this.frame = frame;
      const wanted = this.wanted(frame);
      if (!sameScene || this.cells.length !== wanted.length) {
        this.close();
        this.grid.replaceChildren();
        this.cells = wanted.map((_, k) => this.cell(frame, k < LIVE));
        this.grid.style.setProperty("--columns", String([1, 1, 2, 3, 2, 3, 3, 4, 4][wanted.length]));
      }
      let [least, most] = [Infinity, -Infinity];
      const stands = this.host.compare.knob === "alike" && lossfold.knobs.alike(frame.scene, frame.weights);
      const alike = stands && lossfold.layers.polynomial(frame.opened.axis, stands);
      this.cells.forEach(({ landscape }, k) => {
        const { difference, weights } = wanted[k];
        const { opened } = landscape;
        if (alike) landscape.opened = { ...opened, layers: { ...opened.layers, plain: opened.plain, alike } };
        const { low, high } = landscape.weigh({ loss: 1, ...weights });
        if (!difference) [least, most] = [Math.min(least, low), Math.max(most, high)];
        else landscape.box = lossfold.axisBox.around(low, high);
      });
      const box = lossfold.axisBox.around(least, most);
      this.cells.forEach((cell, k) => {
        const { landscape } = cell;
        const { difference, weights } = wanted[k];
        if (!difference) {
          const moved = Math.abs(landscape.box.high - box.high) + Math.abs(landscape.box.low - box.low);
          landscape.box = box;
          if (moved > 1e-3 * (box.high - box.low) && landscape.plot) landscape.refit();
        }
        landscape.paths = difference ? null : frame.tables;
        // The tables know the minima of the model as it is, and of no other.
        landscape.bare = Boolean(difference || weights.plain);
        landscape.draw();
        this.paint(cell);
        cell.caption.textContent = this.caption(wanted[k], frame);
        cell.element.setAttribute("aria-label", cell.caption.textContent ?? "");
      });
      this.say = this.host.compare.knob === "alike" ? this.alike(frame) : this.host.words["view.compare.said"];
    }

    /** How far the model is from what stands for it, in numbers taken over the whole grid. @param {Frame} frame */
    alike({ scene, weights }) {
      const { words } = this.host;
      const { number, fill } = lossfold.format;
      const found = lossfold.knobs.alike(scene, weights);
      const isNet = scene.nets.includes(scene.spec.loss);
      if (!found) return words[isNet ? "view.compare.alike.net" : "view.compare.alike.none"];
      const { landscape } = this.cells[this.cells.length - 1];
      const gap = landscape.total.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const span = Math.max(...this.cells[0].landscape.total) - Math.min(...this.cells[0].landscape.total);
      const values = {
        weight: number(found.weight ?? 0), poly: lossfold.knobs.written(found), gap: number(Number(gap.toPrecision(3))),
        share: number(Number(((100 * gap) / span).toPrecision(2))),
      };
      const kind = found.weight === null ? "view.compare.alike.not" : "view.compare.alike";
      return fill(words[`${kind}.${found.exact ? "exact" : "near"}`], values);
    }

    /**
     * @param {Cell} cell
     * @param {Frame} frame
     */
    caption({ weights, difference }, frame) {
      const { words } = this.host;
      const { number, weight, fill } = lossfold.format;
      const stands = this.host.compare.knob === "alike" && lossfold.knobs.alike(frame.scene, frame.weights);
      if (stands) {
        const key = difference ? "difference" : weights.plain ? "plain" : "model";
        const poly = stands.weight === null ? lossfold.knobs.written(stands, true) : "";
        const ending = poly && key === "plain" ? "plain.not" : key;
        return fill(words[`view.compare.alike.${ending}`], { poly, weight: number(stands.weight ?? 0) });
      }
      if (difference) {
        return fill(words["view.compare.minus"], { l1: number(weights.l1), l2: number(weights.l2) });
      }
      const solution = lossfold.solutionTables.at(frame.scene, frame.tables, { loss: 1, ...weights });
      const [l1, l2] = [`λ = ${weight(weights.l1)}`, `Ω = ${weight(weights.l2)}`];
      const { knob } = this.host.compare;
      const head = knob === "l1" ? l1 : knob === "l2" ? l2 : `${l1}${words["list.and"]}${l2}`;
      if (!solution) return head;
      const points = solution.points.map(([b1, b2]) => `(${number(b1, 3)}, ${number(b2, 3)})`);
      const known = solution.kind === "point" || solution.kind === "segment";
      const said = known ? points.join(" – ") : words[`view.compare.${solution.kind}`];
      return fill(words["view.compare.caption"], { head, said });
    }

    /**
     * @param {Frame} frame
     * @param {boolean} live
     * @returns {Tile}
     */
    cell(frame, live) {
      const figure = document.createElement("figure");
      const element = document.createElement("div");
      element.className = "cell";
      element.tabIndex = 0;
      element.setAttribute("role", "img");
      const picture = document.createElement("canvas");
      picture.className = "cell-picture";
      const caption = document.createElement("figcaption");
      figure.append(element, picture, caption);
      this.grid.append(figure);
      const options = { theme: frame.theme, knob: frame.knob };
      const landscape = new lossfold.landscape.Landscape(element, frame.scene, options);
      const cell = { element, picture, caption, landscape, live };
      const turned = () => this.link(cell);
      const soon = () => requestAnimationFrame(turned);
      element.addEventListener("pointermove", ({ buttons }) => buttons && soon(), { passive: true });
      element.addEventListener("wheel", soon, { passive: true });
      // The wheel goes on scrolling whoever passes over a tile: it zooms one that was clicked, or under Ctrl or ⌘.
      const quietly = { preventScroll: true, focusVisible: false };
      element.addEventListener("pointerdown", () => element.focus(quietly), { capture: true });
      element.addEventListener("wheel", (event) => {
        if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) event.stopPropagation();
      }, { capture: true, passive: true });
      element.addEventListener("landscape:camera", turned);
      element.addEventListener("landscape:lost", () => this.sleep());
      lossfold.cameraKeys.listen(element, () => this.camera(cell), (camera) => this.turn(camera));
      if (live && this.awake) this.mount(cell);
      return cell;
    }

    /** @param {Tile} cell */
    camera({ landscape }) {
      return landscape.plot ? landscape.camera() : this.view();
    }

    view() {
      this.eye ??= structuredClone(this.host.camera() || lossfold.cameraKeys.CAMERA);
      return this.eye;
    }

    /** @param {Tile} cell */
    async mount(cell) {
      // Built while the board wakes, a tile is asked for twice.
      if (cell.mounting) return;
      cell.mounting = true;
      await this.host.plotly();
      const can = cell.element.isConnected && lossfold.landscape.hasWebGL();
      if (can) await cell.landscape.mount(structuredClone(this.view()));
      cell.mounting = false;
      if (!can) return;
      if (!this.cells.includes(cell)) {
        if (cell.landscape.plot) cell.landscape.release();
        return;
      }
      cell.picture.hidden = !this.printing;
      cell.landscape.refit();
    }

    /** @param {Tile} cell */
    link(cell) {
      if (cell.landscape.plot) this.turn(cell.landscape.camera(), cell);
    }

    /**
     * One camera for all.
     * @param {Camera} camera
     * @param {Tile} [from]
     */
    turn(camera, from) {
      this.eye = structuredClone(camera);
      for (const cell of this.cells) {
        if (cell === from) continue;
        const { landscape } = cell;
        if (landscape.plot && landscape.alive()) lossfold.plotlyInternals.look(landscape.plot, structuredClone(camera));
        else this.paint(cell);
      }
    }

    /** @param {Pick<Tile, "landscape" | "picture">} cell */
    paint({ landscape, picture }) {
      if (landscape.plot && !this.printing) return;
      lossfold.snapshot.paint(picture, landscape, this.view(), { paper: this.printing });
    }

    /** On paper the pictures stand in for the surfaces. @param {boolean} on */
    print(on) {
      this.printing = on;
      for (const cell of this.cells) {
        cell.picture.hidden = Boolean(cell.landscape.plot) && !on;
        this.paint(cell);
      }
    }

    sleep() {
      this.awake = false;
      for (const cell of this.cells) {
        if (!cell.landscape.plot) continue;
        cell.landscape.release();
        cell.element.replaceChildren();
        cell.picture.hidden = false;
        this.paint(cell);
      }
    }

    wake() {
      this.awake = true;
      for (const cell of this.cells) if (cell.live && !cell.landscape.plot) this.mount(cell);
    }

    close() {
      const old = this.cells;
      this.cells = [];
      for (const { landscape } of old) if (landscape.plot) landscape.release();
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, compare: CompareView },
    compare: { cells, parse, write },
  };
})();
