// The address of one of our slices: what a reload, Back and a link that was sent show again. Pure.
(function () {
  /** Its query, what is usual left out. @type {Lossfold["sliceAddress"]["query"]} */
  function query({ of, beside, language, theme, camera, wide }, { weights, layer, logarithm, views, along, through }) {
    const turned = Object.entries(weights).map(([knob, weight]) => [knob, weight || null]);
    return {
      of: of || null,
      with: beside || null,
      ...Object.fromEntries(turned),
      layer: layer === "loss" ? null : layer,
      log: logarithm === wide ? null : Number(logarithm),
      view: views.join(",") || null,
      along: along === "a" ? null : along,
      through: through === "lowest" ? null : through,
      theme: theme === "auto" ? null : theme,
      camera,
      lang: language,
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceAddress: { query } };
})();
