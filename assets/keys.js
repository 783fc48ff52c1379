// Turns the surface by keyboard: arrows rotate, plus and minus zoom, 0 or Home goes back.
(function () {
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
    else if (key === "+" || key === "=") length = Math.max(radius / 1.1, 0.4);
    else if (key === "-") length = Math.min(radius * 1.1, 6);
    else return null;
    const flat = length * Math.cos(lift);
    const eye = { x: flat * Math.cos(turn), y: flat * Math.sin(turn), z: length * Math.sin(lift) };
    return { eye, center: { ...camera.center }, up: { x: 0, y: 0, z: 1 } };
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

  globalThis.lossfold = { ...globalThis.lossfold, keys: { after, turned, listen } };
})();
