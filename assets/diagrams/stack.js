// The gradient on its way down a deep stack, with and without batch norm: looked up for each activation and scale.
(function () {
  const RANGE = [-20, 13]; // powers of ten
  const ROOM = 0.5;
  const LINES = /** @type {const} */ ([["unnormalized", "penalty"], ["normalized", "data"]]);

  /** @type {Lossfold["stack"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { write } = lossfold.panel;
    const now = /** @type {StackNow} */ (/** @type {unknown} */ (scene.now));
    const tickText = (/** @type {number} */ power) => lossfold.format.power(power);
    const titles = { x: words["diagram.stack.x"], y: words["diagram.stack.y"], tickText };
    const chart = lossfold.panel.chart("plot", titles, () => draw());
    const sizesOf = (/** @type {"unnormalized" | "normalized"} */ name) =>
      scene.sizes[now.act][name][scene.stops.scale.indexOf(now.scale)];

    function draw() {
      const depth = sizesOf("unnormalized").length - 1;
      chart.scale([-ROOM, depth + ROOM], RANGE);
      if (!chart.box) return;
      chart.line("train", [-ROOM, 0, depth + ROOM, 0]);
      for (const [name, line] of LINES) {
        const points = sizesOf(name).map((size, layer) => [layer, Math.log10(size)]);
        chart.line(line, points.flat());
        points.forEach(([layer, power], k) => chart.dot(`${line}:${k}`, layer, power, 3));
      }
    }

    function show() {
      const [unnormalized, normalized] = LINES.map(([name]) => sizesOf(name)[0]);
      const key = unnormalized < 1e-3 ? "vanishes" : unnormalized > 1e3 ? "explodes" : "passes";
      const [unnormal, normal] = [unnormalized, normalized].map((size) => number(size, 3));
      const values = { unnormalized: unnormal, normalized: normal, scale: number(now.scale) };
      write("story", fill(words[`diagram.stack.${key}`], values));
      for (const [name] of LINES) write(name, fill(words["diagram.stack.says"], { size: number(sizesOf(name)[0], 3) }));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, stack: { begin } };
})();
