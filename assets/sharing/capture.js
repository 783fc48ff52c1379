// Films of the landscape, made in the browser.
(function () {
  // A film's longer side in pixels, its frames a second, and how long it lasts.
  const KINDS = {
    gif: { most: 640, rate: 12.5, seconds: 6 },
    mp4: { most: 1280, rate: 25, seconds: 8 },
    webm: { most: 1280, rate: 25, seconds: 8 },
  };

  /** @type {(landscape: SurfaceLandscape, shape: string, hasCaption: boolean) => StudioSize} */
  function sizeOf({ element }, shape, hasCaption) {
    return lossfold.studio.sizeOf(shape, hasCaption, [element.clientWidth, element.clientHeight]);
  }

  /** The pixels of a picture. @type {Lossfold["capture"]["pictureSize"]} */
  function pictureSize(landscape, { shape, caption, scale }) {
    const { width, height } = sizeOf(landscape, shape, Boolean(caption));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  }

  /** The pixels of a film, and its seconds. @type {Lossfold["capture"]["filmSize"]} */
  function filmSize(landscape, kind, { shape, caption }) {
    const { most, seconds } = KINDS[kind];
    return { ...lossfold.studio.filmSize(sizeOf(landscape, shape, Boolean(caption)), most), seconds };
  }

  /**
   * Films a knob on its way from 0 up to `top` and back. `progress(fraction)` is told how far it is; `signal` stops it.
   * Resolves to a Blob, or null if it was stopped.
   * @type {Lossfold["capture"]["film"]}
   */
  async function film(landscape, kind, { shape, caption, knob, top, step, library }, progress, signal) {
    const { rate, seconds } = KINDS[kind];
    const { width, height, ratio } = filmSize(landscape, kind, { shape, caption });
    const size = sizeOf(landscape, shape, Boolean(caption));
    const studio = new lossfold.studio.Studio(landscape, { size, ratio, caption });
    Object.assign(studio.canvas, { width, height });
    const { symbol } = landscape.scene.knobs[knob];
    const before = { ...landscape.weights };
    const frame = (/** @type {number} */ fraction) => {
      const value = lossfold.stops.snap(top * (1 - Math.abs(1 - 2 * fraction)), { low: 0, high: top, step });
      studio.show({ ...before, [knob]: value }, knob);
      studio.paint(`${symbol} = ${lossfold.format.weight(value)}`);
    };
    try {
      await studio.open();
      await studio.reach(knob, [0, top]);
      /** @type {Uint8ClampedArray[]} */
      const samples = [];
      for (const fraction of kind === "gif" ? [0, 0.12, 0.5] : []) {
        frame(fraction);
        samples.push(lossfold.filmFormats.pixelsOf(studio.canvas));
      }
      const { gif, mp4, webm } = lossfold.filmFormats;
      frame(0);
      const start = { gif: () => gif(library, studio.canvas, samples), mp4: () => mp4(library, studio.canvas),
        webm: () => webm(studio.canvas) };
      const writer = await start[kind]();
      for (let time = 0; time < seconds - 1e-6 && !signal.aborted;) {
        frame(time / seconds);
        // A recorder says itself how late it is.
        time = (await writer.add(time, 1 / rate)) ?? time + 1 / rate;
        progress(Math.min(time / seconds, 1));
        // The page stays alive, also in a tab that is not looked at.
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (!signal.aborted) return await writer.finish();
      await writer.cancel();
      return null;
    } finally {
      studio.close();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, capture: { film, pictureSize, filmSize } };
})();
