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
await import("../../assets/explorer/spec_fields.js");
const { LARGEST, PENALTIES, ROUNDED } = await import("./penalty_entries.mjs");

const { termValues, trajectoryTable, biasVariance, constraint, pathView, compare, chart, optimizerForm, prior, sliceView, specFields, fitView, rowEditor, fitPlane } = globalThis.lossfold;
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

/** A layer on a grid, as the page has it. */
function grid(value, n = 61, half = 3) {
  const axis = Float64Array.from({ length: n }, (_, k) => -half + (2 * half * k) / (n - 1));
  const loss = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) loss[i * n + j] = value(axis[j], axis[i]);
  return { axis, n, layers: { loss }, scene: { penalties: { ...PENALTIES, largest: LARGEST } } };
}

// L = (β₁ − 1)² + 2(β₂ + ½)² + β₁β₂
const QUADRATIC = grid((a, b) => (a - 1) ** 2 + 2 * (b + 0.5) ** 2 + a * b);

test("between grid points a polynomial and its gradient are exact, at the rim too", () => {
  for (const [a, b] of [[0.123, -0.456], [2.99, -2.99], [-3, 3], [0, 0]]) {
    const { value, gradient } = termValues.smooth(QUADRATIC, QUADRATIC.layers.loss, a, b);
    near(value, (a - 1) ** 2 + 2 * (b + 0.5) ** 2 + a * b);
    near(gradient[0], 2 * (a - 1) + b);
    near(gradient[1], 4 * (b + 0.5) + a);
  }
});

