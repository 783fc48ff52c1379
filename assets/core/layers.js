// Adds the layers of a scene up: J = sum of weight times layer. Pure; this is all that a slider step computes.
(function () {
  /** Base64 of little-endian float32 -> Float32Array. @type {Lossfold["layers"]["unpack"]} */
  function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Float32Array(bytes.buffer);
  }

  /**
   * A layer written as second differences (see components/scene/encoding.py) -> Float32Array(n*n).
   * @type {Lossfold["layers"]["fromDifferences"]}
   */
  function fromDifferences({ n, low, step, differences }) {
    const counts = whole(differences, n * n);
    for (let turn = 0; turn < 2; turn++) {
      for (let k = n; k < counts.length; k++) counts[k] += counts[k - n];
      for (let k = 0; k < counts.length; k++) if (k % n) counts[k] += counts[k - 1];
    }
    return Float32Array.from(counts, (count) => low + step * count);
  }

  /**
   * As many whole numbers, written as zigzag variable-length integers in base64.
   * @type {(text: Packed, size: number) => Float64Array}
   */
  function whole(text, size) {
    const bytes = atob(text);
    const counts = new Float64Array(size);
    for (let k = 0, at = 0; k < counts.length; k++) {
      let zigzag = 0;
      for (let place = 1, more = 128; more; place *= 128) {
        const byte = bytes.charCodeAt(at++);
        more = byte & 128;
        zigzag += (byte & 127) * place;
      }
      counts[k] = zigzag % 2 ? -(zigzag + 1) / 2 : zigzag / 2;
    }
    return counts;
  }

  /**
   * Differences along the first two of three axes (see components/scene/encoding.py) -> the whole numbers themselves.
   * @type {Lossfold["layers"]["counts"]}
   */
  function counts(text, rows, columns, width) {
    const numbers = whole(text, rows * columns * width);
    const line = columns * width;
    for (let k = 0; k < numbers.length; k++) if (k % line >= width) numbers[k] += numbers[k - width];
    for (let k = line; k < numbers.length; k++) numbers[k] += numbers[k - line];
    return numbers;
  }

  /**
   * A layer as the scene has it (see components/scene/scene.py) -> Float32Array(n*n).
   * @type {Lossfold["layers"]["gridOf"]}
   */
  function gridOf(layer, axis) {
    if (layer.grid) return fromDifferences(layer.grid);
    if (layer.floats) return unpack(layer.floats);
    const n = axis.length;
    const { separable, plane, difference, norm, rounded } = layer;
    const t = unpack(separable ?? plane ?? difference ?? norm ?? rounded ?? "");
    /** @type {(i: number, j: number) => number} */
    const value = separable
      ? (i, j) => t[i] + t[j]
      : plane
        ? (i, j) => t[0] * axis[j] + t[1] * axis[i]
        : difference
          ? (i, j) => t[j - i + n - 1]
          : norm
            ? (i, j) => normOf(t, axis[j], axis[i])
            : (i, j) => roundedOf(t, axis[j], axis[i]);
    const grid = new Float32Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) grid[i * n + j] = value(i, j);
    return grid;
  }

  /**
   * c‖b‖ + Σ|s·b| of t = [c, 0, s₁, s₂, …].
   * @type {(t: Float32Array, b1: number, b2: number) => number}
   */
  function normOf(t, b1, b2) {
    let sum = t[0] * Math.hypot(b1, b2);
    for (let k = 2; k < t.length; k += 2) sum += Math.abs(t[k] * b1 + t[k + 1] * b2);
    return sum;
  }

  /**
   * Σ h(s·b) of t = [s₁, s₂, δ, …].
   * @type {(t: Float32Array, b1: number, b2: number) => number}
   */
  function roundedOf(t, b1, b2) {
    let sum = 0;
    for (let k = 0; k < t.length; k += 3) sum += lossfold.penalties.huber(t[k] * b1 + t[k + 1] * b2, t[k + 2]);
    return sum;
  }

  /**
   * A scene's axis and layers {name: Float32Array(n*n)}. The loss's affine terms are in its layer, as the knobs stand;
   * `fold` puts them there for other knobs. `raw` is the loss without any, and without masks and noise.
   * @type {Lossfold["layers"]["open"]}
   */
  function open(scene) {
    const axis = unpack(scene.axis);
    const entries = Object.entries(scene.layers).map(([name, layer]) => [name, gridOf(layer, axis)]);
    /** @type {Record<string, Float32Array>} */
    const decoded = Object.fromEntries(entries);
    const { loss } = decoded;
    const summands = Object.keys(scene.weights).filter((name) => !(name in scene.affineTerms));
    const grids = {
      axis,
      n: axis.length,
      layers: { loss, ...Object.fromEntries(summands.map((name) => [name, decoded[name]])) },
      bare: loss,
      // Without masks and noise on the inputs the bare loss is the raw one.
      raw: decoded.raw ?? loss,
      affineTerms: Object.keys(scene.affineTerms).map((name) => ({ name, grid: decoded[name] })),
      folded: {},
      scene,
    };
    return fold(grids, scene.weights);
  }

  /**
   * The same with the affine terms of the loss weighed anew; the very same if none of them has moved.
   * @type {Lossfold["layers"]["fold"]}
   */
  function fold(grids, weights) {
    const { scene, affineTerms, bare, folded } = grids;
    const weigh = Object.fromEntries(affineTerms.map(({ name }) => [name, lossfold.knobs.weigh(scene, weights, name)]));
    if (affineTerms.every(({ name }) => weigh[name] === (folded[name] ?? 0))) return grids;
    // In doubles, as a term may be large where another takes most of it away.
    const whole = new Float64Array(bare);
    for (const { name, grid } of affineTerms) {
      const weight = weigh[name];
      if (weight) for (let k = 0; k < whole.length; k++) whole[k] += weight * grid[k];
    }
    return { ...grids, layers: { ...grids.layers, loss: new Float32Array(whole) }, folded: weigh };
  }

  /** c + s1 b1 + s2 b2 + m11 b1² + m12 b1 b2 + m22 b2² on the grid. @type {Lossfold["layers"]["polynomial"]} */
  function polynomial(axis, { constant, linear: [s1, s2], quadratic: [m11, m12, m22] }) {
    const n = axis.length;
    const grid = new Float32Array(n * n);
    for (let i = 0; i < n; i++) {
      const b2 = axis[i];
      for (let j = 0; j < n; j++) {
        const b1 = axis[j];
        grid[i * n + j] = constant + (s1 + m11 * b1 + m12 * b2) * b1 + (s2 + m22 * b2) * b2;
      }
    }
    return grid;
  }

  /**
   * Writes J under the weights into `total` (n*n) and returns its least and largest value.
   * @type {Lossfold["layers"]["add"]}
   */
  function add(grids, weights, total) {
    const active = Object.entries(grids.layers).filter(([name]) => weights[name]);
    const summands = active.map(([, grid]) => grid);
    const factors = active.map(([name]) => weights[name]);
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < total.length; k++) {
      let sum = 0;
      for (let g = 0; g < summands.length; g++) sum += factors[g] * summands[g][k];
      total[k] = sum;
      if (sum < low) low = sum;
      if (sum > high) high = sum;
    }
    return { low, high };
  }

  /** The n rows of a grid as views, in the shape that Plotly wants. @type {Lossfold["layers"]["rowsOf"]} */
  function rowsOf(total, n) {
    return Array.from({ length: n }, (_, i) => total.subarray(i * n, (i + 1) * n));
  }

  /**
   * J between grid points, bilinear: for drawing only, never for a number on screen.
   * @type {Lossfold["layers"]["sample"]}
   */
  function sample(grids, total, b1, b2) {
    const { axis, n } = grids;
    const step = (axis[n - 1] - axis[0]) / (n - 1);
    const u = Math.min(Math.max((b1 - axis[0]) / step, 0), n - 1);
    const v = Math.min(Math.max((b2 - axis[0]) / step, 0), n - 1);
    const j = Math.min(Math.floor(u), n - 2);
    const i = Math.min(Math.floor(v), n - 2);
    /** @type {(a: number, b: number, fraction: number) => number} */
    const mix = (a, b, fraction) => a + (b - a) * fraction;
    const below = mix(total[i * n + j], total[i * n + j + 1], u - j);
    const above = mix(total[(i + 1) * n + j], total[(i + 1) * n + j + 1], u - j);
    return mix(below, above, v - i);
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    layers: { unpack, fromDifferences, counts, gridOf, open, fold, polynomial, add, rowsOf, sample },
  };
})();
