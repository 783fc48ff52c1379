// A surface on a finer grid: how fine, and what is read there.
import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../assets/core/finer.js");
const { finer } = globalThis.lossfold;
const gridOf = (n, f) =>
  Float32Array.from({ length: n * n }, (_, k) => f((k % n) / (n - 1), Math.floor(k / n) / (n - 1)));

test("a grid that is a part of the finer one keeps its values, with the means between them", () => {
  const read = finer.read(Float32Array.of(1, 3, 5, 11), 2, finer.places(3, 2), new Float32Array(9));
  assert.deepEqual([...read], [1, 2, 3, 3, 5, 7, 5, 8, 11]);
});

test("the finer axis ends and has its middle where the grid's does", () => {
  const axis = Float32Array.from({ length: 51 }, (_, k) => -1 + k / 25);
  const fine = finer.of(gridOf(51, (x, y) => x + y), axis);
  assert.equal(fine.axis.length, 121);
  assert.deepEqual([fine.axis[0], fine.axis[60], fine.axis[120]], [-1, axis[25], 1]);
});

test("as many points are drawn as plotly.js leaves as they are, and not many more", () => {
  const plane = (n) => finer.count(gridOf(n, (x, y) => x - y), n);
  assert.deepEqual([31, 41, 51, 61, 101, 121, 201].map(plane), [121, 121, 121, 121, 121, 121, 201]);
});

test("where 121 points would miss the grid's own, each of them is drawn", () => {
  const peak = gridOf(51, () => 1);
  peak[51 * 7 + 9] = 2;
  assert.equal(finer.count(peak, 51), 151);
  const hole = gridOf(51, (x) => x);
  hole[51 * 7 + 9] = NaN;
  assert.equal(finer.count(hole, 51), 151);
  const fine = finer.of(hole, Float32Array.from({ length: 51 }, (_, k) => -1 + k / 25));
  const read = finer.read(hole, 51, fine.at, fine.grid);
  // The grid's own points stand, and only what touches the hole is one: two points to either side of it, and itself.
  assert.equal(read[151 * 21 + 30], hole[51 * 7 + 10]);
  assert.equal(read.filter(Number.isNaN).length, 25);
});

test("what is missed is measured against the height, at the grid's points", () => {
  // A line of 3 points on 2: the middle one, 1, is read as the mean of the ends, 0.
  assert.equal(finer.missed(Float32Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0), 3, 2), 1);
  assert.ok(finer.missed(gridOf(51, (x, y) => (x - 0.3) ** 2 + y ** 2), 51, 121) < 2e-4);
});
