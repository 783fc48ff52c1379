// The surface turns on for a moment after the hand has let go, where the visitor has asked for that: a setting of the
// page, for every surface on it, and without effect where the system is asked to reduce motion.
(function () {
  const DECAY = 325; // ms in which the speed falls to a third, as lists do that scroll on
  const RECENT = 100; // ms before the hand lets go that count: who rests longer does not throw
  const SLOWEST = 0.02; // radians a second at which it stands still
  const FASTEST = 8;

  let isOn = false;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Around the vertical, above the horizon, how far: where the eye is, seen from what it looks at.
   * @type {(camera: Camera) => number[]}
   */
  function seat({ eye, center }) {
    const [x, y, z] = [eye.x - center.x, eye.y - center.y, eye.z - center.z];
    return [Math.atan2(y, x), Math.atan2(z, Math.hypot(x, y)), Math.hypot(x, y, z)];
  }

  /** The same angle between −π and π. @type {(angle: number) => number} */
  const wrapped = (angle) => Math.atan2(Math.sin(angle), Math.cos(angle));

  /**
   * Radians a second around and above, of a hand that lets go at `now`, out of what was seen before: lists of a time
   * in ms and a camera. Nothing if it rested. Pure.
   * @type {Lossfold["inertia"]["speedOf"]}
   */
  function speedOf(seen, now) {
    const recent = seen.filter(([at]) => now - at <= RECENT);
    if (recent.length < 2) return [0, 0];
    const [[began, first], [ended, last]] = [recent[0], recent[recent.length - 1]];
    const [from, to] = [seat(first), seat(last)];
    const speed = [wrapped(to[0] - from[0]), to[1] - from[1]].map((way) => (1000 * way) / Math.max(ended - began, 1));
    return speed.map((each) => Math.min(Math.max(each, -FASTEST), FASTEST));
  }

  /**
   * The camera and the speed some ms later: the speed falls as e^(−t/325 ms). Pure.
   * @type {Lossfold["inertia"]["after"]}
   */
  function after(camera, speed, ms) {
    const fall = Math.exp(-ms / DECAY);
    const [turn, lift] = speed.map((each) => (each * DECAY * (1 - fall)) / 1000);
    const { LOW, HIGH, within } = lossfold.cameraKeys;
    const [around, above, far] = seat(camera);
    const height = Math.min(Math.max(above + lift, LOW), HIGH);
    const { x, y, z } = camera.center;
    const flat = far * Math.cos(height);
    const eye = {
      x: x + flat * Math.cos(around + turn), y: y + flat * Math.sin(around + turn), z: z + far * Math.sin(height),
    };
    const next = within({ eye, center: { x, y, z }, up: { x: 0, y: 0, z: 1 } });
    // Against the limits it does not press on.
    return { camera: next, speed: [speed[0] * fall, height === above + lift ? speed[1] * fall : 0] };
  }

  /** Listens to the hand on a surface. @type {Lossfold["inertia"]["listen"]} */
  function listen(landscape, plot) {
    /** @type {[number, Camera][] | null} */
    let seen = null;
    let frame = 0;

    function stop() {
      cancelAnimationFrame(frame);
      frame = 0;
      delete landscape.element.dataset.gliding;
    }

    /** @param {number[]} speed */
    function glide(speed) {
      let before = performance.now();
      landscape.element.dataset.gliding = "yes";
      const step = () => {
        if (!landscape.alive()) return stop();
        const now = performance.now();
        // A frame that was late moves it as far as one that was in time.
        const next = after(landscape.camera(), speed, Math.min(now - before, 50));
        [before, speed] = [now, next.speed];
        lossfold.plotlyInternals.look(plot, next.camera);
        if (Math.hypot(...speed) > SLOWEST) return void (frame = requestAnimationFrame(step));
        stop();
        landscape.moved();
      };
      frame = requestAnimationFrame(step);
    }

    const on = { capture: true, passive: true };
    plot.addEventListener("pointerdown", () => {
      stop();
      seen = isOn && !calm() ? [] : null;
    }, on);
    plot.addEventListener("pointermove", () => {
      if (!seen || !landscape.alive()) return;
      seen.push([performance.now(), landscape.camera()]);
      if (seen.length > 50) seen.shift();
    }, on);
    for (const name of ["wheel", "keydown", "pointercancel"]) {
      // Keys go to the element that holds the picture.
      landscape.element.addEventListener(name, () => {
        seen = null;
        stop();
      }, on);
    }
    // Beside the surface, too, a hand may let go.
    const release = () => {
      if (!plot.isConnected) return removeEventListener("pointerup", release, on);
      const speed = seen ? speedOf(seen, performance.now()) : [0, 0];
      seen = null;
      if (Math.hypot(...speed) > SLOWEST) glide(speed);
    };
    addEventListener("pointerup", release, on);
  }

  /** Whether surfaces of this page turn on. @type {Lossfold["inertia"]["set"]} */
  const set = (on) => void (isOn = on);

  globalThis.lossfold = { ...globalThis.lossfold, inertia: { set, isSet: () => isOn, speedOf, after, listen } };
})();
