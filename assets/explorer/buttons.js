// What the buttons do, and what they say when they have done it.
(function () {
  /** @type {Lossfold["buttons"]["press"]} */
  function press(id) {
    const { state } = lossfold;
    const { landscape } = state;
    if (!landscape) return;
    /** @type {Record<string, () => void>} */
    const actions = {
      play,
      "reset-camera": () => landscape.setCamera(null),
      "copy-link": () => copy(lossfold.share.link(), "copy-link", state.words["head.copied"]),
      "share-open": () => lossfold.share.open(),
      "copy-equivalent": () => {
        copy(lossfold.elements.byId("equivalent").textContent ?? "", "copy-equivalent", state.words["read.copied"]);
      },
      theme: () => {
        state.theme = lossfold.explorer.light() === "dark" ? "light" : "dark";
        lossfold.explorer.paint();
        lossfold.query.write(lossfold.requests.address);
      },
      language: () => {
        const other = state.language === "en" ? "zh" : "en";
        location.assign(`?${lossfold.query.encode({ ...lossfold.requests.address(), lang: other })}`);
      },
    };
    actions[id]();
    if (id === "reset-camera") lossfold.query.write(lossfold.requests.address);
  }

  /** The weight that runs. @type {string | null} */
  let plays = null;

  /** @type {Lossfold["buttons"]["playing"]} */
  const playing = () => (lossfold.player.running() ? plays : null);

  /** Starts or stops the run of a weight: λ or Ω, whichever the penalty has. @type {Lossfold["buttons"]["play"]} */
  function play() {
    if (lossfold.player.running()) {
      lossfold.player.stop();
      // At once: a number that came into an entry later would take the selection away from whoever types there.
      lossfold.bindings.followWeights();
      lossfold.sliderDrag.rest();
      return;
    }
    run();
  }

  /** Runs what the penalty has now, in place of what ran before. @type {Lossfold["buttons"]["run"]} */
  function run() {
    const { state } = lossfold;
    lossfold.player.stop();
    const knob = lossfold.knobs.played(state.scene, state.weights, state.knob);
    plays = knob;
    lossfold.player.start(state.weights[knob], topOf(knob), (value) => {
      lossfold.sliderDrag.turn({ ...lossfold.state.weights, [knob]: value }, knob);
    });
    reach();
    follow();
  }

  const topOf = (/** @type {string} */ knob) => lossfold.state.start.numbers[knob].high;

  /** The axes hold the whole run, so that nothing is cut off on its way. @type {Lossfold["buttons"]["reach"]} */
  function reach() {
    const runs = playing();
    if (runs) lossfold.state.landscape?.reach(runs, [0, topOf(runs)]);
  }

  /** The button says what it runs, or would run. @type {Lossfold["buttons"]["follow"]} */
  function follow() {
    const { state } = lossfold;
    const button = lossfold.elements.byId("play");
    const runs = playing() || lossfold.knobs.played(state.scene, state.weights, state.knob);
    const { symbol: sign } = state.start.numbers[runs];
    const start = lossfold.format.fill(state.words["knob.play"], { sign });
    const label = playing() ? state.words["knob.pause"] : start;
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    button.title = label;
    button.dataset.sign = sign;
    button.dataset.playing = playing() ? "yes" : "";
  }

  /** A hand on a control takes over from the run. @type {Lossfold["buttons"]["stop"]} */
  function stop() {
    if (lossfold.player.running()) play();
  }

  /** Copies, and says so beside the button for two seconds. @type {Lossfold["buttons"]["copy"]} */
  async function copy(text, id, said) {
    const button = lossfold.elements.byId(id);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard: a selected field can still be copied.
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.dataset.said = said;
    const status = lossfold.elements.byId("status");
    status.textContent = said;
    setTimeout(() => delete button.dataset.said, 2000);
  }

  globalThis.lossfold = { ...globalThis.lossfold, buttons: { press, play, run, playing, reach, follow, stop, copy } };
})();
