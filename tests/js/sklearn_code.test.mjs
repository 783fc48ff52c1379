// What the scikit-learn program says of itself where J has no single minimum.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/format.js";
import "../../assets/core/knobs.js";
import "../../assets/core/sklearn_code.js";

const { sklearnCode } = globalThis.lossfold;
const WORDS = { "program.none": "No minimum.", "program.many": "Many minima." };
const scene = { parts: {}, equivalent: { programs: { "00": "{setup}fit()", 10: "lasso({alpha})" }, setup: ["data\n"], family: "linear", rows: 4 } };

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
