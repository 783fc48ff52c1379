// One weight, its loss, and the loss with each penalty: three curves and their minima. The minima come with the page.
(function () {
  const REACH = 1.5; // of the axis of w to either side
  const TOP = 2.6;
  const STEPS = 120; // an even number: 0 is among the points, so that the kink is sharp

  /** The three functions of w. Pure. @type {Lossfold["sums"]["functions"]} */
  function functions(strength, centre) {
    const loss = (/** @type {number} */ w) => (w - centre) ** 2;
    return {
      loss,
      square: (w) => loss(w) + strength * w * w,
      absolute: (w) => loss(w) + strength * Math.abs(w),
    };
  }

  /** x, y, x, y, … of a function. Pure. @type {Lossfold["sums"]["curve"]} */
  function curve(value, from, to) {
    return Array.from({ length: STEPS + 1 }, (_, k) => from + ((to - from) * k) / STEPS).flatMap((x) => [x, value(x)]);
  }

  /** Both minima, the slope of L at 0, and which sentence holds. Pure. @type {Lossfold["sums"]["minima"]} */
  function minima(scene, strength, centre) {
    const [row, column] = [scene.stops.strength.indexOf(strength), scene.stops.centre.indexOf(centre)];
    const [square, absolute] = [scene.square[row][column], scene.absolute[row][column]];
    const key = strength === 0 ? "none" : centre === 0 ? "centred" : absolute === 0 ? "held" : "free";
    return { key, square, absolute, slope: 2 * Math.abs(centre) };
  }

  /** @type {Lossfold["sums"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const { about, write } = lossfold.panel;
    const now = /** @type {{ strength: number, centre: number }} */ (/** @type {unknown} */ (scene.now));
    const chart = lossfold.panel.chart("curves", { x: "w", y: words["diagram.sums.y"] }, () => draw());

    function draw() {
      chart.scale([-REACH, REACH], [0, TOP]);
      if (!chart.box) return;
      const { loss, square, absolute } = functions(now.strength, now.centre);
      const least = minima(scene, now.strength, now.centre);
      chart.line("first:loss", curve(loss, -REACH, REACH));
      chart.line("held:square", curve(square, -REACH, REACH));
      chart.line("second:absolute", curve(absolute, -REACH, REACH));
      chart.dot("first:least", now.centre, 0, 5);
      chart.dot("minimum:square", least.square, square(least.square), 6);
      chart.dot("second:least", least.absolute, absolute(least.absolute), 6);
    }

    function show() {
      const { key, square, absolute, slope } = minima(scene, now.strength, now.centre);
      const [strength, centre] = [number(now.strength), number(now.centre)];
      const values = { strength, centre, slope: number(slope), square: about(square), absolute: about(absolute) };
      write("story", fill(words[`diagram.sums.${key}`], values));
      draw();
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, sums: { begin, functions, curve, minima } };
})();
