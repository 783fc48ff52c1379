// The first picture, before Dash and its components have come: the scene is asked for by itself, drawn on a canvas at
// once, and alive as soon as plotly.js is there. The page takes the surface over when it stands.
(function () {
  /** @type {(() => void) | null} */
  let waiting = null;
  let isLost = false;

  /** @type {() => EarlyStart} */
  const startData = () => JSON.parse(lossfold.elements.byId("early-start").textContent ?? "");

  /** The light that the page stands in until its switch is touched. @type {(theme: string) => string} */
  function lightOf(theme) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return theme === "auto" ? (dark ? "dark" : "light") : theme;
  }

  /** A picture of the scene on a canvas until the surface is drawn. @type {(start: EarlyStart) => void} */
  function draw({ camera, wireframe }) {
    const { state } = lossfold;
    const { theme, scene } = state;
    const surface = lossfold.elements.byId("surface");
    const canvas = Object.assign(document.createElement("canvas"), { className: "poster" });
    canvas.setAttribute("aria-hidden", "true");
    surface.parentElement?.append(canvas);
    const still = new lossfold.landscape.Landscape(surface, scene, { theme, wireframe });
    const standard = lossfold.cameraKeys.standard(scene);
    lossfold.snapshot.paint(canvas, still, lossfold.query.cameraFrom(camera, standard) || standard);
    const status = document.querySelector(".early .status");
    if (status) status.textContent = "";
    const done = [
      state.on("drawn", () => {
        canvas.remove();
        for (const forget of done) forget();
      }),
      // The picture goes where the surface has gone.
      state.on("placed", () => surface.parentElement?.append(canvas)),
    ];
  }

  /** @type {(start: EarlyStart, scene: Scene) => void} */
  function show(start, scene) {
    const { state } = lossfold;
    state.show(scene);
    if (document.getElementById("surface") && !state.landscape) draw(start);
    waiting?.();
    waiting = null;
  }

  /** Asks for the scene of this address. */
  async function bring() {
    isLost = false;
    const start = startData();
    try {
      const answer = await fetch(start.scene);
      if (!answer.ok) throw new Error(await answer.text());
      show(start, await answer.json());
    } catch {
      isLost = true;
      say();
    }
  }

  /** Once the page stands, it says what did not come. */
  function say() {
    const { words } = lossfold.state;
    if (isLost && waiting) lossfold.notice.say(words["story.offline"], bring);
  }

  /** Dash and its components, which are as large as plotly.js: they come after it, and build the page. */
  function bringDash() {
    const { src } = /** @type {HTMLScriptElement} */ (lossfold.elements.byId("_dash-renderer"));
    const script = Object.assign(document.createElement("script"), { src });
    const start = () => new window.DashRenderer();
    script.addEventListener("load", () => {
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
      else start();
    });
    document.body.append(script);
  }

  function begin() {
    const { theme, camera, wireframe, words, label } = startData();
    document.documentElement.dataset.theme = lightOf(theme);
    const surface = document.getElementById("surface");
    if (surface) lossfold.landscapeWidget.stand(surface, { id: "surface", theme, camera, wireframe, words, label });
    lossfold.state.on("placed", () => document.querySelector(".early")?.remove());
    lossfold.server.watch();
    bring();
    const plotly = lossfold.elements.one('script[src*="release/plotly"]');
    for (const name of window.Plotly ? [] : ["load", "error"]) plotly.addEventListener(name, bringDash);
    if (window.Plotly) bringDash();
  }

  /** Calls back as soon as there is a scene, which is at once if it has come. @type {Lossfold["early"]["whenThere"]} */
  function whenThere(act) {
    if (lossfold.state.scene) return act();
    waiting = act;
    say();
  }

  globalThis.lossfold = { ...globalThis.lossfold, early: { bring, whenThere } };
  // Once every file of this bundle is there.
  if (typeof document !== "undefined" && document.getElementById("early-start")) queueMicrotask(begin);
})();
