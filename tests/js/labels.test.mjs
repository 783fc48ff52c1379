// The names on the picture: which there are, and that they never cover each other.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/format.js";
import "../../assets/renderer/labels.js";

const { labels } = globalThis.lossfold;
const SIZE = { width: 400, height: 300 };
const WORDS = { "label.minimum": "minimum ({b1}, {b2})", "label.minima": "minima", "label.falls": "falls", "label.path": "as {sign} grows", "label.fold": "fold {axis} = 0" };
const NONE = { x: [null], y: [null], z: [null] };
const line = (...points) => ({ x: points.map((p) => p && p[0]), y: points.map((p) => p && p[1]), z: points.map((p) => p && p[2]) });
const named = (marks, kind = "point") => labels.named({ dots: NONE, shaft: NONE, path: NONE, creases: NONE, ...marks }, { words: WORDS, symbol: "λ", half: 2, kind });

test("a name stands beside its thing: above and to its right, if there is room", () => {
  const [box] = labels.arranged([{ width: 60, height: 20, spots: [[200, 150]] }], SIZE);
  // half a width and 0.75 of the gap of 12 px: 200 + 30 + 9, 150 − 10 − 9
  assert.deepEqual([box.x, box.y], [239, 131]);
});

test("names of things in one place do not cover each other, and one without a place is left out", () => {
  const name = { width: 120, height: 24, spots: [[200, 150]] };
  const found = labels.arranged(Array(12).fill(name), SIZE).filter(Boolean);
  assert.ok(found.length >= 4 && found.length < 12);
  for (const a of found) {
    for (const b of found) {
      if (a !== b) assert.ok(Math.abs(a.x - b.x) >= 120 || Math.abs(a.y - b.y) >= 24, JSON.stringify([a, b]));
    }
    assert.ok(a.x >= 60 && a.x <= 340 && a.y >= 12 && a.y <= 288);
  }
});

test("a thing at the rim has its name inside, and one outside has none", () => {
  const [box] = labels.arranged([{ width: 60, height: 20, spots: [[395, 5]] }], SIZE);
  assert.ok(box.x + 30 <= 400 && box.y - 10 >= 0);
  assert.equal(labels.arranged([{ width: 60, height: 20, spots: [[900, 5]] }], SIZE)[0], null);
});

test("what is taken already is not covered", () => {
  const taken = { x: 239, y: 131, width: 60, height: 20 };
  const [box] = labels.arranged([{ width: 60, height: 20, spots: [[200, 150]] }], SIZE, [taken]);
  assert.ok(Math.abs(box.x - 239) >= 60 || Math.abs(box.y - 131) >= 20);
});

test("one minimum is named with its coefficients, several without", () => {
  assert.equal(named({ dots: line([1.38629, 0, 3]) })[0].text, "minimum (1.39, 0)");
  const [two] = named({ dots: line([1, 0, 3], [0, -1, 3]) });
  assert.equal(two.text, "minima");
  assert.deepEqual(two.spots[0], [0.5, -0.5, 3]);
  assert.deepEqual(named({}), []);
  // A segment of which one end is outside the square is still no point; an arrow has no minimum at its tip.
  assert.equal(named({ dots: line([1, 0, 3]), shaft: line([1, 0, 3], [0, -1, 3]) }, "segment")[0].text, "minima");
  assert.equal(named({ shaft: line([0, 0, 3], [1, 1, 2]) }, "none")[0].text, "falls");
  assert.equal(named({ shaft: line([0, 0, 3], [1, 1, 3]) }, "line")[0].text, "minima");
});

test("a path is named with its knob's sign if it is long enough to be seen, a fold with its coefficient", () => {
  assert.equal(named({ path: line([0, 0, 1], [1, 0, 1], null) })[0].text, "as λ grows");
  assert.deepEqual(named({ path: line([0, 0, 1], [0.1, 0, 1], null) }), []);
  const creases = line([0, -2, 1], [0, 2, 1], null, [-2, 0, 1], [2, 0, 1]);
  assert.deepEqual(named({ creases }).map(({ text }) => text), ["fold β₁ = 0", "fold β₂ = 0"]);
});
