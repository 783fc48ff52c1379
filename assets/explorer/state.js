// What the explorer knows between two events: the store of its figure, and the page's own beside it.
(function () {
  // Start, scene and wanted spec come with the page. What each is for: ExplorerState in assets/types/explorer.d.ts.
  const own = {
    board: null, extras: null, words: {}, language: "en", scheme: "auto", kept: {}, rough: false, pushing: false,
    presenting: false, file: null, own: null, trial: null, coming: [],
  };
  /** @type {FigureStore} */
  const figure = Object.assign(lossfold.figures.of("surface"), own);
  const state = /** @type {ExplorerState} */ (figure);

  globalThis.lossfold = { ...globalThis.lossfold, state };
})();
