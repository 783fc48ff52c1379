// The explorer's wiring: what comes from the server, and the page around it; its controls are in choices.js. Namespace
// `explorer` of Dash's clientside callbacks.
(function () {
  const { set, followWeights, followScene } = new Proxy({}, { get: (_, name) => (...given) => lossfold.panel[name](...given) });

  function plotlyReady() {
    if (window.Plotly) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.querySelector('script[src*="/release/plotly"]');
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
    });
  }

  function notice(sentence) {
    const element = document.getElementById("notice");
    if (!element) return;
    element.textContent = sentence || "";
    element.dataset.shown = sentence ? "yes" : "";
  }

  const light = () => {
    const { theme } = lossfold.state;
    if (theme !== "auto") return theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  };

  function paint() {
    const now = light();
    document.documentElement.dataset.theme = now;
    set("provider", { forceColorScheme: now });
    if (lossfold.state.landscape) lossfold.state.landscape.setTheme(now);
    if (lossfold.state.board) lossfold.state.board.follow();
  }

  /** The first scene: builds everything that needs the page to stand. */
  async function begin(start) {
    const { state } = lossfold;
    Object.assign(state, { start, words: start.words, language: start.language, theme: start.theme });
    // What an address says that could not be read is not what is shown, and shall not come back.
    if (start.address !== null) history.replaceState(null, "", start.address ? `?${start.address}` : location.pathname);
    document.documentElement.dataset.theme = light();
    set("provider", { forceColorScheme: light() });
    const element = document.getElementById("surface");
    element.addEventListener("landscape:camera", () => lossfold.query.write(lossfold.requests.address));
    element.addEventListener("landscape:lost", lost);
    lossfold.keys.listen(element, () => state.landscape && state.landscape.camera(), (camera) => {
      state.landscape.setCamera(camera);
      lossfold.query.write(lossfold.requests.address);
    });
    lossfold.entries.begin();
    lossfold.hand.watch(Object.keys(lossfold.knobs.SIGNS));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    addEventListener("popstate", () => visit(location.search));
    state.camera = lossfold.query.cameraFrom(start.camera, lossfold.landscape.CAMERA);
    await draw();
    lossfold.explorerViews.begin(start);
    const asked = new URLSearchParams(location.search);
    if (asked.get("data") === "own") {
      const file = lossfold.ownFile.recall();
      if (file) {
        state.trial = { file, own: null, sentence: "", open: true, seq: null };
        lossfold.requests.ask("request", Object.fromEntries(asked));
      } else {
        notice(state.words["own.again"]);
        lossfold.own.offer();
      }
    }
  }

  async function draw() {
    const { state } = lossfold;
    const element = document.getElementById("surface");
    try {
      await plotlyReady();
      const options = { theme: light(), camera: state.camera, knob: state.knob };
      state.landscape = await lossfold.landscape.mount(element, state.scene, options);
    } finally {
      document.querySelector(".stage").dataset.ready = "yes";
    }
    element.dataset.drawn = "1";
    state.camera = null;
    state.landscape.setWeights(state.weights, state.knob);
    if (state.paths) state.landscape.setPaths(state.paths);
    followScene();
    followWeights();
  }

  function lost() {
    const { state } = lossfold;
    const status = document.getElementById("status");
    if (state.landscape) state.camera = state.landscape.camera();
    document.querySelector(".stage").dataset.ready = "";
    status.textContent = state.words["surface.lost"];
    document.querySelector(".stage").addEventListener("click", draw, { once: true });
  }

  /** A scene, or the sentence that refuses it; a refusal leaves everything as it was. */
  async function scene(data, start) {
    if (!data) return;
    const { state } = lossfold;
    const newest = data.seq === undefined || lossfold.requests.answered("request");
    if (data.refused) {
      if (!newest) return;
      // What was refused is wanted no longer.
      if (state.scene) state.wanted = state.scene.spec;
      lossfold.choices.forget();
      followScene();
      // What is wrong with a file is said beside its pickers.
      notice(lossfold.own.refused(data) ? "" : data.refused);
      return;
    }
    state.rough = Boolean(data.scene.rough);
    state.scene = data.scene;
    if (newest) state.wanted = data.scene.spec;
    state.own = data.own || (data.scene.spec.data === "own" ? state.own : null);
    // A knob that was turned while the request was in flight keeps its value.
    const turnedSince = state.asked && !lossfold.knobs.agree(state.asked, state.weights);
    const knobs = lossfold.knobs.of(data.scene);
    state.weights = turnedSince ? lossfold.knobs.taking(knobs, state.weights) : knobs;
    state.paths = null;
    lossfold.own.accepted(data);
    if (!state.landscape) {
      lossfold.requests.askPaths();
      return begin(start);
    }
    notice("");
    state.landscape.show(state.scene);
    if (turnedSince) state.landscape.setWeights(state.weights, state.knob);
    if (state.camera) state.landscape.setCamera(state.camera);
    state.camera = null;
    // An older answer is drawn, but the controls already say what is on its way.
    if (newest) followScene();
    lossfold.explorerViews.followScene();
    followWeights();
    lossfold.hand.settleLater();
    lossfold.query[state.pushing ? "push" : "write"](lossfold.requests.address);
    state.pushing = false;
  }

  function paths(data) {
    if (!data) return;
    const { state } = lossfold;
    if (!lossfold.requests.answered("paths-request") || !data.paths) return;
    const { spec } = data.paths;
    if (!lossfold.requests.sameModel(spec, state.scene.spec)) return;
    const come = data.paths.tables.map(lossfold.solutions.open);
    const known = come.flatMap(({ knobs }) => knobs);
    state.paths = [...come, ...(state.paths || []).filter(({ knobs }) => !known.includes(knobs[0]))];
    if (state.landscape) {
      state.landscape.setPaths(state.paths);
      followWeights();
    }
    if (lossfold.requests.pathless().length) lossfold.hand.settleLater();
  }

  function extras(data) {
    lossfold.explorerViews.came(data);
  }

  /** Back or forward: the address is read by the server, as if it had been opened. */
  function visit(search) {
    const { state } = lossfold;
    const asked = new URLSearchParams(search);
    if (asked.get("lang") && asked.get("lang") !== state.language) return location.reload();
    const numbers = asked.get("camera") ? asked.get("camera").split(",").map(Number) : null;
    state.camera = lossfold.query.cameraFrom(numbers, lossfold.landscape.CAMERA) || structuredClone(lossfold.landscape.CAMERA);
    state.asked = null;
    lossfold.own.leave();
    lossfold.requests.ask("request", Object.fromEntries(asked));
  }

  function pressed() {
    const [{ prop_id: prop, value }] = dash_clientside.callback_context.triggered;
    if (value) lossfold.buttons.press(prop.split(".")[0]);
  }

  function sceneCame(data, start) {
    scene(data, start);
    return dash_clientside.no_update;
  }

  // Defined in a file that comes after this one.
  const own = { file: (...given) => lossfold.own.chosen(...given), columns: (...given) => lossfold.own.columns(...given) };

  globalThis.lossfold = { ...globalThis.lossfold, explorer: { notice, paint, light } };
  window.dash_clientside = {
    ...window.dash_clientside,
    explorer: { address: () => location.search, scene: sceneCame, paths, extras, pressed, ...lossfold.choices.callbacks, ...own },
  };
})();
