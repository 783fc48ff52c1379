// A surface that turns on after the hand has let go.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/renderer/camera_keys.js";
import "../../assets/renderer/inertia.js";

const { inertia, cameraKeys } = globalThis.lossfold;
const CENTER = { x: 0.1, y: -0.2, z: -0.14 };
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
/** A camera at an angle around the vertical and one above the horizon. */
const at = (around, above, far = 2) => ({
  eye: {
    x: CENTER.x + far * Math.cos(above) * Math.cos(around),
    y: CENTER.y + far * Math.cos(above) * Math.sin(around),
    z: CENTER.z + far * Math.sin(above),
  },
  center: { ...CENTER },
  up: { x: 0, y: 0, z: 1 },
});

test("the speed is that of the last tenth of a second, the short way around", () => {
  const seen = [[0, at(0, 0.5)], [500, at(3.1, 0.5)], [550, at(3.2, 0.6)]];
  const [turn, lift] = inertia.speedOf(seen, 560);
  near(turn, 2, 1e-6);
  near(lift, 2, 1e-6);
  assert.deepEqual(inertia.speedOf(seen, 700), [0, 0]);
  assert.deepEqual(inertia.speedOf(seen.slice(0, 1), 0), [0, 0]);
  assert.deepEqual(inertia.speedOf([[0, at(0, 0.5)], [1, at(1, 0.5)]], 1), [8, 0]);
});

test("it slows down as e^(−t/325 ms), however the time is cut into frames", () => {
  const whole = inertia.after(at(0.3, 0.5), [1, 0], 650);
  near(Math.atan2(whole.camera.eye.y - CENTER.y, whole.camera.eye.x - CENTER.x), 0.3 + 0.325 * (1 - Math.exp(-2)));
  near(whole.speed[0], Math.exp(-2));
  let cut = { camera: at(0.3, 0.5), speed: [1, 0] };
  for (let frame = 0; frame < 13; frame += 1) cut = inertia.after(cut.camera, cut.speed, 50);
  for (const axis of ["x", "y", "z"]) near(cut.camera.eye[axis], whole.camera.eye[axis]);
  assert.deepEqual(whole.camera.center, CENTER);
});

test("it stops at the limits of height", () => {
  const { camera, speed } = inertia.after(at(0, 0.2), [0.5, -8], 1000);
  near(Math.asin((camera.eye.z - CENTER.z) / 2), cameraKeys.LOW, 1e-6);
  assert.equal(speed[1], 0);
  assert.ok(speed[0] > 0);
});

/** A page of one surface with a clock and frames that the test moves. */
function page(calm = false) {
  const page = { now: 0, frames: [], camera: at(0, 0.5), settled: 0 };
  globalThis.matchMedia = () => ({ matches: calm });
  globalThis.performance.now = () => page.now;
  globalThis.requestAnimationFrame = (act) => page.frames.push(act);
  globalThis.cancelAnimationFrame = () => (page.frames = []);
  const hands = new EventTarget();
  globalThis.addEventListener = hands.addEventListener.bind(hands);
  globalThis.removeEventListener = hands.removeEventListener.bind(hands);
  const plot = Object.assign(new EventTarget(), { isConnected: true });
  const element = Object.assign(new EventTarget(), { dataset: {} });
  const landscape = { element, alive: () => true, camera: () => page.camera, moved: () => (page.settled += 1) };
  globalThis.lossfold.plotlyInternals = { look: (_, camera) => (page.camera = camera) };
  inertia.listen(landscape, plot);
  page.dataset = element.dataset;
  page.press = () => plot.dispatchEvent(new Event("pointerdown"));
  page.key = () => element.dispatchEvent(new Event("keydown"));
  page.letGo = () => hands.dispatchEvent(new Event("pointerup"));
  page.drag = (around) => {
    page.now += 16;
    page.camera = at(around, 0.5);
    plot.dispatchEvent(new Event("pointermove"));
  };
  page.frame = () => {
    page.now += 16;
    page.frames.splice(0).forEach((act) => act());
  };
  page.swipe = () => {
    page.press();
    for (const around of [0, 0.1, 0.2]) page.drag(around);
    page.letGo();
  };
  return page;
}

test("on request alone a surface turns on, comes to rest, and says so once", () => {
  const still = page();
  still.swipe();
  assert.equal(still.frames.length, 0);
  inertia.set(true);
  const turning = page();
  turning.swipe();
  assert.equal(turning.dataset.gliding, "yes");
  let frames = 0;
  while (turning.frames.length) {
    turning.frame();
    frames += 1;
    assert.ok(frames < 500);
  }
  assert.ok(Math.atan2(turning.camera.eye.y - CENTER.y, turning.camera.eye.x - CENTER.x) > 0.25);
  assert.deepEqual([turning.settled, turning.dataset.gliding], [1, undefined]);
});

test("a hand or a key stops it, and where motion is reduced it never starts", () => {
  inertia.set(true);
  for (const act of ["press", "key"]) {
    const stopped = page();
    stopped.swipe();
    stopped.frame();
    stopped[act]();
    assert.deepEqual([stopped.frames.length, stopped.dataset.gliding], [0, undefined]);
  }
  const calm = page(true);
  calm.swipe();
  assert.equal(calm.frames.length, 0);
});
