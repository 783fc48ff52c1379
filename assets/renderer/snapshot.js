// The landscape as a plain picture on a canvas, without WebGL: what stands in until the surface is mounted, after it
// has given its graphics memory back, and on paper, where WebGL leaves nothing. Seen through the same camera, so that
// nothing jumps.
(function () {
  /** @typedef {(b1: number, b2: number, value: number) => number[]} Place */

  const FOV = Math.PI / 4; // plotly.js's
  const MOST_QUADS = 40; // an axis
  const WIRES = 30; // of a wireframe, an axis
  const LEVELS = 11; // as on the surface
  /** @type {(a: number[], b: number[]) => number[]} */
  const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  /** @type {(a: number[], b: number[]) => number} */
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  /** @type {(a: number[], b: number[]) => number[]} */
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  /** @type {(a: number[]) => number[]} */
  const unit = (a) => a.map((entry) => entry / Math.hypot(...a));

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
  function kept(n, most = MOST_QUADS) {
    let stride = Math.max(1, Math.ceil((n - 1) / most));
    // An even number of points has none in the middle.
    const whole = n % 2 ? (n - 1) / 2 : n - 1;
    while (whole % stride) stride--;
    return Array.from({ length: (n - 1) / stride + 1 }, (_, k) => k * stride);
  }

  /**
   * Where J's point (b1, b2, value) stands in the box.
   * @type {(of: { half: number, box: AxisBox, aspect: Vector3 }) => Place}
   */
  function placer({ half, box, aspect }) {
    const middle = (box.floor + box.high) / 2;
    return (b1, b2, value) => [
      (b1 / half) * 0.5 * aspect.x, (b2 / half) * 0.5 * aspect.y,
      ((value - middle) / (box.high - box.floor)) * aspect.z,
    ];
  }

  /**
   * Draws the surface from its far end to its near one.
   * @param {CanvasRenderingContext2D} pen
   * @param {Pictured} landscape
   * @param {Place} place
   * @param {Project} project
   * @param {number[]} eye
   * @param {SurfaceColours} colours
   */
  function surface(pen, landscape, place, project, eye, colours) {
    const { grids, total, box } = landscape;
    const { axis, n } = grids;
    const { wireframe = false } = landscape;
    const index = kept(n, wireframe ? WIRES : MOST_QUADS);
    const { lightposition, lighting: { ambient, diffuse } } = landscape.scene.figure.data[0];
    const light = unit([lightposition.x, lightposition.y, lightposition.z]);
    const colourOf = lossfold.colourScale.of(landscape.scene.figure);
    const corner = index.map((i) => index.map((j) => place(axis[j], axis[i], total[i * n + j])));
    const flat = corner.map((row) => row.map(project));
    const cells = index.slice(0, -1).map((_, k) => k);
    /** @type {(at: (k: number) => number[], coordinate: number) => number[]} */
    const farFirst = (at, coordinate) => {
      const distance = cells.map((k) => Math.abs(at(k)[coordinate] - eye[coordinate]));
      return [...cells].sort((a, b) => distance[b] - distance[a]);
    };
    const levels = lossfold.contours.levelsBetween(box.low, box.high, LEVELS);
    const rows = farFirst((k) => corner[k][0], 1);
    const columns = farFirst((k) => corner[0][k], 0);
    for (const r of rows) {
      for (const c of columns) {
        const [a, b, d] = [corner[r][c], corner[r][c + 1], corner[r + 1][c]];
        // A hole of the surface.
        if (![a, b, d, corner[r + 1][c + 1]].every((point) => Number.isFinite(point[2]))) continue;
        const normal = unit(cross(minus(b, a), minus(d, a)));
        const bright = Math.min(ambient + diffuse * Math.max(dot(normal, light), 0), 1);
        const mean = (total[index[r] * n + index[c]] + total[index[r + 1] * n + index[c + 1]]) / 2;
        const colour = colourOf(lossfold.axisBox.shade(mean, box));
        const lit = colour.map((channel) => Math.min(255, Math.round(channel * (wireframe ? 1 : bright))));
        pen.fillStyle = pen.strokeStyle = `rgb(${lit.join()})`;
        if (wireframe) pen.fillStyle = colours.paper;
        pen.beginPath();
        for (const [x, y] of [flat[r][c], flat[r][c + 1], flat[r + 1][c + 1], flat[r + 1][c]]) pen.lineTo(x, y);
        pen.closePath();
        pen.fill();
        pen.stroke();
        if (wireframe) continue;
        const values = [[r, c], [r, c + 1], [r + 1, c + 1], [r + 1, c]].map(([i, j]) => total[index[i] * n + index[j]]);
        const quad = [flat[r][c], flat[r][c + 1], flat[r + 1][c + 1], flat[r + 1][c]];
        isolines(pen, colours.isolines, levels, values, quad);
      }
    }
  }

  /**
   * The levels that cross a quad, as soon as it is painted: what is nearer covers them.
   * @param {CanvasRenderingContext2D} pen
   * @param {string} colour
   * @param {number[]} levels
   * @param {number[]} values
   * @param {Point2[]} corners
   */
  function isolines(pen, colour, levels, values, corners) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    for (const level of levels) {
      if (level <= least || level >= most) continue;
      const met = corners.flatMap((from, k) => {
        const [to, a, b] = [corners[(k + 1) % 4], values[k], values[(k + 1) % 4]];
        const fraction = (level - a) / (b - a);
        const at = [0, 1].map((axis) => from[axis] + fraction * (to[axis] - from[axis]));
        return a > level === b > level ? [] : [at];
      });
      pen.beginPath();
      for (let k = 0; k + 1 < met.length; k += 2) {
        pen.moveTo(met[k][0], met[k][1]);
        pen.lineTo(met[k + 1][0], met[k + 1][1]);
      }
      Object.assign(pen, { strokeStyle: colour, globalAlpha: 0.42 });
      pen.stroke();
      pen.globalAlpha = 1;
    }
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
    const colours = landscape.scene.figure.colours[paper ? "light" : landscape.theme];
    const marks = landscape.marks();
    const { half, box } = landscape;
    const place = placer({ half, box, aspect: landscape.aspect() });
    const project = projection(camera, width, height);
    /** @type {(b1: number, b2: number, value: number) => Point2} */
    const at = (b1, b2, value) => project(place(b1, b2, value));
    const [x, y] = [[-half, half, half, -half, -half], [-half, -half, half, half, -half]];
    const rim = { x, y, z: x.map(() => box.floor) };
    const { line, dots } = lossfold.canvasPen;
    line(pen, rim, at, colours.grid, 1);
    line(pen, marks.floor, at, colours.floor, 1);
    pen.lineWidth = 0.9;
    surface(pen, landscape, place, project, [camera.eye.x, camera.eye.y, camera.eye.z], colours);
    line(pen, marks.creases, at, landscape.wireframe ? colours.text : colours.creases, 1.5);
    line(pen, marks.path, at, colours.path, 2.5);
    line(pen, marks.shaft, at, colours.minimum, 4);
    dots(pen, marks.dots, at, { fill: colours.minimum, rim: colours.rim, radius: 4.5, width: 1.5 });
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

  globalThis.lossfold = { ...globalThis.lossfold, snapshot: { WIRES, projection, kept, paint, onPaper } };
  if (typeof window === "undefined") return;
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
})();
