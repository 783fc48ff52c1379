// Numbers as people type and paste them.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/numbers.js";

const { numbers } = globalThis.lossfold;

test("a number is read in every way in which people write it", () => {
  const written = {
    "0.5": 0.5, "0,5": 0.5, ".5": 0.5, "5.": 5, "+1": 1, "-1.5": -1.5, "−1,5": -1.5, "–2": -2, "1e-1": 0.1, "1E2": 100, "2,5e-1": 0.25,
    " 1.25 ": 1.25, "\t2\n": 2, "０．７": 0.7, "０，７": 0.7, "－０．５": -0.5, "0。7": 0.7, "１ｅ－１": 0.1, "007": 7,
  };
  for (const [text, value] of Object.entries(written)) assert.equal(numbers.read(text), value, text);
  assert.ok(Object.is(numbers.read("-0"), 0));
});

test("what is no number, or may be read in two ways, is none", () => {
  const none = ["", " ", "abc", "1/2", "50%", "1e", "e5", ".", "-", "1.2.3", "0,5,5", "1,000.5", "1.000,5", "1 000", "0x10", "1_0", "NaN", "Infinity", "٠٫٥", "9".repeat(41)];
  for (const text of none) assert.equal(numbers.read(text), null, text);
});

test("a whole number has digits alone", () => {
  assert.equal(numbers.whole("100"), 100);
  assert.equal(numbers.whole(" １００ "), 100);
  for (const text of ["", "1,000", "1.5", "1e3", "100 steps"]) assert.equal(numbers.whole(text), null, text);
});

test("a list is separated by commas, Chinese commas, blanks or semicolons", () => {
  for (const text of ["0, 0.1, 1", "0 0.1 1", "0，0.1，1", "0、0.1、1", "0; 0,1; 1", "0；0,1；1", "０，０．１，１", "0,0.1,1,"]) {
    assert.deepEqual(numbers.list(text), [0, 0.1, 1], text);
  }
  assert.deepEqual(numbers.list("-0.9，1.05"), [-0.9, 1.05]);
  for (const text of ["", ",", "0, x", "1/2, 1"]) assert.equal(numbers.list(text), null, text);
});

test("a number that is not 0 is never shown or taken as 0", () => {
  assert.deepEqual([0, 1e-6, 0.00004, 0.00006, 0.33333].map(numbers.rounded), [0, 1e-6, 0.00004, 0.0001, 0.3333]);
  assert.equal(numbers.text(1e-7), "1e-7");
  assert.equal(numbers.read(numbers.text(1e-7)), 1e-7);
});

test("a finer slider has more decimals: one more than its steps", () => {
  assert.deepEqual([1, 0.01, 0.0005, 0.00002].map((step) => numbers.decimals(step)), [4, 4, 5, 6]);
  assert.equal(numbers.rounded(0.0012345678, 0.01), 0.0012);
  assert.equal(numbers.rounded(0.0012345678, 0.00002), 0.001235);
  assert.equal(numbers.rounded(0.000000012, 0.00002), 0.000000012);
});
