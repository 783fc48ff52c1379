// What the scikit-learn program says of itself where J has no single minimum.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/format.js";
import "../../assets/core/knobs.js";
import "../../assets/core/penalties.js";
import "../../assets/explorer/sklearn_code.js";
import { LARGEST, PENALTIES } from "./penalty_entries.mjs";

const { sklearnCode } = globalThis.lossfold;
const WORDS = { "program.none": "No minimum.", "program.many": "Many minima." };
const scene = { affineTerms: {}, penalties: { ...PENALTIES, largest: LARGEST }, equivalent: { loop: "{setup}loop({l1}, {group})", programs: { "00": "{setup}fit()", 10: "lasso({alpha})" }, setup: ["data\n"], family: "linear", rows: 4 } };

test("a program begins with a remark where what it prints is not the minimum", () => {
  const at = (l1, kind) => sklearnCode.write(scene, { l1, l2: 0 }, null, kind, WORDS);
  assert.equal(at(0, "point"), "data\nfit()");
  assert.equal(at(0, "none"), "# No minimum.\ndata\nfit()");
  assert.equal(at(0.2, "segment"), "# Many minima.\nlasso(0.1)");
  // While the minimum is not known yet nothing is said of it.
  assert.equal(at(0, undefined), "data\nfit()");
});

test("a model that scikit-learn does not have stays without a program, whatever its minimum", () => {
  const none = { ...scene, equivalent: { ...scene.equivalent, programs: { "00": "" } } };
  assert.equal(sklearnCode.write(none, { l1: 0, l2: 0 }, null, "none", WORDS), "");
});

test("under a penalty that scikit-learn does not have there is a loop, or nothing if that does not know it either", () => {
  const at = (weights) => sklearnCode.write(scene, { l1: 0, l2: 0, ...weights }, null, "point", WORDS);
  assert.equal(at({ l1: 0.25, group: 0.3 }), "data\nloop(0.25, 0.3)");
  assert.equal(at({ largest: 0.3 }), "");
  assert.equal(sklearnCode.title(scene, { group: 0.1 }), "read.equivalent.loop");
  assert.equal(sklearnCode.title(scene, { l1: 0.1 }), "read.equivalent");
});
