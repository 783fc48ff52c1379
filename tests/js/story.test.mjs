// What the sentences about a model say where the knobs are.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/format.js";
import "../../assets/core/knobs.js";
import "../../assets/core/marks.js";
import "../../assets/core/penalties.js";
import "../../assets/core/story.js";
import { PENALTIES } from "./penalty_entries.mjs";

const { story } = globalThis.lossfold;
const WORDS = { smoothing: "ε = {smoothing}.", wrong: "The wrong class.", rows: "Plain rows." };
const scene = {
  affineTerms: { smoothing: true }, penalties: PENALTIES, knobs: { l1: { main: true }, l2: { main: true }, group: { main: false } },
  notes: [
    { key: "smoothing", values: {}, knob: "smoothing", above: 0, alone: false },
    { key: "wrong", values: {}, knob: "smoothing", above: 0.5, alone: false },
    { key: "rows", values: {}, knob: "", above: 0, alone: true },
  ],
};

test("a sentence about a knob is said only above its threshold, and one about plain rows only with all knobs off", () => {
  assert.equal(story.model(scene, { smoothing: 0, l1: 1, group: 0 }, WORDS), "Plain rows.");
  assert.equal(story.model(scene, { smoothing: 0, group: 0.1 }, WORDS), "");
  assert.equal(story.model(scene, { smoothing: 0.5 }, WORDS), "ε = 0.5.");
  assert.equal(story.model(scene, { smoothing: 0.51 }, WORDS), "ε = 0.51. The wrong class.");
});

test("where kinks hold both coefficients it is said how much of the loss's slope is left to the cone", () => {
  const words = {
    zero: "{left} <= {group}", "story.called": "{b} ({name})", "proof.value": "J", "proof.residual": "r", "proof.max": "{sign} {max}", "list.and": ", ",
    "proof.max.beside": "beside {others}: {sign} {max}", "proof.max.beyond": "far {sign} {max}",
  };
  const knobs = { l1: { main: true, high: 2 }, l2: { main: true, high: 2 }, group: { main: false, high: 2 } };
  const scene = {
    spec: { range: 5, loss: "linear" }, maxRange: 20, linearScore: true, hasClosedForms: true, features: ["a", "b"], knobs, affineTerms: {},
    penalties: PENALTIES, originGradient: [0.8, -1], l2Equivalent: { inputs: null, affineTerms: {} },
  };
  const solution = { kind: "point", story: "zero", points: [[0, 0]], value: 1, residual: 0, closed: null };
  // S((0.8, −1), 0.5) = (0.3, −0.5), of length √0.34.
  assert.equal(story.tell(scene, solution, { l1: 0.5, l2: 0, group: 0.6 }, words), "0.5831 <= 0.6");
  // ‖S(g, λ)‖ = 0.6 where 2λ² − 3.6λ + 1.64 − 0.36 = 0.
  const lambda = (3.6 - Math.sqrt(3.6 ** 2 - 8 * 1.28)) / 4;
  const prove = (weights) => story.prove(scene, solution, weights, words).slice(2);
  assert.deepEqual(prove({ l1: 0.5, l2: 0, group: 0.6 }), [`beside μ = 0.6: λ ${lambda.toPrecision(4)}`, "beside λ = 0.5: μ 0.5831"]);
  assert.deepEqual(prove({ l1: 0, l2: 1, group: 0 }), ["λ 1"]);
  // λ = 0 does already where the cone holds (0.8, −1), of length 1.2806, by itself.
  assert.deepEqual(prove({ l1: 0, l2: 0, group: 1.3 }), ["μ 1.281"]);
});

test("a coefficient carries its feature's name, where the feature has more than a sign", () => {
  const words = { "feature.bmi": "body-mass index (bmi)" };
  const named = (features, data) => [0, 1].map((which) => story.coefficient({ features, spec: { data } }, which, words));
  assert.deepEqual(named(["bmi", "x₂"], "diabetes"), ["β₁ · body-mass index", "β₂"]);
  // A file's own column keeps its name to the letter.
  assert.deepEqual(named(["bmi", "size (m)"], "own"), ["β₁ · bmi", "β₂ · size (m)"]);
});

test("a chance next to 1 is said to be less than 1, and 1 only where it is", () => {
  const words = { "proof.value": "J", "proof.residual.set": "r", "proof.logit": "q = {n0}, {n1}", "story.called": "{b} ({name})" };
  const scene = {
    spec: { range: 5, loss: "softmax" }, maxRange: 20, linearScore: true, hasClosedForms: true, features: ["a", "b"], affineTerms: {},
    penalties: {}, knobs: {}, originGradient: null, l2Equivalent: null,
  };
  const said = (q) => story.prove(scene, {
    kind: "segment", story: "s", points: [[1, 0], [0, -1]], value: 1, residual: 0, closed: { key: "proof.logit", numbers: [q, 2] },
  }, {}, words)[2];
  assert.equal(said(1 - 1e-9), "q = 1 − 1.0×10⁻⁹, 2");
  assert.equal(said(0.8), "q = 0.8, 2");
  assert.equal(said(1), "q = 1, 2");
});
