// What the views compute: each by hand on a landscape simple enough to do so.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

globalThis.HTMLElement ??= class {};
for (const room of ["core", "views"]) {
  for (const file of readdirSync(new URL(`../../assets/${room}/`, import.meta.url))) {
    if (file.endsWith(".js")) await import(`../../assets/${room}/${file}`);
  }
}
await import("../../assets/explorer/store.js");

const { termValues, trajectoryTable, biasVariance, constraint, pathView, compare, chart, optimizerForm, prior, sliceView, requests } = globalThis.lossfold;
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

/** A layer on a grid, as the page has it. */
function grid(value, n = 61, half = 3) {
  const axis = Float64Array.from({ length: n }, (_, k) => -half + (2 * half * k) / (n - 1));
  const loss = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) loss[i * n + j] = value(axis[j], axis[i]);
  return { axis, n, layers: { loss } };
}

// L = (β₁ − 1)² + 2(β₂ + ½)² + β₁β₂
const QUADRATIC = grid((a, b) => (a - 1) ** 2 + 2 * (b + 0.5) ** 2 + a * b);

test("between grid points a polynomial and its slope are exact, at the rim too", () => {
  for (const [a, b] of [[0.123, -0.456], [2.99, -2.99], [-3, 3], [0, 0]]) {
    const { value, slope } = termValues.smooth(QUADRATIC, QUADRATIC.layers.loss, a, b);
    near(value, (a - 1) ** 2 + 2 * (b + 0.5) ** 2 + a * b);
    near(slope[0], 2 * (a - 1) + b);
    near(slope[1], 4 * (b + 0.5) + a);
  }
});

test("between grid points a smooth function is right to more digits than are shown", () => {
  const waves = grid((a, b) => Math.log1p(Math.exp(a - 0.5 * b)), 121, 5);
  const { value, slope } = termValues.smooth(waves, waves.layers.loss, 0.777, -1.234);
  const u = 0.777 + 0.617;
  near(value, Math.log1p(Math.exp(u)), 1e-8);
  near(slope[0], 1 / (1 + Math.exp(-u)), 1e-6);
});

test("the subdifferential is an interval on a fold and a number off it", () => {
  const found = termValues.at(QUADRATIC, { l1: 0.5, l2: 0.1 }, 0, 1);
  near(found.between[0][0], -1 - 0.5); // 2(0 − 1) + 1 = −1
  near(found.between[0][1], -1 + 0.5);
  near(found.between[1][0], 6 + 0.2 + 0.5);
  near(found.between[1][1], found.between[1][0]);
  near(found.total, 1 + 4.5 + 0.5 + 0.1);
});

test("along a line J is least at exactly 0 iff the slope there fits in the band", () => {
  // At β₂ = 0 the slope in β₁ is 2(β₁ − 1): −2 at 0.
  assert.equal(termValues.leastAlong(QUADRATIC, { l1: 2.01, l2: 0 }, 0, [9, 0]), 0);
  near(termValues.leastAlong(QUADRATIC, { l1: 1.5, l2: 0 }, 0, [9, 0]), 0.25);
  near(termValues.leastAlong(QUADRATIC, { l1: 0, l2: 1 }, 0, [9, 0]), 0.5);
  const ramp = grid((a) => -a);
  assert.ok(Number.isNaN(termValues.leastAlong(ramp, { l1: 0.5, l2: 0 }, 0, [0, 0])));
});

test("where J has several valleys along a line the lowest is found, and that it may fall on outside is told", () => {
  // L = (β₁² − 1)² + β₁/10 has valleys near −1 and 1; the slope 4β₁(β₁² − 1) + 1/10 is 0 at −1.01238… and 0.98729….
  const wells = grid((a) => (a * a - 1) ** 2 + 0.1 * a);
  const bare = termValues.lowestAlong(wells, { l1: 0, l2: 0 }, 0, [9, 0.5]);
  near(4 * bare.least * (bare.least ** 2 - 1) + 0.1, 0, 1e-8);
  assert.ok(bare.least < -1 && !bare.open);
  // λ = 0.9: J is 1 at 0, where the slope 0.1 fits in the band; at −0.86 it is 0.07 − 0.086 + 0.77 = 0.76.
  const folded = termValues.lowestAlong(wells, { l1: 0.9, l2: 0 }, 0, [9, 0.5]);
  near(4 * folded.least * (folded.least ** 2 - 1) + 0.1 - 0.9, 0, 1e-8);
  assert.ok(folded.least < -0.8);
  // λ = 1.5: no other valley is left, or none is as low.
  assert.equal(termValues.lowestAlong(wells, { l1: 1.5, l2: 0 }, 0, [9, 0.5]).least, 0);
  // Along β₂ the loss is level: without a penalty every point is as good, with one it is 0.
  assert.equal(termValues.lowestAlong(wells, { l1: 0.1, l2: 0 }, 1, [0.5, 9]).least, 0);
  const ramp = grid((a) => -a);
  const falling = termValues.lowestAlong(ramp, { l1: 0.5, l2: 0 }, 0, [0, 0]);
  assert.ok(Number.isNaN(falling.least) && falling.open);
  // 0 is a valley of −β²/4 + 2|β|, but beyond 4 J falls: at the rim, −½·3 + 1.2 < 0 for λ = 1.2.
  const dome = grid((a) => -0.25 * a * a);
  assert.deepEqual(termValues.lowestAlong(dome, { l1: 1.2, l2: 0 }, 0, [0, 0]), { least: 0, open: true });
  assert.deepEqual(termValues.lowestAlong(dome, { l1: 2, l2: 0 }, 0, [0, 0]), { least: 0, open: false });
});

