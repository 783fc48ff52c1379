// The address of what is on screen.
(function () {
  /** @type {() => AnyQuery} */
  function ofViews() {
    const { state } = lossfold;
    const { viewState, board } = state;
    if (!board) return {};
    const isUsual = viewState.views.length === 1 && viewState.views[0] === "surface";
    const names = ["surface", ...state.start.views.map(({ name }) => name)];
    const shown = names.filter((name) => viewState.views.includes(name));
    const usual = Object.assign({}, ...state.start.views.map(({ options }) => options));
    const options = Object.entries(viewState.options).map(([name, text]) => [name, text === usual[name] ? null : text]);
    return {
      view: isUsual ? null : shown.join(","),
      pick: board.pinned ? lossfold.query.pointText(board.pinned, state.scene.spec.range) : null,
      ...Object.fromEntries(options),
      linked: viewState.linked ? 1 : null,
      ...(viewState.views.includes("descent") ? viewState.descent : {}),
    };
  }

  /** Its query: short, the defaults left out. @type {Lossfold["addressBar"]["query"]} */
  function query() {
    const { scene, weights, landscape, start, scheme, language, wireframe } = lossfold.state;
    /** @type {AnyQuery} */
    const rest = { ...scene.query };
    for (const [knob, weight] of Object.entries(weights)) {
      rest[knob] = weight === start.numbers[knob].default ? null : weight;
    }
    const standard = lossfold.cameraKeys.standard(scene);
    const camera = landscape && lossfold.query.cameraText(landscape.camera(), standard, start.reach);
    const asked = new URLSearchParams(location.search).get("lang");
    return {
      ...rest,
      theme: scheme === "auto" ? null : scheme,
      lang: asked === language ? asked : null,
      camera: camera || null,
      wireframe: wireframe ? 1 : null,
      inertia: lossfold.inertia.isSet() ? 1 : null,
      ...ofViews(),
    };
  }

  /** With what only this window is doing: a link that is copied does not say it. */
  const here = () => ({ ...query(), present: lossfold.state.presenting ? 1 : null });

  /** Writes it once the hand rests. @type {Lossfold["addressBar"]["write"]} */
  const write = () => lossfold.query.write(here);

  /** Writes it as a new entry of the history, which Back undoes. @type {Lossfold["addressBar"]["push"]} */
  const push = () => lossfold.query.push(here);

  globalThis.lossfold = { ...globalThis.lossfold, addressBar: { query, write, push } };
})();
