// Mirrors the state into the address bar, so that any picture can be shared as a link.
(function () {
  const PATIENCE = 400;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** {loss: "linear", l1: 0} -> "loss=linear&l1=0"; null values are left out. @type {Lossfold["query"]["encode"]} */
  function encode(values) {
    const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
    const kept = known.map(([name, value]) => [name, String(value)]);
    return new URLSearchParams(kept).toString().replaceAll("%2C", ",");
  }

  /**
   * A point, or the last one on the way to it whose coordinates are at most `reach`: what a link may hold. Pure.
   * @type {(point: Vector3, reach: number) => Vector3}
   */
  function within({ x, y, z }, reach) {
    const most = Math.max(...[x, y, z].map(Math.abs));
    const factor = most > reach ? reach / most : 1;
    return { x: x * factor, y: y * factor, z: z * factor };
  }

  /**
   * {eye, center} -> "x,y,z" or "x,y,z,cx,cy,cz", as far out as a link may say; null for the default camera, and for
   * one that is none.
   * @type {Lossfold["query"]["cameraText"]}
   */
  function cameraText(camera, standard, { nearest, furthest }) {
    if (!camera || ![...Object.values(camera.eye), ...Object.values(camera.center)].every(Number.isFinite)) return null;
    const [eye, center] = [within(camera.eye, furthest), within(camera.center, furthest - nearest)];
    const list = (/** @type {Vector3} */ point) => [point.x, point.y, point.z].map((value) => Number(value.toFixed(3)));
    /** @type {(a: Vector3, b: Vector3) => boolean} */
    const same = (a, b) => list(a).every((value, k) => Math.abs(value - list(b)[k]) < 2e-3);
    if (same(eye, standard.eye) && same(center, standard.center)) return null;
    return [...list(eye), ...(same(center, standard.center) ? [] : list(center))].join(",");
  }

  /**
   * A point of the square to four decimals, none of which leads out of it: [0.5, -1.23456] -> "0.5,-1.2346". Pure.
   * @type {Lossfold["query"]["pointText"]}
   */
  function pointText(point, half) {
    const short = (/** @type {number} */ b) => Number(b.toFixed(4));
    return point.map((b) => (Math.abs(short(b)) > half ? Math.sign(b) * half : short(b))).join(",");
  }

  /** The camera of three or six numbers, or null. @type {Lossfold["query"]["cameraFrom"]} */
  function cameraFrom(numbers, standard) {
    if (!numbers) return null;
    const [x, y, z, cx, cy, cz] = numbers;
    const center = numbers.length === 6 ? { x: cx, y: cy, z: cz } : { ...standard.center };
    return { eye: { x, y, z }, center, up: { x: 0, y: 0, z: 1 } };
  }

  /** @type {(values: AnyQuery, push: boolean) => void} */
  function put(values, push) {
    const text = encode(values);
    const address = text ? `?${text}` : location.pathname;
    if (address === location.search || (!text && !location.search)) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  /**
   * Writes the address once the hand rests (debounced): browsers refuse more than a few writes a second.
   * @type {Lossfold["query"]["write"]}
   */
  function write(values) {
    clearTimeout(timer);
    timer = setTimeout(() => put(values(), false), PATIENCE);
  }

  /** Writes a new entry now, for a choice that Back should undo. @type {Lossfold["query"]["push"]} */
  function push(values) {
    clearTimeout(timer);
    put(values(), true);
  }

  globalThis.lossfold = { ...globalThis.lossfold, query: { encode, cameraText, pointText, cameraFrom, write, push } };
})();
