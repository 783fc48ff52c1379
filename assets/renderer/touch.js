// Two fingers on the surface: their distance zooms, their middle pans. One finger turns, as plotly.js has it.
(function () {
  /** @type {(a: number[], b: number[]) => number[]} */
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  /** @type {(a: number[]) => number[]} */
  const unit = (a) => a.map((entry) => entry / (Math.hypot(...a) || 1));
  const listOf = (/** @type {Vector3} */ { x, y, z }) => [x, y, z];
  /** @type {(list: number[]) => Vector3} */
  const pointOf = ([x, y, z]) => ({ x, y, z });

  /**
   * The camera after two fingers have moved apart by a factor `spread`, and their middle by dx, dy in heights of the
   * picture, y downwards. What is looked at moves with the fingers. Pure.
   * @type {Lossfold["touch"]["moved"]}
   */
  function moved(camera, spread, dx, dy) {
    const [eye, center] = [listOf(camera.eye), listOf(camera.center)];
    const from = eye.map((entry, k) => entry - center[k]);
    const side = unit(cross(from.map((entry) => -entry), [0, 0, 1]));
    const up = unit(cross(side, from.map((entry) => -entry)));
    // A height of the picture at the distance of what is looked at: 2·tan 22.5°, plotly.js's angle.
    const height = 2 * Math.tan(Math.PI / 8) * Math.hypot(...from);
    const middle = center.map((entry, k) => entry + height * (dy * up[k] - dx * side[k]));
    const next = { eye: pointOf(middle.map((entry, k) => entry + from[k] / spread)), center: pointOf(middle) };
    return lossfold.cameraKeys.within({ ...next, up: { x: 0, y: 0, z: 1 } });
  }

  /** Where two fingers are: how far apart, and their middle. @type {(touches: TouchList) => number[]} */
  function grip([a, b]) {
    const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    return [apart, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2];
  }

  /**
   * `now()` gives the camera on screen or null; `turn(camera)` shows another, `done()` is told at the end.
   * @type {Lossfold["touch"]["listen"]}
   */
  function listen(element, now, turn, done) {
    /** @type {number[] | null} */
    let last = null;
    const on = { capture: true, passive: false };
    element.addEventListener("touchmove", (event) => {
      const camera = now();
      if (event.touches.length !== 2 || !camera) return;
      event.stopPropagation();
      event.preventDefault();
      const next = grip(event.touches);
      if (last) {
        const height = element.clientHeight || 1;
        turn(moved(camera, next[0] / last[0], (next[1] - last[1]) / height, (next[2] - last[2]) / height));
      }
      last = next;
    }, on);
    for (const name of ["touchend", "touchcancel", "touchstart"]) {
      element.addEventListener(name, () => {
        if (last) done();
        last = null;
      }, { capture: true, passive: true });
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, touch: { moved, listen } };
})();
