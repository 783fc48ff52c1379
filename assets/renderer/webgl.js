// Whether surfaces can be drawn by WebGL.
(function () {
  /** Asks for a context, and gives it back: a browser has few. @type {Lossfold["webgl"]["isAvailable"]} */
  function isAvailable() {
    const gl = document.createElement("canvas").getContext("webgl");
    gl?.getExtension("WEBGL_lose_context")?.loseContext();
    return Boolean(gl);
  }

  globalThis.lossfold = { ...globalThis.lossfold, webgl: { isAvailable } };
})();
