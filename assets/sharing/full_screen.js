// The whole screen for the page, where a browser lets us.
(function () {
  /** On or off; whether that could be had. @type {Lossfold["fullScreen"]["toggle"]} */
  async function toggle() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
      return true;
    } catch {
      return false;
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, fullScreen: { toggle } };
})();
