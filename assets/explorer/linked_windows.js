// Windows of this browser whose sliders move together.
(function () {
  /** @type {BroadcastChannel | null} */
  let channel = null;
  /** The weights that another window sent last, or this one. @type {Weights | null} */
  let heard = null;

  /** Follows the others, and tells them, from now on; or no longer. @type {Lossfold["linkedWindows"]["listen"]} */
  function listen(on) {
    channel?.close();
    channel = on ? new BroadcastChannel("lossfold") : null;
    if (!channel) return;
    channel.onmessage = ({ data }) => {
      heard = data.weights;
      lossfold.state.setWeights(lossfold.knobs.taking(lossfold.state.weights, data.weights), data.knob);
    };
  }

  /** After every step of a slider: what came from another window does not go back. */
  function tell() {
    const { weights, knob } = lossfold.state;
    const isTheirs = heard && lossfold.knobs.agree(weights, heard);
    if (channel && !isTheirs) channel.postMessage({ weights: { ...weights }, knob });
    heard = { ...weights };
  }

  globalThis.lossfold = { ...globalThis.lossfold, linkedWindows: { listen, tell } };
})();
