// Names on a chart: each goes to the first of its places where it covers nothing else, and is left out where none is
// free.
(function () {
  const LINE = 15; // pixels
  const CHINESE = /[\u3000-\u9fff\uff00-\uffef]/;

  /** About how wide a text is in the chart's size of letters. @param {string} text */
  const widthOf = (text) => [...text].reduce((sum, letter) => sum + (CHINESE.test(letter) ? 12.2 : 7.6), 0);

  /** @type {(a: number[], b: number[]) => boolean} */
  const meet = ([l, t, r, b], [l2, t2, r2, b2]) => l < r2 && l2 < r && t < b2 && t2 < b;

  /**
   * Where texts go: for each the index of its place, or -1. `boxOf` a place in pixels [x, y, anchor] where its line's
   * foot begins; `within` and `taken` are boxes [left, top, right, bottom]. Pure.
   * @type {Lossfold["chartLabels"]["choose"]}
   */
  function choose(labels, within, taken) {
    const boxes = [...taken];
    return labels.map(({ text, places }) => {
      const width = widthOf(text);
      const which = places.findIndex(([x, y, anchor]) => {
        const left = x - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
        const box = [left, y - LINE + 3, left + width, y + 3];
        const isInside = box[0] >= within[0] && box[1] >= within[1] && box[2] <= within[2] && box[3] <= within[3];
        if (!isInside || boxes.some((other) => meet(box, other))) return false;
        boxes.push(box);
        return true;
      });
      return which;
    });
  }

  /**
   * Writes names beside points of a chart: each {name, text, at: [x, y], sides}, the first ones first; `sides` are what
   * a place is moved by in pixels, [dx, dy, anchor]. `dots`: points [x, y] that stay free.
   * @type {Lossfold["chartLabels"]["put"]}
   */
  function put(chart, labels, dots) {
    const { x0, y0, w, h } = chart.box;
    const placed = labels.map(({ text, at: [x, y], sides }) => ({
      text,
      places: sides.map(([dx, dy, anchor]) =>
        /** @type {[number, number, string]} */ ([chart.X(x) + dx, chart.Y(y) + dy, anchor])),
    }));
    const free = dots.map(([x, y]) => [chart.X(x) - 8, chart.Y(y) - 8, chart.X(x) + 8, chart.Y(y) + 8]);
    choose(placed, [x0 + 3, y0 + 3, x0 + w - 3, y0 + h - 3], free).forEach((which, k) => {
      const { name, text, at: [x, y], sides } = labels[k];
      if (which < 0) return chart.clear(name);
      const [dx, dy, anchor] = sides[which];
      chart.text(name, x, y, text, { dx, dy, anchor });
    });
  }

  /** Around a point: right, left, above, below. @type {Lossfold["chartLabels"]["around"]} */
  const around = (gap = 12) => [
    [gap, 4, "start"], [-gap, 4, "end"], [0, -gap, "middle"], [0, gap + 11, "middle"],
    [gap, -gap, "start"], [-gap, -gap, "end"], [gap, gap + 11, "start"], [-gap, gap + 11, "end"],
  ];

  globalThis.lossfold = { ...globalThis.lossfold, chartLabels: { choose, put, around } };
})();
