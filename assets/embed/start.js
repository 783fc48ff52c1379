// The embed's wiring: what stands in the page, what the sliders and buttons do.
(function () {
  const TURN = (2 * Math.PI) / 24; // radians a second when the surface turns by itself
  const LASTING = ["embed.nowebgl", "embed.noplotly", "embed.lost"]; // hints that stay until the surface is back
  const find = (/** @type {string} */ id) => document.getElementById(id);
  const there = (/** @type {string} */ id) => /** @type {HTMLElement} */ (find(id));
  const sliderOf = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (find(id));
  const read = (/** @type {string} */ id) => JSON.parse(there(id).textContent ?? "");

  /** Scene and stage come when the page begins. @type {EmbedState} */
  const state = Object.assign(Object(lossfold.figures.of("surface")), { words: {}, touched: false });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hinting;

  const stopsOf = (/** @type {string} */ knob) => lossfold.solutionTables.stopsOf(state.paths, knob);

  /** A hint over the surface, for a moment. @type {(key: string | null) => void} */
  function say(key) {
    clearTimeout(hinting);
    const hint = there("hint");
    hint.textContent = key ? state.words[key] : "";
    if (!key || !LASTING.includes(key)) hinting = setTimeout(() => (hint.textContent = ""), 2200);
  }

  /** After each step: numbers, formula, sentence, proof, text alternative. */
  function update() {
    const { scene, paths, weights, words } = state;
    const solution = lossfold.solutionTables.at(scene, paths, weights);
    for (const knob of Object.keys(weights)) {
      const input = sliderOf(knob);
      if (!input) continue;
      lossfold.slider.show(input, weights[knob]);
      if (input.nextElementSibling) input.nextElementSibling.textContent = lossfold.format.weight(weights[knob]);
    }
    lossfold.formula.update(weights);
    // Only where a slider changes the model does the page carry what else may be said of it.
    if (scene.notes) there("model").textContent = lossfold.story.model(scene, weights, words);
    there("story").textContent = lossfold.story.tell(scene, solution, weights, words);
    there("proof").textContent = lossfold.story.brief(solution, words);
    there("surface").setAttribute("aria-label", lossfold.story.describe(scene, solution, weights, words));
    lossfold.embedViews.update();
  }

  /** A slider of the author's choice. @type {(knob: string) => void} */
  function slider(knob) {
    lossfold.slider.listen(sliderOf(knob), {
      stops: () => stopsOf(knob), now: () => state.weights[knob], move: (value) => state.move(knob, value),
      take: () => state.take(), hold: (on) => state.hold(on),
    });
  }

  function stopPlaying() {
    if (lossfold.player.running()) play();
  }

  /** Starts or stops the run of the first slider that has weight, or of the first. The axes hold the whole run. */
  function play() {
    const button = find("play");
    const starts = !lossfold.player.running();
    const { knobs } = /** @type {Table[]} */ (state.paths)[0];
    const knob = knobs.find((each) => state.weights[each] > 0) ?? knobs[0];
    const stops = stopsOf(knob);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    if (starts) {
      state.stage.landscape.reach(knob, [first, last]);
      lossfold.player.start(state.weights[knob], last, (value) => {
        state.move(knob, lossfold.stops.nearest(stops, value));
      });
    } else {
      lossfold.player.stop();
      state.idleLater();
    }
    if (!button) return;
    button.setAttribute("aria-label", state.words[starts ? "embed.pause" : "embed.play"]);
    button.dataset.playing = starts ? "yes" : "";
  }

  /** Turns the surface slowly until a hand takes it; not where people asked for less motion. */
  function turnByItself() {
    let last = NaN;
    const step = (/** @type {number} */ now) => {
      if (state.touched) return;
      const camera = state.stage.now();
      if (camera && !Number.isNaN(last) && state.stage.visible && !document.hidden) {
        state.stage.setCamera(lossfold.cameraKeys.turned(camera, (TURN * Math.min(now - last, 250)) / 1000));
      }
      last = now;
      requestAnimationFrame(step);
    };
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) requestAnimationFrame(step);
  }

  /** The link back; where the frame may open no window, its address is shown to be copied. */
  function linkHome() {
    const link = find("home");
    if (!(link instanceof HTMLAnchorElement)) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const opened = window.open(link.href, "_blank");
      if (opened) opened.opener = null;
      else {
        const field = Object.assign(document.createElement("input"), { readOnly: true, value: link.href });
        field.setAttribute("aria-label", link.textContent ?? "");
        link.replaceWith(field);
        field.select();
      }
    });
  }

  function begin() {
    /** @type {EmbedStart} */
    const start = read("start");
    /** @type {StandaloneScene} */
    const scene = read("scene");
    Object.assign(state, { words: start.words, knob: start.knobs[0] ?? "" });
    state.show(scene);
    const { knob } = state;
    state.setPaths(scene.tables.map(lossfold.solutionTables.open));
    lossfold.theme.watch(start.theme, (now) => {
      state.stage.setTheme(now);
      lossfold.embedViews.update();
    });
    const surface = there("surface");
    const { words, wireframe } = start;
    state.wireframe = wireframe;
    lossfold.inertia.set(start.inertia);
    const options = { theme: lossfold.theme.now(), knob, words, wireframe };
    const landscape = new lossfold.landscape.Landscape(surface, scene, options);
    landscape.paths = state.paths;
    const standard = lossfold.cameraKeys.standard(scene);
    const camera = lossfold.query.cameraFrom(start.camera, standard);
    const shown = start.viewState.views.includes("surface");
    const poster = /** @type {HTMLCanvasElement} */ (document.querySelector(".poster"));
    state.stage = shown
      ? new lossfold.stage.Stage(surface, poster, landscape, { camera, say })
      : new lossfold.embedViews.NoStage(landscape);
    state.surface = state.stage;
    state.on("take", stopPlaying);
    state.on("step", update);
    if (!shown) surface.dataset.drawn = "views";
    lossfold.gestures.listen(surface, say, () => (state.touched = true));
    lossfold.cameraKeys.listen(surface, () => scene, () => state.stage.now(), (next) => {
      state.touched = true;
      state.stage.setCamera(next);
    });
    start.knobs.forEach(slider);
    find("play")?.addEventListener("click", play);
    find("reset")?.addEventListener("click", () => state.stage.setCamera(camera || standard));
    linkHome();
    lossfold.embedViews.begin(state, start);
    update();
    lossfold.iframeHeight.report(/** @type {HTMLElement} */ (document.querySelector("main")));
    // Back from the browser's memory: all stands as it was, but the graphics card may have been given to others.
    addEventListener("pageshow", ({ persisted }) => {
      if (!persisted) return;
      update();
      state.stage.wake();
    });
    if (start.autorotate) turnByItself();
  }

  globalThis.lossfold = { ...globalThis.lossfold, embed: { state } };
  // Once the frame has been looked at: by then plotly.js is on its way, and is compiled while this makes all ready. Who
  // prints a page has not looked at every frame of it.
  let begun = false;
  const once = () => {
    if (!begun) begin();
    begun = true;
  };
  const arrive = () => {
    lossfold.visibility.watch(once);
    addEventListener("beforeprint", once);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else queueMicrotask(arrive); // once every file of this bundle is there
})();
