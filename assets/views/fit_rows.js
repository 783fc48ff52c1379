// What the data view draws of the rows, in numbers: how far they reach, what β makes of them. Pure.
(function () {
  const GRID = 81; // points an axis, for a border that bends

  /**
   * Rows, and how far their axes reach: `room` is what stays free beside the outermost.
   * @type {Lossfold["fitView"]["measured"]}
   */
  function measured(x, y, room) {
    const reach = x.map((column) => (1 + room) * Math.max(...column.map(Math.abs), 1e-9));
    const [low, high] = [Math.min(...y), Math.max(...y)];
    const free = room * Math.max(high - low, 1e-9);
    return { x, y, reach, range: [low - free, high + free] };
  }

  /** The rows that came. @type {Lossfold["fitView"]["open"]} */
  function open({ features, targets, count, form, numbers, held }) {
    const [flat, y] = [features, targets].map(lossfold.layers.unpack);
    const x = [0, 1].map((j) => Array.from(y, (_, i) => flat[2 * i + j]));
    const out = held && held.places.length ? new Set(held.places) : null;
    return { ...measured(x, Array.from(y), 0.06), count, form, numbers, out };
  }

  /**
   * What the rows that are not held out train, at a weight of the slider; null where that is not known.
   * @type {Lossfold["fitView"]["trainedAt"]}
   */
  function trainedAt(extras, weights, knob) {
    const held = extras?.fit?.held;
    if (!held || extras.knob !== knob || !lossfold.knobs.agree(held.at, weights, [knob])) return null;
    // A stop every hundredth, as on every slider of a penalty.
    const k = 2 * Math.round(100 * weights[knob]);
    const [b1, b2] = [held.points[k], held.points[k + 1]];
    return b1 === null || b2 === null || b1 === undefined || b2 === undefined ? null : [b1, b2];
  }

  /**
   * What a row's features are multiplied by in use: β, or what a net makes of it.
   * @type {Lossfold["fitView"]["coefficients"]}
   */
  function coefficients({ form, numbers }, [b1, b2]) {
    if (form === "blocks") return [(1 + numbers[0] * b1) * (1 + numbers[1] * b2), 0];
    if (form === "kept") return [numbers[0] * b1, numbers[0] * b2];
    if (form !== "normalized") return [b1, b2];
    const [g11, g12, g22, scale, epsilon] = numbers;
    const factor = scale / Math.sqrt(g11 * b1 * b1 + 2 * g12 * b1 * b2 + g22 * b2 * b2 + epsilon);
    return [factor * b1, factor * b2];
  }

  /**
   * What is left in use of a feature with this value, whose rate depends on it; of all others it is the feature itself.
   * @type {Lossfold["fitView"]["used"]}
   */
  const used = ({ form, numbers }, x) => (form === "rates" ? x / (1 + Math.exp(numbers[0] + 1 - Math.abs(x))) : x);

  /** β·x of each row. @type {Lossfold["fitView"]["scores"]} */
  const scores = (rows, [b1, b2]) =>
    rows.y.map((_, i) => b1 * used(rows, rows.x[0][i]) + b2 * used(rows, rows.x[1][i]));

  /**
   * Where the score is at a level, across the square of this half-width: a line, or a curve where rates differ.
   * @type {Lossfold["fitView"]["border"]}
   */
  function border(rows, beta, value, half) {
    if (rows.form !== "rates") return level(beta, value, [half, half]);
    const axis = Float32Array.from({ length: GRID }, (_, k) => half * ((2 * k) / (GRID - 1) - 1));
    const [across, up] = [0, 1].map((j) => Array.from(axis, (x) => beta[j] * used(rows, x)));
    const total = Float32Array.from({ length: GRID ** 2 }, (_, k) => across[k % GRID] + up[Math.floor(k / GRID)]);
    return lossfold.contours.lines(axis, total, value).flatMap((line) => [...line, NaN, NaN]);
  }

  /**
   * The line β·x = level across the square of these half-widths, as x, y, x, y; none where β is 0.
   * @type {Lossfold["fitView"]["level"]}
   */
  function level([b1, b2], value, [wide, high]) {
    const length = b1 * b1 + b2 * b2;
    if (length === 0) return [];
    const foot = [(b1 * value) / length, (b2 * value) / length];
    const far = (4 * Math.hypot(wide, high)) / Math.sqrt(length);
    return [foot[0] + b2 * far, foot[1] - b1 * far, foot[0] - b2 * far, foot[1] + b1 * far];
  }

  /** Dots as one path: lines of no length, with round ends. @type {Lossfold["fitView"]["dots"]} */
  const dots = (x, y) => x.flatMap((value, i) => [value, y[i], value, y[i], NaN, NaN]);

  /** @type {Lossfold["fitView"]["mean"]} */
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

  /** How many lie on the side of their class. @type {(y: number[], fits: number[]) => number} */
  const right = (targets, fits) =>
    targets.filter((y, i) => (fits[i] > 0 && y > 0.5) || (fits[i] < 0 && y < 0.5)).length;

  /**
   * What is said of rows that are held out and of the others, and of all.
   * @type {Lossfold["fitView"]["apart"]}
   */
  function apart({ y, out }, fits) {
    const held = y.map((_, i) => Boolean(out?.has(i)));
    const of = (/** @type {boolean} */ side) => {
      const [mine, theirs] = [y, fits].map((column) => column.filter((_, i) => held[i] === side));
      const error = mean(mine.map((value, i) => (value - theirs[i]) ** 2));
      return { error: lossfold.format.number(error), right: right(mine, theirs), count: mine.length };
    };
    const [kept, unseen] = [of(false), of(true)];
    return {
      right: kept.right + unseen.right,
      kept: kept.count, keptError: kept.error, keptRight: kept.right,
      unseen: unseen.count, unseenError: unseen.error, unseenRight: unseen.right,
    };
  }

  const fitView = { open, measured, trainedAt, used, scores, border, coefficients, level, dots, mean, apart };
  globalThis.lossfold = { ...globalThis.lossfold, fitView };
})();
