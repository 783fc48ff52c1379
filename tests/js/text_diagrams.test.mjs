// What the diagrams about popular texts compute: curves, which sentence holds, and a convolution's gradient.
import assert from "node:assert/strict";
import { test } from "node:test";

for (const name of ["core/format", "views/chart", "core/stops", "embed/iframe_height", "diagrams/panel", "diagrams/sums", "diagrams/certainty", "diagrams/tied"]) {
  await import(`../../assets/${name}.js`);
}
const { sums, certainty, tied } = globalThis.lossfold;

test("a curve passes through both ends and the middle", () => {
  const points = sums.curve((x) => x * x, -1.5, 1.5);
  assert.deepEqual(points.slice(0, 2), [-1.5, 2.25]);
  assert.deepEqual(points.slice(-2), [1.5, 2.25]);
  assert.ok(points.some((x, k) => k % 2 === 0 && x === 0));
});

test("the two sums add their penalty to the loss", () => {
  const { loss, square, absolute } = sums.functions(0.4, 0.5);
  // (−1 − ½)² = 2.25, 0.4·1² and 0.4·|−1|
  assert.deepEqual([loss(-1), square(-1), absolute(-1)], [2.25, 2.65, 2.65]);
  assert.equal(absolute(0), 0.25);
});

test("which sentence holds follows from the minimum that came with the page", () => {
  const scene = { stops: { strength: [0, 0.4, 1], centre: [0, 0.5] }, square: [[0, 0.5], [0, 0.357], [0, 0.25]], absolute: [[0, 0.5], [0, 0.3], [0, 0]] };
  const key = (strength, centre) => sums.minima(scene, strength, centre).key;
  assert.deepEqual([key(0, 0.5), key(0.4, 0), key(0.4, 0.5), key(1, 0.5)], ["none", "centred", "free", "held"]);
  assert.equal(sums.minima(scene, 1, 0.5).slope, 1);
});

test("the entropy is subtracted and added", () => {
  const { loss, less, more } = certainty.functions(2, 1);
  // At d = 0: L = log 2, H = log 2.
  for (const [value, times] of [[loss(0), 1], [less(0), -1], [more(0), 3]]) assert.ok(Math.abs(value - times * Math.LN2) < 1e-15);
  // Far out nothing overflows.
  assert.ok([loss, less, more].every((value) => Number.isFinite(value(800)) && Number.isFinite(value(-800))));
  const table = [[null, 2.197], [1.278, 0.912]];
  const scene = { stops: { confidence: [0, 1], p: [0.9, 1] }, bare: [[2.197, null], [2.197, null]], less: table, more: table };
  const key = (confidence, p) => certainty.minima(scene, confidence, p).key;
  assert.deepEqual([key(0, 1), key(0, 0.9), key(1, 1), key(1, 0.9)], ["falls", "none", "sure", "unsure"]);
});

test("the gradient of a tied weight is the sum over its places, worked by hand", () => {
  const scene = { inputs: [1, 2, 0, -1, 1, 3], targets: [1, 0, -2, 1] };
  const { outputs, errors, products, gradient } = tied.gradientOf(scene, [1, 0.5, -1]);
  // 1 + 1 − 0, 2 + 0 + 1, 0 − ½ − 1, −1 + ½ − 3
  assert.deepEqual(outputs, [2, 3, -1.5, -3.5]);
  assert.deepEqual(errors, [1, 3, 0.5, -4.5]);
  assert.deepEqual(products[1], [2, 0, -0.5, -4.5]);
  assert.deepEqual(gradient, [1 + 6 + 0 + 4.5, 2 + 0 - 0.5 - 4.5, 0 - 3 + 0.5 - 13.5]);
});
