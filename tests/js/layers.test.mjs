// The sum of the layers, the contour lines, the marks: values by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/axis_box.js";
import "../../assets/core/knobs.js";
import "../../assets/core/penalties.js";
import "../../assets/core/layers.js";
import "../../assets/core/contours.js";
import "../../assets/core/solution_tables.js";
import "../../assets/core/marks.js";
import { LARGEST, PENALTIES } from "./penalty_entries.mjs";

const { layers, contours, marks } = globalThis.lossfold;
const pack = (numbers) => Buffer.from(new Float32Array(numbers).buffer).toString("base64");
const AXIS = [-1, 0, 1];
// 1, 2, … 9 are the counts 0 … 8 in steps of 1 from 1. Their second differences along both axes are 0 1 0 / 3 −4 0 /
// 0 0 0, as zigzag numbers 0 2 0 / 6 7 0 / 0 0 0, one byte each.
const NINE = { n: 3, low: 1, step: 1, differences: Buffer.from([0, 2, 0, 6, 7, 0, 0, 0, 0]).toString("base64") };
const SCENE = {
  axis: pack(AXIS),
  layers: { loss: { grid: NINE }, l1: { separable: pack([1, 0, 1]) } },
  affineTerms: {}, penalties: PENALTIES, weights: { loss: 1, l1: 0 }, spec: { drop: 0 },
};

