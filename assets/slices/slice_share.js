// What a slice's page shares, for the dialog of assets/sharing/share.js. In a frame there is nothing to share: the page
// around it has its own address, and lets nothing be saved.
(function () {
  const find = (/** @type {string} */ id) => document.getElementById(id);
  const fill = (/** @type {string} */ sentence, /** @type {object} */ values) => lossfold.format.fill(sentence, values);

  /**
   * The surfaces beside one another; null where one is not drawn yet.
   * @type {(panes: SlicePane[], how: Parameters<ShareHost["picture"]>[0]) => Promise<Blob | null>}
   */
  async function picture(panes, { caption, ...how }) {
    if (!panes.every(({ landscape: { plot } }) => plot)) return null;
    if (panes.length === 1) return lossfold.studio.photograph(panes[0].landscape, { ...how, caption });
    /** @type {Blob[]} */
    const blobs = [];
    for (const { landscape } of panes) {
      const blob = await lossfold.studio.photograph(landscape, how);
      if (blob) blobs.push(blob);
    }
    const bitmaps = await Promise.all(blobs.map((blob) => createImageBitmap(blob)));
    const canvas = document.createElement("canvas");
    canvas.width = bitmaps.reduce((sum, { width }) => sum + width, 0);
    canvas.height = Math.max(...bitmaps.map(({ height }) => height));
    const pen = canvas.getContext("2d");
    let left = 0;
    for (const bitmap of bitmaps) {
      pen?.drawImage(bitmap, left, 0);
      left += bitmap.width;
    }
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  /** The grid of J as it is, whatever is drawn of it. @type {(pane: SlicePane, weights: Weights) => ShareTable} */
  function table({ scene, landscape: { grids }, summands, drawable }, weights) {
    const { axis, n } = grids;
    const half = axis[n - 1];
    const layers = { ...summands, ...drawable };
    const total = new Float32Array(n * n);
    lossfold.layers.add({ layers }, { loss: 1, ...weights }, total);
    const sides = [scene.a, scene.b].map((side) =>
      Array.from(axis, (drawn) => lossfold.sliceStory.coordinate(drawn, half, side)));
    return { grids: { ...grids, layers }, total, called: ["a", "b"], sides };
  }

  /** @type {Lossfold["sliceShare"]["begin"]} */
  function begin({ state, words, of, beside, frames, panes, query }) {
    const button = find("share-open");
    if (!button || window.parent !== window) {
      button?.remove();
      return;
    }
    const [pane] = panes;
    const { encode } = lossfold.query;
    const here = (/** @type {AnyQuery} */ asked) => `${location.href.split(/[?#]/)[0]}?${encode(asked)}`;
    const link = () => here(query());
    /** @type {(chosen: ShareChoice) => AnyQuery} */
    const figure = ({ theme, title }) => ({ ...query(), theme: theme === "auto" ? null : theme, title: title || null });
    const called = [of || "slice", ...(beside ? [beside] : [])].join("-");

    /** @type {Caption} */
    const caption = (weights) => {
      const { number } = lossfold.format;
      const found = pane.found(pane.values(weights));
      const shown = pane.layer === "loss" ? Object.keys(weights).filter((knob) => knob in pane.scene.knobs) : [];
      const signs = shown.map((name) => {
        const knob = pane.scene.knobs[name];
        return `${knob.symbol} = ${lossfold.sliceStory.weight(weights[name], knob)}`;
      });
      const lowest = found && fill(words["slice.caption"], {
        a: number(found.a, 3), b: number(found.b, 3), value: number(found.value, 5),
      });
      const name = document.querySelector("h1")?.textContent ?? "";
      const facts = [signs.join("   "), lowest].filter(Boolean).join(" · ");
      return [name, facts, of ? link().replace(/^https?:\/\//, "") : ""];
    };

    /** @type {ShareHost} */
    const host = {
      words, frames, caption, link,
      landscape: () => pane.landscape,
      isOwn: () => false,
      title: () => document.title,
      embed: (chosen) => here({ ...figure(chosen), as: "embed" }),
      cell: (chosen) => encode(figure(chosen)),
      file: (chosen, plotly) => fetch(here({ ...figure(chosen), as: "file", plotly })),
      name: (ending) => `lossfold-${called}.${ending}`,
      moves: () => pane.layer === "loss",
      played: () => {
        const plays = lossfold.knobs.played(pane.scene, state.weights, state.knob);
        const { high: top, step } = pane.scene.knobs[plays];
        return { knob: plays, top, step };
      },
      table: () => table(pane, state.weights),
      picture: (how) => picture(panes, how),
      stop: lossfold.playback.stop,
    };
    button.addEventListener("click", () => lossfold.share.open(host));
    find("copy-link")?.addEventListener("click", () => {
      lossfold.clipboard.copy(link(), "copy-link", words["head.copied"]);
    });
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceShare: { begin } };
})();