test("the region's rim has the penalty t in every direction", () => {
  for (const weights of [{ l1: 0.3, l2: 0 }, { l1: 0, l2: 0.2 }, { l1: 0.3, l2: 0.7 }]) {
    const rim = constraint.rim(weights, 1.7);
    for (let k = 0; k < rim.length; k += 2) near(constraint.penalty(weights, [rim[k], rim[k + 1]]), 1.7);
  }
  near(constraint.penalty({ l1: 0.5, l2: 1 }, [1, -2]), 3 + 2 * 5);
});

test("contact is named after the solution", () => {
  const named = (kind, points, l1, l2) => constraint.contact({ kind, points }, { l1, l2 });
  assert.equal(named("point", [[1, 0]], 0.5, 0), "corner");
  assert.equal(named("point", [[1, 0]], 0, 0.5), "round");
  assert.equal(named("point", [[1, -1]], 0.5, 0.5), "side");
  assert.equal(named("point", [[0, 0]], 0.5, 0), "origin");
  assert.equal(named("segment", [[1, 0], [0, -1]], 0.5, 0), "segment");
  assert.equal(named("point", [[1, 1]], 0, 0), "none");
});

test("at the contact −∇L lies between the ends of the penalty's normals", () => {
  // ∇L = (−2, 1.1) under λ = 2: the first is held by the side, the second lies within ±2.
  const { fall, ends } = constraint.normals({ l1: 2, l2: 0 }, [0.5, 0], [-2, 1.1]);
  assert.deepEqual(ends, [[2, -2], [2, 2]]);
  assert.deepEqual(fall, [2, -1.1]);
  assert.ok(ends[0][1] <= fall[1] && fall[1] <= ends[1][1]);
});

test("the region's edge leads to the stop whose region reaches there", () => {
  const ladder = { stops: [0.1, 0.2, 0.3], solutions: [2, 1, 0.5].map((b) => ({ kind: "point", points: [[b, 0]] })) };
  assert.equal(constraint.stopAt(ladder, { l1: 0.1, l2: 0 }, "l1", [-0.45, 0.45]), 0.2);
  assert.equal(constraint.stopAt(ladder, { l1: 0.1, l2: 0 }, "l1", [3, 0]), 0.1);
});

test("a coefficient's zeros are found from the strong end", () => {
  const ladder = { stops: [0, 1, 2, 3], solutions: [[1, 0], [0, 0.5], [0, 0.2], [0, 0]].map((point) => ({ kind: "point", points: [point] })) };
  assert.equal(pathView.zeroFrom(ladder, 0), 1);
  assert.equal(pathView.zeroFrom(ladder, 1), 3);
  assert.equal(pathView.zeroFrom({ stops: [0, 1], solutions: [{ kind: "point", points: [[1, 1]] }, { kind: "point", points: [[0.5, 0.5]] }] }, 0), null);
  const [one, two] = pathView.curves({ stops: [0, 1], solutions: [{ kind: "none", points: [[1, 0]] }, { kind: "segment", points: [[1, 0], [0, -1]] }] }, 0);
  assert.deepEqual([...one], [NaN, NaN, 1, 1]);
  assert.deepEqual([...two], [NaN, NaN, 1, 0]);
});

test("a comparison is read, or refused", () => {
  assert.deepEqual(compare.parse("l1:0,0.5"), { knob: "l1", values: [0, 0.5] });
  assert.equal(compare.parse("kinds").knob, "kinds");
  for (const bad of ["l3:1", "l1:", "l1:3", "l1:a", "l1:0,0,0,0,0,0,0,0,0", ""]) assert.equal(compare.parse(bad), null, bad);
  const cells = compare.cells({ knob: "l2", values: [0, 1] }, { l1: 0.3, l2: 0.2 });
  assert.deepEqual(cells.map(({ weights }) => weights), [{ l1: 0.3, l2: 0 }, { l1: 0.3, l2: 1 }]);
  assert.deepEqual(compare.cells({ knob: "kinds", values: [] }, { l1: 0, l2: 0.4 })[3].weights, { l1: 0.4, l2: 0.4 });
});

