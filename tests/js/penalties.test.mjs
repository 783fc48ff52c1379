// What penalties add to J, by their entries: by hand, and by law for all of them and their sums.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/penalties.js";
import { LARGEST, PENALTIES, ROUNDED } from "./penalty_entries.mjs";

const { penalties } = globalThis.lossfold;
const ALL = { ...PENALTIES, largest: LARGEST, rounded: ROUNDED };
const near = (a, b, tolerance = 1e-12) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);
const WEIGHTS = [
  { l1: 0.3 }, { l2: 0.4 }, { group: 0.5 }, { largest: 0.6 }, { l1: 0.2, group: 0.2 }, { l1: 0.2, l2: 0.1, group: 0.4 },
  { largest: 0.3, group: 0.2 }, { largest: 0.3, l1: 0.2, l2: 0.3 }, { rounded: 0.5 }, { rounded: 0.2, l1: 0.3 },
  { rounded: 0.6, l2: 0.1, group: 0.2 },
];
const sum = (weights) => penalties.sum(ALL, weights);

test("the sum and each of its terms at a point", () => {
  const weights = { l1: 0.5, l2: 2, group: 3, largest: 1 };
  // 0.5·7 + 2·25 + 3·5 + 1·4
  near(penalties.value(sum(weights), 3, -4), 72.5);
  const each = penalties.each(ALL, weights, 3, -4);
  assert.deepEqual(Object.values(each).map((value) => Number(value.toFixed(12))), [3.5, 50, 15, 4, 0]);
  assert.deepEqual(penalties.on(ALL, { l1: 0, group: 0.1 }), ["group"]);
});

test("folds on one line are one", () => {
  const twice = { one: PENALTIES.l1, other: { ...PENALTIES.l1, folds: [[-2, 0], [0, 1]] } };
  assert.deepEqual(penalties.sum(twice, { one: 1, other: 0.5 }).folds, [[2, 0], [0, 1.5]]);
});

test("the subdifferential: a vector off the kinks, segments on folds, a disc at the cone's tip", () => {
  const whole = sum({ l1: 0.5, l2: 0.1, group: 2 });
  const { gradient, tight, radius } = penalties.subdifferential(whole, 3, -4);
  near(gradient[0], 0.5 + 0.6 + 2 * 0.6);
  near(gradient[1], -0.5 - 0.8 - 2 * 0.8);
  assert.deepEqual([tight, radius], [[], 0]);
  const onAxis = penalties.subdifferential(whole, 0, 2);
  assert.deepEqual([onAxis.gradient, onAxis.tight, onAxis.radius], [[0, 0.5 + 0.4 + 2], [[0.5, 0]], 0]);
  const tip = penalties.subdifferential(whole, 0, 0);
  assert.deepEqual([tip.gradient, tip.tight, tip.radius], [[0, 0], [[0.5, 0], [0, 0.5]], 2]);
  assert.equal(penalties.hold(tip, 0), 2.5);
  // On β₁ = β₂, by doubles that are not quite on it.
  assert.deepEqual(penalties.subdifferential(sum({ largest: 1 }), 0.1 + 0.2, 0.3).tight, [[0.5, -0.5]]);
});

test("the gradient is that of differences, off the kinks", () => {
  for (const weights of WEIGHTS) {
    const [whole, h] = [sum(weights), 1e-6];
    const { gradient } = penalties.subdifferential(whole, 0.7, -0.3);
    const by = (a, b) => (penalties.value(whole, 0.7 + a, -0.3 + b) - penalties.value(whole, 0.7 - a, -0.3 - b)) / (2 * h);
    near(gradient[0], by(h, 0), 1e-8);
    near(gradient[1], by(0, h), 1e-8);
  }
});

test("kinks along a line are where it meets folds, and the cone's tip only if it meets that", () => {
  assert.deepEqual(penalties.kinksAlong(sum({ l1: 1 }), 0, 0.4), [0]);
  assert.deepEqual(penalties.kinksAlong(sum({ group: 1 }), 0, 0.4), []);
  assert.deepEqual(penalties.kinksAlong(sum({ group: 1 }), 1, 0), [0]);
  assert.deepEqual(penalties.kinksAlong(sum({ largest: 1, l1: 1 }), 0, 0.4), [-0.4, 0, 0.4]);
});

