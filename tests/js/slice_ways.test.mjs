// Between a landscape and a slice of a net: λ and Ω go along as far as the sliders there reach.
import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../assets/core/query.js");
await import("../../assets/core/slice_ways.js");
const { slice, explorer } = globalThis.lossfold.sliceWays;

test("a slice opens under today's weights, as far as its sliders reach", () => {
  const now = { l1: 0.3, l2: 0.1, loss: 1, theme: "dark", lang: "zh" };
  const reach = { l1: "0.02", l2: "0.5", slice: "deep" };
  assert.equal(slice("deep", now, reach), "slice?of=deep&l1=0.02&l2=0.1&theme=dark&lang=zh");
  // At 0 nothing is said of it; a penalty that the slice does not know is not carried along.
  assert.equal(slice("deep", { l1: 0, l2: 0, theme: "auto", lang: "en" }, reach), "slice?of=deep&lang=en");
  assert.equal(slice("deep", { l1: 0.3, lang: "en" }, {}), "slice?of=deep&lang=en");
  assert.equal(slice("", { l1: 0.3, lang: "en" }, {}), "slice?lang=en");
});

test("the explorer opens under a slice's weights", () => {
  const most = { l1: 2, l2: 2 };
  assert.equal(explorer("linear", { l1: 5, l2: null, lang: "en" }, most), "./?loss=linear&l1=2&l2=0&lang=en");
  assert.equal(explorer("", { l1: null, l2: 0.5, theme: "dark", lang: "en" }, most), "./?l1=0&l2=0.5&theme=dark&lang=en");
  // Its own start where a slice has said nothing of a penalty.
  assert.equal(explorer("", { l1: null, l2: null, lang: "en" }, most), "./?lang=en");
});
