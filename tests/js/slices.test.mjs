// The sentences of a slice's page and the point that they name, its cut, its region, its address, two on one scale.
import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../assets/core/format.js");
await import("../../assets/core/heights.js");
await import("../../assets/core/layers.js");
await import("../../assets/core/contours.js");
await import("../../assets/slices/slice_story.js");
await import("../../assets/slices/slice_address.js");
await import("../../assets/slices/slice_memory.js");
await import("../../assets/slices/slice_region.js");
await import("../../assets/slices/slice_views.js");
const { coordinate, lowest, tell, rise, pair } = globalThis.lossfold.sliceStory;
const { ellipse, within, penaltyOn } = globalThis.lossfold.sliceRegion;
const { cut } = globalThis.lossfold.sliceViews;

const WORDS = {
  "slice.story.lowest": "lowest {a} {b} {value}.",
  "slice.story.centre": "centre {value}.",
  "slice.story.below": "at the centre {value}.",
  "slice.story.border": "border.",
  "slice.story.convex": "convex.",
  "slice.story.holes": "holes.",
  "slice.story.layer": "layer {value}.",
  "slice.pair.told.0": "one {told}",
  "slice.pair.told.1": "two {told}",
  "slice.pair.rise": "rises {one} {other}.",
};
const axis = Float32Array.from([-1, -0.5, 0, 0.5, 1]);
const same = { a: { low: -1, high: 1 }, b: { low: -1, high: 1 } };
const grid = (f) => Float32Array.from({ length: 25 }, (_, k) => f(axis[k % 5], axis[Math.floor(k / 5)]));

test("a drawn coordinate stands for one of the plane", () => {
  assert.equal(coordinate(-1, 1, { low: 0, high: 4 }), 0);
  assert.equal(coordinate(0.5, 1, { low: 0, high: 4 }), 3);
});

test("the lowest grid point is named, and the centre beside it", () => {
  const found = lowest(same, { axis, n: 5 }, grid((a, b) => (a - 0.5) ** 2 + b ** 2));
  assert.deepEqual(found, { at: 13, a: 0.5, b: 0, value: 0, isCentre: false, onBorder: false, centre: 0.25 });
  assert.equal(tell(found, { convex: false }, WORDS), "lowest 0.5 0 0. at the centre 0.25.");
  assert.equal(tell(found, { convex: false }, WORDS, "accuracy"), "layer 0.");
});

test("the centre is called so, and the border too", () => {
  const centre = lowest(same, { axis, n: 5 }, grid((a, b) => a * a + b * b + 1));
  assert.equal(tell(centre, { convex: true }, WORDS), "centre 1. convex.");
  const border = lowest(same, { axis, n: 5 }, grid((a) => a));
  assert.ok(border.onBorder);
  assert.match(tell(border, { convex: false }, WORDS), /border\.$/);
});

test("holes are passed over, and a slice of holes has no lowest point", () => {
  const some = grid((a, b) => (a < 0 ? NaN : a + b));
  assert.equal(lowest(same, { axis, n: 5 }, some).a, 0);
  const none = lowest(same, { axis, n: 5 }, grid(() => NaN));
  assert.equal(none, null);
  assert.equal(tell(none, { convex: false }, WORDS), "holes.");
});

test("a plane without its centre on the grid says nothing of it", () => {
  const aside = { a: { low: 1, high: 3 }, b: { low: -1, high: 1 } };
  assert.equal(lowest(aside, { axis, n: 5 }, grid((a, b) => a * a + b * b)).centre, null);
});

test("of two slices each is told, and how far J rises to its border", () => {
  const shown = [(a, b) => a * a + b * b, (a, b) => 3 * a * a + 2 * b * b + 1].map((f) => {
    const total = grid(f);
    return { found: lowest(same, { axis, n: 5 }, total), scene: { convex: false }, rises: rise(total, 5) };
  });
  assert.deepEqual(shown.map(({ rises }) => rises), [1, 2]);
  assert.equal(pair(shown, WORDS, "loss"), "one centre 0. two centre 1. rises 1 2.");
  // Of another layer nothing rises, and holes have no lowest point.
  assert.equal(pair(shown, WORDS, "accuracy"), "one layer 0. two layer 1.");
  assert.equal(pair([shown[0], { ...shown[1], found: null }], WORDS, "loss"), "one centre 0. two holes.");
});

