// The page of a slice, or of two on one scale: surfaces of a net's loss in a plane, their sliders, and what may be said
// of them. There is no exact minimum to look up here: what is marked is the lowest point of the grid, and the page says
// so.
(function () {
  const TALLEST = 3; // times the surface: the axes of a run
  /** Whether the axes hold a whole run. */
  let holdsRun = false;
  const there = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const read = (/** @type {string} */ id) => JSON.parse(there(id).textContent ?? "");
  const inputOf = (/** @type {string} */ id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  const inputs = (/** @type {string} */ name) =>
    /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name=${name}]`));

  /**
   * The page's own state: the store of every figure, its slices, and which layer is drawn.
   * @type {SliceState}
   */
  const state = Object.assign(Object(lossfold.figures.of("surface")), {
    words: {}, layer: "loss", views: [], along: "a", through: "lowest", panes: [],
  });

  /**
   * A penalty's constant may lift the whole surface out of its box while a hand holds the slider: then the axes follow
   * at once.
   */
  function keepInSight() {
    if (holdsRun && lossfold.playback.playing()) return;
    const { low, high, floor } = state.panes[0].landscape.box;
    const least = Math.min(...state.panes.map(({ landscape: { total } }) => total[lossfold.heights.lowestOf(total)]));
    const out = least > (low + high) / 2 || least < floor;
    if (out) fitAxes();
  }

  function update() {
    const { words, weights, layer, panes } = state;
    keepInSight();
    for (const [knob, value] of Object.entries(weights)) {
      const input = inputOf(knob);
      if (!input) continue;
      lossfold.slider.show(input, value);
      lossfold.numberFields.show(knob, value);
    }
    if (inputOf("play")) lossfold.playback.update();
    lossfold.formula.update(weights, (value, knob) => lossfold.sliceStory.weight(value, state.scene.knobs[knob]));
    const { tell, pair, rise } = lossfold.sliceStory;
    const shown = panes.map((pane) => {
      const values = pane.values(weights);
      const { scene, landscape: { grids: { n } } } = pane;
      return { pane, values, scene, found: pane.found(values), rises: rise(values, n) };
    });
    const said = shown.map(({ found, scene }) => tell(found, scene, words, layer));
    there("story").textContent = panes.length > 1 ? pair(shown, words, layer) : said[0];
    panes.forEach(({ surface }, k) => {
      surface.setAttribute("aria-label", lossfold.format.join(words["slice.aria"], said[k]));
    });
    lossfold.sliceViews.update({ ...state, shown, logarithm: isLogarithm() && layer === "loss" });
  }

  /** @param {string} knob */
  function slide(knob) {
    const input = inputOf(knob);
    if (!input) return;
    const { low, high, step } = state.scene.knobs[knob];
    const count = Math.round((high - low) / step);
    const stops = Array.from({ length: count + 1 }, (_, k) => Number((low + k * step).toPrecision(6)));
    lossfold.slider.listen(input, {
      stops: () => stops, now: () => state.weights[knob], move: (value) => state.move(knob, value),
      take: () => state.take(), hold: (on) => state.hold(on),
    });
  }

  /** Entries and play, as the explorer has them. @type {(start: SliceStart) => void} */
  function steer({ words }) {
    const host = { figure: state, numbers: state.scene.knobs, words };
    lossfold.numberFields.begin({ ...host, setting: () => NaN });
    lossfold.playback.begin({ ...host, reach });
    inputOf("play")?.addEventListener("click", lossfold.playback.toggle);
    state.on("weights", lossfold.notice.mended);
    state.on("take", () => {
      lossfold.playback.stop();
      lossfold.numberFields.commit();
    });
  }

  /** Draws another layer in the loss's place, or the loss again. @param {string} layer */
  function choose(layer) {
    state.layer = layer;
    for (const pane of state.panes) pane.choose(layer);
    const knobs = Object.keys(state.weights);
    for (const id of ["logarithm", "play", ...knobs, ...knobs.map((knob) => `${knob}-number`)]) {
      const input = inputOf(id);
      if (input) input.disabled = layer !== "loss";
    }
    scale();
  }

  /** Heights are J, or its logarithm; axes and colours fit anew. */
  function scale() {
    const { panes, weights } = state;
    for (const pane of panes) pane.scale(weights, isLogarithm() && state.layer === "loss");
    const box = lossfold.slicePane.boxOf(panes, weights);
    for (const pane of panes) pane.fit(box);
    update();
  }

  /** After a drag: one scale for all that is shown now. */
  function fitAxes() {
    const box = lossfold.slicePane.boxOf(state.panes, state.weights);
    for (const pane of state.panes) if (lossfold.axisBox.differ(pane.landscape.box, box)) pane.fit(box);
  }

  /**
   * The axes hold the whole run of a slider, unless the penalty's constant would make a thin sheet of the surface.
   * @type {PlayHost["reach"]}
   */
  function reach(knob, ends) {
    const { panes, weights } = state;
    const all = ends.map((value) => ({ ...weights, [knob]: value }));
    const box = lossfold.slicePane.boxOf(panes, ...all);
    const most = Math.max(...all.map((each) => heightOf(lossfold.slicePane.boxOf(panes, each))));
    holdsRun = heightOf(box) <= TALLEST * most;
    if (holdsRun) for (const pane of panes) pane.fit(box);
  }

  const heightOf = (/** @type {AxisBox} */ { low, high }) => high - low;

  const isLogarithm = () => inputOf("logarithm")?.checked ?? false;

  /** @type {() => SliceNow} */
  const now = () => ({
    weights: { ...state.weights }, layer: state.layer, logarithm: isLogarithm(), views: [...state.views],
    along: state.along, through: state.through,
  });

  /** Shows what was there before. @param {SliceNow} wanted */
  function put({ weights, layer, logarithm, views, along, through }) {
    Object.assign(state, { weights: { ...weights }, views: [...views], along, through });
    const picked = [["layer", [layer]], ["view", views], ["along", [along]], ["through", [through]]];
    for (const [name, values] of /** @type {[string, string[]][]} */ (picked)) {
      for (const input of inputs(name)) input.checked = values.includes(input.value);
    }
    const box = inputOf("logarithm");
    if (box) box.checked = logarithm;
    choose(layer);
  }

  /** What a hand picks on the page. */
  function listen() {
    for (const input of inputs("layer")) {
      input.addEventListener("change", () => {
        state.take();
        choose(input.value);
      });
    }
    inputOf("logarithm")?.addEventListener("change", () => {
      state.take();
      scale();
    });
    const views = inputs("view");
    for (const view of views) {
      view.addEventListener("change", () => {
        state.views = [...views].filter(({ checked }) => checked).map(({ value }) => value);
        update();
      });
    }
    for (const name of /** @type {const} */ (["along", "through"])) {
      for (const input of inputs(name)) {
        input.addEventListener("change", () => {
          state[name] = input.value;
          update();
        });
      }
    }
  }

  function begin() {
    /** @type {SliceStart} */
    const start = read("start");
    const { words, shown } = start;
    const scenes = /** @type {SliceScene[]} */ ([read("scene"), ...start.others]);
    lossfold.theme.watch(start.theme, (theme) => {
      for (const { stage } of state.panes) stage.setTheme(theme);
    });
    const camera = (/** @type {Scene} */ scene) =>
      lossfold.query.cameraFrom(shown.camera, lossfold.cameraKeys.standard(scene));
    state.panes = scenes.map((scene, k) => {
      const surface = there(k ? `surface-${k + 1}` : "surface");
      return new lossfold.slicePane.Pane(surface, scene, { theme: lossfold.theme.now(), words, camera });
    });
    const [{ scene, stage }] = state.panes;
    const { views, along, through } = shown;
    Object.assign(state, { words, scene, stage, views, along, through, weights: { ...shown.weights }, knob: "l1" });
    state.surface = {
      setWeights: (weights, knob) => state.panes.forEach((pane) => pane.stage.setWeights(weights, knob)),
      fitAxes,
    };
    if (state.panes.length > 1) lossfold.slicePane.link(state.panes);
    lossfold.sliceViews.begin(words, update);
    state.on("step", update);
    Object.keys(state.weights).forEach(slide);
    steer(start);
    listen();
    choose(shown.layer);
    lossfold.sliceMemory.begin(state, start, { now, put });
    lossfold.iframeHeight.report(/** @type {HTMLElement} */ (document.querySelector("main")));
  }

  globalThis.lossfold = { ...globalThis.lossfold, slices: { state } };
  if (!globalThis.document?.getElementById) return;
  let begun = false;
  const once = () => {
    if (!begun && document.getElementById("scene")) begin();
    begun = true;
  };
  const arrive = () => lossfold.visibility.watch(once);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else queueMicrotask(arrive);
})();
