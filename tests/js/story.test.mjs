// What the sentences about a model say where the knobs are.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/format.js";
import "../../assets/core/knobs.js";
import "../../assets/core/story.js";

const { story } = globalThis.lossfold;
const WORDS = { smoothing: "ε = {smoothing}.", wrong: "The wrong class.", rows: "Plain rows." };
const scene = {
  parts: { smoothing: true },
  notes: [
    { key: "smoothing", values: {}, part: "smoothing", above: 0, alone: false },
    { key: "wrong", values: {}, part: "smoothing", above: 0.5, alone: false },
    { key: "rows", values: {}, part: "", above: 0, alone: true },
  ],
};

test("a sentence about a knob is said only above its threshold, and one about plain rows only with all knobs off", () => {
  assert.equal(story.model(scene, { smoothing: 0 }, WORDS), "Plain rows.");
  assert.equal(story.model(scene, { smoothing: 0.5 }, WORDS), "ε = 0.5.");
  assert.equal(story.model(scene, { smoothing: 0.51 }, WORDS), "ε = 0.51. The wrong class.");
});
