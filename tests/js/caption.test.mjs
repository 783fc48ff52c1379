// A caption loses nothing: what does not fit in a row goes on in the next one.
import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../assets/sharing/caption.js");
const { laid } = globalThis.lossfold.caption;
/** Letters as wide as half their size. */
const measure = (text, _, size) => (text.length * size) / 2;

test("lines that fit stand in their own sizes, the last at the bottom", () => {
  const rows = laid(["Loss", "λ = 1", "a.b/?l1=1"], { width: 800, height: 70 }, measure);
  // 17 + 6, then 15 + 6; the last at the bottom.
  assert.deepEqual(rows.map(({ size, y }) => [size, y]), [[17, 23], [15, 44], [12.5, 70]]);
});

test("a long line goes on below, broken at its separators, in smaller letters for all", () => {
  const address = `lossfold.example/?${Array.from({ length: 12 }, (_, k) => `key${k}=value${k}`).join("&")}`;
  const lines = ["Squared error · Diabetes", "λ = 0.30 · minimum: β₁ = 0.381", address];
  const rows = laid(lines, { width: 640, height: 70 }, measure);
  const last = rows.filter(({ line }) => line === 2);
  assert.ok(last.length > 1);
  assert.equal(last.map(({ text }) => text).join(""), address);
  assert.ok(last.slice(0, -1).every(({ text }) => text.endsWith("&")));
  assert.ok(rows.at(-1).y <= 70 && rows[0].size < 17);
  assert.ok(rows.every(({ text, line, size }) => measure(text, line, size) <= 640));
});

test("the last line rests where it is, however long the others grow", () => {
  const foot = (first) => laid([first, "λ = 1", "a.b/?l1=1"], { width: 300, height: 70 }, measure).at(-1);
  assert.deepEqual(foot("Loss"), foot("Loss ".repeat(40)));
});

test("without a better place a text is broken anywhere, and nothing of it is lost", () => {
  const rows = laid(["", "", "x".repeat(200)], { width: 300, height: 70 }, measure);
  assert.equal(rows.map(({ text }) => text).join(""), "x".repeat(200));
});
