// What an author pastes into a blog: the iframe, and the forms that static site generators want. Pure.
(function () {
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const escape = (text) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

  // Square on a phone, never taller than it is useful beside text.
  const STYLE = "width:100%;aspect-ratio:1/1;min-height:500px;max-height:640px;border:0";

  /** The query of the embed: the figure's, and what its author left in. Defaults are left out. */
  function embedQuery(figure, { knobs, autorotate, title, theme, language }) {
    const all = knobs.join(",") === "l1,l2";
    return lossfold.query.encode({
      ...figure,
      lang: language,
      theme: theme === "auto" ? null : theme,
      knobs: all ? null : knobs.join(",") || "none",
      autorotate: autorotate ? "1" : null,
      title: title || null,
    });
  }

  /** The frame's shape: of a surface alone, or high enough for views in two columns. */
  function styleOf(source) {
    const views = (new URL(source).searchParams.get("view") || "surface").split(",").length;
    return views === 1 ? STYLE : `width:100%;height:${Math.ceil(views / 2) * 480 + 200}px;border:0`;
  }

  function iframe(source, link, title, openText) {
    return (
      `<iframe src="${escape(source)}" title="${escape(title)}" loading="lazy" sandbox="allow-scripts allow-popups" ` +
      `style="${styleOf(source)}"><a href="${escape(link)}">${escape(openText)}</a></iframe>`
    );
  }

  /** {html, markdown, hugo, hexo} for one figure. */
  function all(source, link, title, openText) {
    const html = iframe(source, link, title, openText);
    const hugoTitle = title.replace(/[`\\]/g, " ");
    return {
      html,
      markdown: `\n${html}\n`,
      hugo:
        `1. layouts/shortcodes/lossfold.html\n\n` +
        `<iframe src="{{ .Get "src" }}" title="{{ .Get "title" }}" loading="lazy" ` +
        `sandbox="allow-scripts allow-popups" style="${styleOf(source)}"></iframe>\n\n` +
        `2. content/….md\n\n{{< lossfold src=\`${source}\` title=\`${hugoTitle}\` >}}`,
      hexo: `{% raw %}\n${html}\n{% endraw %}`,
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, snippets: { embedQuery, iframe, all, escape } };
})();
