// What an author pastes into a blog: the iframe, and the forms that static site generators want. Pure.
(function () {
  /** @type {Record<string, string>} */
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  /** @type {Lossfold["snippets"]["escape"]} */
  const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

  // A surface alone: square, on a phone high enough for what stands below it, never taller than is useful beside text.
  const STYLE = "width:100%;aspect-ratio:1/1;min-height:560px;max-height:640px;border:0";

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
   * The frame's shape: of a surface alone, or high enough for views in two columns.
   * @type {(source: string) => string}
   */
  function styleOf(source) {
    const views = (new URL(source).searchParams.get("view") || "surface").split(",");
    const height = views.length === 1 ? 780 : Math.ceil(views.length / 2) * 480 + 260;
    return views.join() === "surface" ? STYLE : `width:100%;height:${height}px;border:0`;
  }

  /** What every form of the frame has. WordPress leaves its style out for some authors, and keeps `frameborder`. */
  const RIGHTS = 'loading="lazy" sandbox="allow-scripts allow-popups" frameborder="0"';

  /**
   * An address as a frame takes it: AMP in WordPress drops a frame whose address has a bare comma.
   * @type {(source: string) => string}
   */
  const framed = (source) => source.replaceAll(",", "%2C");

  /** @type {Lossfold["snippets"]["iframe"]} */
  function iframe(source, link, title, openText) {
    return (
      `<iframe src="${escape(framed(source))}" title="${escape(title)}" ${RIGHTS} ` +
      `style="${styleOf(source)}"><a href="${escape(link)}">${escape(openText)}</a></iframe>`
    );
  }

  /** {html, markdown, hugo, hexo} for one figure. @type {Lossfold["snippets"]["all"]} */
  function all(source, link, title, openText) {
    const html = iframe(source, link, title, openText);
    const hugoTitle = title.replace(/[`\\]/g, " ");
    return {
      html,
      markdown: `\n${html}\n`,
      hugo:
        `1. layouts/shortcodes/lossfold.html\n\n` +
        `<iframe src="{{ .Get "src" }}" title="{{ .Get "title" }}" ${RIGHTS} style="${styleOf(source)}"></iframe>\n\n` +
        `2. content/….md\n\n{{< lossfold src=\`${framed(source)}\` title=\`${hugoTitle}\` >}}`,
      hexo: `{% raw %}\n${html}\n{% endraw %}`,
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, snippets: { embedQuery, iframe, all, escape } };
})();
