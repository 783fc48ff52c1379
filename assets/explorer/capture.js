// Pictures and films of the landscape on screen, made in the browser.
(function () {
  const SECONDS = 8;
  const TYPES = ["video/webm;codecs=vp9", "video/webm", "video/mp4"];

  /** @param {HTMLCanvasElement} canvas */
  const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() || "#ffffff";

  /**
   * Draws the plot's present frame on a canvas; a WebGL canvas can be read only right after it was drawn.
   * @param {Plot} plot
   * @param {CanvasRenderingContext2D} pen
   */
  function copyFrame(plot, pen) {
    const { width, height } = pen.canvas;
    pen.drawImage(lossfold.plotlyInternals.frame(plot), 0, 0, width, height);
  }

  /**
   * A PNG of what is on screen, `scale` times as large, on the page's colour or on nothing. Resolves to a Blob.
   * @type {Lossfold["capture"]["photograph"]}
   */
  async function photograph(landscape, { scale, transparent }) {
    const { clientWidth: width, clientHeight: height } = landscape.element;
    const dark = document.createElement("div");
    dark.className = "darkroom";
    Object.assign(dark.style, { width: `${width}px`, height: `${height}px` });
    document.body.append(dark);
    const { Landscape } = lossfold.landscape;
    const copy = new Landscape(dark, landscape.scene, { theme: landscape.theme, knob: landscape.knob, ratio: scale });
    copy.weigh({ ...landscape.weights });
    Object.assign(copy, { paths: landscape.paths, box: landscape.box });
    try {
      await copy.mount(structuredClone(landscape.camera()));
      const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
      const pen = penOf(canvas);
      if (!transparent) {
        pen.fillStyle = paper();
        pen.fillRect(0, 0, canvas.width, canvas.height);
      }
      if (copy.plot) copyFrame(copy.plot, pen);
      return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    } finally {
      if (copy.plot) copy.release();
      dark.remove();
    }
  }

  /** @type {Lossfold["capture"]["canFilm"]} */
  const canFilm = () =>
    typeof MediaRecorder === "function" && TYPES.some((type) => MediaRecorder.isTypeSupported(type));

  /**
   * Films λ on its way up to `top` and back. `show(λ)` puts it on screen, `progress(share)` is told how far it is;
   * `signal` stops it early. Resolves to a Blob, or null if it was stopped.
   * @type {Lossfold["capture"]["film"]}
   */
  async function film(landscape, top, show, progress, signal) {
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each)) ?? TYPES[0];
    const plot = /** @type {Plot} */ (landscape.plot);
    const source = lossfold.plotlyInternals.frame(plot);
    const even = { width: source.width & ~1, height: source.height & ~1 };
    const canvas = Object.assign(document.createElement("canvas"), even);
    const pen = penOf(canvas);
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: type, videoBitsPerSecond: 6e6 });
    /** @type {Blob[]} */
    const pieces = [];
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    const done = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
    recorder.start();
    const begun = performance.now();
    for (let share = 0; share < 1 && !signal.aborted; share = (performance.now() - begun) / 1000 / SECONDS) {
      const l1 = Math.round(top * (1 - Math.abs(1 - 2 * share)) * 100) / 100;
      show(l1);
      pen.fillStyle = paper();
      pen.fillRect(0, 0, canvas.width, canvas.height);
      copyFrame(plot, pen);
      pen.fillStyle = ink;
      pen.font = `600 ${Math.round(canvas.height / 22)}px system-ui, sans-serif`;
      pen.fillText(`λ = ${lossfold.format.weight(l1)}`, canvas.height / 25, canvas.height / 14);
      progress(share);
      await new Promise(requestAnimationFrame);
    }
    recorder.stop();
    await done;
    return signal.aborted ? null : new Blob(pieces, { type: type.split(";")[0] });
  }

  globalThis.lossfold = { ...globalThis.lossfold, capture: { photograph, film, canFilm } };
})();
