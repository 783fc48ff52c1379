// Turns the surface by keyboard: arrows rotate, plus and minus zoom, 0 or Home goes back.
(function () {
  // How near to what it looks at the camera may come, and how far it may go; and how far from the middle it may look.
  /** @type {Lossfold["cameraKeys"]["NEAR"]} */
  const NEAR = 0.6;
  /** @type {Lossfold["cameraKeys"]["FAR"]} */
  const FAR = 6;
  const ASIDE = 2;
  // How far above the horizon it stays: what is below the floor is of no use to anybody.
  /** @type {Lossfold["cameraKeys"]["LOW"]} */
  const LOW = Math.PI / 36;
  /** @type {Lossfold["cameraKeys"]["HIGH"]} */
  const HIGH = Math.PI / 2 - 0.02;

  /** The default camera, as the scene's figure has it. @type {Lossfold["cameraKeys"]["standard"]} */
  const standard = (scene) => structuredClone(scene.figure.layout.scene.camera);

  const AXES = /** @type {const} */ (["x", "y", "z"]);

  /** @type {(list: number[]) => Vector3} */
  const pointOf = ([x, y, z]) => ({ x, y, z });

  /**
   * The camera within those limits, looking the same way; the very same where it keeps to them. Pure.
   * @type {Lossfold["cameraKeys"]["within"]}
   */
  function within(camera) {
    const limited = AXES.map((axis) => Math.min(Math.max(camera.center[axis], -ASIDE), ASIDE));
    const from = AXES.map((axis) => camera.eye[axis] - camera.center[axis]);
    const far = Math.hypot(...from);
    const length = Math.min(Math.max(far, NEAR), FAR);
    // From nowhere one looks along the axes' diagonal.
    const along = far > 1e-9 ? from.map((entry) => entry / far) : [1, -1, 1].map((entry) => entry / Math.sqrt(3));
    const lift = Math.asin(Math.min(Math.max(along[2], -1), 1));
    const height = Math.min(Math.max(lift, LOW), HIGH);
    const isSame = Math.abs(length - far) < 1e-9 && Math.abs(height - lift) < 1e-3;
    if (isSame && AXES.every((axis, k) => limited[k] === camera.center[axis])) return camera;
    const turn = Math.atan2(along[1], along[0]);
    const flat = Math.cos(height);
    const limitedWay = [flat * Math.cos(turn), flat * Math.sin(turn), Math.sin(height)];
    const way = Math.abs(height - lift) < 1e-3 ? along : limitedWay;
    return { ...camera, eye: pointOf(limited.map((entry, k) => entry + length * way[k])), center: pointOf(limited) };
  }

  /** The camera after a key, or null if the key does nothing. Pure. @type {Lossfold["cameraKeys"]["after"]} */
  function after(camera, key) {
    const { x, y, z } = camera.eye;
    const radius = Math.hypot(x, y, z);
    let turn = Math.atan2(y, x);
    let lift = Math.asin(z / radius);
    let length = radius;
    if (key === "ArrowLeft") turn -= Math.PI / 24;
    else if (key === "ArrowRight") turn += Math.PI / 24;
    else if (key === "ArrowUp") lift = Math.min(lift + Math.PI / 24, HIGH);
    else if (key === "ArrowDown") lift = Math.max(lift - Math.PI / 24, LOW);
    else if (key === "+" || key === "=") length = radius / 1.1;
    else if (key === "-") length = radius * 1.1;
    else return null;
    const flat = length * Math.cos(lift);
    const eye = { x: flat * Math.cos(turn), y: flat * Math.sin(turn), z: length * Math.sin(lift) };
    return within({ eye, center: { ...camera.center }, up: { x: 0, y: 0, z: 1 } });
  }

  /** The camera turned around the vertical by an angle. Pure. @type {Lossfold["cameraKeys"]["turned"]} */
  function turned(camera, angle) {
    const { x, y, z } = camera.eye;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return { eye: { x: c * x - s * y, y: s * x + c * y, z }, center: { ...camera.center }, up: { x: 0, y: 0, z: 1 } };
  }

  /**
   * `scene()` is what is shown; `now()` gives the camera on screen or null; `turn(camera)` shows another.
   * @type {Lossfold["cameraKeys"]["listen"]}
   */
  function listen(element, scene, now, turn) {
    element.addEventListener("keydown", (event) => {
      const camera = now();
      if (!camera || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = event.key === "0" || event.key === "Home" ? standard(scene()) : after(camera, event.key);
      if (!next) return;
      event.preventDefault();
      turn(next);
    });
  }

  const cameraKeys = { standard, NEAR, FAR, LOW, HIGH, within, after, turned, listen };
  globalThis.lossfold = { ...globalThis.lossfold, cameraKeys };
})();
