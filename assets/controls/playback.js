// The play button: whichever weight the penalty has, λ of none, runs up and down.
(function () {
  /** The weight that runs. @type {string | null} */
  let plays = null;

  /** @type {Lossfold["playback"]["playing"]} */
  const playing = () => (lossfold.player.running() ? plays : null);

  /** Whose it is. @type {PlayHost} */
  let host;

  /** @type {Lossfold["playback"]["begin"]} */
  function begin(whose) {
    host = whose;
  }

  /** Starts or stops the run. @type {Lossfold["playback"]["toggle"]} */
  function toggle() {
    if (!lossfold.player.running()) return run();
    const { figure } = host;
    lossfold.player.stop();
    // At once: a number that came into an entry later would take the selection away from whoever types there.
    figure.emit("step");
    figure.idle();
  }

  /** Runs what the penalty has now, in place of what ran before. @type {Lossfold["playback"]["run"]} */
  function run() {
    const { figure, numbers } = host;
    lossfold.player.stop();
    const knob = lossfold.knobs.played(figure.scene, figure.weights, figure.knob);
    plays = knob;
    lossfold.player.start(figure.weights[knob], numbers[knob].high, (value) => {
      figure.setWeights({ ...figure.weights, [knob]: value }, knob);
    });
    reach();
    update();
  }

  /** The axes hold the whole run, so that nothing is cut off on its way. @type {Lossfold["playback"]["reach"]} */
  function reach() {
    const runs = playing();
    if (runs) host.reach(runs, [0, host.numbers[runs].high]);
  }

  /** The button says what it runs, or would run. @type {Lossfold["playback"]["update"]} */
  function update() {
    const { figure: { scene, weights, knob }, numbers, words } = host;
    const button = lossfold.elements.byId("play");
    const runs = playing() || lossfold.knobs.played(scene, weights, knob);
    const { symbol: sign } = numbers[runs];
    const label = playing() ? words["knob.pause"] : lossfold.format.fill(words["knob.play"], { sign });
    if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    button.title = label;
    button.dataset.sign = sign;
    button.dataset.playing = playing() ? "yes" : "";
  }

  /** A hand on a control takes over from the run. @type {Lossfold["playback"]["stop"]} */
  function stop() {
    if (lossfold.player.running()) toggle();
  }

  globalThis.lossfold = { ...globalThis.lossfold, playback: { begin, toggle, run, playing, reach, update, stop } };
})();
