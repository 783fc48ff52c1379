// What is pasted into a blog: the text of an author can break out of nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/query.js";
import "../../assets/snippets.js";

const { snippets } = globalThis.lossfold;
const CHOSEN = { knobs: ["l1", "l2"], autorotate: false, title: "", theme: "auto", language: "en" };
const HOSTILE = `"><script>alert(1)</script>' \` {{< x >}} & <`;

test("what is the default is not in the query", () => {
  assert.equal(snippets.embedQuery({ l1: "0.3" }, CHOSEN), "l1=0.3&lang=en");
  const still = { ...CHOSEN, knobs: [], autorotate: true, theme: "dark", title: "a b" };
  assert.equal(snippets.embedQuery({}, still), "lang=en&theme=dark&knobs=none&autorotate=1&title=a+b");
});

test("the iframe is lazy, sandboxed, titled, has a shape and a link inside", () => {
  const html = snippets.iframe("https://a.example/embed?l1=1&lang=en", "https://a.example/?l1=1", "A title", "Open");
  for (const part of ['loading="lazy"', 'sandbox="allow-scripts allow-popups"', 'title="A title"', "aspect-ratio", "&amp;lang=en", ">Open</a></iframe>"]) {
    assert.ok(html.includes(part), part);
  }
});

test("a hostile title stays text in every form", () => {
  const all = snippets.all("https://a.example/embed", "https://a.example/", HOSTILE, HOSTILE);
  for (const kind of ["html", "markdown", "hexo"]) {
    assert.ok(!all[kind].includes("<script"), kind);
    assert.equal(all[kind].match(/title="([^"]*)"/)[1], snippets.escape(HOSTILE));
  }
  // Hugo's raw strings end at a backtick, and have no way to escape one.
  const [, title] = all.hugo.match(/title=`([^`]*)` >}}$/);
  assert.ok(title.length > 0);
  assert.equal(all.hugo.split("`").length, 5);
});
