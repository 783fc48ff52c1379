// A second landscape out of sight, at any size, for pictures and films, with a caption below it if one is wanted.
(function () {
  /** Sizes in px of the page, the caption's among them. @type {Record<string, number[]>} */
  const SHAPES = { wide: [800, 450], classic: [800, 600], square: [640, 640] };
  const PAD = 16;
  const BAND = 78; // the caption's height

  /**
   * The picture's size in px of the page: a shape's, or the element's on screen and the caption below it. Pure.
   * @type {Lossfold["studio"]["sizeOf"]}
   */
  function sizeOf(shape, hasCaption, [width, height]) {
    const [w, h] = SHAPES[shape] ?? [width, height + (hasCaption ? BAND : 0)];
    return { width: w, height: h, band: hasCaption ? BAND : 0 };
  }

  /**
   * The same in pixels of a film whose longer side is `most`, even as encoders want them. Pure.
   * @type {Lossfold["studio"]["filmSize"]}
   */
  function filmSize({ width, height }, most) {
    const even = (/** @type {number} */ value) => 2 * Math.round(value / 2);
    const ratio = Math.min(2, most / Math.max(width, height));
    return { width: even(width * ratio), height: even(height * ratio), ratio };
  }

  const inkOf = (/** @type {string} */ name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  class Studio {
    /**
     * @param {SurfaceLandscape} landscape the one on screen
     * @param {StudioOptions} options
     */
    constructor(landscape, { size, ratio, transparent = false, caption = null }) {
      const { width, height, band } = size;
      this.size = size;
      this.ratio = ratio;
      this.transparent = transparent;
      this.caption = caption;
      this.canvas = Object.assign(document.createElement("canvas"), {
        width: Math.round(width * ratio), height: Math.round(height * ratio),
      });
      this.pen = /** @type {CanvasRenderingContext2D} */ (
        this.canvas.getContext("2d", { willReadFrequently: true })
      );
      this.place = document.createElement("div");
      this.place.className = "darkroom";
      Object.assign(this.place.style, { width: `${width}px`, height: `${height - band}px` });
      const { scene, paths, box, picked, trajectories, weights, withoutMinimum, lowest, logarithm, grids } = landscape;
      const { theme, knob, wireframe, words } = landscape;
      this.copy = new lossfold.landscape.Landscape(this.place, scene, { theme, knob, wireframe, ratio, words });
      // What is drawn may be another layer than the scene opens with, or its logarithm.
      Object.assign(this.copy, { paths, box, picked, trajectories, withoutMinimum, lowest, logarithm, grids });
      this.copy.weigh({ ...weights });
      this.camera = structuredClone(landscape.camera());
    }

    async open() {
      document.body.append(this.place);
      await this.copy.mount(this.camera);
    }

    /** @param {Weights} weights @param {string} knob */
    show(weights, knob) {
      this.copy.setWeights(weights, knob);
    }

    /**
     * Axes and colours for a knob's whole way.
     * @param {string} knob
     * @param {number[]} ends
     */
    async reach(knob, ends) {
      await this.copy.reach(knob, ends);
    }

    /** Draws today's picture; `sign`: a line in its corner, where no caption says it. */
    paint(sign = "") {
      const { pen, canvas, ratio, size } = this;
      pen.clearRect(0, 0, canvas.width, canvas.height);
      if (!this.transparent) {
        pen.fillStyle = inkOf("--paper");
        pen.fillRect(0, 0, canvas.width, canvas.height);
      }
      const { plot } = this.copy;
      const height = (size.height - size.band) * ratio;
      if (plot) pen.drawImage(lossfold.plotlyInternals.frame(plot), 0, 0, canvas.width, height);
      this.copy.labels?.paint(pen, ratio);
      if (this.caption) this.write(this.caption(this.copy.weights), height);
      else if (sign) {
        pen.fillStyle = inkOf("--ink");
        pen.font = `600 ${Math.round(20 * ratio)}px system-ui, sans-serif`;
        pen.fillText(sign, PAD * ratio, 30 * ratio);
      }
    }

    /** @param {string[]} lines @param {number} top */
    write(lines, top) {
      const { pen, canvas, ratio } = this;
      pen.fillStyle = inkOf("--line");
      pen.fillRect(PAD * ratio, top, canvas.width - 2 * PAD * ratio, Math.max(1, ratio));
      const font = (/** @type {number} */ line, /** @type {number} */ size) =>
        `${line ? 400 : 650} ${size * ratio}px system-ui, sans-serif`;
      const room = { width: canvas.width / ratio - 2 * PAD, height: BAND - 8 };
      const rows = lossfold.caption.laid(lines, room, (text, line, size) => {
        pen.font = font(line, size);
        return pen.measureText(text).width / ratio;
      });
      for (const { text, line, size, y } of rows) {
        pen.fillStyle = inkOf(line === lines.length - 1 ? "--ink-soft" : "--ink");
        pen.font = font(line, size);
        pen.fillText(text, PAD * ratio, top + (4 + y) * ratio);
      }
    }

    close() {
      if (this.copy.plot) this.copy.release();
      this.place.remove();
    }
  }

  /**
   * A PNG, `scale` times as large as on the page, on the page's colour or on nothing. Resolves to a Blob.
   * @type {Lossfold["studio"]["photograph"]}
   */
  async function photograph(landscape, { scale, transparent = false, shape, caption = null }) {
    const { clientWidth, clientHeight } = landscape.element;
    const size = sizeOf(shape, Boolean(caption), [clientWidth, clientHeight]);
    const studio = new Studio(landscape, { size, ratio: scale, transparent, caption });
    try {
      await studio.open();
      studio.paint();
      return await new Promise((resolve) => studio.canvas.toBlob(resolve, "image/png"));
    } finally {
      studio.close();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, studio: { Studio, sizeOf, filmSize, photograph } };
})();
