// A point of the β-plane that the pointer is on, shown in every view at once; a click pins it.
(function () {
  const GRASP = 12; // px around a pinned point that take hold of it
  const SNAP = 5; // px within which a fold is meant

  /** @type {Record<string, number[]>} */
  const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const STRIDE = 0.01; // of the axis, for an arrow key

  /**
   * Arrows move a pinned point, from the minimum or the middle where there is none; Escape lets it go.
   * @type {(...given: Required<Parameters<Lossfold["pick"]["watch"]>>) => void}
   */
  function watchKeys(chart, host, toPlane, toChart) {
    const { element } = chart;
    element.tabIndex = 0;
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", host.words["view.pick.keys"]);
    element.addEventListener("keydown", (event) => {
      if (event.target !== element || !chart.box) return;
      if (event.key === "Escape") return host.place(null);
      const move = KEYS[event.key];
      if (!move) return;
      event.preventDefault();
      const frame = host.frame();
      if (!frame) return;
      const { solution, half } = frame;
      const found = solution && solution.kind === "point" ? solution.points[0] : [0, 0];
      const from = toChart(host.pinned() || found.map((b) => Math.min(Math.max(b, -half), half)));
      const span = [chart.right - chart.left, chart.high - chart.low];
      // On multiples of the stride, so that both folds are met.
      const [x, y] = from.map((value, j) => {
        const stride = STRIDE * span[j];
        return move[j] ? stride * (Math.round(value / stride) + move[j]) : value;
      });
      const most = Math.max(Math.abs(chart.low), Math.abs(chart.high));
      if (x < chart.left || x > chart.right || Math.abs(y) > most) return;
      const to = toPlane(x, y);
      if (to && to.every((b) => Math.abs(b) <= half)) host.place(to);
    });
  }

  /**
   * Lets a chart pick: `toPlane(x, y)` gives the point of the β-plane, or null; `toChart` leads back.
   * @type {Lossfold["pick"]["watch"]}
   */
  function watch(chart, host, toPlane, toChart = (/** @type {number[]} */ point) => point) {
    watchKeys(chart, host, toPlane, toChart);
    const point = (/** @type {MouseEvent} */ event) => {
      if (!chart.box) return null;
      const [x, y] = chart.at(event);
      if (x < chart.left || x > chart.right || y < chart.low || y > chart.high) return null;
      const reach = (SNAP * (chart.right - chart.left)) / chart.box.w;
      const found = toPlane(x, y);
      return found && found.map((b) => (Math.abs(b) < reach ? 0 : b));
    };
    chart.svg.addEventListener("pointermove", (event) => event.buttons || host.pick(point(event)));
    chart.svg.addEventListener("pointerleave", () => host.pick(null));
    // A pinned point can be taken along.
    const near = (/** @type {MouseEvent} */ event) => {
      const pinned = host.pinned();
      if (!pinned || !chart.box || !chart.square) return false;
      const [x, y] = chart.at(event);
      return Math.hypot(x - pinned[0], y - pinned[1]) < (GRASP * (chart.right - chart.left)) / chart.box.w;
    };
    chart.drag(near, (x, y) => {
      const inside = x >= chart.left && x <= chart.right && y >= chart.low && y <= chart.high;
      if (inside) host.place(toPlane(x, y));
    });
    chart.svg.addEventListener("click", (event) => {
      const onGrip = event.target instanceof Element && event.target.closest("[role=slider]");
      if (!chart.dragged && !onGrip) host.pin(point(event));
    });
  }

  /** The picked point on a chart of the β-plane. @type {Lossfold["pick"]["show"]} */
  function show(chart, pick) {
    if (pick) chart.dot("pick", pick[0], pick[1], 5);
    else chart.clear("pick");
  }

  /**
   * As many digits as are certain: the layers travel in 24-bit steps, and between grid points J is a polynomial.
   * @type {Lossfold["pick"]["rough"]}
   */
  const rough = (value, span) =>
    Math.abs(value) < 2e-6 * span ? "≈ 0" : lossfold.format.number(Number(value.toPrecision(4)));

  /**
   * The sentence on ∂J at a point: a gradient, a product of intervals on folds along the axes, a disc at a cone's tip,
   * that product widened by a disc where both meet, and a part of the product on other folds.
   * @type {(found: TermsAt) => string}
   */
  function whereOf({ tight, radius }) {
    if (tight.some((fold) => fold[0] !== 0 && fold[1] !== 0)) return "view.pick.within";
    if (radius > 0) return tight.length ? "view.pick.fold.tip" : "view.pick.tip";
    return tight.length ? "view.pick.fold" : "view.pick";
  }

  /** β, each term, J and its slope at the picked point, in one line. @type {Lossfold["pick"]["tell"]} */
  function tell({ grids, weights, pick, words, span }) {
    if (!pick) return "";
    const { number } = lossfold.format;
    const found = lossfold.termValues.at(grids, weights, pick[0], pick[1]);
    // Around the disc of a cone's tip, which is said apart.
    const slope = found.pull.map((middle, j) => {
      const reach = lossfold.penalties.hold({ tight: found.tight, radius: 0 }, j);
      return reach ? `[${rough(middle - reach, span)}, ${rough(middle + reach, span)}]` : rough(middle, span);
    });
    const { penalties, knobs } = grids.scene;
    const each = lossfold.penalties.each(penalties, weights, pick[0], pick[1]);
    const shown = Object.keys(penalties).filter((name) => knobs[name].main || weights[name] > 0);
    const term = (/** @type {string} */ name) =>
      `${penalties[name].symbol}${penalties[name].notation} ${number(each[name])}`;
    const values = {
      b1: number(pick[0], 3), b2: number(pick[1], 3), loss: rough(found.loss, span),
      terms: shown.map(term).join(" + "), value: rough(found.total, span), g1: slope[0], g2: slope[1],
      radius: number(found.radius),
    };
    return lossfold.format.fill(words[whereOf(found)], values);
  }

  globalThis.lossfold = { ...globalThis.lossfold, pick: { watch, show, tell, rough } };
})();
