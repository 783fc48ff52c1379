// Two fingers on the surface, and the limits of the camera.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/renderer/camera_keys.js";
import "../../assets/renderer/touch.js";

const { touch, cameraKeys } = globalThis.lossfold;
const CAMERA = { eye: { x: 1.15, y: -1.5, z: 0.95 }, center: { x: 0, y: 0, z: -0.14 }, up: { x: 0, y: 0, z: 1 } };
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const distance = ({ eye, center }) => Math.hypot(eye.x - center.x, eye.y - center.y, eye.z - center.z);

test("fingers that move apart bring the surface nearer by as much, and look at the same place", () => {
  const next = touch.moved(CAMERA, 1.5, 0, 0);
  near(distance(next), distance(CAMERA) / 1.5);
  for (const axis of ["x", "y", "z"]) near(next.center[axis], CAMERA.center[axis]);
});

test("the middle of the fingers takes what is looked at along", () => {
  // From x = 2 one sees y to the right and z upwards; a picture's height there is 2·2·tan 22.5° = 1.657.
  const camera = { eye: { x: 2, y: 0, z: 0.3 }, center: { x: 0, y: 0, z: 0.3 - 2 * Math.tan(Math.PI / 18) }, up: { x: 0, y: 0, z: 1 } };
  const right = touch.moved(camera, 1, 0.1, 0);
  const far = distance(camera);
  near(right.center.y, -0.1 * 2 * Math.tan(Math.PI / 8) * far, 1e-9);
  near(distance(right), far);
  assert.ok(touch.moved(camera, 1, 0, 0.1).center.z > camera.center.z);
});

test("no hand leads under the floor, over the top, too near or too far", () => {
  let low = CAMERA;
  for (let k = 0; k < 30; k++) low = cameraKeys.after(low, "ArrowDown");
  const lift = ({ eye, center }) => Math.asin((eye.z - center.z) / distance({ eye, center }));
  assert.ok(lift(low) >= cameraKeys.LOW - 1e-9);
  const below = cameraKeys.within({ ...CAMERA, eye: { x: 1, y: -1, z: -2 } });
  near(lift(below), cameraKeys.LOW);
  near(Math.atan2(below.eye.y, below.eye.x), -Math.PI / 4);
  near(distance(touch.moved(CAMERA, 100, 0, 0)), cameraKeys.NEAR);
  near(distance(touch.moved(CAMERA, 0.01, 0, 0)), cameraKeys.FAR);
});

test("a camera within the limits stays the very same", () => {
  assert.equal(cameraKeys.within(CAMERA), CAMERA);
});
