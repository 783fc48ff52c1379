// The explorer's wiring: what comes from the server, and the page around it; controls.js has its controls. Namespace
// `explorer` of Dash's clientside callbacks.
(function () {
  /** @type {() => Promise<unknown>} */
  function plotlyReady() {
    if (window.Plotly) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = lossfold.elements.one('script[src*="/release/plotly"]');
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
    });
  }

  /** @type {Lossfold["explorer"]["notice"]} */
  const notice = (sentence) => lossfold.notice.say(sentence);

  /** @type {Lossfold["explorer"]["light"]} */
  const light = () => {
    const { theme } = lossfold.state;
    if (theme !== "auto") return theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  };

  /** @type {Lossfold["explorer"]["paint"]} */
  function paint() {
    const now = light();
    document.documentElement.dataset.theme = now;
    lossfold.bindings.set("provider", { forceColorScheme: now });
    if (lossfold.state.landscape) lossfold.state.landscape.setTheme(now);
    if (lossfold.state.board) lossfold.state.board.follow();
  }

  /** The first scene: builds everything that needs the page to stand. @param {ExplorerStart} start */
  async function begin(start) {
    const { state } = lossfold;
    const { set, followWeights, followScene } = lossfold.bindings;
    Object.assign(state, { start, words: start.words, language: start.language, theme: start.theme });
    // What an address says that could not be read is not what is shown, and shall not come back.
    if (start.address !== null) history.replaceState(null, "", start.address ? `?${start.address}` : location.pathname);
    document.documentElement.dataset.theme = light();
    set("provider", { forceColorScheme: light() });
    const element = lossfold.elements.byId("surface");
    element.addEventListener("landscape:camera", () => lossfold.query.write(lossfold.requests.address));
    element.addEventListener("landscape:lost", lost);
    lossfold.cameraKeys.listen(element, () => state.landscape && state.landscape.camera(), (camera) => {
      state.landscape?.setCamera(camera);
      lossfold.query.write(lossfold.requests.address);
    });
    lossfold.numberFields.begin();
    lossfold.sliderDrag.watch(Object.keys(start.numbers));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    lossfold.snapshot.onPaper(print);
    // Back from the browser's memory without its graphics: drawn again.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted && state.landscape && state.landscape.plot && !state.landscape.alive()) draw();
    });
    addEventListener("popstate", () => visit(location.search));
    state.camera = lossfold.query.cameraFrom(start.camera, lossfold.cameraKeys.CAMERA);
    // Words and panels stand before the picture is there: nothing jumps when it comes.
    lossfold.viewHost.begin(start);
    followScene();
    followWeights();
    await draw();
    const asked = new URLSearchParams(location.search);
    if (asked.get("data") === "own") {
      const file = lossfold.upload.recall();
      const again = () => {
        if (file) state.trial = { file, own: null, sentence: "", open: true };
        lossfold.server.ask("request", Object.fromEntries(asked), { again });
      };
      if (file) again();
      else {
        notice(state.words["own.again"]);
        lossfold.uploadPanel.offer();
      }
    }
  }

  /** On paper a plain picture stands in for the surface. @type {(on: boolean) => void} */
  function print(on) {
    const stage = lossfold.elements.one(".stage");
    const kept = stage.querySelector(".poster");
    if (kept) kept.remove();
    const { landscape } = lossfold.state;
    const camera = landscape && landscape.camera();
    if (!on || !camera || !landscape.alive()) return;
    const canvas = Object.assign(document.createElement("canvas"), { className: "poster" });
    canvas.setAttribute("aria-hidden", "true");
    stage.append(canvas);
    lossfold.snapshot.paint(canvas, /** @type {SurfaceLandscape} */ (landscape), camera, { paper: true });
  }

  async function draw() {
    const { state } = lossfold;
    const { byId, one } = lossfold.elements;
    const element = byId("surface");
    try {
      await plotlyReady();
      const options = { theme: light(), camera: state.camera, knob: state.knob };
      state.landscape = await lossfold.landscape.mount(element, state.scene, options);
    } finally {
      one(".stage").dataset.ready = "yes";
      byId("status").textContent = "";
    }
    element.dataset.drawn = "1";
    state.camera = null;
    state.landscape.setWeights(state.weights, state.knob);
    if (state.paths) state.landscape.setPaths(state.paths);
    lossfold.bindings.followScene();
    lossfold.bindings.followWeights();
  }

  function lost() {
    const { state } = lossfold;
    const stage = lossfold.elements.one(".stage");
    if (state.landscape) state.camera = state.landscape.camera();
    stage.dataset.ready = "";
    lossfold.elements.byId("status").textContent = state.words["surface.lost"];
    stage.addEventListener("click", draw, { once: true });
  }

  /**
   * A scene, or the sentence that refuses it; a refusal leaves everything as it was.
   * @type {(data: Answer | null, start: ExplorerStart) => Promise<void>}
   */
  async function scene(data, start) {
    if (!data) return;
    const { state } = lossfold;
    /** @type {ReturnType<Lossfold["server"]["answered"]>} */
    const first = { newest: true, note: {} };
    const answer = data.seq === undefined ? first : lossfold.server.answered("request", data.seq);
    if (!answer) return;
    const { newest, note } = answer;
    if (data.refused) {
      if (!newest) return;
      notCome();
      // What is wrong with a file is said beside its pickers.
      notice(lossfold.uploadPanel.refused(data, note.trial) ? "" : data.refused);
      return;
    }
    if (!data.scene) return;
    state.rough = Boolean(data.scene.rough);
    state.scene = data.scene;
    if (newest) state.wanted = data.scene.spec;
    state.own = data.own || (data.scene.spec.data === "own" ? state.own : null);
    const knobs = lossfold.knobs.of(data.scene);
    state.weights = note.keeps ? lossfold.knobs.taking(knobs, state.weights) : knobs;
    state.paths = state.keptUp = null;
    lossfold.uploadPanel.accepted(data, note.trial);
    if (!state.landscape) {
      lossfold.requests.askPaths();
      return begin(start);
    }
    notice("");
    state.landscape.show(state.scene);
    if (!lossfold.knobs.agree(knobs, state.weights)) state.landscape.setWeights(state.weights, state.knob);
    lossfold.buttons.reach();
    if (state.camera) state.landscape.setCamera(state.camera);
    state.camera = null;
    // An older answer is drawn, but the controls already say what is on its way.
    if (newest) lossfold.bindings.followScene();
    lossfold.viewHost.followScene();
    lossfold.bindings.followWeights();
    lossfold.sliderDrag.settleLater();
    lossfold.query[state.pushing ? "push" : "write"](lossfold.requests.address);
    state.pushing = false;
  }

  /** What was wanted does not come: everything says again what is on screen. */
  function notCome() {
    const { state } = lossfold;
    state.pushing = false;
    if (!state.scene) return;
    state.wanted = state.scene.spec;
    lossfold.controls.forget();
    lossfold.bindings.followScene();
  }

  /** A request got no answer: the file that it tried is no longer tried. @type {Lossfold["explorer"]["noAnswer"]} */
  function noAnswer() {
    const { state } = lossfold;
    if (state.trial && state.trial.open) state.trial = null;
    notCome();
  }

  /** @type {(data: Answer | null) => void} */
  function paths(data) {
    if (!data) return;
    const { state } = lossfold;
    const answer = lossfold.server.answered("paths-request", data.seq ?? 0);
    if (!answer || !answer.newest || !data.paths) return;
    const { spec } = data.paths;
    if (!lossfold.requests.sameModel(spec, state.scene.spec)) return;
    const come = data.paths.tables.map(lossfold.solutionTables.open);
    const known = come.flatMap(({ knobs }) => knobs);
    state.paths = [...come, ...(state.paths || []).filter(({ knobs }) => !known.includes(knobs[0]))];
    if (state.landscape) {
      state.landscape.setPaths(state.paths);
      lossfold.bindings.followWeights();
    }
    if (lossfold.requests.pathless().length) lossfold.sliderDrag.settleLater();
  }

  /** @type {(data: Answer | null) => void} */
  function extras(data) {
    lossfold.viewHost.came(data);
  }

  /** Back or forward: the address is read by the server, as if it had been opened. @type {(search: string) => void} */
  function visit(search) {
    const { state } = lossfold;
    const asked = new URLSearchParams(search);
    if (asked.get("lang") && asked.get("lang") !== state.language) return location.reload();
    const numbers = asked.get("camera")?.split(",").map(Number) ?? null;
    const { CAMERA } = lossfold.cameraKeys;
    state.camera = lossfold.query.cameraFrom(numbers, CAMERA) || structuredClone(CAMERA);
    lossfold.uploadPanel.leave();
    lossfold.server.ask("request", Object.fromEntries(asked), { again: () => visit(search) });
  }

  function pressed() {
    const [{ prop_id: prop, value }] = dash_clientside.callback_context.triggered;
    if (value) lossfold.buttons.press(prop.split(".")[0]);
  }

  /** The first thing that the page does by itself: the server is asked what this address shows. */
  function address() {
    lossfold.server.watch();
    return location.search;
  }

  /** @type {(data: Answer | null, start: ExplorerStart) => unknown} */
  function sceneCame(data, start) {
    scene(data, start);
    return dash_clientside.no_update;
  }

  // Defined in other files, which may come after this one.
  const turned = () => lossfold.controls.turned();
  /** @type {Lossfold["uploadPanel"]["chosen"]} */
  const file = (...given) => lossfold.uploadPanel.chosen(...given);
  /** @type {Lossfold["uploadPanel"]["columns"]} */
  const columns = (...given) => lossfold.uploadPanel.columns(...given);

  globalThis.lossfold = { ...globalThis.lossfold, explorer: { notice, noAnswer, paint, light } };
  window.dash_clientside = {
    ...window.dash_clientside,
    explorer: { address, scene: sceneCame, paths, extras, pressed, turned, file, columns },
  };
})();
