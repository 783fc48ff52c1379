// What may be said of a slice: its lowest grid point, in sentences, and what two of them have in common. Pure.
(function () {
  const number = (/** @type {number} */ value, digits = 4) => lossfold.format.number(value, digits);
  const fill = (/** @type {string} */ sentence, /** @type {object} */ values) => lossfold.format.fill(sentence, values);
  const join = (/** @type {(string | false)[]} */ ...sentences) => lossfold.format.join(...sentences);

  /** A weight as it is written, to the decimals of its slider. @type {Lossfold["sliceStory"]["weight"]} */
  const weight = (value, { step }) => lossfold.format.weightTo(value, lossfold.numbers.decimals(step));

  /** What a drawn coordinate stands for. @type {Lossfold["sliceStory"]["coordinate"]} */
  function coordinate(drawn, half, { low, high }) {
    return low + ((drawn + half) / (2 * half)) * (high - low);
  }

  /**
   * The lowest grid point of a surface: its index, where it is, J there and at the centre, whether it is the centre,
   * and whether it lies on the border. Null where all are holes.
   * @type {Lossfold["sliceStory"]["lowest"]}
   */
  function lowest(scene, { axis, n }, total) {
    const at = lossfold.heights.lowestOf(total);
    if (at < 0) return null;
    const half = axis[n - 1];
    const [i, j] = [Math.floor(at / n), at % n];
    const [a, b] = [coordinate(axis[j], half, scene.a), coordinate(axis[i], half, scene.b)];
    const step = [scene.a, scene.b].map(({ low, high }) => (high - low) / (n - 1));
    // Of an axis in float32 the middle is 0 but for rounding.
    const isCentre = Math.abs(a) < 1e-3 * step[0] && Math.abs(b) < 1e-3 * step[1];
    const centre = centreOf(scene, axis, n);
    return {
      at, a: isCentre ? 0 : a, b: isCentre ? 0 : b, value: total[at], isCentre,
      onBorder: [i, j].some((k) => k === 0 || k === n - 1), centre: centre < 0 ? null : total[centre],
    };
  }

  /** The grid point of the centre, or -1 where the grid has none. @type {Lossfold["sliceStory"]["centreOf"]} */
  function centreOf(scene, axis, n) {
    const half = axis[n - 1];
    const [j, i] = [scene.a, scene.b].map((side) => {
      const step = (side.high - side.low) / (n - 1);
      return axis.findIndex((drawn) => Math.abs(coordinate(drawn, half, side)) < 1e-3 * step);
    });
    return i < 0 || j < 0 ? -1 : i * n + j;
  }

  /** What is to be seen, in sentences. @type {Lossfold["sliceStory"]["tell"]} */
  function tell(found, scene, words, layer = "loss") {
    if (!found) return words["slice.story.holes"];
    const values = { a: number(found.a, 3), b: number(found.b, 3), value: number(found.value, 5) };
    if (layer !== "loss") return fill(words["slice.story.layer"], values);
    const lead = fill(words[found.isCentre ? "slice.story.centre" : "slice.story.lowest"], values);
    const beside = !found.isCentre && found.centre !== null;
    return join(
      lead,
      beside && fill(words["slice.story.below"], { value: number(found.centre ?? NaN, 5) }),
      found.onBorder && words["slice.story.border"],
      scene.convex && words["slice.story.convex"],
    );
  }

  /**
   * By how much J rises at least from its lowest grid point to the border of the grid; holes apart.
   * @type {Lossfold["sliceStory"]["rise"]}
   */
  function rise(total, n) {
    const least = total[lossfold.heights.lowestOf(total)];
    let border = Infinity;
    for (let k = 0; k < n; k++) {
      for (const at of [k, (n - 1) * n + k, k * n, k * n + n - 1]) if (total[at] < border) border = total[at];
    }
    return border - least;
  }

  /** Of two slices: each one's sentence, and what is compared. @type {Lossfold["sliceStory"]["pair"]} */
  function pair(shown, words, layer) {
    const each = shown.map(({ found, scene }, k) =>
      fill(words[`slice.pair.told.${k}`], { told: tell(found, scene, words, layer) }));
    if (layer !== "loss" || shown.some(({ found }) => !found)) return join(...each);
    const [one, other] = shown.map(({ rises }) => number(rises, 3));
    return join(...each, fill(words["slice.pair.rise"], { one, other }));
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    sliceStory: { weight, coordinate, lowest, centreOf, tell, rise, pair },
  };
})();
