// Tables of minimisers and the stops of sliders: looked up by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/knobs.js";
import "../../assets/core/penalties.js";
import "../../assets/core/solution_tables.js";
import "../../assets/core/stops.js";
import { PENALTIES } from "./penalty_entries.mjs";

const { solutionTables, stops } = globalThis.lossfold;
const SCENE = { penalties: PENALTIES, weights: { loss: 1, l1: 0.2, l2: 0.123 }, solution: "here" };
const WEIGHTS = (l1, l2) => ({ loss: 1, l1, l2 });
const table = (knobs, stopsOf, rows) => ({
  spec: { l1: 0.2, l2: 0.123, loss: "linear" },
  knobs,
  stops: stopsOf,
  cases: [["point", "story.both"], ["none", "story.none"]],
  case: rows.map((row) => row[0]),
  points: rows.map((row) => row[1]),
  loss: rows.map((row) => row[2]),
  residual: rows.map(() => 0),
});
const ALONG_L1 = table(["l1"], [[0, 0.01, 0.2]], [[0, [3, -1], 5], [1, [0.6, 0.8], 0.25], [0, [1, 0, 0, 1], 2]]);
const ALONG_L2 = table(["l2"], [[0, 0.123]], [[0, [0, 0], 1], [0, [1, 1], 1]]);

test("the solution of a stop is looked up, with J there; null where no table passes", () => {
  const tables = [ALONG_L1, ALONG_L2].map(solutionTables.open);
  const at = (l1, l2) => solutionTables.at(SCENE, tables, WEIGHTS(l1, l2));
  assert.equal(at(0.2, 0.123), "here");
  assert.deepEqual(at(0, 0.123).points, [[3, -1]]);
  assert.ok(Math.abs(at(0, 0.123).value - (5 + 0.123 * 10)) < 1e-12);
  // "none" has the infimum itself.
  assert.deepEqual([at(0.01, 0.123).kind, at(0.01, 0.123).value], ["none", 0.25]);
  assert.deepEqual(at(0.2, 0).points, [[0, 0]]);
  assert.equal(at(0.01, 0), null);
  assert.equal(at(0.015, 0.123), null);
  assert.equal(solutionTables.at(SCENE, null, WEIGHTS(0, 0)), null);
  // The faintest weight is not 0, and has another minimum.
  assert.equal(at(5e-10, 0.123), null);
});

test("a segment is two points", () => {
  const opened = solutionTables.open(ALONG_L1);
  assert.deepEqual(opened.solutions[2].points, [[1, 0], [0, 1]]);
});

test("a table of two sliders has the last one fastest", () => {
  const rows = [0, 1, 2, 3, 4, 5].map((k) => [0, [k, 0], k]);
  const both = solutionTables.open(table(["l1", "l2"], [[0, 0.5], [0, 0.05, 0.1]], rows));
  assert.deepEqual(solutionTables.at(SCENE, [both], WEIGHTS(0.5, 0.05)).points, [[4, 0]]);
  assert.deepEqual(solutionTables.along([both], "l1", WEIGHTS(0, 0.1)).map((row) => row.loss), [2, 5]);
  assert.deepEqual(solutionTables.missing([both], WEIGHTS(0.5, 0.1)), []);
  assert.deepEqual(solutionTables.missing([both], WEIGHTS(0.5, 0.07)), ["l1"]);
});

test("a slider stands at the nearest stop, and keys lead from stop to stop", () => {
  const list = [0, 0.05, 0.1, 0.123, 0.15, 2];
  assert.equal(stops.nearest(list, 0.12), 0.123);
  assert.equal(stops.after(list, 0.1, "ArrowRight"), 0.123);
  assert.equal(stops.after(list, 0, "ArrowLeft"), 0);
  assert.equal(stops.after(list, 0.1, "End"), 2);
  assert.equal(stops.after(list, 0.1, "Home"), 0);
  assert.equal(stops.after(list, 0.1, "x"), null);
});

test("J at a point has every penalty in it", () => {
  // 1 + 0.5·7 + 2·25 + 3·5
  assert.equal(solutionTables.height(PENALTIES, { l1: 0.5, l2: 2, group: 3 }, 1, 3, -4), 69.5);
});
