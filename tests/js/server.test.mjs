// One request at a time for each kind of answer, the newest wins; a late answer to a request that was given up is none.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/explorer/server.js";

const { server } = globalThis.lossfold;

function fresh() {
  const sent = [];
  globalThis.dash_clientside = { set_props: (store, { data }) => sent.push([data.seq, data.query.data]) };
  globalThis.lossfold.state = { language: "en", words: {} };
  return sent;
}

test("while a request is out only the newest waits, and each answer has the note of its own request", () => {
  const sent = fresh();
  for (const name of ["a", "b", "c"]) server.ask("paths-request", { data: name }, { name });
  assert.deepEqual(sent, [[1, "a"]]);
  assert.deepEqual(server.answered("paths-request", 1), { newest: false, note: { name: "a" } });
  assert.deepEqual(sent, [[1, "a"], [2, "c"]]);
  // An answer of a request that is over says nothing of the one that is out.
  assert.equal(server.answered("paths-request", 1), null);
  assert.ok(server.isBusy("paths-request"));
  assert.deepEqual(server.answered("paths-request", 2), { newest: true, note: { name: "c" } });
  assert.ok(!server.isBusy("paths-request"));
});

test("a request of Dash is known by its output, and others are not looked at", () => {
  const body = JSON.stringify({ output: "scene.data", inputs: [{ value: { seq: 7 } }] });
  assert.deepEqual(server.requestOf("/_dash-update-component?endId=x", { body }), ["request", 7]);
  assert.equal(server.requestOf("/export?plotly=cdn", { body }), null);
  assert.equal(server.requestOf("/_dash-update-component", { body: JSON.stringify({ output: "page.children", inputs: [] }) }), null);
});

test("a busy server is asked again as it wishes, and what was said of waiting is taken back", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  fresh();
  const said = [];
  globalThis.lossfold.notice = { say: (sentence) => said.push(sentence) };
  const busy = () => new Response(JSON.stringify({ error: "Busy." }), { status: 503, headers: { "Retry-After": "2" } });
  const answers = [busy(), busy(), new Response("{}")];
  const answered = server.patiently(async () => answers.shift(), null);
  for (let k = 0; k < 3; k += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    context.mock.timers.tick(2000);
  }
  assert.equal((await answered).status, 200);
  assert.deepEqual(said, ["Busy.", "Busy.", ""]);
});

test("a request that a newer one has followed is not sent again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  fresh();
  server.ask("paths-request", { data: "a" });
  server.ask("paths-request", { data: "b" });
  globalThis.lossfold.notice = { say: () => assert.fail("nothing to say") };
  const busy = new Response("", { status: 503, headers: { "Retry-After": "2" } });
  assert.equal((await server.patiently(async () => busy, ["paths-request", 1])).status, 503);
});
