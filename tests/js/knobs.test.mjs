// The knobs of a scene, and how a polynomial is written: by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/knobs.js";
import "../../assets/core/penalties.js";
import "../../assets/core/format.js";
import { PENALTIES } from "./penalty_entries.mjs";

const { knobs } = globalThis.lossfold;
const poly = (constant, linear, quadratic) => knobs.written({ constant, linear, quadratic });

test("a polynomial is written with its signs, and the squares of sum and difference as such", () => {
  assert.equal(poly(0, [0, 0], [0.5, 0, 0.5]), "0.5‖β‖₂²");
  assert.equal(poly(0, [0.1, -0.1], [0.02, -0.04, 0.02]), "0.1β₁ − 0.1β₂ + 0.02(β₁ − β₂)²");
  assert.equal(poly(-0.5, [0, 0], [1, 0.5, 2]), "−0.5 + 1β₁² + 0.5β₁β₂ + 2β₂²");
  assert.equal(poly(0, [0, 2e-5], [0, 0, 0]), "2.00×10⁻⁵·β₂");
  assert.equal(poly(0, [0, 0], [0, 0, 0]), "0");
  assert.equal(knobs.written({ constant: -0.5, linear: [0, 1], quadratic: [0, 0, 0] }, true), "− 0.5 + 1β₂");
  assert.equal(knobs.written({ constant: 0, linear: [0, 1], quadratic: [0, 0, 0] }, true), "+ 1β₂");
});

test("settings agree where both name a knob, but for those set aside", () => {
  assert.ok(knobs.agree({ l1: 0.1, share: 2 }, { l1: 0.1 }));
  assert.ok(!knobs.agree({ l1: 0.1 }, { l1: 0.2 }));
  assert.ok(knobs.agree({ l1: 0.1, l2: 1 }, { l1: 0.2, l2: 1 }, ["l1"]));
  assert.deepEqual(knobs.taking({ l1: 0, share: 1 }, { l1: 2, noise: 3 }), { l1: 2, share: 1 });
});

test("λmax follows smoothing, whose plane has a slope at the origin, and the cone; of a net the server's is known", () => {
  const facts = { l1: { main: true }, l2: { main: true }, group: { main: false } };
  const l2Equivalent = { inputs: null, affineTerms: { smoothing: { linear: [1, -2] } } };
  const scene = { originGradient: [-0.5, 0.3], l2Equivalent, affineTerms: { smoothing: 1 }, lambdaMax: 9, penalties: PENALTIES, knobs: facts };
  assert.equal(knobs.leastWeight(scene, { smoothing: 0 }, "l1"), 0.5);
  assert.equal(knobs.leastWeight(scene, { smoothing: 0.5 }, "l1"), 0.7);
  assert.equal(knobs.leastWeight(scene, { l1: 0.3 }, "group"), 0.2);
  assert.equal(knobs.leastWeight(scene, {}, "l2"), Infinity);
  const net = { ...scene, originGradient: null, weights: { l1: 0.2, group: 0 } };
  assert.equal(knobs.leastWeight(net, { l1: 0.5, group: 0 }, "l1"), 9);
  // Where other kinks have moved since it was told, it is not known.
  assert.ok(Number.isNaN(knobs.leastWeight(net, { l1: 0.2, group: 0.1 }, "l1")));
  assert.ok(Number.isNaN(knobs.leastWeight(net, { l1: 0.2, group: 0 }, "group")));
});

test("σ counts by its square, and a part that is off adds nothing", () => {
  const scene = { affineTerms: { noise: 2, share: 1 } };
  assert.equal(knobs.weigh(scene, { noise: 0.5, share: 3 }, "noise"), 0.25);
  assert.equal(knobs.weigh(scene, {}, "share"), 0);
  assert.ok(!knobs.anyAffineTerm(scene, { noise: 0, share: 0 }));
  assert.ok(knobs.anyAffineTerm(scene, { noise: 0.1, share: 0 }));
});

test("Play runs the weight that the penalty has; of two the one moved last, of none λ", () => {
  const facts = (symbol, main) => ({ symbol, kind: "penalty", main });
  const scene = { knobs: { l1: facts("λ", true), l2: facts("Ω", true), group: facts("μ", false), noise: { kind: "loss", main: false } } };
  const played = (weights, knob) => knobs.played(scene, weights, knob);
  assert.equal(played({ l1: 0.2, l2: 0 }, "l2"), "l1");
  assert.equal(played({ l1: 0, l2: 0.2 }, "l1"), "l2");
  assert.equal(played({ l1: 0.2, l2: 0.2 }, "l1"), "l1");
  assert.equal(played({ l1: 0.2, l2: 0.2 }, "l2"), "l2");
  assert.equal(played({ l1: 0.2, l2: 0.2 }, "noise"), "l1");
  assert.equal(played({ l1: 0, l2: 0 }, "l2"), "l1");
  assert.equal(played({ l1: 0, l2: 0, group: 0.1 }, "l1"), "group");
  // Paths run along the penalty moved last, whichever it is; before one was moved along λ, unless only another is on.
  const running = (weights) => ["l2", "group", "noise"].map((knob) => knobs.running({ ...scene, weights }, knob));
  assert.deepEqual(running({ l1: 0, l2: 0.1, group: 0.1 }), ["l2", "group", "l1"]);
  assert.deepEqual(running({ l1: 0, l2: 0, group: 0.1 }), ["l2", "group", "group"]);
});
