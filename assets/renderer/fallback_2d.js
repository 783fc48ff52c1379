// The landscape from above, for browsers without WebGL: colours and contour lines on a canvas.
(function () {
  /** The context in which all is drawn; a browser has one for every canvas. @param {HTMLCanvasElement} canvas */
  const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  /** @implements {AnyLandscape} */
  class FlatLandscape {
    /** @type {Scene} */
    scene;
    /** @type {Grids} */
    grids;
    /** @type {Float32Array} */
    total;
    /** @type {number} */
    half;
    /** @type {AxisBox} */
    box;
    /** @type {Weights} */
    weights;
    /** @type {Table[] | null} */
    paths = null;
    /** @type {HTMLCanvasElement | null} */
    canvas = null;
    wireframe = false;

    /**
     * @param {HTMLElement} element
     * @param {Scene} scene
     * @param {LandscapeOptions} options
     */
    constructor(element, scene, options) {
      this.element = element;
      this.theme = options.theme;
      this.knob = options.knob || "l1";
      this.resizing = new ResizeObserver(() => this.draw());
      this.show(scene);
    }

    /** @param {Scene} scene */
    show(scene) {
      this.paths = null;
      lossfold.heights.take(this, scene);
      this.draw();
    }

    mount() {
      this.canvas = document.createElement("canvas");
      this.canvas.className = "flat";
      const note = document.createElement("p");
      note.className = "flat-note";
      note.dataset.say = "surface.nowebgl";
      this.element.replaceChildren(this.canvas, note);
      this.resizing.observe(this.element);
      this.draw();
    }

    /**
     * @param {Weights} weights
     * @param {string} [knob]
     */
    setWeights(weights, knob) {
      if (knob) this.knob = knob;
      const { low, high } = lossfold.heights.weigh(this, { ...this.weights, ...weights });
      this.box = lossfold.axisBox.around(low, high);
      this.draw();
    }

    draw() {
      if (!this.canvas) return;
      const { total, box } = this;
      const { n } = this.grids;
      const side = Math.max(120, Math.min(this.element.clientWidth, this.element.clientHeight) - 32);
      this.canvas.width = this.canvas.height = side;
      const pen = penOf(this.canvas);
      const picture = new ImageData(n, n);
      const colour = lossfold.colourScale.of(this.scene.figure);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const shade = lossfold.axisBox.shade(total[(n - 1 - i) * n + j], box);
          picture.data.set([...colour(shade), 255], 4 * (i * n + j));
        }
      }
      const small = document.createElement("canvas");
      small.width = small.height = n;
      penOf(small).putImageData(picture, 0, 0);
      pen.drawImage(small, 0, 0, side, side);
      this.lines(pen, side);
    }

    /**
     * What stands on the landscape.
     * @param {CanvasRenderingContext2D} pen
     * @param {number} side of the picture
     */
    lines(pen, side) {
      const { scene, grids, total, half, box, weights } = this;
      const { penalties } = scene;
      const solution = lossfold.solutionTables.at(scene, this.paths, weights);
      const marks = lossfold.marks.minimiser(penalties, solution, weights, half, 0, 0, () => 0);
      const stops = lossfold.solutionTables.along(this.paths, this.knob, weights);
      const colours = scene.figure.colours.flat;
      /** @type {(b1: number, b2: number) => Point2} */
      const place = (b1, b2) => [((b1 + half) / (2 * half)) * side, ((half - b2) / (2 * half)) * side];
      const { line, dots } = lossfold.canvasPen;
      line(pen, lossfold.contours.floor(grids.axis, total, box.low, box.high, 0), place, colours.floor, 1);
      line(pen, lossfold.marks.creases(grids, total, weights, 0), place, colours.creases, 2);
      line(pen, lossfold.marks.path(penalties, stops, weights, half, 0), place, colours.path, 3);
      line(pen, marks.shaft, place, colours.shaft, 5);
      dots(pen, marks.dots, place, { fill: colours.minimum, rim: colours.rim, radius: 7, width: 2 });
    }

    /** @param {Table[]} paths */
    setPaths(paths) {
      this.paths = paths;
      this.draw();
    }

    setOverlays() {}

    alive() {
      return false;
    }

    fitAxes() {}

    reach() {}

    setTheme() {}

    setWireframe() {}

    setCamera() {}

    camera() {
      return null;
    }

    release() {
      this.resizing.disconnect();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, fallback2d: { FlatLandscape } };
})();
