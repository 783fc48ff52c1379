// The list of a talk's steps: what working on it makes of it, and what a file may hold.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/explorer/steps.js";

const { add, rename, move, remove, read, write } = globalThis.lossfold.steps;
const step = (name) => ({ name, query: `l1=${name.length}` });
const LIST = ["a", "bb", "ccc"].map(step);
const names = (list) => list.map(({ name }) => name).join();

test("a step comes after the one that is shown, and first where none is", () => {
  assert.equal(names(add(LIST, step("new"), 0)), "a,new,bb,ccc");
  assert.equal(names(add(LIST, step("new"), -1)), "new,a,bb,ccc");
  assert.equal(names(add([], step("new"), -1)), "new");
});

test("steps are moved within the list, renamed and removed, and the list of before stays", () => {
  assert.equal(names(move(LIST, 2, -1)), "a,ccc,bb");
  assert.equal(names(move(LIST, 0, 1)), "bb,a,ccc");
  assert.equal(names(move(LIST, 0, -1)), "a,bb,ccc");
  assert.equal(names(rename(LIST, 1, "  lasso ")), "a,lasso,ccc");
  assert.equal(names(rename(LIST, 1, "  ")), "a,bb,ccc");
  assert.equal(names(remove(LIST, 1)), "a,ccc");
  assert.equal(names(LIST), "a,bb,ccc");
});

test("a file is read as it was written, and nothing else is", () => {
  assert.deepEqual(read(write(LIST)), LIST);
  const wrong = [
    "", "x", "null", "[]", "{}", '{"lossfold":"steps"}', '{"lossfold":"steps","steps":[null]}',
    '{"lossfold":"steps","steps":[{"name":1,"query":""}]}', write([{ name: "a", query: "x".repeat(3000) }]),
    write(Array(101).fill(LIST[0])),
  ];
  for (const text of wrong) assert.equal(read(text), null, text.slice(0, 60));
});
