// What an author pastes into a blog: the iframe, and the forms that static site generators want. Pure.
(function () {
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  /** @type {Lossfold["snippets"]["escape"]} */
  const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

  /**
   * The query of the embed: the figure's, and what its author left in. Defaults are left out; `standard` are the
   * sliders that a figure has unless its address says otherwise.
   * @type {Lossfold["snippets"]["embedQuery"]}
   */
  function embedQuery(figure, { knobs, standard, autorotate, title, theme, language }) {
    const all = knobs.join() === standard.join();
    return lossfold.query.encode({
      ...figure,
      lang: language,
      theme: theme === "auto" ? null : theme,
      knobs: all ? null : knobs.join(",") || "none",
      autorotate: autorotate ? "1" : null,
      title: title || null,
    });
  }

  /**
   * The frame's style: of a surface alone, or high enough for views in two columns (see components/address/frame.py).
   * @type {Lossfold["snippets"]["styleOf"]}
   */
  function styleOf(source, { square, alone, row, below }) {
    const views = (new URL(source).searchParams.get("view") || "surface").split(",");
    const height = views.length === 1 ? alone : Math.ceil(views.length / 2) * row + below;
    return `width:100%;${views.join() === "surface" ? square : `height:${height}px`};border:0`;
  }

  /**
   * An address as a frame takes it: AMP in WordPress drops a frame whose address has a bare comma.
   * @type {(source: string) => string}
   */
  const framed = (source) => source.replaceAll(",", "%2C");

  /** @type {Lossfold["snippets"]["iframe"]} */
  function iframe(source, link, title, openText, shapes) {
    return (
      `<iframe src="${escape(framed(source))}" title="${escape(title)}" ${shapes.rights} ` +
      `style="${styleOf(source, shapes)}"><a href="${escape(link)}">${escape(openText)}</a></iframe>`
    );
  }

  /** {html, markdown, hugo, hexo} for one figure. @type {Lossfold["snippets"]["all"]} */
  function all(source, link, title, openText, shapes) {
    const html = iframe(source, link, title, openText, shapes);
    const more = `${shapes.rights} style="${styleOf(source, shapes)}"`;
    const hugoTitle = title.replace(/[`\\]/g, " ");
    return {
      html,
      markdown: `\n${html}\n`,
      hugo:
        `1. layouts/shortcodes/lossfold.html\n\n` +
        `<iframe src="{{ .Get "src" }}" title="{{ .Get "title" }}" ${more}></iframe>\n\n` +
        `2. content/….md\n\n{{< lossfold src=\`${framed(source)}\` title=\`${hugoTitle}\` >}}`,
      hexo: `{% raw %}\n${html}\n{% endraw %}`,
    };
  }

  /** The cell of a notebook that shows a figure by its query. @type {Lossfold["snippets"]["notebook"]} */
  const notebook = (query) => `import lossfold\n\nlossfold.figure("${query}")`;

  globalThis.lossfold = { ...globalThis.lossfold, snippets: { embedQuery, iframe, all, notebook, escape, styleOf } };
})();
