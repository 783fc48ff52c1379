// The surface as files for other programs: a table, a model for the screen (GLB), a solid for the printer (STL). Pure.
(function () {
  const SIDE = 100; // mm, the printed square
  const RISE = 60; // mm from the lowest point to the highest
  const BASE = 4; // mm of solid under the lowest point

  /**
   * β₁, β₂, every layer and J at every grid point, as CSV; `called`: what the coordinates are called, `sides`: their
   * values along the grid, where these are not the drawn ones.
   * @type {Lossfold["meshExport"]["csv"]}
   */
  function csv(grids, weights, total, called = ["beta1", "beta2"], sides = [grids.axis, grids.axis]) {
    const names = Object.keys(grids.layers);
    const lines = [[...called, ...names, "J"].join()];
    const { n } = grids;
    const [across, up] = sides;
    const short = (/** @type {number} */ value) => Number(value.toPrecision(8));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        lines.push([across[j], up[i], ...names.map((name) => grids.layers[name][k]), total[k]].map(short).join());
      }
    }
    return `${lines.join("\r\n")}\r\n`;
  }

  /** The lowest value that is not a hole, and how far above it the highest is. @param {Float32Array} total */
  function ends(total) {
    let [low, high] = [Infinity, -Infinity];
    for (const value of total) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { low, span: Math.max(high - low, 1e-12) };
  }

  /**
   * Binary STL in millimetres: the surface, a flat bottom and four walls, every edge shared by two triangles.
   * @type {Lossfold["meshExport"]["stl"]}
   */
  function stl(n, total) {
    const { low, span } = ends(total);
    /** @type {(i: number, j: number, top: boolean) => number[]} */
    const place = (i, j, top) => [
      (j / (n - 1)) * SIDE, (i / (n - 1)) * SIDE, top ? BASE + ((total[i * n + j] - low) / span) * RISE : 0,
    ];
    const count = 4 * (n - 1) ** 2 + 8 * (n - 1);
    const file = new DataView(new ArrayBuffer(84 + 50 * count));
    file.setUint32(80, count, true);
    let at = 84;
    /** @type {(a: number[], b: number[], c: number[]) => void} */
    const triangle = (a, b, c) => {
      const [u, v] = [b.map((x, k) => x - a[k]), c.map((x, k) => x - a[k])];
      const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
      const length = Math.hypot(...normal) || 1;
      for (const number of [...normal.map((x) => x / length), ...a, ...b, ...c]) {
        file.setFloat32(at, number, true);
        at += 4;
      }
      at += 2;
    };
    /** @type {(a: number[], b: number[], c: number[], d: number[]) => void} */
    const quad = (a, b, c, d) => {
      triangle(a, b, c);
      triangle(a, c, d);
    };
    const last = n - 1;
    for (let i = 0; i < last; i++) {
      for (let j = 0; j < last; j++) {
        quad(place(i, j, true), place(i, j + 1, true), place(i + 1, j + 1, true), place(i + 1, j, true));
        quad(place(i, j, false), place(i + 1, j, false), place(i + 1, j + 1, false), place(i, j + 1, false));
      }
    }
    for (let k = 0; k < last; k++) {
      quad(place(0, k, false), place(0, k + 1, false), place(0, k + 1, true), place(0, k, true));
      quad(place(last, k + 1, false), place(last, k, false), place(last, k, true), place(last, k + 1, true));
      quad(place(k + 1, 0, false), place(k, 0, false), place(k, 0, true), place(k + 1, 0, true));
      quad(place(k, last, false), place(k + 1, last, false), place(k + 1, last, true), place(k, last, true));
    }
    return file.buffer;
  }

  /**
   * A chunk of a GLB file, padded to four bytes. Type: 0x4e4f534a JSON, 0x004e4942 binary.
   * @type {(type: number, bytes: Uint8Array, filler: number) => Uint8Array}
   */
  function chunk(type, bytes, filler) {
    const padded = new Uint8Array(8 + Math.ceil(bytes.length / 4) * 4).fill(filler);
    new DataView(padded.buffer).setUint32(0, padded.length - 8, true);
    new DataView(padded.buffer).setUint32(4, type, true);
    padded.set(bytes, 8);
    return padded;
  }

  /**
   * Binary glTF 2.0, y up, in units of the box: positions, colours, triangles. `colour(fraction)` gives [r, g, b].
   * @type {Lossfold["meshExport"]["glb"]}
   */
  function glb(n, total, colour) {
    const { low, span } = ends(total);
    const positions = new Float32Array(3 * n * n);
    const colours = new Uint8Array(4 * n * n).fill(255);
    const linear = (/** @type {number} */ channel) => Math.round(255 * (channel / 255) ** 2.2);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        // A hole's point belongs to no triangle.
        const fraction = Number.isFinite(total[k]) ? (total[k] - low) / span : 0;
        positions.set([j / (n - 1) - 0.5, 0.78 * fraction, 0.5 - i / (n - 1)], 3 * k);
        const shade = lossfold.axisBox.shade(low + fraction * span, { low, high: low + span });
        colours.set(colour(shade).map(linear), 4 * k);
      }
    }
    /** @type {number[]} */
    const corners = [];
    for (let i = 0; i < n - 1; i++) {
      for (let j = 0; j < n - 1; j++) {
        const k = i * n + j;
        if (![k, k + 1, k + n, k + n + 1].every((point) => Number.isFinite(total[point]))) continue;
        corners.push(k, k + 1, k + n + 1, k, k + n + 1, k + n);
      }
    }
    const indices = new Uint32Array(corners);
    const arrays = [positions, colours, indices].map((array) => new Uint8Array(array.buffer));
    const offsets = [0, arrays[0].length, arrays[0].length + arrays[1].length];
    const binary = new Uint8Array(offsets[2] + arrays[2].length);
    arrays.forEach((bytes, k) => binary.set(bytes, offsets[k]));
    const views = arrays.map((bytes, k) => ({
      buffer: 0, byteOffset: offsets[k], byteLength: bytes.length, target: k === 2 ? 34963 : 34962,
    }));
    const bounds = { min: [-0.5, 0, -0.5], max: [0.5, Math.fround(0.78), 0.5] };
    const json = {
      asset: { version: "2.0", generator: "Lossfold" },
      scene: 0,
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0, name: "loss landscape" }],
      meshes: [{ primitives: [{ attributes: { POSITION: 0, COLOR_0: 1 }, indices: 2, material: 0 }] }],
      materials: [{ doubleSided: true, pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.6 } }],
      accessors: [
        { bufferView: 0, componentType: 5126, count: n * n, type: "VEC3", ...bounds },
        { bufferView: 1, componentType: 5121, normalized: true, count: n * n, type: "VEC4" },
        { bufferView: 2, componentType: 5125, count: indices.length, type: "SCALAR" },
      ],
      bufferViews: views,
      buffers: [{ byteLength: binary.length }],
    };
    const text = new TextEncoder().encode(JSON.stringify(json));
    const chunks = [chunk(0x4e4f534a, text, 32), chunk(0x004e4942, binary, 0)];
    const file = new Uint8Array(12 + chunks[0].length + chunks[1].length);
    const head = new DataView(file.buffer);
    [0x46546c67, 2, file.length].forEach((word, k) => head.setUint32(4 * k, word, true));
    file.set(chunks[0], 12);
    file.set(chunks[1], 12 + chunks[0].length);
    return file.buffer;
  }

  globalThis.lossfold = { ...globalThis.lossfold, meshExport: { csv, stl, glb } };
})();