test("between grid points a smooth function is right to more digits than are shown", () => {
  const waves = grid((a, b) => Math.log1p(Math.exp(a - 0.5 * b)), 121, 5);
  const { value, gradient } = termValues.smooth(waves, waves.layers.loss, 0.777, -1.234);
  const u = 0.777 + 0.617;
  near(value, Math.log1p(Math.exp(u)), 1e-8);
  near(gradient[0], 1 / (1 + Math.exp(-u)), 1e-6);
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

test("along a line beside its tip a cone is smooth, and through it a kink", () => {
  // At β₂ = 0 the slope in β₁ is −2 at 0: μ = 1.5 leaves 2(β₁ − 1) + 1.5 = 0 at 0.25, and 2 holds it.
  near(termValues.leastAlong(QUADRATIC, { group: 1.5 }, 0, [9, 0]), 0.25);
  assert.equal(termValues.leastAlong(QUADRATIC, { group: 2.01 }, 0, [9, 0]), 0);
  assert.equal(termValues.leastAlong(QUADRATIC, { l1: 1.2, group: 0.9 }, 0, [9, 0]), 0);
  // At β₂ = 1 the slope is 2(β₁ − 1) + 1, and the cone's μβ₁/√(β₁² + 1): no μ holds it at 0.
  const beside = termValues.leastAlong(QUADRATIC, { group: 3 }, 0, [9, 1]);
  near(2 * (beside - 1) + 1 + (3 * beside) / Math.hypot(beside, 1), 0, 1e-8);
  assert.ok(beside > 0.1);
  // λ alone does.
  assert.equal(termValues.leastAlong(QUADRATIC, { l1: 1.1, group: 3 }, 0, [9, 1]), 0);
  // max|β_j| turns at β₁ = ±β₂: from 0 on to 0.4 it costs nothing, and at 0.4 its slope jumps by τ.
  near(termValues.leastAlong(QUADRATIC, { largest: 2 }, 0, [9, 0.4]), 0.4);
  const { between, pull, tight, radius } = termValues.at(QUADRATIC, { l1: 0.5, group: 0.3 }, 0, 0);
  // ∇L(0) = (−2, 2).
  near(pull[0], -2);
  near(between[0][0], -2.8);
  near(between[1][1], 2.8);
  assert.deepEqual([tight, radius], [[[0.5, 0], [0, 0.5]], 0.3]);
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

test("the region is what is added to J, over the weight of its first norm", () => {
  const shape = (weights) => constraint.shape(PENALTIES, weights);
  assert.deepEqual(shape({ l1: 0.5, l2: 1 }), { weights: { l1: 1, l2: 2 }, order: ["l1", "l2"] });
  assert.deepEqual(shape({ l1: 0, l2: 0.4 }), { weights: { l2: 1 }, order: ["l2"] });
  assert.deepEqual(shape({ l1: 0, l2: 0.4, group: 0.2 }), { weights: { l2: 2, group: 1 }, order: ["group", "l2"] });
  assert.deepEqual(shape({ l1: 0, l2: 0 }), { weights: {}, order: [] });
});

test("contact is named after the solution", () => {
  const named = (kind, points, l1, l2, group = 0) => constraint.contact(PENALTIES, { kind, points }, { l1, l2, group });
  assert.equal(named("point", [[1, 0]], 0.5, 0), "corner");
  assert.equal(named("point", [[1, 0]], 0, 0.5), "round");
  assert.equal(named("point", [[1, -1]], 0.5, 0.5), "side");
  assert.equal(named("point", [[0, 0]], 0.5, 0), "origin");
  assert.equal(named("segment", [[1, 0], [0, -1]], 0.5, 0), "segment");
  assert.equal(named("point", [[1, 1]], 0, 0), "none");
  assert.equal(named("point", [[1, 0]], 0, 0, 0.2), "round");
  assert.equal(named("point", [[1, 0]], 0.1, 0, 0.2), "corner");
  assert.equal(named("point", [[0, 0]], 0, 0, 0.2), "origin");
  const square = (point) => constraint.contact({ largest: LARGEST }, { kind: "point", points: [point] }, { largest: 1 });
  assert.deepEqual([[1, 1], [1, 0], [0.2, -0.2]].map(square), ["fold", "side", "fold"]);
});

test("at the contact −∇L lies between the ends of the penalty's normals", () => {
  // ∇L = (−2, 1.1) under λ = 2: the first is held by the side, the second lies within ±2.
  const { fall, ends } = constraint.normals(PENALTIES, { l1: 2, l2: 0 }, [0.5, 0], [-2, 1.1]);
  assert.deepEqual(ends, [[2, -2], [2, 2]]);
  assert.deepEqual(fall, [2, -1.1]);
  assert.ok(ends[0][1] <= fall[1] && fall[1] <= ends[1][1]);
  // Beside μ = 1, which pulls by μβ/‖β‖ = (1, 0): 3 outwards; on a disc alone −∇L is μβ/‖β‖ to the last digit.
  assert.deepEqual(constraint.normals(PENALTIES, { l1: 2, group: 1 }, [0.5, 0], [-3, 1.1]).fall, [3, -1.1]);
  assert.deepEqual(constraint.normals(PENALTIES, { group: 5 }, [0.3, -0.4], [-2.99, 4.01]).fall.map((v) => Number(v.toFixed(12))), [3, -4]);
  // τ = 2 holds β₁ = β₂: the normals run from (2, 0) to (0, 2).
  const oblique = constraint.normals({ largest: LARGEST }, { largest: 2 }, [0.5, 0.5], [-0.5, -1.5]);
  assert.deepEqual([oblique.ends, oblique.fall], [[[0, 2], [2, 0]], [0.5, 1.5]]);
});

test("the region's edge leads to the stop whose region reaches there", () => {
  const ladder = { stops: [0.1, 0.2, 0.3], solutions: [2, 1, 0.5].map((b) => ({ kind: "point", points: [[b, 0]] })) };
  assert.equal(constraint.stopAt(PENALTIES, ladder, { l1: 0.1, l2: 0 }, "l1", [-0.45, 0.45]), 0.2);
  assert.equal(constraint.stopAt(PENALTIES, ladder, { l1: 0.1, l2: 0 }, "l1", [3, 0]), 0.1);
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

const GALLERY = { weights: { l1: [0, 2], l2: [0, 2], group: [0, 2] }, stops: 100, most: 8, usual: 0.2 };

test("a comparison is read, or refused", () => {
  assert.deepEqual(compare.parse("l1:0,0.5", GALLERY), { knob: "l1", values: [0, 0.5] });
  assert.deepEqual(compare.parse("group:0,0.2", GALLERY), { knob: "group", values: [0, 0.2] });
  assert.equal(compare.parse("kinds", GALLERY).knob, "kinds");
  for (const bad of ["l3:1", "l1:", "l1:3", "l1:a", "l1:0,0,0,0,0,0,0,0,0", ""]) assert.equal(compare.parse(bad, GALLERY), null, bad);
  const cells = compare.cells({ knob: "l2", values: [0, 1] }, { l1: 0.3, l2: 0.2 }, null, PENALTIES, 0.2);
  assert.deepEqual(cells.map(({ weights }) => weights), [{ l1: 0.3, l2: 0 }, { l1: 0.3, l2: 1 }]);
  const kinds = (weights) => compare.cells({ knob: "kinds", values: [] }, weights, null, PENALTIES, 0.2);
  assert.deepEqual(kinds({ l1: 0, l2: 0.4, group: 0.3 })[3].weights, { l1: 0.4, l2: 0.4, group: 0 });
  assert.deepEqual(kinds({ l1: 0, l2: 0, group: 0 })[1].weights, { l1: 0.2, l2: 0, group: 0 });
});

test("the model beside what stands for it, and a difference in which both penalties cancel", () => {
  const cells = compare.cells({ knob: "alike" }, { l1: 0.3, l2: 0.2 }, { weight: 0.5 }, PENALTIES);
  const [model, raw, difference] = cells.map(({ weights }) => weights);
  assert.deepEqual(cells.map((cell) => Boolean(cell.difference)), [false, false, true]);
  assert.deepEqual(raw, { l1: 0.3, l2: 0.2, loss: 0, raw: 1, equivalent: 1 });
  for (const name of ["loss", "raw", "equivalent", "l1", "l2"]) near(difference[name] ?? 0, (model[name] ?? 0) - (raw[name] ?? 0));
  assert.equal(compare.cells({ knob: "alike" }, { l1: 0.3, l2: 0.2 }, null, PENALTIES).length, 1);
});

test("one step of decay: L2 by a factor, L1 by a constant that stops at 0", () => {
  const [, , a, b] = optimizerForm.decayStep(PENALTIES, [1, -0.05], 0.5, { l1: 0.2, l2: 0.1 });
  near(a, 1 * (1 - 0.1) - 0.1);
  assert.equal(Math.abs(b), 0);
});

test("the cone's step of decay takes a constant from the length", () => {
  // ηΩ first: 0.9·(3, 4), of length 4.5; less ημ = 0.5.
  const [, , a, b] = optimizerForm.decayStep(PENALTIES, [3, 4], 0.5, { l1: 0, l2: 0.1, group: 1 });
  near(a, 2.7 * (1 - 0.5 / 4.5));
  near(b, 3.6 * (1 - 0.5 / 4.5));
  assert.deepEqual(optimizerForm.decayStep(PENALTIES, [0.3, 0.4], 0.5, { group: 1.1 }).slice(2), [0, 0]);
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

test("a slice says through which point it goes, and calls no other one the minimum", () => {
  const at = (kind, points, pinned = null) => sliceView.placeOf({ pinned, solution: { kind, points }, half: 3 });
  assert.deepEqual(at("point", [[1, 0]]), [[1, 0], "through"]);
  assert.deepEqual(at("point", [[1, 0]], [2, 2]), [[2, 2], "pinned"]);
  // Two points that may be swapped, the ends of a segment, a line and its direction.
  assert.deepEqual(at("point", [[1, 2], [2, 1]]), [[1, 2], "one"]);
  assert.deepEqual(at("segment", [[1, 0], [0, -1]]), [[1, 0], "one"]);
  assert.deepEqual(at("segment", [[4, 0], [0, -1]]), [[0, -1], "one"]);
  assert.deepEqual(at("line", [[1, -1], [0.6, 0.8]]), [[1, -1], "one"]);
  assert.deepEqual(at("line", [[4, -4], [0.6, 0.8]]), [[0, 0], "origin"]);
  // No minimum, or one outside the square: the cut goes through the origin.
  assert.deepEqual(at("none", [[0.6, 0.8]]), [[0, 0], "origin"]);
  assert.deepEqual(at("point", [[5, 0]]), [[0, 0], "origin"]);
  assert.deepEqual(sliceView.placeOf({ pinned: null, solution: null, half: 3 }), [[0, 0], "origin"]);
});

test("to another loss goes along what both know", () => {
  const [scores, choices] = [["linear", "logistic"], ["n", "mask"]];
  const numbers = Object.fromEntries(["drop", "smoothing", "confidence"].map((name) => [name, { kind: "loss" }]));
  const takes = { linear: ["l1", "drop"], logistic: ["l1", "drop", "smoothing"], residual: ["l1", "drop"], batchnorm: ["l1"] };
  // A picker that only some losses have.
  const some = { numbers: {}, takes: { linear: ["copies"], softmax: [] }, scores: ["linear", "softmax"], choices: ["mask", "copies"] };
  assert.deepEqual(specFields.unshared(some, "linear", "softmax", true), ["copies"]);
  const unshared = (...given) => specFields.unshared({ numbers: { l1: { kind: "penalty" }, ...numbers }, takes, scores, choices }, ...given);
  assert.ok(unshared("residual", "linear", false).includes("drop"));
  assert.ok(unshared("linear", "batchnorm", true).includes("data"));
  assert.deepEqual(unshared("logistic", "linear", true), ["smoothing", "confidence"]);
  assert.deepEqual(unshared("linear", "logistic", false), ["data", "edited", "confidence"]);
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

test("b and τ² are explained beside the priors that have them, and not beside another with a sentence of its own", () => {
  const penalties = { ...PENALTIES, huber: ROUNDED };
  const own = { "view.prior.of.huber": "Gauss's in the middle, Laplace's far out.", "view.prior.of.group": "{c}" };
  const words = { ...own, "view.prior.of.none": "None.", "view.prior.of.l1": "{b}", "view.prior.of.l1+l2": "{b}, {tau}" };
  for (const [on, about, joint] of [
    [[], ["of.none"], ""], [["l1"], ["of.l1"], ""], [["l1", "l2"], ["of.l1+l2"], ""],
    [["huber"], ["of.huber"], ".joint"], [["l1", "huber"], ["of.product"], ".joint"],
    [["group"], ["of.group", "section"], ".joint"], [["l1", "group"], ["of.others", "section"], ".joint"],
  ]) {
    const keys = about.map((each) => `view.prior.${each}`);
    assert.deepEqual(prior.sentences(penalties, on, words), { about: keys, joint });
  }
});

// Two pairs of weights, two steps, in units of ½. Trajectory A: (1, 2), (3, 2); trajectory B, one step that left: (1, 3).
// Filled up, in counts: 2 4 | 6 4 | 6 4 and 2 6 | 2 6 | 2 6. Differences down the rows: the first row, then 0 2 | −4 2 |
// −4 2; along the steps: 2 4 | 4 0 | 0 0 and 0 2 | −4 0 | 0 0. In zigzag: 4 8 8 0 0 0 0 4 7 0 0 0.
const TABLE = {
  at: [{ l1: 0.2, l2: 0 }, { l1: 0.4, l2: 0 }], near: 0, start: [1, 2], rate: 0.1, steps: 2, query: {}, limits: [4, null], unit: 0.5, heightUnit: 1 / 256,
  paths: [{
    method: "gd",
    points: Buffer.from([4, 8, 8, 0, 0, 0, 0, 4, 7, 0, 0, 0]).toString("base64"),
    // Heights 256, 0, 0 and 256, 256, 256 are 1, 0, 0 and 1, 1, 1: differences 256 −256 0 / 0 256 0.
    heights: Buffer.from([0x80, 4, 0xff, 3, 0, 0, 0x80, 4, 0]).toString("base64"),
    lengths: [3, 1], says: [["zero", { which: 1, steps: 2 }], ["diverges", { steps: 1 }]],
  }],
};

test("trajectories are those of the weights, cut where they end", () => {
  const table = trajectoryTable.open(TABLE);
  const first = table.found({ l1: 0.2, l2: 0 });
  assert.deepEqual(first.trajectories[0].points, [1, 2, 3, 2, 3, 2]);
  assert.deepEqual(first.trajectories[0].heights, [1, 0, 0]);
  assert.deepEqual([first.limit, first.trajectories[0].outcome], [4, "zero"]);
  const second = table.found({ l1: 0.4, l2: 0 });
  assert.deepEqual(second.trajectories[0].points, [1, 3]);
  assert.deepEqual(second.trajectories[0].heights, [1]);
  assert.equal(second.limit, null);
  assert.equal(table.found({ l1: 0.2, l2: 0 }), first);
});

test("other weights have no trajectories, unless the table stands in for those near by on a slider's way", () => {
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
  const scene = { spec: { range: 5 }, maxRange: 20, lambdaMax: 1, originGradient: null, features: ["x₁", "x₂"], penalties: PENALTIES, knobs: {}, weights: {} };
  const at = (b1) => lossfold.story.tell(scene, { kind: "point", story: "story.both", points: [[b1, 0]], value: 1, residual: 0, closed: null }, { l1: 0, l2: 0 }, words);
  assert.deepEqual([4, 20, 20.1].map(at), ["At 4.", "At 20. Widen.", "At 20.1. Beyond 20."]);
});

test("the data view's lines are where the score has a value, and its scores those of the rows", () => {
  const float = (numbers) => Buffer.from(Float32Array.from(numbers).buffer).toString("base64");
  const rows = fitView.open({ features: float([1, 2, -3, 0.5]), targets: float([1, 0]), count: 7, form: "score", numbers: [] });
  assert.deepEqual(rows.x, [[1, -3], [2, 0.5]]);
  assert.deepEqual([rows.y, rows.count], [[1, 0], 7]);
  near(rows.reach[0], 3.18);
  assert.ok(rows.range[0] < 0 && rows.range[1] > 1);
  assert.deepEqual(fitView.scores(rows, [2, -1]), [0, -6.5]);
  for (const beta of [[2, -1], [0, 0.3], [-1, 0]]) {
    const [x0, y0, x1, y1] = fitView.level(beta, 1.5, [3, 2]);
    for (const [x, y] of [[x0, y0], [x1, y1]]) near(beta[0] * x + beta[1] * y, 1.5, 1e-9);
    // From rim to rim and farther.
    assert.ok(Math.hypot(x1 - x0, y1 - y0) > 2 * Math.hypot(3, 2));
  }
  assert.deepEqual(fitView.level([0, 0], 0, [1, 1]), []);
});

test("a net's weights become the coefficients by which it multiplies a row in use", () => {
  assert.deepEqual(fitView.coefficients({ form: "score", numbers: [] }, [2, -1]), [2, -1]);
  // (1 + 0.75·2)(1 + 0.5·(−1)) = 2.5 · 0.5
  assert.deepEqual(fitView.coefficients({ form: "blocks", numbers: [0.75, 0.5] }, [2, -1]), [1.25, 0]);
  // 2β/√(1·9 + 2·0.5·3·4 + 1·16 + 12) = 2β/7
  const coefficients = fitView.coefficients({ form: "normalized", numbers: [1, 0.5, 1, 2, 12] }, [3, 4]);
  near(coefficients[0], 6 / 7);
  near(coefficients[1], 8 / 7);
});

test("edited rows are written as a link says them; what was not moved keeps its digits", () => {
  assert.equal(rowEditor.write([[1, -1, 0.5], [0, 2, 7.12345]]), "1,-1,0.5_0,2,7.12345");
  // To the next twentieth, and no farther out than 10.
  assert.deepEqual(rowEditor.moved([1, -1, 7.12345], [1.234, -1, 7.12345], 10), [1.25, -1, 7.12345]);
  assert.deepEqual(rowEditor.moved([1, -1, 0], [1, -1, 12], 10), [1, -1, 10]);
  // −0.01 is 0, not −0, which would be another text.
  assert.ok(Object.is(rowEditor.moved([1, 1, 1], [1, 1, -0.01], 10)[2], 0));
  assert.deepEqual(rowEditor.free([[1, 1, 1]]), [0, 0, 0]);
  assert.deepEqual(rowEditor.free([[0, 1, 0], [0.5, 0, 0]]), [-0.5, 0, 0]);
});

test("the plane's picture is a parallel projection, and the plane is cut where the box ends", () => {
  // Without a turn, from the side: x to the right, y upwards, depth unseen.
  assert.deepEqual(fitPlane.project([0.3, -0.7, 0.5], { turn: 0, tilt: 0 }), [0.3, 0.5]);
  // A quarter turn, from above: what was deep lies to the right, what was right lies down.
  fitPlane.project([0.3, -0.7, 0.5], { turn: Math.PI / 2, tilt: Math.PI / 2 }).forEach((value, k) => near(value, [-0.7, -0.3][k]));
  // y = 2x₁ − 3x₂ over |x₁| ≤ 2, |x₂| ≤ 1, shown from −1 to 9: (y − 4)/5 = 0.8x − 0.6z − 0.8.
  const { a, b, c } = fitPlane.inBox({ reach: [2, 1], range: [-1, 9] }, [2, -3]);
  [a, b, c].forEach((value, k) => near(value, [0.8, -0.6, -0.8][k]));
  // Of the square what has x ≥ 0: its right half.
  const square = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
  assert.deepEqual(fitPlane.clip(square, ([x]) => x).map(String).sort(), ["0,-1", "0,1", "1,-1", "1,1"].sort());
  assert.deepEqual(fitPlane.clip(square, () => -1), []);
});

test("held-out rows are told apart, and what the others train is looked up at the slider's stop", () => {
  const rows = { y: [1, 2, 3, 5], out: new Set([1, 3]) };
  const said = fitView.apart(rows, [1, 0, 2, 4]);
  // Kept: (0² + 1²)/2; held out: (2² + 1²)/2.
  assert.deepEqual([said.kept, said.keptError, said.unseen, said.unseenError], [2, "0.5", 2, "2.5"]);
  const held = { at: { l1: null, l2: 0.1 }, places: [1], points: [0.5, 0.25, 0.4, 0, null, null] };
  const extras = { knob: "l1", fit: { held } };
  assert.deepEqual(fitView.trainedAt(extras, { l1: 0.01, l2: 0.1 }, "l1"), [0.4, 0]);
  assert.equal(fitView.trainedAt(extras, { l1: 0.02, l2: 0.1 }, "l1"), null);
  assert.equal(fitView.trainedAt(extras, { l1: 0.01, l2: 0.2 }, "l1"), null);
  assert.equal(fitView.trainedAt(extras, { l1: 0.01, l2: 0.1 }, "l2"), null);
});

test("a watched trajectory says its best step, or that the last one is best", () => {
  const words = { "view.descent.watched": "{train}/{held}:", "view.descent.watched.best": "{method} {best} {least} {last}.", "view.descent.watched.last": "{method} last {last}.", "method.gd": "GD", "method.adam": "Adam" };
  const trajectories = [
    { method: "gd", watched: { training: [2, 1, 0], held: [2, 1, 3], best: 1, least: 1, last: 3 } },
    { method: "adam", watched: { training: [2, 1], held: [2, 1], best: 1, least: 1, last: 1 } },
    { method: "sgd", watched: null },
  ];
  assert.equal(globalThis.lossfold.watched.sentence(words, trajectories, [30, 10]), "30/10: GD 1 1 3. Adam last 1.");
});