test("second differences are summed up again, whatever their length", () => {
  assert.deepEqual([...layers.fromDifferences(NINE)], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  // 300 is 600 in zigzag, which is 88 + 4·128: two bytes, the first marked by its eighth bit.
  const differences = Buffer.from([0x80 | 88, 4, 0, 0, 0]).toString("base64");
  // Twice 300 along an axis is 300, 600; along both 300 600 / 600 1200.
  assert.deepEqual([...layers.fromDifferences({ n: 2, low: -1, step: 0.5, differences })], [149, 299, 299, 599]);
});

test("a layer given along the axis is t(b1) + t(b2)", () => {
  const grids = layers.open(SCENE);
  assert.deepEqual([...grids.layers.l1], [2, 1, 2, 1, 0, 1, 2, 1, 2]);
});

test("a layer of rounded folds is given by each fold and its half-width", () => {
  // h of b1 + b2 with δ = ½ is |b1 + b2| − ¼ at 1 and 2.
  const layer = { rounded: pack([1, 1, 0.5]) };
  assert.deepEqual([...layers.gridOf(layer, AXIS)], [1.75, 0.75, 0, 0.75, 0, 0.75, 0, 0.75, 1.75]);
});

test("J is the sum of weight times layer, with its ends", () => {
  const grids = layers.open(SCENE);
  const total = new Float32Array(9);
  // 1 + 0.5·2 = 2, 2 + 0.5·1 = 2.5, ...
  assert.deepEqual(layers.add(grids, { loss: 1, l1: 0.5 }, total), { low: 2, high: 10 });
  assert.deepEqual([...total], [2, 2.5, 4, 4.5, 5, 6.5, 8, 8.5, 10]);
  assert.deepEqual([...layers.rowsOf(total, 3)[1]], [4.5, 5, 6.5]);
});

test("between grid points J is bilinear", () => {
  const grids = layers.open(SCENE);
  assert.equal(layers.sample(grids, grids.layers.loss, -0.5, -0.5), 3); // (1 + 2 + 4 + 5) / 4
  assert.equal(layers.sample(grids, grids.layers.loss, 1, 1), 9);
});

test("the contour line of a cone is a closed ring of its radius", () => {
  const axis = Float32Array.from({ length: 41 }, (_, k) => -2 + k / 10);
  const cone = Float32Array.from({ length: 41 * 41 }, (_, k) => Math.hypot(axis[k % 41], axis[Math.floor(k / 41)]));
  const rings = contours.lines(axis, cone, 1.03);
  assert.equal(rings.length, 1);
  const [ring] = rings;
  assert.deepEqual([ring[0], ring[1]], [ring.at(-2), ring.at(-1)]);
  for (let k = 0; k < ring.length; k += 2) assert.ok(Math.abs(Math.hypot(ring[k], ring[k + 1]) - 1.03) < 0.005);
  assert.ok(ring.length > 80);
});

test("the contour line of a plane is one straight line from rim to rim", () => {
  const axis = Float32Array.from({ length: 21 }, (_, k) => -1 + k / 10);
  const plane = Float32Array.from({ length: 441 }, (_, k) => axis[k % 21]);
  const [line, ...others] = contours.lines(axis, plane, 0.25);
  assert.equal(others.length, 0);
  assert.equal(line.length, 2 * 21);
  for (let k = 0; k < line.length; k += 2) assert.ok(Math.abs(line[k] - 0.25) < 1e-6);
});

test("levels crowd towards the lowest value", () => {
  const levels = contours.levelsBetween(0, 1, 5);
  assert.ok(levels[0] > 0 && levels[4] < 1);
  for (let k = 2; k < 5; k++) assert.ok(levels[k] - levels[k - 1] > levels[k - 1] - levels[k - 2]);
});

test("a line is clipped to the square", () => {
  assert.deepEqual(marks.clip([0, 0], [1, 1], 2), [-2, 2]);
  assert.deepEqual(marks.clip([3, 0], [-1, 0], 2), [1, 5]);
  assert.equal(marks.clip([0, 3], [1, 0], 2), null);
});

test("the minimiser is drawn as what it is", () => {
  const weights = { l1: 0.5, l2: 0 };
  const surface = () => 0;
  const draw = (solution) => marks.minimiser(PENALTIES, solution, weights, 2, -1, 0, surface);
  const point = draw({ kind: "point", points: [[1, -1]], loss: 2 });
  assert.deepEqual([point.dots.x, point.dots.y, point.dots.z], [[1], [-1], [3]]); // 2 + 0.5·2
  assert.deepEqual(point.drop.z, [3, -1, null]);
  const segment = draw({ kind: "segment", points: [[1, 0], [0, -1]], loss: 2 });
  assert.deepEqual(segment.dots.x, [1, 0]);
  assert.deepEqual(segment.shaft.x, [1, 0]);
  assert.deepEqual(draw({ kind: "point", points: [[3, 0]], loss: 1 }).dots.x, [null]);
  assert.deepEqual(draw({ kind: "plane", points: [[0, 0]], loss: 1 }).dots.x, [null]);
  const arrow = draw({ kind: "none", points: [[Math.SQRT1_2, -Math.SQRT1_2]], loss: 0 });
  assert.ok(arrow.shaft.x[60] > 1.8 && arrow.shaft.y[60] < -1.8);
  const line = draw({ kind: "line", points: [[0, 0], [Math.SQRT1_2, Math.SQRT1_2]], loss: 0 });
  assert.ok(Math.abs(line.shaft.x[0] + 2) < 1e-12 && Math.abs(line.shaft.x[1] - 2) < 1e-12);
  // Its shadow lies on the floor, from end to end.
  assert.deepEqual(line.shaft.z.slice(3), [-1, -1]);
  assert.deepEqual(line.shaft.x.slice(3), line.shaft.x.slice(0, 2));
});

test("a J that is the same everywhere has an axis in its own size", () => {
  const { around } = globalThis.lossfold.axisBox;
  const flat = around(0.6931471824, 0.6931471825);
  assert.ok(Math.abs(flat.high - flat.low - 0.6931471825) < 1e-9);
  assert.deepEqual([around(0, 0).low, around(0, 0).high], [0, 1]);
  assert.deepEqual([around(1, 3).low, around(1, 3).high, around(1, 3).floor], [1, 3, 0.4]);
  // Small is not flat.
  assert.equal(around(0, 1e-8).high, 1e-8);
});

test("creases are drawn only under L1", () => {
  const grids = layers.open(SCENE);
  assert.deepEqual(marks.creases(grids, grids.layers.loss, { l1: 0 }, 0).x, [null]);
  assert.deepEqual(marks.creases(grids, grids.layers.loss, { l1: 1 }, 0).z, [2, 5, 8, null, 4, 5, 6]);
});

test("a crease lies on each fold's line, whichever it is", () => {
  const grids = { ...layers.open(SCENE), scene: { penalties: { largest: LARGEST } } };
  const { x, y, z } = marks.creases(grids, grids.layers.loss, { largest: 1 }, 0);
  // β₁ = −β₂ from corner to corner, then β₁ = β₂; a cone has none.
  assert.deepEqual(x, [-1, 0, 1, null, -1, 0, 1]);
  assert.deepEqual(y.map((b2) => (b2 === null ? null : b2 + 0)), [1, 0, -1, null, -1, 0, 1]);
  assert.deepEqual(z, [7, 5, 3, null, 1, 5, 9]);
  assert.deepEqual(marks.creases(layers.open(SCENE), grids.layers.loss, { group: 1 }, 0).x, [null]);
});
