// The contour through a contact: every point of it has the same loss, and there it is perpendicular to the slope.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

for (const file of readdirSync(new URL("../../assets/core/", import.meta.url))) {
  if (file.endsWith(".js")) await import(`../../assets/core/${file}`);
}
globalThis.HTMLElement ??= class {};
await import("../../assets/views/constraint_shapes.js");
await import("../../assets/views/chart_labels.js");
const { levelCurve, constraint, chartLabels } = globalThis.lossfold;
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

function grid(value, n = 121, half = 3) {
  const axis = Float64Array.from({ length: n }, (_, k) => -half + (2 * half * k) / (n - 1));
  const loss = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) loss[i * n + j] = value(axis[j], axis[i]);
  return { axis, n, layers: { loss } };
}

/** The largest relative error of the level, and the cosine between tangent and slope at `point`. */
function check(value, slope, grids, point) {
  const line = levelCurve.through(grids, point);
  const pairs = Array.from({ length: line.length / 2 }, (_, k) => line.slice(2 * k, 2 * k + 2));
  const half = grids.axis.at(-1);
  const inside = pairs.filter((pair) => Math.max(...pair.map(Math.abs)) < half);
  const level = value(...point);
  for (const pair of inside) near(value(...pair), level, 1e-6 * Math.abs(level));
  const at = pairs.findIndex(([a, b], k) => k && a === point[0] && b === point[1]);
  assert.ok(at > 0, "the contact itself is a point of the contour");
  const isRing = pairs[0].every((part, j) => part === pairs.at(-1)[j]);
  const [before, after] = [pairs[at - 1], pairs[at + 1] ?? (isRing && pairs[1])];
  // A parabola through three points of the contour has its tangent in the middle one, of unequal steps as well.
  const [u, v] = [Math.hypot(point[0] - before[0], point[1] - before[1]), Math.hypot(after[0] - point[0], after[1] - point[1])];
  const tangent = [0, 1].map((j) => ((after[j] - point[j]) * u) / v + ((point[j] - before[j]) * v) / u);
  const g = slope(...point);
  near((tangent[0] * g[0] + tangent[1] * g[1]) / Math.hypot(...tangent) / Math.hypot(...g), 0, 2e-3);
  return { inside, isRing };
}

test("of a squared error it is the ellipse of its equation, off the grid as well", () => {
  // L = (β₁ − 1)² + 2(β₂ + ½)² + β₁β₂: 2(β₁ − 1) + β₂ = 0 and 4(β₂ + ½) + β₁ = 0 meet at (10/7, −6/7).
  const value = (a, b) => (a - 1) ** 2 + 2 * (b + 0.5) ** 2 + a * b;
  const grids = grid(value, 61);
  const { constant, linear, quadratic } = levelCurve.quadratic(grids);
  [constant, ...linear, ...quadratic].forEach((part, k) => near(part, [1.5, -2, 2, 1, 1, 2][k]));
  levelCurve.centre({ linear, quadratic }).forEach((part, j) => near(part, [10 / 7, -6 / 7][j]));
  for (const point of [[0.3, -0.2], [0, 1], [2.9, 2.9]]) {
    const { isRing } = check(value, (a, b) => [2 * (a - 1) + b, 4 * (b + 0.5) + a], grids, point);
    assert.ok(isRing);
  }
  assert.equal(levelCurve.centre({ linear: [1, 1], quadratic: [1, 2, 1] }), null); // (β₁ + β₂)²: a line of them
});

test("any other loss is followed around its minimum, however small the ring, or from rim to rim", () => {
  const soft = (u) => Math.log1p(Math.exp(u));
  const sigma = (u) => 1 / (1 + Math.exp(-u));
  const rows = [[1, 0.5, 1], [-1, 0.7, 0], [0.3, -1.2, 1], [-0.4, 1, 1], [0.2, 0.9, 0], [1.5, -0.3, 0]];
  const value = (a, b) => rows.reduce((sum, [x, z, y]) => sum + soft(x * a + z * b) - y * (x * a + z * b), 0) / 6;
  const slope = (a, b) => [0, 1].map((j) => rows.reduce((sum, row) => sum + (sigma(row[0] * a + row[1] * b) - row[2]) * row[j], 0) / 6);
  const grids = grid(value, 121, 5);
  assert.equal(levelCurve.quadratic(grids), null);
  // Newton's way to the minimum, near which the ring is far smaller than a cell of the grid.
  let [a, b] = [0, 0];
  for (let turn = 0; turn < 20000; turn++) [a, b] = [a - slope(a, b)[0], b - slope(a, b)[1]];
  assert.ok(check(value, slope, grids, [a + 0.01, b]).isRing);
  assert.ok(check(value, slope, grids, [a + 0.8, b - 0.3]).isRing);
  // The softmax pair depends on β₁ − β₂ alone: a straight line through the whole square.
  const pair = (u, v) => soft(v - u);
  const { inside, isRing } = check(pair, (u, v) => [-sigma(v - u), sigma(v - u)], grid(pair, 121, 5), [1.4, 0]);
  assert.ok(!isRing && inside.length > 40);
  for (const [u, v] of inside) near(u - v, 1.4, 1e-6);
});

test("a wedge opens the shorter way, and texts avoid each other", () => {
  const points = constraint.wedge([1, 0], [1, -1], [1, 1], 2);
  assert.deepEqual(points.slice(0, 2), [1, 0]);
  near(points[2], 1 + Math.SQRT2);
  near(points.at(-1), Math.SQRT2);
  for (let k = 2; k < points.length; k += 2) near(Math.hypot(points[k] - 1, points[k + 1]), 2);
  const here = { text: "abc", places: [[50, 50, "start"], [50, 80, "start"]] };
  assert.deepEqual(chartLabels.choose([here, here, here], [0, 0, 100, 100], []), [0, 1, -1]);
  assert.deepEqual(chartLabels.choose([here], [0, 0, 100, 100], [[55, 40, 60, 60]]), [1]);
});
