// The fast way to a new surface: writes plotly.js's vertex buffer directly.
(function () {
  // Ten floats a vertex: grid column and row, x, y, z, an unused one, intensity, normal. Two triangles a quad.
  const FLOATS = 10;
  const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1], [1, 0], [0, 1]];
  /** @typedef {Record<"height" | "fraction" | "nx" | "ny" | "nz", Float32Array>} Work per grid point */
  /** @typedef {{ buffer: Float32Array, points: Int32Array, normals: Int32Array }} Vertices */
  /** @type {WeakMap<PlotlySurface, Vertices & { key: string, work: Work }>} */
  const buffers = new WeakMap();
  // How far the surface steps back in depth, by its slope and by the depth buffer's own units: lines and dots on it are
  // in front of it, and still hidden by what is before them.
  const BACK = [2.5, 6];
  const FAR_AWAY = 1000; // sizes of the box

  /**
   * Everything in the buffer that a new J does not change, and for each vertex its grid point and its normal. A point
   * on a fold has a normal on each side of it: those before the middle line come after all others (see `crease`).
   * @param {PlotlySurface} surface
   * @param {Float32Array} axis
   * @param {number[]} scale
   */
  function template(surface, axis, scale) {
    const n = axis.length;
    const count = (n - 1) * (n - 1) * CORNERS.length;
    const buffer = new Float32Array(count * FLOATS);
    const points = new Int32Array(count);
    const normals = new Int32Array(count);
    const middle = (n - 1) / 2;
    let at = 0;
    for (let r = 0; r < n - 1; r++) {
      for (let c = 0; c < n - 1; c++) {
        for (const [dr, dc] of CORNERS) {
          buffer[at] = r + dr;
          buffer[at + 1] = c + dc;
          buffer[at + 2] = axis[r + dr] * scale[0] - surface.objectOffset[0];
          buffer[at + 3] = axis[c + dc] * scale[1] - surface.objectOffset[1];
          const [i, j, v] = [c + dc, r + dr, at / FLOATS];
          const [below, before] = [i === middle && dc === 1, j === middle && dr === 1];
          points[v] = i * n + j;
          normals[v] = before ? n * n + (below ? 2 * n : i) : below ? n * n + n + j : points[v];
          at += FLOATS;
        }
      }
    }
    return { buffer, points, normals };
  }

  /**
   * Per grid point: height, intensity and normal, as the vertices want them.
   * @param {Float32Array} total
   * @param {number} n
   * @param {{ toHeight: number, offset: number, ends: { low: number, high: number }, slopeScale: number }} scales
   * @param {Work} work
   */
  function shade(total, n, { toHeight, offset, ends, slopeScale }, work) {
    const { height, fraction, nx, ny, nz } = work;
    for (let i = 0; i < n; i++) {
      const up = i < n - 1 ? n : 0;
      const down = i > 0 ? n : 0;
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        height[k] = total[k] * toHeight - offset;
        fraction[k] = lossfold.axisBox.shade(total[k], ends);
        const right = j < n - 1 ? 1 : 0;
        const left = j > 0 ? 1 : 0;
        const gx = ((total[k + right] - total[k - left]) * slopeScale) / (right + left);
        const gy = ((total[k + up] - total[k - down]) * slopeScale) / ((up + down) / n);
        const length = 1 / Math.sqrt(gx * gx + gy * gy + 1);
        nx[k] = -gx * length;
        ny[k] = -gy * length;
        nz[k] = length;
      }
    }
  }

  /**
   * The normals along the middle lines, where J may be folded: the slope across such a line is its mean there and the
   * fold's own slope more or less. `folds`: that slope across β₁ = 0 and β₂ = 0, as the shader's.
   * @param {number} n
   * @param {number[]} folds
   * @param {Work} work
   */
  function crease(n, [across, along], { nx, ny, nz }) {
    const middle = (n - 1) / 2;
    /** @type {(from: number, to: number, x: number, y: number) => void} */
    const adjust = (from, to, x, y) => {
      const [gx, gy] = [-nx[from] / nz[from] + x, -ny[from] / nz[from] + y];
      const length = 1 / Math.sqrt(gx * gx + gy * gy + 1);
      nx[to] = -gx * length;
      ny[to] = -gy * length;
      nz[to] = length;
    };
    const centre = middle * n + middle;
    adjust(centre, n * n + 2 * n, -across, -along);
    adjust(centre, n * n + middle, -across, along);
    adjust(centre, n * n + n + middle, across, -along);
    adjust(centre, centre, across, along);
    for (let k = 0; k < n; k++) {
      if (k === middle) continue;
      const [upright, level] = [k * n + middle, middle * n + k];
      adjust(upright, n * n + k, -across, 0);
      adjust(upright, upright, across, 0);
      adjust(level, n * n + n + k, 0, -along);
      adjust(level, level, 0, along);
    }
  }

  /**
   * Has the surface step back in depth, in a light that stays where it is: plotly.js gives the light's place as it is
   * seen, so that it would turn with the camera.
   * @param {PlotlySurface} drawn
   * @param {Vector3} from
   */
  function dress(drawn, { x, y, z }) {
    const { draw, gl } = drawn;
    const far = [x, y, z].map((entry) => entry * FAR_AWAY);
    drawn.draw = function (camera) {
      const { times } = lossfold.plotlyInternals;
      const [a, b, c, w] = [camera.model, camera.view, camera.projection].reduce(times, [...far, 1]);
      this.lightPosition = [a / w, b / w, c / w];
      gl.enable(gl.POLYGON_OFFSET_FILL);
      gl.polygonOffset(BACK[0], BACK[1]);
      // A wireframe's surface hides what lies behind it, and is itself not seen.
      if (this.unseen) gl.colorMask(false, false, false, false);
      const done = draw.call(this, camera);
      gl.disable(gl.POLYGON_OFFSET_FILL);
      gl.colorMask(true, true, true, true);
      return done;
    };
  }

  /**
   * Uploads J as trace 0's surface; `style`: J's values at the ends of the colour map, and the slopes of its folds.
   * False if it cannot.
   * @type {Lossfold["vertexBuffer"]["upload"]}
   */
  function upload(plot, axis, total, style) {
    const scene = lossfold.plotlyInternals.sceneOf(plot);
    const trace = lossfold.plotlyInternals.traceOf(plot, 0);
    const drawn = trace && trace.surface;
    const n = axis.length;
    if (!scene || !drawn || !drawn._coordinateBuffer || !drawn._field) return false;
    if (drawn._vertexCount !== (n - 1) * (n - 1) * CORNERS.length) return false;
    const scale = scene.dataScale;
    // Another end of the J axis changes nothing in the template.
    const key = [n, axis[0], scale[0], scale[1], drawn.objectOffset[0], drawn.objectOffset[1]].join();
    let kept = buffers.get(drawn);
    if (!kept || kept.key !== key) {
      const array = (size = n * n) => new Float32Array(size);
      const slopes = n * n + 2 * n + 1;
      const work = { height: array(), fraction: array(), nx: array(slopes), ny: array(slopes), nz: array(slopes) };
      if (!kept) dress(drawn, plot.data[0].lightposition);
      kept = { key, work, ...template(drawn, axis, scale) };
      buffers.set(drawn, kept);
    }
    const { buffer, points, normals, work } = kept;
    const { height, fraction, nx, ny, nz } = work;
    const step = (axis[1] - axis[0]) * scale[0];
    const [toHeight, offset] = [scale[2], drawn.objectOffset[2]];
    shade(total, n, { toHeight, offset, ends: style, slopeScale: scale[2] / step }, work);
    crease(n, style.folds.map((slope) => (slope * scale[2]) / scale[0]), work);
    for (let v = 0, at = 0; v < points.length; v++, at += FLOATS) {
      const [k, m] = [points[v], normals[v]];
      buffer[at + 4] = height[k];
      buffer[at + 6] = fraction[k];
      buffer[at + 7] = nx[m];
      buffer[at + 8] = ny[m];
      buffer[at + 9] = nz[m];
    }
    drawn.unseen = style.wireframe;
    drawn._coordinateBuffer.update(buffer);
    pick(drawn._field[2], height, n);
    // Plotly's own frame loop paints what is marked dirty.
    drawn.dirty = true;
    return true;
  }

  /**
   * The heights that hovering style up, padded by one point all around.
   * @param {{ data: Float32Array, offset: number, stride: number[] }} field
   * @param {Float32Array} height
   * @param {number} n
   */
  function pick(field, height, n) {
    const { data, offset, stride } = field;
    for (let i = 0, k = 0; i < n; i++) {
      const row = offset + (i + 1) * stride[1];
      for (let j = 0; j < n; j++, k++) data[row + (j + 1) * stride[0]] = height[k];
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, vertexBuffer: { upload } };
})();
