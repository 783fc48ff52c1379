// The fast way to a new surface: writes Plotly's vertex buffer directly. All that is private to plotly.js is here;
// the version is pinned, a browser test checks that it still works, and Plotly.restyle stands in where it does not.
(function () {
  // Ten floats a vertex: grid column and row, x, y, z, an unused one, intensity, normal. Two triangles a quad.
  const FLOATS = 10;
  const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1], [1, 0], [0, 1]];
  /** @typedef {Record<"height" | "share" | "nx" | "ny" | "nz", Float32Array>} Work per grid point */
  /** @type {WeakMap<PlotlySurface, { key: string, work: Work, buffer: Float32Array, points: Int32Array }>} */
  const buffers = new WeakMap();

  /** @param {Plot} plot */
  function sceneOf(plot) {
    return plot._fullLayout?.scene?._scene;
  }

  /**
   * The plotted trace `index` inside WebGL, or null.
   * @param {Plot} plot
   * @param {number} index
   */
  function traceOf(plot, index) {
    const scene = sceneOf(plot);
    const full = plot._fullData?.[index];
    return (full && scene?.traces?.[full.uid]) || null;
  }

  /**
   * Everything in the buffer that a new J does not change, and the grid point of each vertex.
   * @param {PlotlySurface} surface
   * @param {Float32Array} axis
   * @param {number[]} scale
   */
  function template(surface, axis, scale) {
    const n = axis.length;
    const count = (n - 1) * (n - 1) * CORNERS.length;
    const buffer = new Float32Array(count * FLOATS);
    const points = new Int32Array(count);
    let at = 0;
    for (let r = 0; r < n - 1; r++) {
      for (let c = 0; c < n - 1; c++) {
        for (const [dr, dc] of CORNERS) {
          buffer[at] = r + dr;
          buffer[at + 1] = c + dc;
          buffer[at + 2] = axis[r + dr] * scale[0] - surface.objectOffset[0];
          buffer[at + 3] = axis[c + dc] * scale[1] - surface.objectOffset[1];
          points[at / FLOATS] = (c + dc) * n + r + dr;
          at += FLOATS;
        }
      }
    }
    return { buffer, points };
  }

  /**
   * Per grid point: height, intensity and normal, as the vertices want them.
   * @param {Float32Array} total
   * @param {number} n
   * @param {{ toHeight: number, offset: number, toShare: number, low: number, slopeScale: number }} scales
   * @param {Work} work
   */
  function shade(total, n, { toHeight, offset, toShare, low, slopeScale }, work) {
    const { height, share, nx, ny, nz } = work;
    for (let i = 0; i < n; i++) {
      const up = i < n - 1 ? n : 0;
      const down = i > 0 ? n : 0;
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        height[k] = total[k] * toHeight - offset;
        share[k] = (total[k] - low) * toShare;
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
   * Uploads J as trace 0's surface; `colours` are J's values at the ends of the colour map. False if it cannot.
   * @type {Lossfold["plotlyInternals"]["surface"]}
   */
  function surface(plot, axis, total, colours) {
    const scene = sceneOf(plot);
    const trace = traceOf(plot, 0);
    const drawn = trace && trace.surface;
    const n = axis.length;
    if (!scene || !drawn || !drawn._coordinateBuffer || !drawn._field) return false;
    if (drawn._vertexCount !== (n - 1) * (n - 1) * CORNERS.length) return false;
    const scale = scene.dataScale;
    const key = [n, axis[0], ...scale, ...drawn.objectOffset].join();
    let kept = buffers.get(drawn);
    if (!kept || kept.key !== key) {
      const array = () => new Float32Array(n * n);
      const work = { height: array(), share: array(), nx: array(), ny: array(), nz: array() };
      kept = { key, work, ...template(drawn, axis, scale) };
      buffers.set(drawn, kept);
    }
    const { buffer, points, work } = kept;
    const { height, share, nx, ny, nz } = work;
    const step = (axis[1] - axis[0]) * scale[0];
    const { low, high } = colours;
    const [toHeight, offset] = [scale[2], drawn.objectOffset[2]];
    shade(total, n, { toHeight, offset, toShare: 1 / (high - low), low, slopeScale: scale[2] / step }, work);
    for (let v = 0, at = 0; v < points.length; v++, at += FLOATS) {
      const k = points[v];
      buffer[at + 4] = height[k];
      buffer[at + 6] = share[k];
      buffer[at + 7] = nx[k];
      buffer[at + 8] = ny[k];
      buffer[at + 9] = nz[k];
    }
    drawn._coordinateBuffer.update(buffer);
    pick(drawn._field[2], height, n);
    // Plotly's own frame loop paints what is marked dirty.
    drawn.dirty = true;
    return true;
  }

  /**
   * The heights that hovering looks up, padded by one point all around.
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

  /**
   * New coordinates for line or marker trace `index`. False if it cannot.
   * @type {Lossfold["plotlyInternals"]["points"]}
   */
  function points(plot, index, coordinates) {
    const trace = traceOf(plot, index);
    if (!trace || !trace.update) return false;
    Object.assign(plot.data[index], coordinates);
    Object.assign(plot._fullData[index], coordinates);
    trace.update(plot._fullData[index]);
    return true;
  }

  /** Asks for a new frame. @type {Lossfold["plotlyInternals"]["stir"]} */
  function stir(plot) {
    const trace = traceOf(plot, 0);
    if (trace && trace.surface) trace.surface.dirty = true;
  }

  /**
   * {eye, center, up} as it is on screen now; plot.layout misses turns made by touch.
   * @type {Lossfold["plotlyInternals"]["camera"]}
   */
  function camera(plot) {
    const scene = sceneOf(plot);
    return scene?.getCamera ? scene.getCamera() : plot.layout.scene.camera;
  }

  /**
   * Writes the camera on screen into the layout, so that the next public update keeps it.
   * @type {Lossfold["plotlyInternals"]["keepCamera"]}
   */
  function keepCamera(plot) {
    const now = camera(plot);
    if (now) plot.layout.scene.camera = { eye: { ...now.eye }, center: { ...now.center }, up: { ...now.up } };
  }

  /** Whether the browser gave plotly.js a WebGL context. @type {Lossfold["plotlyInternals"]["isAlive"]} */
  function isAlive(plot) {
    const scene = sceneOf(plot);
    const gl = scene?.glplot?.gl;
    return Boolean(gl && !gl.isContextLost());
  }

  /** The plot's canvas, drawn this very moment. @type {Lossfold["plotlyInternals"]["frame"]} */
  function frame(plot) {
    const glplot = sceneOf(plot)?.glplot;
    glplot?.redraw();
    return /** @type {HTMLCanvasElement} */ (glplot?.gl?.canvas);
  }

  /**
   * Moves the camera without a redraw of the figure. False if it cannot.
   * @type {Lossfold["plotlyInternals"]["look"]}
   */
  function look(plot, camera) {
    const scene = sceneOf(plot);
    if (!scene || !scene.setViewport) return false;
    scene.setViewport({ ...scene.fullSceneLayout, camera: { ...scene.fullSceneLayout.camera, ...camera } });
    keepCamera(plot);
    return true;
  }

  /**
   * plotly.js would draw again by itself when a lost context is back, into a plot that we have let go: the page
   * decides.
   * @type {Lossfold["plotlyInternals"]["leaveRecovery"]}
   */
  function leaveRecovery(plot) {
    const scene = sceneOf(plot);
    if (scene) scene.recoverContext = () => {};
  }

  /**
   * Keeps the wheel's zoom between two distances from what is looked at; another distance than those stays till then.
   * @type {Lossfold["plotlyInternals"]["limit"]}
   */
  function limit(plot, near, far) {
    const scene = sceneOf(plot);
    scene?.camera?.view?.setDistanceLimits?.(near, far);
  }

  /** @type {Lossfold["plotlyInternals"]["loseContext"]} */
  function loseContext(plot) {
    const scene = sceneOf(plot);
    scene?.glplot?.gl?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    plotlyInternals: {
      surface, points, isAlive, frame, stir, camera, keepCamera, look, limit, leaveRecovery, loseContext,
    },
  };
})();
