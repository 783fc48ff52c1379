// The landscape from above, for browsers without WebGL: colours and contour lines on a plain canvas.
(function () {
  // Viridis at nine stops, as plotly.js has it.
  const COLOURS = [
    [68, 1, 84], [72, 40, 120], [62, 74, 137], [49, 104, 142], [38, 130, 142], [31, 158, 137], [53, 183, 121],
    [109, 205, 89], [253, 231, 37],
  ];

  /** @type {Lossfold["fallback2d"]["colour"]} */
  function colour(share) {
    const at = Math.min(Math.max(share, 0), 1) * (COLOURS.length - 1);
    const k = Math.min(Math.floor(at), COLOURS.length - 2);
    return COLOURS[k].map((from, c) => from + (COLOURS[k + 1][c] - from) * (at - k));
  }

  /** The context in which all is drawn; a browser has one for every canvas. @param {HTMLCanvasElement} canvas */
  const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

  /** @implements {AnyLandscape} */
  class FlatLandscape {
    /** @type {Scene} */
    scene;
    /** @type {Grids} */
    opened;
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
      this.scene = scene;
      this.opened = lossfold.layers.open(scene);
      this.total = new Float32Array(this.opened.n ** 2);
      this.half = this.opened.axis[this.opened.n - 1];
      this.paths = null;
      this.weights = {};
      this.setWeights(scene.weights);
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
      this.weights = { ...this.weights, ...weights };
      if (knob) this.knob = knob;
      this.opened = lossfold.layers.fold(this.opened, this.weights);
      const { low, high } = lossfold.layers.add(this.opened, this.weights, this.total);
      this.box = lossfold.axisBox.around(low, high);
      this.draw();
    }

    draw() {
      if (!this.canvas) return;
      const { opened, total, half, box } = this;
      const { n } = opened;
      const side = Math.max(120, Math.min(this.element.clientWidth, this.element.clientHeight) - 32);
      this.canvas.width = this.canvas.height = side;
      const pen = penOf(this.canvas);
      const picture = new ImageData(n, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const share = (total[(n - 1 - i) * n + j] - box.low) / (box.high - box.low);
          // The least J in single precision may lie a hair below the box.
          picture.data.set([...colour(Math.sqrt(Math.max(share, 0))), 255], 4 * (i * n + j));
        }
      }
      const small = document.createElement("canvas");
      small.width = small.height = n;
      penOf(small).putImageData(picture, 0, 0);
      pen.drawImage(small, 0, 0, side, side);
      const solution = lossfold.solutionTables.at(this.scene, this.paths, this.weights);
      const flat = () => 0;
      const marks = lossfold.marks.minimiser(solution, this.weights, half, 0, 0, flat);
      const stops = lossfold.solutionTables.along(this.paths, this.knob, this.weights);
      this.stroke(pen, lossfold.contours.floor(opened.axis, total, box.low, box.high, 0), "rgba(255,255,255,0.45)", 1);
      this.stroke(pen, lossfold.marks.creases(opened, total, this.weights, 0), "rgba(255,255,255,0.9)", 2);
      this.stroke(pen, lossfold.marks.path(stops, this.weights, half, 0), "#ff8a5b", 3);
      this.stroke(pen, marks.shaft, "#ff4f7d", 5);
      for (let k = 0; k < marks.dots.x.length; k++) {
        const [b1, b2] = [marks.dots.x[k], marks.dots.y[k]];
        if (b1 !== null && b2 !== null) this.dot(pen, b1, b2);
      }
    }

    /**
     * Where a point of the plane is on a picture of this side.
     * @type {(b1: number, b2: number, side: number) => Point2}
     */
    place(b1, b2, side) {
      return [((b1 + this.half) / (2 * this.half)) * side, ((this.half - b2) / (2 * this.half)) * side];
    }

    /** @type {(pen: CanvasRenderingContext2D, line: Coordinates, style: string, width: number) => void} */
    stroke(pen, line, style, width) {
      pen.beginPath();
      let drawing = false;
      for (let k = 0; k < line.x.length; k++) {
        const [b1, b2] = [line.x[k], line.y[k]];
        if (b1 === null || b2 === null) drawing = false;
        else {
          pen[drawing ? "lineTo" : "moveTo"](...this.place(b1, b2, pen.canvas.width));
          drawing = true;
        }
      }
      Object.assign(pen, { strokeStyle: style, lineWidth: width });
      pen.stroke();
    }

    /** @type {(pen: CanvasRenderingContext2D, b1: number, b2: number) => void} */
    dot(pen, b1, b2) {
      pen.beginPath();
      pen.arc(...this.place(b1, b2, pen.canvas.width), 7, 0, 7);
      Object.assign(pen, { fillStyle: "#d6184f", strokeStyle: "#ffffff", lineWidth: 2 });
      pen.fill();
      pen.stroke();
    }

    /** @param {Table[]} paths */
    setPaths(paths) {
      this.paths = paths;
      this.draw();
    }

    setGuests() {}

    alive() {
      return false;
    }

    settle() {}

    reach() {}

    setTheme() {}

    setCamera() {}

    camera() {
      return null;
    }

    release() {
      this.resizing.disconnect();
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, fallback2d: { FlatLandscape, colour } };
})();
