// The hand on the sliders: follows each step at once, and knows when it rests.
(function () {
  const REST = 150; // ms of stillness after which a drag counts as over
  /** @type {ReturnType<typeof setTimeout> | null} */
  let resting = null;
  /** @type {number | null} */
  let frame = null;
  let again = false;
  let holding = false;
  /** The slider that a pointer has taken hold of, until something else moves a weight. @type {string | null} */
  let pressed = null;

  /**
   * A finger or a mouse button on a slider: the drag is not over while it is down, however long it rests.
   * @param {Event} event
   */
  function held(event) {
    const target = event.target instanceof Element ? event.target : null;
    const onKnob = Boolean(target && target.closest(".knob, .structural"));
    if (onKnob && event.type !== "pointerup") lossfold.buttons.stop();
    if (event.type === "keydown") return;
    holding = event.type === "pointerdown" && onKnob;
    if (holding) {
      lossfold.numberFields.commit();
      const slider = target && target.closest(".slider");
      pressed = slider && slider.id;
    }
    if (!holding && resting) rest();
  }

  /**
   * A slider step: weights only, no request. `bySlider`: the slider itself says so.
   * @type {Lossfold["sliderDrag"]["turn"]}
   */
  function turn(weights, knob, bySlider = false) {
    const { state } = lossfold;
    if (!bySlider) pressed = null;
    if (!state.landscape || Object.keys(weights).every((name) => weights[name] === state.weights[name])) return;
    state.weights = weights;
    state.knob = knob;
    // What was refused has been left behind.
    lossfold.notice.mended();
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
    if (again && state.landscape) state.landscape.setWeights(state.weights, state.knob);
    again = false;
    lossfold.bindings.followWeights();
    const plays = lossfold.buttons.playing();
    if (plays) lossfold.requests.keepUp(plays);
  }

  /**
   * Follows a slider by what it announces (aria-valuenow): a callback of Dash comes tens of milliseconds later. After a
   * short click it announces the new number when the button is up again.
   * @type {(knob: string) => void}
   */
  function listen(knob) {
    const thumb = lossfold.elements.one(`#${knob} [role=slider]`);
    new MutationObserver(() => {
      const byHand = pressed === knob || document.activeElement === thumb;
      const value = Number(thumb.getAttribute("aria-valuenow"));
      const { weights } = lossfold.state;
      if (knob in weights && byHand && !lossfold.player.running()) turn({ ...weights, [knob]: value }, knob, true);
    }).observe(thumb, { attributes: true, attributeFilter: ["aria-valuenow"] });
  }

  /** @type {Lossfold["sliderDrag"]["settleLater"]} */
  function settleLater() {
    clearTimeout(resting ?? undefined);
    resting = setTimeout(rest, REST);
  }

  /**
   * The hand rests: axes fit again, the other sliders' paths are fetched, the address is written.
   * @type {Lossfold["sliderDrag"]["rest"]}
   */
  function rest() {
    clearTimeout(resting ?? undefined);
    const { state } = lossfold;
    const busy = holding || lossfold.player.running() || lossfold.server.isBusy("request");
    if (!state.landscape || busy) return settleLater();
    resting = null;
    lossfold.controls.keep();
    state.landscape.settle();
    lossfold.query.write(lossfold.requests.address);
    if (state.rough) lossfold.controls.refine();
    else if (lossfold.requests.pathless().length) lossfold.requests.askPaths();
  }

  /** @type {Lossfold["sliderDrag"]["watch"]} */
  function watch(knobs) {
    for (const knob of knobs) listen(knob);
    for (const name of ["pointerdown", "pointerup", "pointercancel", "keydown"]) {
      addEventListener(name, held, { capture: true });
    }
    lossfold.elements.one(".regularizers").addEventListener("toggle", settleLater);
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliderDrag: { watch, turn, settleLater, rest } };
})();
