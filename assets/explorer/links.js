// The addresses that others are given.
(function () {
  /** @type {Lossfold["links"]["at"]} */
  const at = (path, query) => `${new URL(path, location.href.split(/[?#]/)[0])}${query ? `?${query}` : ""}`;

  /**
   * The figure's own part of the query: not how this window looks, nor that it moves together with others.
   * @type {Lossfold["links"]["figure"]}
   */
  const figure = () => {
    const { lang, theme, linked, ...rest } = lossfold.addressBar.query();
    return rest;
  };

  /** The address of this very picture, in the language in which it was seen. @type {Lossfold["links"]["whole"]} */
  const whole = () => at("./", lossfold.query.encode({ ...figure(), lang: lossfold.state.language }));

  globalThis.lossfold = { ...globalThis.lossfold, links: { at, figure, whole } };
})();
