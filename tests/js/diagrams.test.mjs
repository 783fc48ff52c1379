// What the diagrams look up and say: steps in the block, numbers with their sign of equality.
import assert from "node:assert/strict";
import { test } from "node:test";

for (const name of ["core/format", "views/chart", "core/stops", "embed/iframe_height", "diagrams/panel", "diagrams/diagrams"]) await import(`../../assets/${name}.js`);
const { about, place } = globalThis.lossfold.panel;
const { moved, textsOf, shifted } = globalThis.lossfold.diagrams;

const SHAPE = [3, 4, 2, 2];
const at = (...numbers) => numbers.reduce((index, k, axis) => index * SHAPE[axis] + k, 0);
const spaced = (text) => text.replaceAll("\u00a0", " ");

test("a number that has no more digits than are shown is equal, any other about equal", () => {
  assert.deepEqual([5, 0.25, 0, -3.5].map((value) => spaced(about(value))), ["= 5", "= 0.25", "= 0", "= −3.5"]);
  assert.deepEqual([1 / 3, 62 / 12, 0.50001].map((value) => spaced(about(value))), ["≈ 0.3333", "≈ 5.167", "≈ 0.5"]);
  assert.equal(spaced(about(0.5, false)), "≈ 0.5");
  // What rounding adds is no digit.
  assert.equal(spaced(about(0.1 + 0.2)), "= 0.3");
});

test("an entry has a place along each axis", () => {
  assert.deepEqual(place(at(2, 1, 0, 1), SHAPE), [2, 1, 0, 1]);
  for (let index = 0; index < 48; index++) assert.equal(at(...place(index, SHAPE)), index);
});

test("the arrows step through the block as it is drawn, from sample to sample, and stop at its rim", () => {
  const step = (key, ...from) => place(moved(at(...from), key, SHAPE), SHAPE);
  assert.deepEqual(step("ArrowRight", 0, 1, 0, 0), [0, 1, 0, 1]);
  assert.deepEqual(step("ArrowRight", 0, 1, 0, 1), [1, 1, 0, 0]);
  assert.deepEqual(step("ArrowRight", 2, 1, 0, 1), [2, 1, 0, 1]);
  assert.deepEqual(step("ArrowLeft", 1, 1, 1, 0), [0, 1, 1, 1]);
  assert.deepEqual(step("ArrowDown", 1, 1, 1, 0), [1, 2, 0, 0]);
  assert.deepEqual(step("ArrowUp", 1, 0, 0, 0), [1, 0, 0, 0]);
  assert.deepEqual(step("PageDown", 1, 1, 1, 0), [1, 2, 1, 0]);
  assert.deepEqual(step("Home", 2, 3, 1, 1), [0, 3, 1, 0]);
  assert.deepEqual(step("End", 0, 3, 1, 1), [2, 3, 1, 1]);
  assert.equal(moved(0, "a", SHAPE), null);
  assert.equal(moved(0, "Tab", SHAPE), null);
});

// Two samples of four channels with one place each: 1 … 8, in two groups.
const BLOCK = {
  shape: [2, 4, 1, 1],
  block: [1, 2, 3, 4, 5, 6, 7, 8],
  epsilon: 1e-5,
  norms: { group: { groups: 2, sets: [0, 0, 1, 1, 2, 2, 3, 3], sums: [3, 7, 11, 15], means: [1.5, 3.5, 5.5, 7.5], variances: [0.25, 0.25, 0.25, 0.25], values: [-1, 1, -1, 1, -1, 1, -1, 0].map((sign) => sign * 0.99998) } },
};

test("what is said of a cell is looked up in its set", () => {
  const all = textsOf(BLOCK, "group", 6);
  assert.deepEqual(all.lit, [false, false, false, false, false, false, true, true]);
  assert.deepEqual(all.words, { samples: 2, channels: 4, places: 1, sample: 2, channel: 3, row: 1, column: 1, groups: 2, first: 3, last: 4, count: 2, value: "7", means: 4 });
  assert.equal(spaced(all.mean), "15/2 = 7.5");
  assert.equal(spaced(all.variance), "Σ(x − μ)²/2 = 0.25");
  // 1 under a root that is none: never “=”.
  assert.equal(spaced(all.value), "(7 − 7.5)/√(0.25 + 0.00001) ≈ −1");
  assert.equal(spaced(textsOf(BLOCK, "group", 7).value), "(8 − 7.5)/√(0.25 + 0.00001) = 0");
});

test("the shift's numbers are exact only where all their digits are shown", () => {
  const scene = { stops: { c: [0, 1, 1.00001], drop: [0, 0.5, 0.75] }, spreads: { dropout: [0, 1, 3], gaussian: [0, 1, 3], uniform: [0, 0.25 / 3, 0.1875] } };
  const all = (family, c, drop) => Object.fromEntries(Object.entries(shifted(scene, family, c, drop)).map(([name, text]) => [name, spaced(text)]));
  const said = (c, drop) => (({ spread, dropped, ...rest }) => rest)(all("dropout", c, drop));
  assert.deepEqual(said(1, 0.5), { ratio: "≈ 0.3333", train: "= 3", root: "≈ 0.5774", c: "1", drop: "0.5" });
  assert.deepEqual(said(0, 0.75), { ratio: "= 0.25", train: "= 4", root: "= 0.5", c: "0", drop: "0.75" });
  assert.equal(said(0, 0.5).root, "≈ 0.7071");
  // A number finer than the slider's own may have more digits than are known.
  assert.deepEqual(said(1.00001, 0.75), { ratio: "≈ 0.1429", train: "≈ 7", root: "≈ 0.378", c: "1.00001", drop: "0.75" });
  // Of a noise its variance counts, δ/(1 − δ) for dropout and Gaussian noise alike; uniform within 1 ± δ it is δ²/3.
  assert.deepEqual(all("gaussian", 1, 0.5), all("dropout", 1, 0.5));
  assert.deepEqual([all("dropout", 0, 0.5).spread, all("gaussian", 0, 0.75).spread], ["= 1", "= 3"]);
  // 1 + (0.25/3)·2 = 7/6
  assert.deepEqual([all("uniform", 1, 0.5).spread, all("uniform", 1, 0.5).dropped], ["≈ 0.08333", "= 1"]);
  assert.equal(all("uniform", 1, 0.5).ratio, "≈ 0.8571");
});