test("the model beside what stands for it, and a difference in which both penalties cancel", () => {
  const cells = compare.cells({ knob: "alike" }, { l1: 0.3, l2: 0.2 }, { weight: 0.5 });
  const [model, plain, difference] = cells.map(({ weights }) => weights);
  assert.deepEqual(cells.map((cell) => Boolean(cell.difference)), [false, false, true]);
  assert.deepEqual(plain, { l1: 0.3, l2: 0.2, loss: 0, plain: 1, alike: 1 });
  for (const name of ["loss", "plain", "alike", "l1", "l2"]) near(difference[name] ?? 0, (model[name] ?? 0) - (plain[name] ?? 0));
  assert.equal(compare.cells({ knob: "alike" }, { l1: 0.3, l2: 0.2 }, null).length, 1);
});

test("one step of decay: L2 by a factor, L1 by a constant that stops at 0", () => {
  const [, , a, b] = optimizerForm.decayStep([1, -0.05], 0.5, { l1: 0.2, l2: 0.1 });
  near(a, 1 * (1 - 0.1) - 0.1);
  assert.equal(Math.abs(b), 0);
});

// L = (β₁² − 4)² + β₁ + β₂²: two dips along β₁, the lower on the left; from 0 the slope leads there only by chance.
const TWO_DIPS = grid((a, b) => (a * a - 4) ** 2 + a + b * b);

test("of two dips along a line the lower is found, and a fold that only makes a third is called so", () => {
  const least = termValues.lowestAlong(TWO_DIPS, { l1: 0, l2: 0 }, 0, [0, 0]).least;
  near(4 * least * (least * least - 4) + 1, 0, 1e-6);
  assert.ok(least < -1.9);
  // With λ = 4 the slope 1 at 0 fits in the band, yet J is lower near −1.9: (3.61 − 4)² − 1.9 + 7.6 ≈ 5.9 < 16.
  const folded = termValues.lowestAlong(TWO_DIPS, { l1: 4, l2: 0 }, 0, [0, 0]).least;
  near(4 * folded * (folded * folded - 4) + 1 - 4, 0, 1e-6);
  assert.equal(sliceView.kindOf(folded, 1, 4, true), "deeper");
  assert.equal(termValues.lowestAlong(TWO_DIPS, { l1: 20, l2: 0 }, 0, [0, 0]).least, 0);
  // Along β₂ there is one dip, at exactly 0 once λ holds it; a slope without end has none inside.
  near(termValues.lowestAlong(TWO_DIPS, { l1: 0, l2: 0 }, 1, [1, 1]).least, 0);
  assert.ok(Number.isNaN(termValues.lowestAlong(grid((a) => -a), { l1: 0.5, l2: 0 }, 0, [0, 0]).least));
  // One dip: the same as without looking about.
  near(termValues.lowestAlong(QUADRATIC, { l1: 0.3, l2: 0.1 }, 0, [0, 0.4]).least, termValues.leastAlong(QUADRATIC, { l1: 0.3, l2: 0.1 }, 0, [0, 0.4]));
});

test("what a slice says of a net is not what it says of a convex J", () => {
  assert.deepEqual([true, false].map((isNet) => sliceView.kindOf(NaN, 1, 0.5, isNet)), ["rim", "falls"]);
  assert.deepEqual([true, false].map((isNet) => sliceView.kindOf(1, 0, 0, isNet)), ["lowest", "smooth"]);
  assert.deepEqual([0, 1].map((least) => sliceView.kindOf(least, 2, 1, true)), ["fits", "misses"]);
});

test("to another loss goes along what both know", () => {
  const nets = ["residual", "batchnorm"];
  const numbers = Object.fromEntries(["drop", "smoothing", "confidence"].map((name) => [name, { kind: "loss" }]));
  const takes = { linear: ["l1", "drop"], logistic: ["l1", "drop", "smoothing"], residual: ["l1", "drop"], batchnorm: ["l1"] };
  const unshared = (...given) => requests.unshared(nets, { numbers: { l1: { kind: "penalty" }, ...numbers }, takes }, ...given);
  assert.ok(unshared("residual", "linear", false).includes("drop"));
  assert.ok(unshared("linear", "batchnorm", true).includes("data"));
  assert.deepEqual(unshared("logistic", "linear", true), ["smoothing", "confidence"]);
  assert.deepEqual(unshared("linear", "logistic", false), ["data", "confidence"]);
});

