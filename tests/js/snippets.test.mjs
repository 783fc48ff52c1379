// What is pasted into a blog: the text of an author can break out of nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/query.js";
import "../../assets/sharing/snippets.js";

const { snippets } = globalThis.lossfold;
const CHOSEN = { knobs: ["l1", "l2"], standard: ["l1", "l2"], autorotate: false, title: "", theme: "auto", language: "en" };
const SHAPES = {
  rights: 'loading="lazy" sandbox="allow-scripts allow-popups" frameborder="0"',
  square: "aspect-ratio:1/1;min-height:560px", alone: 780, row: 480, below: 260,
};
const HOSTILE = `"><script>alert(1)</script>' \` {{< x >}} & <`;

test("what is the default is not in the query", () => {
  assert.equal(snippets.embedQuery({ l1: "0.3" }, CHOSEN), "l1=0.3&lang=en");
  const still = { ...CHOSEN, knobs: [], autorotate: true, theme: "dark", title: "a b" };
  assert.equal(snippets.embedQuery({}, still), "lang=en&theme=dark&knobs=none&autorotate=1&title=a+b");
});

test("the iframe is lazy, sandboxed, titled, has a shape and a link inside", () => {
  const html = snippets.iframe("https://a.example/embed?l1=1&lang=en", "https://a.example/?l1=1", "A title", "Open", SHAPES);
  for (const part of ['loading="lazy"', 'frameborder="0"', 'sandbox="allow-scripts allow-popups"', 'title="A title"', "aspect-ratio", "&amp;lang=en", ">Open</a></iframe>"]) {
    assert.ok(html.includes(part), part);
  }
});

test("a hostile title stays text in every form", () => {
  const all = snippets.all("https://a.example/embed", "https://a.example/", HOSTILE, HOSTILE, SHAPES);
  for (const kind of ["html", "markdown", "hexo"]) {
    assert.ok(!all[kind].includes("<script"), kind);
    assert.equal(all[kind].match(/title="([^"]*)"/)[1], snippets.escape(HOSTILE));
  }
  // Hugo's raw strings end at a backtick, and have no way to escape one.
  const [, title] = all.hugo.match(/title=`([^`]*)` >}}$/);
  assert.ok(title.length > 0);
  assert.equal(all.hugo.split("`").length, 5);
});

test("no form has a bare comma in the frame's address, where AMP would drop it", () => {
  const source = "https://a.example/embed?view=surface,slice&camera=1,-1.5,0.9&lang=en";
  const all = snippets.all(source, "https://a.example/?view=surface,slice", "A, b", "Open", SHAPES);
  for (const kind of ["html", "markdown", "hexo"]) {
    assert.match(all[kind], /src="[^",]*view=surface%2Cslice&amp;camera=1%2C-1.5%2C0.9[^",]*"/, kind);
  }
  assert.match(all.hugo, /src=`[^`,]*`/);
});

test("a frame is high enough for the views in it", () => {
  const style = (view) => snippets.iframe(`https://a.example/embed?${view}`, "", "", "", SHAPES).match(/style="([^"]*)"/)[1];
  assert.match(style(""), /aspect-ratio:1\/1;min-height:560px/);
  assert.match(style("view=surface"), /aspect-ratio/);
  assert.match(style("view=constraint"), /height:780px/);
  assert.match(style("view=surface,slice"), /height:740px/);
  assert.match(style("view=surface,slice,path"), /height:1220px/);
});
