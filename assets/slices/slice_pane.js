// One slice on its page: its surface, which of its layers is drawn, and J itself, whatever is drawn of it.
(function () {
  /** Marks the centre, what is not joined, and the paths. @type {(scene: SliceScene) => Overlays} */
  function overlaysOf(scene) {
    const apart = scene.paths.filter(({ joined }) => !joined).flatMap(({ points }) => points);
    const axis = lossfold.layers.unpack(scene.axis);
    const at = lossfold.sliceStory.centreOf(scene, axis, axis.length);
    const centre = at < 0 ? [] : [axis[at % axis.length], axis[Math.floor(at / axis.length)]];
    const trajectories = scene.paths.filter(({ joined }) => joined).map(({ points }) => points);
    return { picked: [...centre, ...apart], trajectories };
  }

  /** @implements {SlicePane} */
  class Pane {
    layer = "loss";
    /** @type {Stage} */
    stage;

    /**
     * @param {HTMLElement} surface
     * @param {SliceScene} sent
     * @param {{ theme: string, words: Words, camera(scene: Scene): Camera | null }} options
     */
    constructor(surface, sent, { theme, words, camera }) {
      // The renderer reads what a slice has (`Drawn`); what only specs have is asked for by nobody on this page.
      this.scene = /** @type {SliceScene & Scene} */ (sent);
      this.surface = surface;
      this.landscape = new lossfold.landscape.Landscape(surface, this.scene, { theme, knob: "l1" });
      Object.assign(this.landscape, { withoutMinimum: true, lowest: true, ...overlaysOf(sent) });
      const { grids } = this.landscape;
      /** @type {Record<string, Float32Array>} */
      this.drawable = { loss: grids.bare };
      for (const name of sent.others) this.drawable[name] = lossfold.layers.gridOf(sent.layers[name], grids.axis);
      this.summands = grids.layers;
      const around = /** @type {HTMLElement} */ (surface.parentElement);
      const poster = /** @type {HTMLCanvasElement} */ (around.querySelector(".poster"));
      const hint = around.querySelector(".hint");
      this.say = (/** @type {string | null} */ key) => {
        if (hint) hint.textContent = key ? words[key] : "";
      };
      const options = { camera: camera(this.scene), say: this.say };
      this.stage = new lossfold.stage.Stage(surface, poster, this.landscape, options);
      lossfold.gestures.listen(surface, this.say, () => {});
      const look = (/** @type {Camera} */ next) => this.stage.setCamera(next);
      lossfold.cameraKeys.listen(surface, () => this.scene, () => this.stage.now(), look);
    }

    /** The penalties belong to the loss alone. @param {Weights} weights */
    weights(weights) {
      return this.layer === "loss" ? { loss: 1, ...weights } : { loss: 1 };
    }

    /** What is drawn, without a logarithm. @param {Weights} weights */
    values(weights) {
      const { grids } = this.landscape;
      const total = new Float32Array(grids.n ** 2);
      lossfold.layers.add(grids, this.weights(weights), total);
      return total;
    }

    /** Its lowest grid point. @param {Float32Array} values */
    found(values) {
      return lossfold.sliceStory.lowest(this.scene, this.landscape.grids, values);
    }

    /** Another layer in the loss's place, or the loss again. @param {string} layer */
    choose(layer) {
      this.layer = layer;
      const { landscape } = this;
      const grid = this.drawable[layer];
      landscape.grids = { ...landscape.grids, bare: grid, layers: { ...this.summands, loss: grid } };
      landscape.mesh();
    }

    /**
     * Heights are what is drawn, or its logarithm.
     * @param {Weights} weights
     * @param {boolean} logarithm
     */
    scale(weights, logarithm) {
      const { landscape } = this;
      landscape.logarithm = logarithm;
      const text = this.layer !== "loss" ? "" : logarithm ? "log₁₀ J" : "J";
      for (const layout of [landscape.scene.figure.layout, landscape.plot?.layout]) {
        if (layout) layout.scene.zaxis.title = { text };
      }
      landscape.weigh(this.weights(weights));
    }

    /** New axes; what is on its way to the screen takes them when it arrives. @param {AxisBox} box */
    fit(box) {
      const { landscape, stage } = this;
      landscape.box = box;
      if (stage.state === "live") landscape.refit().then(() => landscape.draw());
      stage.paint();
    }
  }

  /** One scale for all: the box around them, under each of these weights. @type {Lossfold["slicePane"]["boxOf"]} */
  function boxOf(panes, ...all) {
    const boxes = panes.map((pane) => lossfold.heights.boxOf(pane.landscape, all.map((each) => pane.weights(each))));
    if (boxes.length === 1) return boxes[0];
    return lossfold.axisBox.around(
      Math.min(...boxes.map(({ low }) => low)), Math.max(...boxes.map(({ high }) => high)),
    );
  }

  /** Turning one turns the others, while it is turned. @type {Lossfold["slicePane"]["link"]} */
  function link(panes) {
    for (const pane of panes) {
      const update = () => {
        const camera = pane.stage.now();
        for (const other of panes) if (camera && other !== pane) other.stage.setCamera(camera);
      };
      let held = false;
      const turn = () => {
        if (!held) return;
        update();
        requestAnimationFrame(turn);
      };
      pane.surface.addEventListener("pointerdown", () => {
        held = true;
        requestAnimationFrame(turn);
      });
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (held = false));
      // Keys turn it at once, and say nothing.
      for (const name of ["landscape:camera", "keydown"]) pane.surface.addEventListener(name, update);
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, slicePane: { Pane, boxOf, link } };
})();