test("axes have round numbers", () => {
  for (const [value, next] of [[1, 1], [1.01, 1.2], [0.31, 0.4], [85, 100], [0.0024, 0.0025]]) assert.equal(chart.above(value), next);
  assert.deepEqual(chart.ticks(-1.5, 1.5, 4), [-1, 0, 1]);
  assert.deepEqual(chart.ticks(0, 0.3, 3), [0, 0.1, 0.2, 0.3]);
});

test("the prior's window holds 0 and every minimum of the path", () => {
  const tables = [{ solutions: [{ kind: "point", points: [[1, 2]] }, { kind: "none", points: [[-9, 0]] }] }];
  const [low, high] = prior.windowOf(tables, 5, 0, 0.1);
  assert.ok(low < 0 && low > -1 && high > 1 && high < 2);
});

// Two pairs of weights, two steps, in units of ½. Walk A: (1, 2), (3, 2); walk B, one step that left: (1, 3).
// Filled up, in counts: 2 4 | 6 4 | 6 4 and 2 6 | 2 6 | 2 6. Differences down the rows: the first row, then 0 2 | −4 2 |
// −4 2; along the steps: 2 4 | 4 0 | 0 0 and 0 2 | −4 0 | 0 0. In zigzag: 4 8 8 0 0 0 0 4 7 0 0 0.
const TABLE = {
  at: [{ l1: 0.2, l2: 0 }, { l1: 0.4, l2: 0 }], near: 0, start: [1, 2], rate: 0.1, steps: 2, query: {}, limits: [4, null], unit: 0.5,
  paths: [{
    method: "gd",
    points: Buffer.from([4, 8, 8, 0, 0, 0, 0, 4, 7, 0, 0, 0]).toString("base64"),
    // Heights 256, 0, 0 and 256, 256, 256 are 1, 0, 0 and 1, 1, 1: differences 256 −256 0 / 0 256 0.
    heights: Buffer.from([0x80, 4, 0xff, 3, 0, 0, 0x80, 4, 0]).toString("base64"),
    lengths: [3, 1], says: [["zero", { which: 1, steps: 2 }], ["diverges", { steps: 1 }]],
  }],
};

test("walks are those of the weights, cut where they end", () => {
  const table = trajectoryTable.open(TABLE);
  const first = table.found({ l1: 0.2, l2: 0 });
  assert.deepEqual(first.walks[0].points, [1, 2, 3, 2, 3, 2]);
  assert.deepEqual(first.walks[0].heights, [1, 0, 0]);
  assert.deepEqual([first.limit, first.walks[0].verdict], [4, "zero"]);
  const second = table.found({ l1: 0.4, l2: 0 });
  assert.deepEqual(second.walks[0].points, [1, 3]);
  assert.deepEqual(second.walks[0].heights, [1]);
  assert.equal(second.limit, null);
  assert.equal(table.found({ l1: 0.2, l2: 0 }), first);
});

test("other weights have no walks, unless the table stands in for those near by on a slider's way", () => {
  const table = trajectoryTable.open(TABLE);
  for (const weights of [{ l1: 0.3, l2: 0 }, { l1: 0.2, l2: 0.01 }]) assert.equal(table.found(weights), null);
  const wide = trajectoryTable.open({ ...TABLE, near: 0.2 });
  assert.deepEqual(wide.found({ l1: 0.33, l2: 0 }).weights, { l1: 0.4, l2: 0 });
  assert.equal(wide.found({ l1: 0.7, l2: 0 }), null);
  assert.equal(wide.found({ l1: 0.33, l2: 0.1 }), null);
});

test("the stop with the least error is among those that have both parts of it", () => {
  assert.equal(biasVariance.best([null, 1, 0.2, 0.5], [0.1, 0.1, 0.5, 0.1]), 3);
  assert.equal(biasVariance.best([null, null], [0.1, null]), -1);
  assert.equal(biasVariance.nearest([0, 0.05, 0.1], 0.07), 1);
});

test("of a minimum outside the square it is said whether a wider one would show it", () => {
  const words = { "story.both": "At {b1}.", "story.outside": "Widen.", "story.outside.far": "Beyond {widest}." };
  const scene = { spec: { range: 5 }, widest: 20, lambdaMax: 1, slopes: null, features: ["a", "b"] };
  const at = (b1) => lossfold.story.tell(scene, { kind: "point", story: "story.both", points: [[b1, 0]], value: 1, residual: 0, closed: null }, { l1: 0, l2: 0 }, words);
  assert.deepEqual([4, 20, 20.1].map(at), ["At 4.", "At 20. Widen.", "At 20.1. Beyond 20."]);
});
