// plotly.js draws its letters on a canvas and reads them back. If the canvas is told so when it is made, the browser
// keeps it in main memory, where reading costs a few milliseconds and not hundreds. plotly.js makes it while it
// loads: this stands ready before, and steps aside as soon as plotly.js is there.
(function () {
  const original = HTMLCanvasElement.prototype.getContext;

  /** @type {Lossfold["canvasReadback"]["off"]} */
  function off() {
    HTMLCanvasElement.prototype.getContext = original;
  }

  /** @type {(this: HTMLCanvasElement, kind: string, options?: object) => RenderingContext | null} */
  function getContext(kind, options) {
    if (window.Plotly) off();
    return original.call(this, kind, kind === "2d" ? { willReadFrequently: true, ...options } : options);
  }

  Object.assign(HTMLCanvasElement.prototype, { getContext });

  globalThis.lossfold = { ...globalThis.lossfold, canvasReadback: { off } };
})();
