// What is pasted is taken for a table only where it is one.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/explorer/file_drop.js";

const { isTable } = globalThis.lossfold.fileDrop;

test("lines of cells are a table, in a sheet's tabs as in a file's commas", () => {
  assert.ok(isTable("a\tb\n1\t2\n"));
  assert.ok(isTable("a,b\r\n1,2"));
  assert.ok(isTable("a;b\r\r1;2\r"));
});

test("a word, a line, an address and a paragraph are none", () => {
  for (const text of ["", "lasso", "a,b,c", "https://a.example/?x=1", "First this.\nThen, that."]) {
    assert.ok(!isTable(text), text);
  }
});
