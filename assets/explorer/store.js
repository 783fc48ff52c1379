// What the explorer knows between two events, what it asks of the server, and its address.
(function () {
  // Start, scene and wanted spec come with the page. What each is for: ExplorerState in assets/types/explorer.d.ts.
  /** @type {ExplorerState} */
  const state = Object.assign(Object.create(null), {
    landscape: null, paths: null, board: null, extras: null, weights: { l1: 0, l2: 0 }, knob: "l1",
    words: {}, language: "en", theme: "auto", kept: {}, keptUp: null, rough: false, camera: null, pushing: false,
    file: null, own: null, trial: null,
  });

  /** A spec's fields as the texts of a query. @type {Lossfold["requests"]["textsOf"]} */
  function textsOf(spec) {
    const text = (/** @type {unknown} */ value) => (typeof value === "boolean" ? String(Number(value)) : String(value));
    return Object.fromEntries(Object.entries(spec).map(([name, value]) => [name, text(value)]));
  }

  /**
   * The fields of a spec that cannot go along to another loss: their defaults are that loss's own. Pure.
   * @type {Lossfold["requests"]["unshared"]}
   */
  function unshared(nets, { numbers, takes }, from, to, stays) {
    const ofLoss = Object.keys(numbers).filter((name) => numbers[name].kind === "loss");
    if (nets.includes(to) || nets.includes(from)) return ["data", "n", "mask", "rescale", "convention", ...ofLoss];
    return [...(stays ? [] : ["data"]), ...ofLoss.filter((name) => !takes[to].includes(name))];
  }

  /**
   * The knobs of a loss that a visitor's file cannot have: it brings one of the `own` losses. Pure.
   * @type {Lossfold["requests"]["unfit"]}
   */
  function unfit({ numbers, takes, own }) {
    return Object.keys(numbers).filter((name) => !own.some((loss) => takes[loss].includes(name)));
  }

  /**
   * Whether two specs have the same minima at the same weights: all but the knobs on screen, grid and square agree.
   * @type {Lossfold["requests"]["sameModel"]}
   */
  function sameModel(one, other) {
    const aside = [...Object.keys(state.weights), "n", "range"];
    return Object.keys(one).every((name) => aside.includes(name) || one[name] === other[name]);
  }

  /**
   * The knobs that can be turned and whose paths are not there: beside λ and Ω, while their sliders are shown.
   * @type {Lossfold["requests"]["pathless"]}
   */
  function pathless() {
    const { scene, weights, paths } = lossfold.state;
    const open = /** @type {HTMLDetailsElement} */ (lossfold.elements.one(".regularizers")).open;
    return lossfold.solutionTables.missing(paths, weights).filter((knob) => open || scene.knobs[knob].main);
  }

  /** Asks for the paths that are not there; those of λ and Ω come first. @type {Lossfold["requests"]["askPaths"]} */
  function askPaths() {
    const { scene: shown, weights } = lossfold.state;
    const missing = pathless();
    const first = missing.filter((knob) => shown.knobs[knob].main);
    const query = textsOf({ ...shown.spec, ...weights });
    lossfold.server.ask("paths-request", { ...query, knobs: (first.length ? first : missing).join(",") });
  }

  /**
   * While a weight runs by itself the hand never rests: its minima are asked for as soon as they are missing, once.
   * @type {Lossfold["requests"]["keepUp"]}
   */
  function keepUp(knob) {
    const { isBusy } = lossfold.server;
    if (isBusy("request") || isBusy("paths-request") || !pathless().includes(knob)) return;
    const { spec } = state.scene;
    const key = JSON.stringify([spec, { ...state.weights, [knob]: null }]);
    if (key === state.keptUp) return;
    state.keptUp = key;
    askPaths();
  }

  /** The address of what is on screen: short, the defaults left out. @type {Lossfold["requests"]["address"]} */
  function address() {
    const { scene, weights, landscape } = state;
    /** @type {AnyQuery} */
    const rest = { ...scene.query };
    const { numbers, reach } = state.start;
    for (const [knob, weight] of Object.entries(weights)) {
      rest[knob] = weight === numbers[knob].default ? null : weight;
    }
    const camera = landscape && lossfold.query.cameraText(landscape.camera(), lossfold.cameraKeys.CAMERA, reach);
    const asked = new URLSearchParams(location.search).get("lang");
    return {
      ...rest,
      theme: state.theme === "auto" ? null : state.theme,
      lang: asked === state.language ? asked : null,
      camera: camera || null,
      ...lossfold.viewHost.address(),
    };
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    state,
    requests: { askPaths, keepUp, pathless, textsOf, unshared, unfit, sameModel, address },
  };
})();
