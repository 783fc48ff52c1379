// The gallery: the same loss under several weights, on one scale of height and colour.
(function () {
  const COLUMNS = [1, 1, 2, 3, 2, 3, 3, 4, 4]; // for so many tiles

  class CompareView {
    say = "";
    /** @type {Frame} */
    frame;
    /** @type {Tiles} */
    tiles;
    /** @type {Comparison} */
    compare = { knob: "kinds", values: [] };
    /** The options' texts. */
    set = "";

    /**
     * @param {Panel} panel
     * @param {Host} host
     */
    constructor(panel, host) {
      this.host = host;
      this.limits = /** @type {GalleryLimits} */ (host.gallery);
      const { words } = host;
      const { penalties } = host;
      const kinds = [...Object.keys(penalties), "kinds", "alike"];
      const { list } = lossfold.numbers;
      const labels = kinds.map((kind) => penalties[kind]?.symbol ?? words[`view.compare.${kind}`]);
      this.read(host.options);
      panel.choice(labels, kinds.indexOf(this.compare.knob), words["view.compare.by"], (which) => {
        const usual = () => lossfold.compare.parse(lossfold.compare.standard(host.kinds), this.limits)?.values ?? [];
        const values = kinds[which] in penalties ? list(this.typed.value) || usual() : [];
        this.change({ knob: kinds[which], values });
      });
      this.typed = document.createElement("input");
      Object.assign(this.typed, { className: "typed", autocomplete: "off", value: this.compare.values.join(", ") });
      this.typed.setAttribute("aria-label", words["view.compare.values"]);
      this.typed.addEventListener("change", () => {
        this.change({ knob: this.compare.knob, values: list(this.typed.value) || [] });
      });
      const label = document.createElement("label");
      this.difference = document.createElement("input");
      Object.assign(this.difference, { type: "checkbox", checked: host.options.difference === "1" });
      this.label = label;
      label.className = "check";
      label.append(this.difference, words["view.compare.difference"]);
      this.difference.addEventListener("change", () => {
        host.setOptions({ difference: String(Number(this.difference.checked)) });
      });
      panel.head.append(this.typed, label);
      this.tiles = new lossfold.tiles.Tiles(panel.body, host);
    }

    /** @type {NonNullable<ViewClass["has"]>} */
    static has(extras, { weights, options }) {
      const cells = extras?.cells;
      return Boolean(cells && lossfold.knobs.agree(cells.at, weights) && cells.compare === options.compare);
    }

    /** @type {NonNullable<ViewClass["open"]>} */
    static open({ cells }) {
      return cells ? { cells: { ...cells, decoded: cells.tables.map(lossfold.solutionTables.open) } } : {};
    }

    /**
     * What the options say.
     * @param {Record<string, string>} options
     */
    read({ compare, difference }) {
      this.compare = lossfold.compare.parse(compare, this.limits) ?? this.compare;
      this.set = [compare, difference].join();
    }

    /** @param {Comparison} wanted */
    change(wanted) {
      const compare = lossfold.compare.parse(lossfold.compare.write(wanted), this.limits);
      if (!compare) {
        this.host.notice(lossfold.format.fill(this.host.words["view.compare.refused"], { value: this.typed.value }));
        this.typed.value = this.compare.values.join(", ");
        return;
      }
      this.host.notice("");
      this.host.setOptions({ compare: lossfold.compare.write(compare) });
      this.typed.value = compare.values.join(", ");
    }

    /**
     * The cells' weights, and with the difference A − B a last one in which the loss cancels.
     * @param {Frame} frame
     * @returns {Cell[]}
     */
    wanted({ weights, scene }) {
      const { knob } = this.compare;
      const equivalent = lossfold.knobs.l2Equivalent(scene, weights);
      const found = lossfold.compare.cells(this.compare, weights, equivalent, scene.penalties, this.limits.usual);
      this.typed.hidden = knob === "kinds" || knob === "alike";
      this.label.hidden = knob === "alike";
      if (knob === "alike" || !this.difference.checked || found.length < 2) return found;
      const [a, b] = found;
      const apart = Object.keys(scene.penalties).map((name) => [name, (a.weights[name] || 0) - (b.weights[name] || 0)]);
      return [a, b, { weights: { ...weights, loss: 0, ...Object.fromEntries(apart) }, difference: true }];
    }

    /** @param {Frame} frame */
    update(frame) {
      const { compare, difference } = frame.options;
      if (this.set !== [compare, difference].join()) {
        this.read(frame.options);
        this.typed.value = this.compare.values.join(", ");
        this.difference.checked = difference === "1";
        this.close();
      }
      const cellTables = frame.extras?.cells?.decoded || [];
      frame = { ...frame, tables: [...(frame.tables || []), ...cellTables] };
      const { scene = null, theme = "", wireframe = false } = this.frame ?? {};
      const sameScene = scene === frame.scene && theme === frame.theme && wireframe === frame.wireframe;
      this.frame = frame;
      const wanted = this.wanted(frame);
      const { tiles } = this;
      if (!sameScene || tiles.all.length !== wanted.length) tiles.build(frame, wanted.length, COLUMNS[wanted.length]);
      let [least, most] = [Infinity, -Infinity];
      const stands = this.compare.knob === "alike" && lossfold.knobs.l2Equivalent(frame.scene, frame.weights);
      const equivalent = stands && lossfold.layers.polynomial(frame.grids.axis, stands);
      tiles.all.forEach(({ landscape }, k) => {
        const { difference, weights } = wanted[k];
        const { grids } = landscape;
        if (equivalent) landscape.grids = { ...grids, layers: { ...grids.layers, raw: grids.raw, equivalent } };
        const { low, high } = landscape.weigh({ loss: 1, ...weights });
        if (!difference) [least, most] = [Math.min(least, low), Math.max(most, high)];
        else landscape.box = lossfold.axisBox.around(low, high);
      });
      const box = lossfold.axisBox.around(least, most);
      tiles.all.forEach((tile, k) => {
        const { landscape } = tile;
        const { difference, weights } = wanted[k];
        if (!difference) {
          const moved = lossfold.axisBox.differ(landscape.box, box);
          landscape.box = box;
          if (moved && landscape.plot) landscape.refit();
        }
        landscape.paths = difference ? null : frame.tables;
        // The tables know the minima of the model as it is, and of no other.
        landscape.withoutMinimum = Boolean(difference || weights.raw);
        landscape.draw();
        tiles.paint(tile);
        tile.caption.textContent = this.caption(wanted[k], frame);
        tile.element.setAttribute("aria-label", tile.caption.textContent ?? "");
      });
      this.say = this.compare.knob === "alike" ? this.gap(frame) : this.host.words["view.compare.said"];
    }

    /** How far the model is from what stands for it, in numbers taken over the whole grid. @param {Frame} frame */
    gap({ scene, weights }) {
      const { words } = this.host;
      const { number, fill } = lossfold.format;
      const found = lossfold.knobs.l2Equivalent(scene, weights);
      const isNet = !scene.linearScore;
      if (!found) return words[isNet ? "view.compare.alike.net" : "view.compare.alike.none"];
      const totals = this.tiles.all.map(({ landscape }) => landscape.total);
      const gap = totals[totals.length - 1].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const span = Math.max(...totals[0]) - Math.min(...totals[0]);
      const values = {
        weight: number(found.weight ?? 0), poly: lossfold.knobs.written(found), gap: number(Number(gap.toPrecision(3))),
        percent: number(Number(((100 * gap) / span).toPrecision(2))),
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
      const stands = this.compare.knob === "alike" && lossfold.knobs.l2Equivalent(frame.scene, frame.weights);
      if (stands) {
        const key = difference ? "difference" : weights.raw ? "raw" : "model";
        const poly = stands.weight === null ? lossfold.knobs.written(stands, true) : "";
        const ending = poly && key === "raw" ? "raw.not" : key;
        return fill(words[`view.compare.alike.${ending}`], { poly, weight: number(stands.weight ?? 0) });
      }
      const { knobs, penalties } = frame.scene;
      const shown = Object.keys(penalties).filter((name) => knobs[name].main || weights[name]);
      if (difference) {
        const sum = shown.map((name, k) => {
          const lead = k ? (weights[name] < 0 ? " − " : " + ") : "";
          return `${lead}${number(k ? Math.abs(weights[name]) : weights[name])}·${penalties[name].notation}`;
        });
        return fill(words["view.compare.minus"], { sum: sum.join("") });
      }
      const solution = lossfold.solutionTables.at(frame.scene, frame.tables, { loss: 1, ...weights });
      const { knob } = this.compare;
      const named = knob in penalties ? [knob] : shown;
      const head = named.map((name) => `${penalties[name].symbol} = ${weight(weights[name])}`).join(words["list.and"]);
      if (!solution) return head;
      // A line breaks between two points, not within one.
      const points = solution.points.map(([b1, b2]) => `(${number(b1, 3)},\u00a0${number(b2, 3)})`);
      const known = solution.kind === "point" || solution.kind === "segment";
      const said = known ? points.join(" – ") : words[`view.compare.${solution.kind}`];
      return fill(words["view.compare.caption"], { head, said });
    }

    /** On paper pictures stand in for the surfaces. @param {boolean} on */
    print(on) {
      this.tiles.print(on);
    }

    sleep() {
      this.tiles.sleep();
    }

    wake() {
      this.tiles.wake();
    }

    close() {
      this.tiles.close();
    }
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    views: { ...globalThis.lossfold.views, compare: CompareView },
  };
})();
