// Names on the picture, in HTML over the canvas: the minimum, the way it takes, the folds. They never cover each other;
// for one without a place there is none.
(function () {
  const GAP = 12; // px between a thing and its name
  const MARGIN = 4; // px between names, and to the rim
  // Where a name stands beside its thing, in halves of its own width and height: the better places first.
  const SIDES = [[1, -1], [-1, -1], [1, 1], [-1, 1], [0, -1], [0, 1], [1, 0], [-1, 0]];

  /** @type {(a: LabelBox, b: LabelBox) => boolean} */
  const meet = (a, b) =>
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + MARGIN && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + MARGIN;

  /**
   * The middles of names beside their things: the first place of each that is free and within the picture, or null.
   * `names`: {width, height, spots}, the better spots first; `taken`: what else must not be covered. Pure.
   * @type {Lossfold["labels"]["arranged"]}
   */
  function arranged(names, { width, height }, taken = []) {
    const boxes = [...taken];
    return names.map((name) => {
      for (const [px, py] of name.spots) {
        for (const [sx, sy] of SIDES) {
          const diagonal = sx && sy ? 0.75 : 1;
          const x = px + sx * (name.width / 2 + GAP * diagonal);
          const y = py + sy * (name.height / 2 + GAP * diagonal);
          const box = { x, y, width: name.width, height: name.height };
          const within = Math.abs(x - width / 2) <= (width - name.width) / 2 - MARGIN &&
            Math.abs(y - height / 2) <= (height - name.height) / 2 - MARGIN;
          if (!within || boxes.some((other) => meet(box, other))) continue;
          boxes.push(box);
          return box;
        }
      }
      return null;
    });
  }

  /** Points [x, y, z] of a trace, those between them left out. @type {(trace: Coordinates) => number[][]} */
  function pointsOf({ x, y, z }) {
    /** @type {number[][]} */
    const found = [];
    x.forEach((value, k) => {
      const [b, c] = [y[k], z[k]];
      if (value !== null && b !== null && c !== null && [value, b, c].every(Number.isFinite)) found.push([value, b, c]);
    });
    return found;
  }

  /**
   * What there is to name among a landscape's marks, and where. Pure.
   * @type {Lossfold["labels"]["named"]}
   */
  function named(marks, { words, symbol, half, kind }) {
    const { fill, number } = lossfold.format;
    const dots = pointsOf(marks.dots);
    const shaft = pointsOf(marks.shaft);
    /** @type {NamedThing[]} */
    const things = [];
    if (dots.length === 1 && shaft.length < 2) {
      const [b1, b2] = dots[0].slice(0, 2).map((value) => number(value, 3));
      things.push({ kind: "minimum", text: fill(words["label.minimum"], { b1, b2 }), spots: dots });
    } else if (dots.length > 1 || shaft.length > 1) {
      const ends = dots.length > 1 ? dots : [shaft[0], shaft[1]];
      const middle = ends[0].map((value, k) => (value + ends[1][k]) / 2);
      // An arrow without an end: there is no minimum, J keeps falling along it.
      const text = words[kind === "none" ? "label.falls" : "label.minima"];
      things.push({ kind: "minimum", text, spots: [middle, ...ends] });
    }
    const path = pointsOf(marks.path);
    const strides = path.slice(1).map((point, k) => Math.hypot(point[0] - path[k][0], point[1] - path[k][1]));
    const length = strides.reduce((sum, stride) => sum + stride, 0);
    if (length > 0.12 * half) {
      const spots = [0.25, 0.1, 0.5, 0.75].map((fraction) => path[Math.floor(fraction * (path.length - 1))]);
      things.push({ kind: "path", text: fill(words["label.path"], { sign: symbol }), spots });
    }
    const creases = pointsOf(marks.creases);
    for (const [which, other] of [[0, 1], [1, 0]]) {
      const line = creases.filter((point) => point[which] === 0 && Math.abs(point[other]) > 0.3 * half);
      if (!line.length) continue;
      const at = (/** @type {number} */ fraction) => line[Math.floor(fraction * (line.length - 1))];
      const text = fill(words["label.fold"], { axis: which ? "β₂" : "β₁" });
      things.push({ kind: "fold", text, spots: [0.04, 0.96, 0.2, 0.8].map(at) });
    }
    return things;
  }

  class Labels {
    /** @type {NamedThing[]} */
    things = [];
    /** Today's names, where they stand. @type {{ thing: NamedThing, box: LabelBox }[]} */
    placed = [];

    /** @param {HTMLElement} parent */
    constructor(parent) {
      this.element = document.createElement("div");
      this.element.className = "labels";
      this.element.setAttribute("aria-hidden", "true");
      parent.append(this.element);
    }

    /** @param {NamedThing[]} things */
    name(things) {
      const textsOf = (/** @type {NamedThing[]} */ given) => given.map(({ text }) => text).join("\n");
      const isSame = textsOf(things) === textsOf(this.things);
      this.things = things;
      if (isSame) return;
      this.element.replaceChildren(...things.map(({ text, kind }) => {
        const element = Object.assign(document.createElement("span"), { textContent: text });
        element.dataset.kind = kind;
        return element;
      }));
    }

    /** @param {(point: number[]) => Point2} project */
    place(project) {
      const { clientWidth: width, clientHeight: height } = this.element;
      const elements = /** @type {HTMLElement[]} */ ([...this.element.children]);
      const at = this.things.map(({ spots }) => spots.map(project));
      const names = elements.map((element, k) => (
        { width: element.offsetWidth, height: element.offsetHeight, spots: at[k] }
      ));
      // The minimum itself is in sight.
      const minima = this.things.flatMap(({ kind }, k) => (kind === "minimum" ? at[k] : []));
      const taken = minima.map(([x, y]) => ({ x, y, width: 2 * MARGIN, height: 2 * MARGIN }));
      const found = arranged(names, { width, height }, taken);
      this.placed = [];
      elements.forEach((element, k) => {
        const box = found[k];
        element.style.visibility = box ? "visible" : "hidden";
        if (!box) return;
        this.placed.push({ thing: this.things[k], box });
        const [left, top] = [box.x - box.width / 2, box.y - box.height / 2];
        element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
      });
    }

    /**
     * The same names on a picture, `scale` of its pixels for one of the page's.
     * @param {CanvasRenderingContext2D} pen
     * @param {number} scale
     */
    paint(pen, scale) {
      const elements = /** @type {HTMLElement[]} */ ([...this.element.children]);
      pen.save();
      Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
      for (const { thing, box } of this.placed) {
        const style = getComputedStyle(elements[this.things.indexOf(thing)]);
        pen.font = `${style.fontWeight} ${parseFloat(style.fontSize) * scale}px ${style.fontFamily}`;
        Object.assign(pen, { strokeStyle: style.backgroundColor, fillStyle: style.color, lineWidth: 4 * scale });
        pen.strokeText(thing.text, box.x * scale, box.y * scale);
        pen.fillText(thing.text, box.x * scale, box.y * scale);
      }
      pen.restore();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, labels: { Labels, arranged, named } };
})();
