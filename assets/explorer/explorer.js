// The explorer's wiring: what comes from the server, and who hears of what happens. Namespace `explorer` of Dash's
// clientside callbacks.
(function () {
  /** The figure has come under another light. */
  function paint() {
    const { state } = lossfold;
    document.documentElement.dataset.theme = state.theme;
    lossfold.props.set("provider", { forceColorScheme: state.theme });
    state.board?.update();
  }

  function followWeights() {
    lossfold.readout.followWeights();
    lossfold.viewHost.update();
  }

  /** A hand has come to rest. */
  function rested() {
    const { state } = lossfold;
    lossfold.choices.keep();
    lossfold.addressBar.write();
    if (state.rough) lossfold.choices.refine();
    else if (lossfold.paths.missing().length) lossfold.paths.ask();
  }

  /** Who hears of what happens to the figure. */
  function subscribe() {
    const { state } = lossfold;
    state.weightsFor = weightsFor;
    state.waits.push(() => lossfold.server.isBusy("request"));
    // What was refused has been left behind.
    state.on("weights", lossfold.notice.mended);
    state.on("take", () => {
      lossfold.playback.stop();
      lossfold.numberFields.commit();
    });
    state.on("setting", ({ knob, value }) => {
      lossfold.numberFields.show(knob, value);
      lossfold.choices.choose({ [knob]: value }, [], knob);
    });
    state.on("step", () => {
      followWeights();
      const plays = lossfold.playback.playing();
      if (plays) lossfold.paths.keepUp(plays);
    });
    state.on("idle", rested);
    state.on("scene", shown);
    for (const name of /** @type {const} */ (["camera", "wireframe"])) state.on(name, lossfold.addressBar.write);
    state.on("wireframe", lossfold.viewHost.update);
    state.on("theme", paint);
    state.on("drawn", drawn);
    state.on("lost", lost);
    state.on("unanswered", unanswered);
    lossfold.elements.one(".regularizers").addEventListener("toggle", () => state.idleLater());
    lossfold.snapshot.onPaper(print);
    addEventListener("popstate", () => lossfold.visits.open(location.search));
  }

  /** The page stands; its first scene comes by itself. @type {(start: ExplorerStart) => unknown} */
  function begin(start) {
    lossfold.state.words = start.words;
    lossfold.early.whenThere(() => stand(start));
    return dash_clientside.no_update;
  }

  /** Page and scene are there. @param {ExplorerStart} start */
  function stand(start) {
    const { state } = lossfold;
    Object.assign(state, { start, words: start.words, language: start.language, scheme: start.theme });
    state.wanted = state.scene.spec;
    // What an address says that could not be read is not what is shown, and shall not come back.
    if (start.address !== null) history.replaceState(null, "", start.address ? `?${start.address}` : location.pathname);
    const { numbers, words } = start;
    const figure = state;
    lossfold.playback.begin({ figure, numbers, words, reach: (...way) => state.landscape?.reach(...way) });
    lossfold.numberFields.begin({ figure, numbers, words, setting: (knob) => Number(state.wanted[knob]) });
    lossfold.viewHost.begin(start);
    lossfold.inertia.set(start.inertia);
    lossfold.lowSurface.begin();
    subscribe();
    paint();
    // Words and panels stand before the picture is there: nothing jumps when it comes.
    lossfold.readout.updateScene();
    if (state.landscape) drawn();
    else followWeights();
    lossfold.paths.ask();
    const asked = new URLSearchParams(location.search);
    if (asked.get("data") === "own") lossfold.visits.recallFile(Object.fromEntries(asked));
    lossfold.present.begin();
  }

  /** The surface stands, or cannot be had. */
  function drawn() {
    lossfold.elements.one(".stage").dataset.ready = "yes";
    lossfold.elements.text("status", "");
    lossfold.present.letters();
    followWeights();
  }

  /** Its graphics are gone until somebody touches it. */
  function lost() {
    const { state } = lossfold;
    lossfold.elements.one(".stage").dataset.ready = "";
    lossfold.elements.text("status", state.words["surface.lost"]);
  }

  /** On paper a plain picture stands in for the surface. @type {(on: boolean) => void} */
  function print(on) {
    const { state } = lossfold;
    const stage = lossfold.elements.one(".stage");
    stage.querySelector(".poster")?.remove();
    if (on) lossfold.handout.fill();
    const { landscape } = state;
    const camera = landscape && landscape.camera();
    if (!on || !camera || !landscape.alive()) return;
    const canvas = Object.assign(document.createElement("canvas"), { className: "poster for-paper" });
    canvas.setAttribute("aria-hidden", "true");
    stage.append(canvas);
    lossfold.snapshot.paint(canvas, /** @type {SurfaceLandscape} */ (landscape), camera, { paper: true });
    lossfold.handout.trim(canvas);
  }

  /**
   * A scene, or the sentence that refuses it; a refusal leaves everything as it was. The scene itself goes on to the
   * surface, by Dash, and `shown` hears of it.
   * @type {(data: Answer | null) => unknown}
   */
  function sceneCame(data) {
    const { state } = lossfold;
    const answer = data && lossfold.server.answered("request", data.seq ?? 0);
    if (!data || !answer) return dash_clientside.no_update;
    if (data.scene) {
      state.coming.push({ data, ...answer });
      return data.scene;
    }
    if (answer.newest && data.refused) {
      nothingComes();
      // What is wrong with a file is said beside its pickers.
      lossfold.notice.say(lossfold.uploadPanel.refused(data, answer.note.trial) ? "" : data.refused);
    }
    return dash_clientside.no_update;
  }

  /** The weights under which a scene that has come is shown. @type {(scene: Scene) => Weights} */
  function weightsFor(scene) {
    const { coming, weights } = lossfold.state;
    const knobs = lossfold.knobs.of(scene);
    const come = coming.find(({ data }) => data.scene === scene);
    return come?.note.keeps ? lossfold.knobs.taking(knobs, weights) : knobs;
  }

  /** A scene that the server was asked for is on the surface. */
  function shown() {
    const { state } = lossfold;
    const come = state.coming.find(({ data }) => data.scene === state.scene);
    if (!come) return;
    state.coming = state.coming.slice(state.coming.indexOf(come) + 1);
    const { data, note } = come;
    // On the way here something newer may have been asked for.
    const newest = come.newest && !lossfold.server.isBusy("request");
    state.rough = Boolean(state.scene.rough);
    if (newest) state.wanted = state.scene.spec;
    state.own = data.own || (state.scene.spec.data === "own" ? state.own : null);
    lossfold.paths.forget();
    lossfold.uploadPanel.accepted(data, note.trial);
    lossfold.notice.say("");
    lossfold.playback.reach();
    if (state.camera) state.landscape?.setCamera(state.camera);
    state.camera = null;
    // An older answer is drawn, but the controls already say what is on its way.
    if (newest) lossfold.readout.updateScene();
    lossfold.viewHost.updateScene();
    if (note.views) lossfold.viewHost.take(note.views);
    followWeights();
    state.idleLater();
    if (state.pushing) lossfold.addressBar.push();
    else lossfold.addressBar.write();
    state.pushing = false;
  }

  /** What was wanted does not come: everything says again what is on screen. */
  function nothingComes() {
    const { state } = lossfold;
    state.pushing = false;
    state.wanted = state.scene.spec;
    lossfold.choices.forget();
    lossfold.readout.updateScene();
  }

  /** A request got no answer: the file that it tried is no longer tried. @type {(store: RequestStore) => void} */
  function unanswered(store) {
    const { state } = lossfold;
    if (store !== "request") return;
    if (state.trial && state.trial.open) state.trial = null;
    nothingComes();
  }

  function pressed() {
    const [{ prop_id: prop, value }] = dash_clientside.callback_context.triggered;
    if (value) lossfold.buttons.press(prop.split(".")[0]);
  }

  /** The first thing that the page does by itself: the server is asked what this address shows. */
  function address() {
    return location.search;
  }

  /** What the switch says goes on to the surface, by Dash. @param {boolean} on */
  const wireframe = (on) => on;

  /** What the switch says holds for every surface of the page. @param {boolean} on */
  function inertia(on) {
    lossfold.inertia.set(on);
    lossfold.addressBar.write();
  }

  // Of other files, which may come after this one.
  /** @type {Record<string, (...given: never[]) => unknown>} */
  const others = {
    paths: (/** @type {Answer | null} */ data) => lossfold.paths.came(data),
    extras: (/** @type {Answer | null} */ data) => lossfold.viewHost.came(data),
    turned: () => lossfold.pickers.turned(),
    /** @type {Lossfold["uploadPanel"]["chosen"]} */
    file: (...given) => lossfold.uploadPanel.chosen(...given),
    /** @type {Lossfold["uploadPanel"]["columns"]} */
    columns: (...given) => lossfold.uploadPanel.columns(...given),
  };
  window.dash_clientside = {
    ...window.dash_clientside,
    explorer: { address, begin, scene: sceneCame, pressed, wireframe, inertia, ...others },
  };
})();
