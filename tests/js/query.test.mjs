// What the page writes into the address.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/query.js";

const { query } = globalThis.lossfold;
const STANDARD = { eye: { x: 1.15, y: -1.5, z: 0.95 }, center: { x: 0, y: 0, z: -0.14 } };
const REACH = { nearest: 0.25, furthest: 10 };
const text = (eye, center = STANDARD.center) => query.cameraText({ eye, center }, STANDARD, REACH);

test("the default camera is not written, another one with three decimals", () => {
  assert.equal(text(STANDARD.eye), null);
  assert.equal(text({ x: 1, y: -1.5, z: 0.90049 }), "1,-1.5,0.9");
  assert.equal(text({ x: 1, y: 2, z: 3 }, { x: 0.1, y: 0, z: 0 }), "1,2,3,0.1,0,0");
});

test("an eye far out is written as far out as a link may say, on the same line", () => {
  // 52.7 : −68.7 : 49.8, where the wheel leads after a flick; 10 · 52.7/68.7 = 7.671
  assert.equal(text({ x: 52.7, y: -68.7, z: 49.8 }), "7.671,-10,7.249");
  assert.equal(text({ x: 1, y: 2, z: 3 }, { x: 0, y: 0, z: -30 }), "1,2,3,0,0,-9.75");
});

test("whatever the camera was, its numbers are ones that a link may have", () => {
  for (const eye of [[9, 9, 9], [52.7, -68.7, 49.8], [0, 0, 0], [-11, 0, 0], [1e6, 1, 1]]) {
    for (const center of [[0, 0, 0], [-10.5, 0, 0], [-1e6, 3, 3]]) {
      const at = ([x, y, z]) => ({ x, y, z });
      const numbers = text(at(eye), at(center)).split(",").map(Number);
      assert.ok(numbers.every((value) => Math.abs(value) <= 10), numbers.join());
    }
  }
  assert.equal(text({ x: 9, y: 9, z: 9 }), "9,9,9");
});

test("no camera is written for one that is none", () => {
  assert.equal(text({ x: NaN, y: 0, z: 1 }), null);
  assert.equal(text({ x: Infinity, y: 0, z: 1 }), null);
});

test("a point at the rim of the square is not rounded out of it", () => {
  assert.equal(query.pointText([1.234567, -1.234567], 1.234567), "1.234567,-1.234567");
  assert.equal(query.pointText([0.123456, -1], 1.234567), "0.1235,-1");
});
