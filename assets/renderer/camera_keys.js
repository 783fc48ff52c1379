// Turns the surface by keyboard: arrows rotate, plus and minus zoom, 0 or Home goes back.
(function () {
  // How near to what it looks at the camera may come, and how far it may go; and how far from the middle it may look.
  const NEAR = 0.6;
  const FAR = 6;
  const ASIDE = 2;

  /** The camera within those limits, looking the same way; the very same where it keeps to them. Pure. */
  function within(camera) {
    const center = Object.fromEntries(["x", "y", "z"].map((axis) => [axis, Math.min(Math.max(camera.center[axis], -ASIDE), ASIDE)]));
    const from = ["x", "y", "z"].map((axis) => camera.eye[axis] - camera.center[axis]);
    const far = Math.hypot(...from);
    const length = Math.min(Math.max(far, NEAR), FAR);
    if (Math.abs(length - far) < 1e-9 && ["x", "y", "z"].every((axis) => center[axis] === camera.center[axis])) return camera;
    // From nowhere one looks along the axes' diagonal.
    const way = far > 1e-9 ? from.map((part) => part / far) : [1, -1, 1].map((part) => part / Math.sqrt(3));
    const [x, y, z] = ["x", "y", "z"].map((axis, k) => center[axis] + length * way[k]);
    return { ...camera, eye: { x, y, z }, center };
  }

  /** The camera after a key, or null if the key does nothing. Pure. */
  function after(camera, key) {
    const { x, y, z } = camera.eye;
    const radius = Math.hypot(x, y, z);
    let turn = Math.atan2(y, x);
    let lift = Math.asin(z / radius);
    let length = radius;
    if (key === "ArrowLeft") turn -= Math.PI / 24;
    else if (key === "ArrowRight") turn += Math.PI / 24;
    else if (key === "ArrowUp") lift = Math.min(lift + Math.PI / 24, Math.PI / 2 - 0.02);
    else if (key === "ArrowDown") lift = Math.max(lift - Math.PI / 24, -Math.PI / 2 + 0.02);
    else if (key === "+" || key === "=") length = radius / 1.1;
    else if (key === "-") length = radius * 1.1;
    else return null;
    const flat = length * Math.cos(lift);
    const eye = { x: flat * Math.cos(turn), y: flat * Math.sin(turn), z: length * Math.sin(lift) };
    return within({ eye, center: { ...camera.center }, up: { x: 0, y: 0, z: 1 } });
  }

  /** The camera turned around the vertical by an angle. Pure. */
  function turned(camera, angle) {
    const { x, y, z } = camera.eye;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return { eye: { x: c * x - s * y, y: s * x + c * y, z }, center: { ...camera.center }, up: { x: 0, y: 0, z: 1 } };
  }

  /** `now()` gives the camera on screen or null; `turn(camera)` shows another. */
  function listen(element, now, turn) {
    element.addEventListener("keydown", (event) => {
      const camera = now();
      if (!camera || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = event.key === "0" || event.key === "Home" ? lossfold.landscape.CAMERA : after(camera, event.key);
      if (!next) return;
      event.preventDefault();
      turn(next);
    });
  }

  globalThis.lossfold = { ...globalThis.lossfold, cameraKeys: { NEAR, FAR, within, after, turned, listen } };
})();
