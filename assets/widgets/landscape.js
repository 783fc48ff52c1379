// Dash component: the surface of a figure, alive. See components/widgets/ for its properties.
(function () {
  /** plotly.js, which comes by a script of its own. @type {() => Promise<unknown>} */
  function plotlyReady() {
    if (window.Plotly) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const script = document.querySelector('script[src*="release/plotly"]');
      if (!script) return reject(new Error("plotly.js is missing"));
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error("plotly.js did not come")));
    });
  }

  const dark = () => matchMedia("(prefers-color-scheme: dark)");

  /** @type {(numbers: number[], scene: Scene) => Camera | null} */
  const cameraOf = (numbers, scene) => lossfold.query.cameraFrom(numbers, lossfold.cameraKeys.standard(scene));

  /** Surfaces that stood in the page before Dash did, by their ids. @type {Map<string, Mounted>} */
  const early = new Map();

  /** What stands in the page for a component as long as it does. */
  class Mounted {
    /** The properties as they were last. @type {Partial<LandscapeProps>} */
    props = {};
    /** What to undo at the end. @type {(() => void)[]} */
    undo = [];
    isDrawing = false;

    /** @param {HTMLElement} element */
    constructor(element) {
      this.element = element;
      this.figure = lossfold.figures.of(element.id);
      const { figure } = this;
      this.listen(element, "landscape:camera", () => this.seen());
      this.listen(element, "landscape:lost", () => this.lost());
      this.listen(element, "landscape:pin", (event) => {
        this.props.setProps?.({ picked: /** @type {CustomEvent<Point2 | null>} */ (event).detail });
      });
      this.listen(element, "click", () => this.away && this.draw());
      // Back from the browser's memory without its graphics: drawn again.
      this.listen(globalThis, "pageshow", (event) => {
        const isBack = /** @type {PageTransitionEvent} */ (event).persisted;
        if (isBack && figure.landscape?.plot && !figure.landscape.alive()) this.draw();
      });
      this.listen(dark(), "change", () => this.paint());
      const now = () => figure.landscape?.camera() ?? null;
      lossfold.cameraKeys.listen(element, () => figure.scene, now, (camera) => {
        figure.landscape?.setCamera(camera);
        this.seen();
      });
      this.undo.push(figure.on("idle", () => this.tell()), figure.on("scene", () => this.begin()));
    }

    /** @type {(target: EventTarget, name: string, act: (event: Event) => void) => void} */
    listen(target, name, act) {
      target.addEventListener(name, act);
      this.undo.push(() => target.removeEventListener(name, act));
    }

    /** The surface has been turned. */
    seen() {
      const camera = this.figure.landscape?.camera();
      if (!camera) return;
      this.figure.emit("camera", camera);
      const { eye, center } = camera;
      this.props.setProps?.({ camera: [eye.x, eye.y, eye.z, center.x, center.y, center.z] });
    }

    /** The hand rests: Dash hears where the weights are. */
    tell() {
      const { weights } = this.figure;
      if (this.props.weights && lossfold.knobs.agree(weights, this.props.weights)) return;
      this.props = { ...this.props, weights };
      this.props.setProps?.({ weights });
    }

    /** New properties, of which only what is new is done. @param {LandscapeProps} props */
    update(props) {
      const [{ figure }, before] = [this, this.props];
      this.props = props;
      this.look(props, before);
      if (props.theme !== before.theme) this.paint();
      if (props.wireframe !== before.wireframe) figure.setWireframe(Boolean(props.wireframe));
      const camera = props.camera !== before.camera && props.camera;
      if (props.scene && props.scene !== before.scene) {
        if (camera) figure.camera = cameraOf(camera, props.scene);
        figure.show(props.scene, figure.weightsFor?.(props.scene));
        if (props.scene.tables) figure.setPaths(props.scene.tables.map(lossfold.solutionTables.open));
      } else if (camera) {
        const { eye, center } = figure.landscape?.camera() ?? { eye: null, center: null };
        const now = eye && center && [eye.x, eye.y, eye.z, center.x, center.y, center.z];
        const isHeard = now && camera.every((value, k) => Math.abs(value - now[k]) < 1e-9);
        if (!isHeard) figure.landscape?.setCamera(cameraOf(camera, figure.scene));
      }
      if (props.weights && props.weights !== before.weights) {
        const [knob] = Object.entries(props.weights).find(([name, value]) => figure.weights[name] !== value) ?? [];
        if (knob) figure.setWeights({ ...figure.weights, ...props.weights }, knob);
      }
    }

    /** @type {(props: LandscapeProps, before: Partial<LandscapeProps>) => void} */
    look({ className, style, label }, before) {
      const { element } = this;
      element.className = className ? `surface ${className}` : "surface";
      for (const [name, value] of Object.entries(style ?? {})) {
        Object.assign(element.style, { [name]: typeof value === "number" ? `${value}px` : value });
      }
      // Whoever sees more than Dash may have given it another one.
      if (label !== before.label) element.setAttribute("aria-label", label ?? "");
    }

    /** Draws the scene if there is one, by whatever way it came, and if it is not drawn yet. */
    begin() {
      const { figure, props } = this;
      if (!figure.scene || figure.landscape || this.isDrawing) return;
      if (props.camera) figure.camera = cameraOf(props.camera, figure.scene);
      this.draw();
    }

    paint() {
      const { theme = "auto" } = this.props;
      this.figure.setTheme(theme === "auto" ? (dark().matches ? "dark" : "light") : theme);
    }

    async draw() {
      const { figure, element } = this;
      this.away = false;
      this.isDrawing = true;
      try {
        await plotlyReady();
        const { theme, camera, knob, wireframe } = figure;
        const options = { theme, camera, knob, wireframe, words: this.props.words ?? null };
        figure.landscape = figure.surface = await lossfold.landscape.mount(element, figure.scene, options);
        element.dataset.drawn = "1";
        figure.camera = null;
        // A scene or a light may have come meanwhile.
        if (figure.landscape.scene !== figure.scene) figure.landscape.show(figure.scene);
        figure.landscape.setWeights(figure.weights, figure.knob);
        if (figure.landscape.wireframe !== figure.wireframe) figure.landscape.setWireframe(figure.wireframe);
        if (figure.landscape.theme !== figure.theme) figure.landscape.setTheme(figure.theme);
        if (figure.paths) figure.landscape.setPaths(figure.paths);
      } finally {
        this.isDrawing = false;
        figure.emit("drawn");
      }
    }

    /** The browser took the graphics away: whoever touches the surface has it back. */
    lost() {
      const { figure } = this;
      figure.camera = figure.landscape?.camera() ?? null;
      this.away = true;
      figure.emit("lost");
    }

    close() {
      early.delete(this.element.id);
      for (const act of this.undo) act();
      if (this.figure.landscape?.alive()) this.figure.landscape.release();
      this.figure.landscape = this.figure.surface = null;
    }
  }

  /**
   * A surface in an element that the page had before Dash: the component of this id takes it over as it is.
   * @type {Lossfold["landscapeWidget"]["stand"]}
   */
  function stand(element, props) {
    const mounted = new Mounted(element);
    early.set(props.id, mounted);
    mounted.update(props);
    mounted.begin();
  }

  /** What stands for a component: what the page had, or a new element. @type {(props: LandscapeProps) => Mounted} */
  function mountedFor({ id, camera }) {
    const had = early.get(id);
    if (had) {
      // It may have been turned meanwhile.
      had.props = { ...had.props, camera };
      return had;
    }
    const element = Object.assign(document.createElement("div"), { id, tabIndex: 0 });
    element.setAttribute("role", "img");
    return new Mounted(element);
  }

  /**
   * React has a place for it, and knows nothing of what is in there.
   * @type {Lossfold["landscapeWidget"]["Landscape"]}
   */
  function Landscape(props) {
    const { createElement, useLayoutEffect, useRef } = window.React;
    const place = useRef(/** @type {HTMLElement | null} */ (null));
    const mounted = useRef(/** @type {Mounted | null} */ (null));
    useLayoutEffect(() => {
      mounted.current = mountedFor(props);
      place.current?.append(mounted.current.element);
      mounted.current.figure.emit("placed");
      return () => mounted.current?.close();
    }, []);
    useLayoutEffect(() => {
      mounted.current?.update(props);
      mounted.current?.begin();
    });
    return createElement("div", { ref: place, className: "surface-place" });
  }

  globalThis.lossfold = { ...globalThis.lossfold, landscapeWidget: { Landscape, stand } };
})();