test("a hole on the border is no way out", () => {
  const total = grid((a, b) => a * a + b * b);
  total[2] = NaN;
  assert.equal(rise(total, 5), 1);
});

test("a cut is a line of the grid, through its lowest point or its centre", () => {
  const values = grid((a, b) => (a - 0.5) ** 2 + (b + 1) ** 2);
  const shown = { pane: { scene: same, landscape: { grids: { axis, n: 5 } } }, values, found: { at: 3 } };
  assert.deepEqual(cut(shown, "a", "lowest"), { x: [...axis], y: [2.25, 1, 0.25, 0, 0.25], beside: -1, least: 3 });
  // Through the centre a = 0: 0.25 + (b + 1)².
  const through = cut(shown, "b", "centre");
  assert.deepEqual(through, { x: [...axis], y: [0.25, 0.5, 1.25, 2.5, 4.25], beside: 0, least: 0 });
  const aside = { ...shown, pane: { ...shown.pane, scene: { a: { low: 1, high: 3 }, b: same.b } } };
  assert.equal(cut(aside, "a", "centre"), null);
  assert.deepEqual(cut(aside, "a", "lowest").x, [1, 1.5, 2, 2.5, 3]);
});

test("the ball of the weights is an ellipse, each point of which has their norm", () => {
  // θ₀ = (1, 2, 2), d₁ = (1, 0, 1), d₂ = (0, 2, 1): ‖θ₀‖² = 9, 2θ₀d₁ = 6, 2θ₀d₂ = 12, 2, 2, 5.
  const numbers = [9, 6, 12, 2, 2, 5];
  const rim = ellipse(numbers, 4);
  for (let k = 0; k < rim.length; k += 2) {
    const theta = [1 + rim[k], 2 + 2 * rim[k + 1], 2 + rim[k] + rim[k + 1]];
    assert.ok(Math.abs(theta.reduce((sum, part) => sum + part * part, 0) - 4) < 1e-12);
  }
  // The least norm of the plane is at a = b = −1: θ = (0, 0, 0).
  assert.equal(ellipse(numbers, 0), null);
  // d₂ = 2 d₁: a strip, and no ellipse.
  assert.equal(ellipse([9, 6, 12, 2, 8, 8], 4), null);
});

test("a region that reaches the grid's border is closed along it", () => {
  const lines = within(axis, grid((a) => a), 0.25);
  assert.equal(lines.length, 1);
  const [line] = lines;
  assert.deepEqual(line.slice(0, 2), line.slice(-2));
  const [xs, ys] = [0, 1].map((side) => line.filter((_, k) => k % 2 === side));
  assert.deepEqual([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)], [-1, 0.25, -1, 1]);
});

test("the penalties alone are summed with their weights", () => {
  const layers = { loss: Float32Array.of(9, 9, 9, 9), l1: Float32Array.of(1, 2, 3, 4), l2: Float32Array.of(1, 4, 9, 16) };
  assert.deepEqual([...penaltyOn({ layers, n: 2 }, { loss: 1, l1: 2, l2: 0.5 })], [2.5, 6, 10.5, 16]);
});

test("an address says what is unusual, and nothing else", () => {
  const { query } = globalThis.lossfold.sliceAddress;
  const page = { of: "deep", beside: "", language: "en", theme: "auto", camera: null, wide: false };
  const usual = { weights: { l1: 0 }, layer: "loss", logarithm: false, views: [], along: "a", through: "lowest" };
  const said = (...given) => Object.fromEntries(Object.entries(query(...given)).filter(([, value]) => value !== null));
  assert.deepEqual(said(page, usual), { of: "deep", lang: "en" });
  const other = { ...usual, weights: { l1: 0.5 }, views: ["cut", "constraint"], along: "b", through: "centre" };
  const rest = { l1: 0.5, view: "cut,constraint", along: "b", through: "centre", lang: "en" };
  assert.deepEqual(said({ ...page, beside: "moons" }, other), { of: "deep", with: "moons", ...rest });
});

test("beside another slice a weight stands at most where its slider ends", () => {
  const { within: bounded } = globalThis.lossfold.sliceMemory;
  assert.deepEqual(bounded({ of: "a", l1: 3, l2: 0.1 }, { l1: 2, l2: 5 }), { of: "a", l1: 2, l2: 0.1 });
  assert.deepEqual(bounded({ of: "a", l1: 3, l2: 0.1 }, {}), { of: "a", l1: null, l2: null });
});
