// The landscape as a plain picture on a canvas, without WebGL: what stands in until the surface is mounted, after it
// has given its graphics memory back, and on paper, where WebGL leaves nothing. Seen through the same camera, so that
// nothing jumps.
(function () {
  /** @typedef {(b1: number, b2: number, value: number) => number[]} Place */

  const FOV = Math.PI / 4; // plotly.js's
  const MOST_QUADS = 40; // an axis
  const LIGHT = [-0.29, 0.39, 0.87];
  /** @type {(a: number[], b: number[]) => number[]} */
  const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  /** @type {(a: number[], b: number[]) => number} */
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  /** @type {(a: number[], b: number[]) => number[]} */
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  /** @type {(a: number[]) => number[]} */
  const unit = (a) => a.map((part) => part / Math.hypot(...a));

  /**
   * A function from a point of the box (size 1) to [x, y] on a canvas of this size. Pure.
   * @type {Lossfold["snapshot"]["projection"]}
   */
  function projection(camera, width, height) {
    const list = (/** @type {Vector3} */ { x, y, z }) => [x, y, z];
    const eye = list(camera.eye);
    const ahead = unit(minus(list(camera.center), eye));
    const side = unit(cross(ahead, [0, 0, 1]));
    const up = cross(side, ahead);
    const scale = height / 2 / Math.tan(FOV / 2);
    return (point) => {
      const from = minus(point, eye);
      const depth = Math.max(dot(from, ahead), 0.05);
      return [width / 2 + (scale * dot(from, side)) / depth, height / 2 - (scale * dot(from, up)) / depth];
    };
  }

  /** Indices of grid lines, every `stride`-th, the middle among them. @type {Lossfold["snapshot"]["kept"]} */
  function kept(n) {
    let stride = Math.max(1, Math.ceil((n - 1) / MOST_QUADS));
    while (((n - 1) / 2) % stride) stride--;
    return Array.from({ length: (n - 1) / stride + 1 }, (_, k) => k * stride);
  }

  /**
   * Where J's point (b1, b2, value) stands in the box.
   * @type {(of: { half: number, box: AxisBox, size: number }) => Place}
   */
  function placer({ half, box, size }) {
    const middle = (box.floor + box.high) / 2;
    return (b1, b2, value) => [
      (b1 / half) * 0.5 * size, (b2 / half) * 0.5 * size, ((value - middle) / (box.high - box.floor)) * 0.78 * size,
    ];
  }

  /**
   * Draws the surface from its far end to its near one.
   * @param {CanvasRenderingContext2D} pen
   * @param {Pictured} landscape
   * @param {Place} place
   * @param {Project} project
   * @param {number[]} eye
   */
  function surface(pen, landscape, place, project, eye) {
    const { opened, total, box } = landscape;
    const { axis, n } = opened;
    const index = kept(n);
    const corner = index.map((i) => index.map((j) => place(axis[j], axis[i], total[i * n + j])));
    const flat = corner.map((row) => row.map(project));
    const cells = index.slice(0, -1).map((_, k) => k);
    /** @type {(at: (k: number) => number[], coordinate: number) => number[]} */
    const farFirst = (at, coordinate) => {
      const distance = cells.map((k) => Math.abs(at(k)[coordinate] - eye[coordinate]));
      return [...cells].sort((a, b) => distance[b] - distance[a]);
    };
    const rows = farFirst((k) => corner[k][0], 1);
    const columns = farFirst((k) => corner[0][k], 0);
    for (const r of rows) {
      for (const c of columns) {
        const [a, b, d] = [corner[r][c], corner[r][c + 1], corner[r + 1][c]];
        const normal = unit(cross(minus(b, a), minus(d, a)));
        const light = 0.8 + 0.3 * Math.max(dot(normal, LIGHT), 0);
        const mean = (total[index[r] * n + index[c]] + total[index[r + 1] * n + index[c + 1]]) / 2;
        const colour = lossfold.fallback2d.colour((mean - box.low) / (box.high - box.low));
        const lit = colour.map((part) => Math.min(255, Math.round(part * light)));
        pen.fillStyle = pen.strokeStyle = `rgb(${lit.join()})`;
        pen.beginPath();
        for (const [x, y] of [flat[r][c], flat[r][c + 1], flat[r + 1][c + 1], flat[r + 1][c]]) pen.lineTo(x, y);
        pen.closePath();
        pen.fill();
        pen.stroke();
      }
    }
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {Coordinates} trace
   * @param {Place} place
   * @param {Project} project
   * @param {string} colour
   * @param {number} width
   */
  function lines(pen, trace, place, project, colour, width) {
    pen.beginPath();
    let drawing = false;
    for (let k = 0; k < trace.x.length; k++) {
      const [x, y, z] = [trace.x[k], trace.y[k], trace.z[k]];
      if (x === null || y === null || z === null) drawing = false;
      else {
        pen[drawing ? "lineTo" : "moveTo"](...project(place(x, y, z)));
        drawing = true;
      }
    }
    Object.assign(pen, { strokeStyle: colour, lineWidth: width, lineJoin: "round" });
    pen.stroke();
  }

  /**
   * Paints what the landscape shows now, seen from the camera; for paper in the light colours, and finely.
   * @type {Lossfold["snapshot"]["paint"]}
   */
  function paint(canvas, landscape, camera, { paper = false } = {}) {
    const ratio = paper ? 2 : Math.min(window.devicePixelRatio || 1, 2);
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height) return;
    Object.assign(canvas, { width: width * ratio, height: height * ratio });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (!pen) return;
    pen.scale(ratio, ratio);
    const colours = lossfold.themes[paper ? "light" : landscape.theme];
    const marks = landscape.marks();
    const { half, box } = landscape;
    const place = placer({ half, box, size: landscape.size() });
    const project = projection(camera, width, height);
    const [x, y] = [[-half, half, half, -half, -half], [-half, -half, half, half, -half]];
    const rim = { x, y, z: x.map(() => box.floor) };
    lines(pen, rim, place, project, colours.grid, 1);
    lines(pen, marks.floor, place, project, colours.floor, 1);
    pen.lineWidth = 0.9;
    surface(pen, landscape, place, project, [camera.eye.x, camera.eye.y, camera.eye.z]);
    lines(pen, marks.creases, place, project, colours.creases, 1.5);
    lines(pen, marks.path, place, project, colours.path, 2.5);
    lines(pen, marks.shaft, place, project, colours.minimum, 4);
    for (let k = 0; k < marks.dots.x.length; k++) {
      const [x, y, z] = [marks.dots.x[k], marks.dots.y[k], marks.dots.z[k]];
      if (x === null || y === null || z === null) continue;
      pen.beginPath();
      pen.arc(...project(place(x, y, z)), 4.5, 0, 7);
      Object.assign(pen, { fillStyle: colours.minimum, strokeStyle: colours.rim, lineWidth: 1.5 });
      pen.fill();
      pen.stroke();
    }
  }

  /** @type {((on: boolean) => void)[]} */
  const readers = [];
  let printing = false;

  /**
   * Calls back with true when the page is about to be printed, and with false when it has been.
   * @type {Lossfold["snapshot"]["onPaper"]}
   */
  function onPaper(listener) {
    readers.push(listener);
    if (printing) listener(true);
  }

  /** @param {boolean} on */
  function turn(on) {
    if (on === printing) return;
    printing = on;
    for (const listener of readers) listener(on);
  }

  globalThis.lossfold = { ...globalThis.lossfold, snapshot: { projection, kept, paint, onPaper } };
  if (typeof window === "undefined") return;
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
})();
