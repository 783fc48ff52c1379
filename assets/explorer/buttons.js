// What the buttons do, and what they say when they have done it.
(function () {
  function press(id) {
    const { state } = lossfold;
    if (!state.landscape) return;
    const actions = {
      play,
      "reset-camera": () => state.landscape.setCamera(null),
      "copy-link": () => copy(lossfold.share.link(), "copy-link", state.words["head.copied"]),
      "share-open": () => lossfold.share.open(),
      "copy-equivalent": () => {
        copy(document.getElementById("equivalent").textContent, "copy-equivalent", state.words["read.copied"]);
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

  let plays = null; // the weight that runs

  const playing = () => (lossfold.player.running() ? plays : null);

  /** Starts or stops the run of a weight: λ or Ω, whichever the penalty has. */
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

  /** Runs what the penalty has now, in place of what ran before. */
  function run() {
    const { state } = lossfold;
    lossfold.player.stop();
    plays = lossfold.knobs.played(state.scene, state.weights, state.knob);
    lossfold.player.start(state.weights[plays], topOf(plays), (value) => {
      lossfold.sliderDrag.turn({ ...lossfold.state.weights, [plays]: value }, plays);
    });
    reach();
    follow();
  }

  const topOf = (knob) => lossfold.state.start.numbers[knob].high;

  /** The axes hold the whole run, so that nothing is cut off on its way. */
  function reach() {
    const runs = playing();
    if (runs) lossfold.state.landscape.reach(runs, [0, topOf(runs)]);
  }

  /** The button says what it runs, or would run. */
  function follow() {
    const { state } = lossfold;
    const button = document.getElementById("play");
    const { symbol: sign } = state.start.numbers[playing() || lossfold.knobs.played(state.scene, state.weights, state.knob)];
    const label = playing() ? state.words["knob.pause"] : lossfold.format.fill(state.words["knob.play"], { sign });
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    button.title = label;
    button.dataset.sign = sign;
    button.dataset.playing = playing() ? "yes" : "";
  }

  /** A hand on a control takes over from the run. */
  function stop() {
    if (lossfold.player.running()) play();
  }

  /** Copies, and says so beside the button for two seconds. */
  async function copy(text, id, said) {
    const button = document.getElementById(id);
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
    const status = document.getElementById("status");
    status.textContent = said;
    setTimeout(() => delete button.dataset.said, 2000);
  }

  globalThis.lossfold = { ...globalThis.lossfold, buttons: { press, play, run, playing, reach, follow, stop, copy } };
})();
