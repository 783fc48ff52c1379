// The explorer's wiring: what each control does. Namespace `explorer` of Dash's clientside callbacks.
(function () {
  // Those of the last four that a model's loss is affine in only change weights.
  const STRUCTURAL = ["p", "x", "rho", "outlier", "range", "drop", "noise", "smoothing", "share", "confidence"];
  const CHOICES = ["n", "mask", "rescale", "convention"];
  let previous = null; // the visitor's file before the one that is being tried

  const { set, heard, followWeights, followScene } = new Proxy({}, { get: (_, name) => (...given) => lossfold.panel[name](...given) });

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
    document.documentElement.dataset.theme = light();
    set("provider", { forceColorScheme: light() });
    const element = document.getElementById("surface");
    element.addEventListener("landscape:camera", () => lossfold.query.write(lossfold.requests.address));
    element.addEventListener("landscape:lost", lost);
    lossfold.keys.listen(element, () => state.landscape && state.landscape.camera(), (camera) => {
      state.landscape.setCamera(camera);
      lossfold.query.write(lossfold.requests.address);
    });
    lossfold.hand.watch(Object.keys(lossfold.knobs.SIGNS));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    addEventListener("popstate", () => visit(location.search));
    state.camera = lossfold.query.cameraFrom(start.camera, lossfold.landscape.CAMERA);
    await draw();
    lossfold.explorerViews.begin(start);
    const asked = new URLSearchParams(location.search);
    if (asked.get("data") === "own") {
      state.file = lossfold.ownFile.recall();
      if (state.file) lossfold.requests.ask("request", Object.fromEntries(asked));
      else {
        notice(state.words["own.again"]);
        offerOwn();
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
      Object.assign(state, previous || {});
      previous = null;
      notice(data.refused);
      forget();
      followScene();
      return;
    }
    state.rough = isRough(data.scene);
    state.scene = state.rough ? { ...data.scene, preview: state.scene.preview } : data.scene;
    if (newest) state.wanted = data.scene.spec;
    state.own = data.own || (data.scene.spec.data === "own" ? state.own : null);
    // Whoever turned a knob while the answer was on its way keeps what they turned.
    const turnedSince = state.asked && !lossfold.knobs.agree(state.asked, state.weights);
    const knobs = lossfold.knobs.of(data.scene);
    state.weights = turnedSince ? lossfold.knobs.taking(knobs, state.weights) : knobs;
    state.paths = null;
    previous = null;
    if (data.own && state.file) {
      Object.assign(state.file, { features: data.own.features, target: data.own.target });
      lossfold.ownFile.keep(state.file);
    }
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

  /** Controls may show what was refused: everything is set anew. */
  function forget() {
    for (const id of ["loss", "data", ...CHOICES, ...STRUCTURAL, ...STRUCTURAL.map((id) => `${id}-number`)]) heard(id, undefined);
    for (const id of ["feature-1", "feature-2", "target"]) heard(id, undefined);
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
    if (lossfold.solutions.missing(state.paths, state.weights).length) lossfold.hand.settleLater();
  }

  function extras(data) {
    lossfold.explorerViews.came(data);
  }

  /** A choice that changes the layers. In a drag of the knob `rough` a loss that takes long comes on a coarser grid first. */
  function choose(changes, dropped = [], rough = null) {
    const { state } = lossfold;
    state.wanted = { ...state.wanted, ...state.weights, ...changes };
    for (const name of dropped) delete state.wanted[name];
    state.asked = { ...state.weights };
    const query = lossfold.requests.textsOf(state.wanted);
    if (state.landscape) lossfold.hand.settleLater();
    const { preview } = state.scene;
    if (preview && preview.knobs.includes(rough)) query.n = String(preview.n);
    lossfold.requests.ask("request", query);
  }

  /** The hand rests: the whole grid, please. */
  function refine() {
    lossfold.state.rough = false;
    choose({});
  }

  /** A coarse answer to a drag says what is wanted of everything but its grid. True if it is one. */
  function isRough({ spec, query }) {
    const { scene: shown, wanted } = lossfold.state;
    if (!shown || !shown.preview || spec.n !== shown.preview.n || spec.n === wanted.n) return false;
    spec.n = wanted.n;
    delete query.n;
    return true;
  }

  const inRange = (value, [low, high]) => typeof value === "number" && Number.isFinite(value) && value >= low && value <= high;

  function turned() {
    const { state } = lossfold;
    if (!state.scene) return;
    for (const { prop_id: prop, value } of dash_clientside.callback_context.triggered) {
      const id = prop.split(".")[0];
      if (lossfold.panel.isEcho(id, value)) continue;
      heard(id, value);
      const knob = id.replace("-number", "");
      if (knob in state.weights) {
        if (!inRange(value, state.start.ranges[knob])) continue;
        // While λ runs by itself, and in an entry that nobody types in, a value is an echo that came late.
        if (id === knob || lossfold.play.running() || !lossfold.hand.typedIn(id)) continue;
        lossfold.hand.turn({ ...state.weights, [knob]: value }, knob);
      } else if (id === "preset") usePreset(value);
      else if (STRUCTURAL.includes(knob)) {
        if (typeof value === "number" && Number.isFinite(value) && value !== state.wanted[knob]) choose({ [knob]: value }, [], knob);
      } else if (CHOICES.includes(id)) {
        if (value !== lossfold.requests.textsOf(state.wanted)[id]) choose({ [id]: value });
      } else if (id === "loss" && value !== state.wanted.loss) {
        state.pushing = true;
        // Data that the new loss takes too stay; what is on screen may be older than what is wanted.
        const stays = state.wanted.data === "own" || (state.wanted.data === state.scene.spec.data && state.scene.losses.includes(value));
        const dropped = ["range", ...lossfold.requests.unshared(state.scene.nets, state.wanted.loss, value, stays)];
        choose({ loss: value }, dropped);
      } else if (id === "data" && value !== state.wanted.data) useData(value);
    }
  }

  function usePreset(name) {
    const { l1, l2 } = lossfold.state.weights;
    if (lossfold.panel.preset({ l1, l2 }) === name) return;
    const weights = { ...lossfold.state.weights, l1: name === "l1" || name === "both" ? l1 || 0.2 : 0, l2: name === "l2" || name === "both" ? l2 || 0.2 : 0 };
    lossfold.query.push(lossfold.requests.address);
    lossfold.hand.turn(weights, name === "l2" ? "l2" : "l1");
  }

  /** Shows where a file is chosen; the picture on screen stays until there is one. */
  function offerOwn() {
    document.querySelector(".explorer").dataset.data = "own";
    set("data", { value: "own" });
  }

  /** What only the softmax pair has: a file brings its own loss. */
  const notOfAFile = (data) => (data === "own" ? ["confidence"] : []);

  function useData(value) {
    const { state } = lossfold;
    state.pushing = true;
    if (value === "own" && !state.file) {
      offerOwn();
      return;
    }
    choose({ data: value }, ["range", ...notOfAFile(value)]);
  }

  function file(contents, name) {
    if (!contents) return;
    const { state } = lossfold;
    const read = lossfold.ownFile.read(contents, name);
    set("file", { contents: null });
    if (read.size) {
      notice(lossfold.words.fill(state.words["refused.file.size"], read));
      return;
    }
    previous = { file: state.file, own: state.own };
    state.file = read;
    state.pushing = true;
    choose({ data: "own" }, ["range", ...notOfAFile("own")]);
  }

  function columns(first, second, target) {
    const { state } = lossfold;
    for (const [id, value] of [["feature-1", first], ["feature-2", second], ["target", target]]) heard(id, value);
    if (!state.own || !first || !second || !target) return;
    const { features, target: old } = state.own;
    if (first === features[0] && second === features[1] && target === old) return;
    previous = { file: state.file, own: state.own };
    state.file = { ...state.file, features: [first, second], target };
    choose({}, ["range"]);
  }

  /** Back or forward: the address is read by the server, as if it had been opened. */
  function visit(search) {
    const { state } = lossfold;
    const asked = new URLSearchParams(search);
    if (asked.get("lang") && asked.get("lang") !== state.language) return location.reload();
    const numbers = asked.get("camera") ? asked.get("camera").split(",").map(Number) : null;
    state.camera = lossfold.query.cameraFrom(numbers, lossfold.landscape.CAMERA) || structuredClone(lossfold.landscape.CAMERA);
    state.asked = null;
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

  globalThis.lossfold = { ...globalThis.lossfold, explorer: { notice, paint, light, refine } };
  window.dash_clientside = {
    ...window.dash_clientside,
    explorer: { address: () => location.search, scene: sceneCame, paths, extras, turned, file, columns, pressed },
  };
})();
