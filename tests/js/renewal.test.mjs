// When a page opens itself anew: after a failed answer of another release, once for each.
import assert from "node:assert/strict";
import test from "node:test";
import "../../assets/explorer/renewal.js";

const { renewal } = globalThis.lossfold;

/** A browser with a page of a release, and what it does. */
function page(release, kept = {}) {
  const done = { reloads: 0, address: "" };
  globalThis.sessionStorage = { getItem: (key) => kept[key] ?? null, setItem: (key, text) => (kept[key] = text) };
  globalThis.location = { pathname: "/lossfold/", reload: () => (done.reloads += 1) };
  globalThis.history = { replaceState: (_, __, address) => (done.address = address) };
  lossfold.elements = { byId: () => ({ textContent: JSON.stringify({ release }) }) };
  lossfold.state = { scene: {} };
  lossfold.addressBar = { query: () => ({ l1: 0.5, data: "toy" }) };
  lossfold.query = { encode: (values) => new URLSearchParams(values).toString() };
  return done;
}

const answer = (release) => ({ headers: new Headers(release ? { "Lossfold-Release": release } : {}) });

test("only another release's answer is another's", () => {
  assert.equal(renewal.isOthers("a", "b"), true);
  assert.equal(renewal.isOthers("a", "a"), false);
  assert.equal(renewal.isOthers("a", ""), false);
});

test("the page opens what was asked for, once for each release", () => {
  const done = page("a");
  assert.equal(renewal.renew(answer("b"), { data: "diabetes", preview: 1 }), true);
  assert.deepEqual(done, { reloads: 1, address: "?l1=0.5&data=diabetes" });
  assert.equal(renewal.renew(answer("b"), null), false);
  assert.equal(renewal.renew(answer("c"), null), true);
  assert.equal(done.reloads, 2);
});

test("a failure of its own release, or of a proxy, is no reason", () => {
  const done = page("a");
  assert.equal(renewal.renew(answer("a"), {}), false);
  assert.equal(renewal.renew(answer(""), {}), false);
  assert.equal(done.reloads, 0);
});

test("without a memory it never reloads, as it might for ever", () => {
  const done = page("a");
  globalThis.sessionStorage = { getItem: () => { throw new Error("blocked"); } };
  assert.equal(renewal.renew(answer("b"), {}), false);
  assert.equal(done.reloads, 0);
});
