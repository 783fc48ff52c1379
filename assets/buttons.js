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

  /** Starts or stops λ's run. */
  function play() {
    const { state } = lossfold;
    const button = document.getElementById("play");
    const start = !lossfold.play.running();
    if (start) {
      lossfold.play.start(state.weights.l1, 2, (value) => {
        lossfold.hand.turn({ ...lossfold.state.weights, l1: value }, "l1");
      });
    } else {
      lossfold.play.stop();
      // At once: a number that came into an entry later would take the selection away from whoever types there.
      lossfold.panel.followWeights();
      lossfold.hand.rest();
    }
    button.setAttribute("aria-label", state.words[start ? "knob.pause" : "knob.play"]);
    button.dataset.playing = start ? "yes" : "";
  }

  /** A hand on a control takes over from the run. */
  function stop() {
    if (lossfold.play.running()) play();
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

  globalThis.lossfold = { ...globalThis.lossfold, buttons: { press, play, stop, copy } };
})();
