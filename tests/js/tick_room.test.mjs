// How many numbers an axis has room for: worked by hand on a picture that looks at the box from in front and above.
import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../assets/renderer/tick_room.js");
const { steps, lettered, counts, crowded } = globalThis.lossfold.tickRoom;

const ENDS = [[-2, 2], [-2, 2], [0, 10]];
// x to the right and y to the left, both down the picture by a quarter; the height up, 4 px a unit.
const seen = (scale) => ([x, y, z]) => [scale * (x - y), (scale * (x + y)) / 4 - 4 * z];

test("two numbers stand clear of each other beside or above one another", () => {
  // 270 px beside each other, 27 a number; 160 px above each other, 16 a number.
  assert.equal(steps([[0, 0], [135, 0], [270, 0]]), 10);
  assert.equal(steps([[0, 0], [0, 80], [0, 160]]), 10);
  // The far half of an edge is the shorter one: 54 px, two numbers, and as many in the near half.
  assert.equal(steps([[0, 0], [54, 0], [270, 0]]), 4);
  // Letters half as large again need that much more room; one number there always is.
  assert.equal(steps([[0, 0], [135, 0], [270, 0]], 18), 6);
  assert.equal(steps([[0, 0], [3, 0], [6, 0]]), 1);
});

test("the numbers stand at the floor's front edges and at the left", () => {
  const project = seen(40);
  assert.deepEqual(lettered(0, ENDS, project)[1], [0, 2, 0]);
  assert.deepEqual(lettered(1, ENDS, project)[1], [2, 0, 0]);
  assert.deepEqual(lettered(2, ENDS, project)[0], [-2, 2, 0]);
});

test("an axis has as many as usual, or as many as there is room for", () => {
  // Each edge of the floor is 160 px wide: 160 / 27 = 5.9. The height is 40 px: 40 / 16 = 2.5.
  assert.deepEqual(counts(ENDS, [7, 7, 5], seen(40)), [5, 5, 2]);
  assert.deepEqual(counts(ENDS, [4, 4, 1], seen(40)), [4, 4, 1]);
  assert.deepEqual(counts(ENDS, [7, 7, 5], seen(10)), [1, 1, 2]);
});

test("at the left corner the lowest number of the height goes before that of the plane", () => {
  // 4 px a unit: 2 units are 8 px above the corner, 5 are 20.
  assert.deepEqual(crowded(ENDS, 2, seen(40)), { which: 0, side: "lo" });
  assert.equal(crowded(ENDS, 5, seen(40)), null);
});
