// Writes the frames of a film as GIF, MP4 or WebM. The libraries for the first two come only when they are asked for;
// see components/http/film_libraries.py. MP4 holds H.264, for which a browser may have no encoder.
(function () {
  const H264 = "avc1.640028";
  const WEBM = ["video/webm;codecs=vp9", "video/webm"];
  const COLOURS = 255; // of 256: one stands for "as in the frame before"

  /** @type {Record<string, Promise<any>>} */
  const libraries = {};

  /** A library's module, fetched once. @type {(address: string) => Promise<any>} */
  function library(address) {
    libraries[address] ??= import(new URL(address, document.baseURI).href).catch((error) => {
      delete libraries[address];
      throw error;
    });
    return libraries[address];
  }

  /** Whether this browser makes H.264 of that size. @type {Lossfold["filmFormats"]["hasH264"]} */
  async function hasH264({ width, height }) {
    if (typeof VideoEncoder !== "function") return false;
    try {
      return (await VideoEncoder.isConfigSupported({ codec: H264, width, height, bitrate: 4e6 })).supported === true;
    } catch {
      return false;
    }
  }

  /** @type {Lossfold["filmFormats"]["hasWebm"]} */
  const hasWebm = () => typeof MediaRecorder === "function" && WEBM.some((type) => MediaRecorder.isTypeSupported(type));

  /** @type {(canvas: HTMLCanvasElement) => Uint8ClampedArray} */
  const pixelsOf = (canvas) => {
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    return pen.getImageData(0, 0, canvas.width, canvas.height).data;
  };

  /**
   * A GIF with one palette for all frames, made of those in `samples`.
   * @type {Lossfold["filmFormats"]["gif"]}
   */
  async function gif(address, canvas, samples) {
    const { GIFEncoder, quantize, applyPalette } = await library(address);
    const all = new Uint8ClampedArray(samples.reduce((sum, each) => sum + each.length, 0));
    samples.reduce((at, each) => (all.set(each, at), at + each.length), 0);
    const palette = quantize(all, COLOURS);
    const file = GIFEncoder();
    const nothing = palette.length;
    /** @type {Uint8Array | null} */
    let last = null;
    return {
      add(_, seconds) {
        const whole = applyPalette(pixelsOf(canvas), palette);
        const before = last;
        const index = before ? whole.map((/** @type {number} */ each, /** @type {number} */ k) =>
          (each === before[k] ? nothing : each)) : whole;
        file.writeFrame(index, canvas.width, canvas.height, {
          palette: before ? undefined : [...palette, [0, 0, 0]], transparent: Boolean(before),
          transparentIndex: nothing, delay: Math.round(1000 * seconds), repeat: 0, dispose: 1,
        });
        last = whole;
        return Promise.resolve(null);
      },
      finish() {
        file.finish();
        return Promise.resolve(new Blob([file.bytes()], { type: "image/gif" }));
      },
      cancel: () => {},
    };
  }

  /** @type {Lossfold["filmFormats"]["mp4"]} */
  async function mp4(address, canvas) {
    const { Output, Mp4OutputFormat, BufferTarget, CanvasSource } = await library(address);
    const output = new Output({ format: new Mp4OutputFormat({ fastStart: "in-memory" }), target: new BufferTarget() });
    const source = new CanvasSource(canvas, { codec: "avc", bitrate: 5e6, fullCodecString: H264 });
    output.addVideoTrack(source);
    await output.start();
    return {
      async add(start, seconds) {
        await source.add(start, seconds);
        return null;
      },
      async finish() {
        await output.finalize();
        return new Blob([output.target.buffer], { type: "video/mp4" });
      },
      cancel: () => output.cancel(),
    };
  }

  /**
   * WebM as the browser's recorder makes it, in the time that the film lasts.
   * @type {Lossfold["filmFormats"]["webm"]}
   */
  async function webm(canvas) {
    const mimeType = WEBM.find((each) => MediaRecorder.isTypeSupported(each)) ?? WEBM[1];
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType, videoBitsPerSecond: 5e6 });
    /** @type {Blob[]} */
    const pieces = [];
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    const done = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    const begun = performance.now();
    return {
      async add(start, seconds) {
        const wait = 1000 * (start + seconds) - (performance.now() - begun);
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        return (performance.now() - begun) / 1000;
      },
      async finish() {
        recorder.stop();
        await done;
        return new Blob(pieces, { type: "video/webm" });
      },
      cancel: () => recorder.stop(),
    };
  }

  globalThis.lossfold = {
    ...globalThis.lossfold, filmFormats: { hasH264, hasWebm, gif, mp4, webm, pixelsOf },
  };
})();