test("the rim of a region has its level in every direction, its corners and the point that it goes through", () => {
  for (const weights of WEIGHTS) {
    const whole = sum(weights);
    const through = [0.37, -0.21];
    const level = penalties.value(whole, ...through);
    const rim = penalties.rim(whole, level, through);
    const distances = [];
    for (let k = 0; k < rim.length; k += 2) {
      near(penalties.value(whole, rim[k], rim[k + 1]), level);
      distances.push(Math.hypot(rim[k] - through[0], rim[k + 1] - through[1]));
    }
    near(Math.min(...distances), 0);
  }
  // A diamond and a square need no more than their corners; μ alone is a disc of radius t/μ.
  assert.deepEqual(penalties.rim(sum({ l1: 1 }), 2).map((part) => part + 0), [0, -2, 2, 0, 0, 2, -2, 0]);
  const square = penalties.rim(sum({ largest: 1 }), 2).map((part) => Number(part.toFixed(12)));
  assert.deepEqual(square, [-2, -2, 2, -2, 2, 2, -2, 2]);
  const disc = penalties.rim(sum({ group: 0.5 }), 1);
  for (let k = 0; k < disc.length; k += 2) near(Math.hypot(disc[k], disc[k + 1]), 2);
});

test("a rounded fold is a parabola with straight wings, and its region has no corners", () => {
  // ν = 2, δ = ½: 2·0.3² + 2·(2 − ¼), the slopes 2·0.3/0.5 and −2.
  const whole = sum({ rounded: 2 });
  near(penalties.value(whole, 0.3, -2), 0.18 + 3.5);
  const { gradient, tight, radius } = penalties.subdifferential(whole, 0.3, -2);
  assert.deepEqual([gradient.map((part) => Number(part.toFixed(12))), tight, radius], [[1.2, -2], [], 0]);
  assert.deepEqual(penalties.subdifferential(whole, 0, 0), { gradient: [0, 0], tight: [], radius: 0 });
  // Along (1, 0) 2r² is 0.32 at 0.4, and 2(r − ¼) is 3.5 at 2; along the diagonal both fold at r = δ√2.
  near(penalties.reach(whole, 0.32, [1, 0]), 0.4);
  near(penalties.reach(whole, 3.5, [1, 0]), 2);
  near(penalties.reach(whole, 4 * 0.75, [Math.SQRT1_2, Math.SQRT1_2]), Math.SQRT2);
  assert.equal(penalties.leastWeight(ALL, {}, "rounded", [0.1, 0]), Infinity);
  near(penalties.leastWeight(ALL, { rounded: 1 }, "l1", [0.4, 0.1]), 0.4);
});

test("a proximal step is where 0 is in the subdifferential of what it minimises", () => {
  const step = 0.7;
  for (const weights of WEIGHTS) {
    const whole = { ...sum(weights), bowl: 0, rounded: [] };
    for (const z of [[1.3, -0.4], [0.2, 0.1], [-0.9, 0.9], [0.1, 1.5], [-2, -1.9]]) {
      const b = penalties.prox(whole, step, z);
      // Nothing near is lower: ½‖b − z‖² + ηP(b).
      const cost = ([b1, b2]) => ((b1 - z[0]) ** 2 + (b2 - z[1]) ** 2) / 2 + step * penalties.value(whole, b1, b2);
      for (let k = 0; k < 48; k++) {
        const by = [Math.cos((Math.PI * k) / 24), Math.sin((Math.PI * k) / 24)];
        for (const size of [1e-3, 1e-2, 0.1]) assert.ok(cost([b[0] + size * by[0], b[1] + size * by[1]]) >= cost(b) - 1e-12);
      }
    }
  }
  // S((0.8, −0.5), 0.2) = (0.6, −0.3), then shortened by 0.1 of its √0.45.
  const both = penalties.prox(sum({ l1: 2, group: 1 }), 0.1, [0.8, -0.5]);
  near(both[0], 0.6 * (1 - 0.1 / Math.sqrt(0.45)));
  near(both[1], -0.3 * (1 - 0.1 / Math.sqrt(0.45)));
});

test("the least weight that holds a slope at 0 is exact, beside others too", () => {
  const least = (name, slope, weights = {}) => penalties.leastWeight(ALL, weights, name, slope);
  assert.equal(least("l1", [-0.7, 0.3]), 0.7);
  assert.equal(least("group", [0.6, 0.8]), 1);
  // max|β_j| holds what its dual ball |g₁| + |g₂| ≤ τ has.
  near(least("largest", [0.6, -0.8]), 1.4);
  assert.equal(least("l2", [0.1, 0]), Infinity);
  assert.equal(least("l1", [0, 0]), 0);
  assert.equal(least("l1", [0.3, 0.4], { group: 0.5 }), 0);
  near(least("l1", [0.6, 2], { group: 0.5 }), 1.5);
  near(least("group", [0.8, 1], { l1: 0.5 }), Math.sqrt(0.34));
});

test("the rim of the subdifferential at 0 is what holds exactly", () => {
  for (const weights of WEIGHTS.filter((each) => !each.l2 && !(each.rounded && !each.l1))) {
    const whole = sum(weights);
    const rim = penalties.rimAtOrigin(whole);
    for (let k = 0; k < rim.length; k += 2) near(penalties.left(whole, [rim[k], rim[k + 1]]), whole.cone, 1e-9);
  }
});
