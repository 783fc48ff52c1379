// The explorer's wiring: what each control does. Namespace `explorer` of Dash's clientside callbacks.
(function () {
  const REST = 150; // ms of stillness after which a drag counts as over
  const STRUCTURAL = ["p", "x", "rho", "range"];
  let resting = null;
  let frame = null;
  let again = false;
  let holding = false;
  let left = { id: "", at: 0 }; // the control that lost the focus last
  let previous = null; // the visitor's file before the one that is being tried

  const { set, heard, followWeights, followScene } = new Proxy({}, { get: (_, name) => (...given) => lossfold.panel[name](...given) });

  function plotlyReady() {
    if (window.Plotly) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.querySelector('script[src*="/vendor/plotly"]');
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
  }

  /** The first scene: builds everything that needs the page to stand. */
  async function begin(start) {
    const { state } = lossfold;
    Object.assign(state, { words: start.words, language: start.language, theme: start.theme });
    document.documentElement.dataset.theme = light();
    set("provider", { forceColorScheme: light() });
    const element = document.getElementById("surface");
    element.addEventListener("landscape:camera", () => lossfold.query.write(lossfold.requests.address));
    element.addEventListener("landscape:lost", lost);
    lossfold.keys.listen(element);
    for (const knob of ["l1", "l2"]) listen(knob);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    addEventListener("popstate", () => visit(location.search));
    for (const name of ["pointerdown", "pointerup", "pointercancel", "keydown"]) addEventListener(name, held, { capture: true });
    addEventListener("focusout", (event) => (left = { id: event.target.id, at: performance.now() }));
    state.camera = lossfold.query.cameraFrom(start.camera, lossfold.landscape.CAMERA);
    await draw();
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
    state.camera = state.landscape.camera();
    document.querySelector(".stage").dataset.ready = "";
    status.textContent = state.words["surface.lost"];
    document.querySelector(".stage").addEventListener("click", draw, { once: true });
  }

  /** A scene, or the sentence that refuses it; a refusal leaves everything as it was. */
  async function scene(data, start) {
    if (!data) return;
    const { state } = lossfold;
    if (data.seq !== undefined && !lossfold.requests.answered("request")) return;
    if (data.refused) {
      Object.assign(state, previous || {});
      previous = null;
      notice(data.refused);
      forget();
      followScene();
      return;
    }
    state.scene = data.scene;
    state.wanted = data.scene.spec;
    state.own = data.own || (data.scene.spec.data === "own" ? state.own : null);
    state.weights = { l1: data.scene.weights.l1, l2: data.scene.weights.l2 };
    state.paths = null;
    previous = null;
    if (data.own && state.file) {
      Object.assign(state.file, { features: data.own.features, target: data.own.target });
      lossfold.ownFile.keep(state.file);
    }
    if (!state.landscape) {
      askPaths();
      return begin(start);
    }
    notice("");
    state.landscape.show(state.scene);
    if (state.camera) state.landscape.setCamera(state.camera);
    state.camera = null;
    followScene();
    followWeights();
    settleLater();
    lossfold.query[state.pushing ? "push" : "write"](lossfold.requests.address);
    state.pushing = false;
  }

  /** Controls may show what was refused: everything is set anew. */
  function forget() {
    for (const id of ["loss", "data", "n", ...STRUCTURAL, ...STRUCTURAL.map((id) => `${id}-number`)]) heard(id, undefined);
    for (const id of ["feature-1", "feature-2", "target"]) heard(id, undefined);
  }

  function askPaths() {
    const { scene: shown, weights } = lossfold.state;
    lossfold.requests.ask("paths-request", lossfold.requests.textsOf({ ...shown.spec, ...weights }));
  }

  function paths(data) {
    if (!data) return;
    const { state } = lossfold;
    if (!lossfold.requests.answered("paths-request") || !data.paths) return;
    const { spec } = data.paths;
    const current = ["loss", "data", "p", "x", "rho"].every((name) => spec[name] === state.scene.spec[name]);
    if (!current) return;
    state.paths = data.paths;
    if (state.landscape) {
      state.landscape.setPaths(data.paths);
      followWeights();
    }
    if (!lossfold.solutions.covers(state.paths, state.weights)) settleLater();
  }

  /** A finger or a mouse button on a slider: the drag is not over while it is down, however long it rests. */
  function held(event) {
    const onKnob = Boolean(event.target.closest && event.target.closest(".knob"));
    if (onKnob && lossfold.play.running() && event.type !== "pointerup") lossfold.buttons.play();
    if (event.type === "keydown") return;
    holding = event.type === "pointerdown" && onKnob;
    if (!holding && resting) rest();
  }

  /** A slider step: weights only, no request. */
  function turn(weights, knob) {
    const { state } = lossfold;
    if (!state.landscape || (weights.l1 === state.weights.l1 && weights.l2 === state.weights.l2)) return;
    state.weights = weights;
    state.knob = knob;
    settleLater();
    if (frame) {
      again = true;
      return;
    }
    state.landscape.setWeights(state.weights, state.knob);
    frame = requestAnimationFrame(nextFrame);
  }

  /** The first step of a frame is drawn at once; of those that follow in the same frame only the newest. */
  function nextFrame() {
    const { state } = lossfold;
    frame = null;
    if (again) state.landscape.setWeights(state.weights, state.knob);
    again = false;
    followWeights();
  }

  /** Follows a slider by what it announces (aria-valuenow): a callback of Dash comes tens of milliseconds later. */
  function listen(knob) {
    const thumb = document.querySelector(`#${knob} [role=slider]`);
    new MutationObserver(() => {
      const byHand = holding || document.activeElement === thumb;
      const value = Number(thumb.getAttribute("aria-valuenow"));
      if (byHand && !lossfold.play.running()) turn({ ...lossfold.state.weights, [knob]: value }, knob);
    }).observe(thumb, { attributes: true, attributeFilter: ["aria-valuenow"] });
  }

  function settleLater() {
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }

  /** The hand rests: axes fit again, the other slider's path is fetched, the address is written. */
  function rest() {
    clearTimeout(resting);
    if (holding || lossfold.play.running()) return settleLater();
    resting = null;
    const { state } = lossfold;
    state.landscape.settle();
    lossfold.query.write(lossfold.requests.address);
    if (!lossfold.solutions.covers(state.paths, state.weights)) askPaths();
  }

  /** A choice that changes the layers. */
  function choose(changes, dropped = []) {
    const { state } = lossfold;
    state.wanted = { ...state.wanted, ...state.weights, ...changes };
    for (const name of dropped) delete state.wanted[name];
    lossfold.requests.ask("request", lossfold.requests.textsOf(state.wanted));
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
      if (knob === "l1" || knob === "l2") {
        if (!inRange(value, [0, 2])) continue;
        // While λ runs by itself, and in an entry that nobody types in, a value is an echo that came late.
        if (id === knob || lossfold.play.running() || !typedIn(id)) continue;
        turn({ ...state.weights, [knob]: value }, knob);
      } else if (id === "preset") usePreset(value);
      else if (STRUCTURAL.includes(knob)) {
        if (typeof value === "number" && Number.isFinite(value) && value !== state.wanted[knob]) choose({ [knob]: value });
      } else if (id === "n") {
        if (Number(value) !== state.wanted.n) choose({ n: Number(value) });
      } else if (id === "loss" && value !== state.wanted.loss) {
        state.pushing = true;
        choose({ loss: value }, state.wanted.data === "own" ? ["range"] : ["data", "range"]);
      } else if (id === "data" && value !== state.wanted.data) useData(value);
    }
  }

  /** Whether a person is in this number entry, or has just left it. */
  const typedIn = (id) => document.activeElement.id === id || (left.id === id && performance.now() - left.at < 500);

  function usePreset(name) {
    const { l1, l2 } = lossfold.state.weights;
    if (lossfold.panel.preset({ l1, l2 }) === name) return;
    const weights = { l1: name === "l1" || name === "both" ? l1 || 0.2 : 0, l2: name === "l2" || name === "both" ? l2 || 0.2 : 0 };
    lossfold.query.push(lossfold.requests.address);
    turn(weights, name === "l2" ? "l2" : "l1");
  }

  /** Shows where a file is chosen; the picture on screen stays until there is one. */
  function offerOwn() {
    document.querySelector(".explorer").dataset.data = "own";
    set("data", { value: "own" });
  }

  function useData(value) {
    const { state } = lossfold;
    state.pushing = true;
    if (value === "own" && !state.file) {
      offerOwn();
      return;
    }
    choose({ data: value }, ["range"]);
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
    choose({ data: "own" }, ["range"]);
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

  globalThis.lossfold = { ...globalThis.lossfold, explorer: { notice, turn, paint, light, rest } };
  window.dash_clientside = {
    ...window.dash_clientside,
    explorer: { address: () => location.search, scene: sceneCame, paths, turned, file, columns, pressed },
  };
})();
