// The minimisers along the weights: asked for as soon as they are missed.
(function () {
  /**
   * The knobs that can be turned and whose paths are not there: beside λ and Ω, while their sliders are shown or they
   * have weight.
   * @type {Lossfold["paths"]["missing"]}
   */
  function missing() {
    const { scene, weights, paths } = lossfold.state;
    const open = /** @type {HTMLDetailsElement} */ (lossfold.elements.one(".regularizers")).open;
    const wanted = (/** @type {string} */ knob) => open || scene.knobs[knob].main || weights[knob] > 0;
    return lossfold.solutionTables.missing(paths, weights).filter(wanted);
  }

  /**
   * Asks for the paths that are not there; those of λ, Ω and the penalty that runs come first.
   * @type {Lossfold["paths"]["ask"]}
   */
  function ask() {
    const { scene, weights } = lossfold.state;
    const wanted = missing();
    const running = lossfold.knobs.running(scene, lossfold.state.knob);
    const first = wanted.filter((knob) => scene.knobs[knob].main || knob === running);
    const query = lossfold.specFields.textsOf({ ...scene.spec, ...weights });
    lossfold.server.ask("paths-request", { ...query, knobs: (first.length ? first : wanted).join(",") });
  }

  /** What was asked for last while a weight runs. @type {string | null} */
  let asked = null;

  /**
   * While a weight runs by itself the hand never rests: its minima are asked for as soon as they are missing, once.
   * @type {Lossfold["paths"]["keepUp"]}
   */
  function keepUp(knob) {
    const { isBusy } = lossfold.server;
    if (isBusy("request") || isBusy("paths-request") || !missing().includes(knob)) return;
    const { spec } = lossfold.state.scene;
    const key = JSON.stringify([spec, { ...lossfold.state.weights, [knob]: null }]);
    if (key === asked) return;
    asked = key;
    ask();
  }

  /** Another scene has other paths. @type {Lossfold["paths"]["forget"]} */
  function forget() {
    asked = null;
  }

  /** @type {Lossfold["paths"]["came"]} */
  function came(data) {
    if (!data) return;
    const { state } = lossfold;
    const answer = lossfold.server.answered("paths-request", data.seq ?? 0);
    if (!answer || !answer.newest || !data.paths) return;
    const { spec } = data.paths;
    if (!lossfold.specFields.sameModel(spec, state.scene.spec, state.weights)) return;
    const come = data.paths.tables.map(lossfold.solutionTables.open);
    const known = come.flatMap(({ knobs }) => knobs);
    state.setPaths([...come, ...(state.paths || []).filter(({ knobs }) => !known.includes(knobs[0]))]);
    if (missing().length) state.idleLater();
  }

  globalThis.lossfold = { ...globalThis.lossfold, paths: { missing, ask, keepUp, forget, came } };
})();
