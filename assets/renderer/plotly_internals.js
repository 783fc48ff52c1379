// All that is private to plotly.js is here and in vertex_buffer.js: the version is pinned, a browser test checks that
// it still works, and a public update stands in where it does not.
(function () {
  /** A matrix, column by column, times a vector. @type {Lossfold["plotlyInternals"]["times"]} */
  const times = (v, m) => [0, 1, 2, 3].map((row) => v.reduce((sum, value, k) => sum + m[4 * k + row] * value, 0));

  /** The plot inside WebGL. @type {Lossfold["plotlyInternals"]["sceneOf"]} */
  function sceneOf(plot) {
    return plot._fullLayout?.scene?._scene;
  }

  /** The plotted trace `index` inside WebGL, or null. @type {Lossfold["plotlyInternals"]["traceOf"]} */
  function traceOf(plot, index) {
    const scene = sceneOf(plot);
    const full = plot._fullData?.[index];
    return (full && scene?.traces?.[full.uid]) || null;
  }

  /**
   * New coordinates for line or marker trace `index`. False if it cannot.
   * @type {Lossfold["plotlyInternals"]["points"]}
   */
  function points(plot, index, { shade, ...coordinates }) {
    const trace = traceOf(plot, index);
    if (!trace || !trace.update) return false;
    Object.assign(plot.data[index], coordinates);
    Object.assign(plot._fullData[index], coordinates);
    if (shade) plot.data[index].line.color = plot._fullData[index].line.color = shade;
    trace.update(plot._fullData[index]);
    return true;
  }

  /**
   * Calls back before each frame that is drawn, with where points of the data stand in it, in px of the element.
   * @type {Lossfold["plotlyInternals"]["onFrame"]}
   */
  function onFrame(plot, act) {
    const scene = sceneOf(plot);
    const glplot = scene?.glplot;
    if (!scene || !glplot?.cameraParams) return;
    const before = glplot.onrender;
    glplot.onrender = () => {
      const { model, view, projection } = glplot.cameraParams ?? {};
      const { clientWidth: width, clientHeight: height } = plot;
      const { dataScale } = scene;
      if (model && view && projection) {
        /** @type {(point: number[]) => Point2} */
        const project = (point) => {
          const [x, y, , w] = [model, view, projection].reduce(times, [...point.map((b, k) => b * dataScale[k]), 1]);
          return [(width / 2) * (1 + x / w), (height / 2) * (1 - y / w)];
        };
        thin(plot, scene, project);
        act(project);
      }
      // Now plotly.js writes the numbers at the axes.
      before?.();
    };
  }

  /**
   * As many numbers at the axes as there is room for in the frame that is about to be drawn.
   * @type {(plot: Plot, scene: PlotlyScene, project: (point: number[]) => Point2) => void}
   */
  function thin({ layout }, { fullSceneLayout: full, dataScale, axesOptions, glplot }, project) {
    const { AXES, counts, crowded } = lossfold.tickRoom;
    const axes = AXES.map((name) => layout.scene[name]);
    const ends = axes.map(({ range }) => range);
    const size = axes[0].tickfont?.size;
    counts(ends, axes.map(({ nticks }) => nticks), project, size).forEach((count, k) => (full[AXES[k]].nticks = count));
    // Of the frame before: which numbers the height has does not go by what is left out here.
    const lowest = axesOptions?.ticks?.[2]?.[0];
    const end = lowest ? crowded(ends, lowest.x / dataScale[2], project, size) : null;
    const reach = end && glplot?.axesPixels?.[end.which];
    if (reach) reach[end.side] += (end.side === "lo" ? 0.01 : -0.01) * (reach.hi - reach.lo);
  }

  /** Asks for a new frame. @type {Lossfold["plotlyInternals"]["stir"]} */
  function stir(plot) {
    const trace = traceOf(plot, 0);
    if (trace && trace.surface) trace.surface.dirty = true;
  }

  /**
   * {eye, center, up} as it is on screen now; plot.layout misses turns made by touch.
   * @type {Lossfold["plotlyInternals"]["camera"]}
   */
  function camera(plot) {
    const scene = sceneOf(plot);
    return scene?.getCamera ? scene.getCamera() : plot.layout.scene.camera;
  }

  /**
   * Writes the camera on screen into the layout, so that the next public update keeps it.
   * @type {Lossfold["plotlyInternals"]["keepCamera"]}
   */
  function keepCamera(plot) {
    const now = camera(plot);
    if (now) plot.layout.scene.camera = { eye: { ...now.eye }, center: { ...now.center }, up: { ...now.up } };
  }

  /** Whether the browser gave plotly.js a WebGL context. @type {Lossfold["plotlyInternals"]["isAlive"]} */
  function isAlive(plot) {
    const scene = sceneOf(plot);
    const gl = scene?.glplot?.gl;
    return Boolean(gl && !gl.isContextLost());
  }

  /** The plot's canvas, drawn this very moment. @type {Lossfold["plotlyInternals"]["frame"]} */
  function frame(plot) {
    const glplot = sceneOf(plot)?.glplot;
    glplot?.redraw();
    return /** @type {HTMLCanvasElement} */ (glplot?.gl?.canvas);
  }

  /**
   * Moves the camera without a redraw of the figure. False if it cannot.
   * @type {Lossfold["plotlyInternals"]["look"]}
   */
  function look(plot, camera) {
    const scene = sceneOf(plot);
    if (!scene || !scene.setViewport) return false;
    scene.setViewport({ ...scene.fullSceneLayout, camera: { ...scene.fullSceneLayout.camera, ...camera } });
    keepCamera(plot);
    return true;
  }

  /**
   * plotly.js would draw again by itself when a lost context is back, into a plot that we have let go: the page
   * decides.
   * @type {Lossfold["plotlyInternals"]["leaveRecovery"]}
   */
  function leaveRecovery(plot) {
    const scene = sceneOf(plot);
    if (scene) scene.recoverContext = () => {};
  }

  /**
   * Keeps the wheel's zoom between two distances from what is looked at, and a turn between two angles above the
   * horizon; a camera beyond those stays till then.
   * @type {Lossfold["plotlyInternals"]["limit"]}
   */
  function limit(plot, [near, far], [low, high]) {
    const view = sceneOf(plot)?.camera?.view;
    view?.setDistanceLimits?.(near, far);
    const bounds = view?._active?.angle?.bounds;
    if (bounds) [bounds[0][1], bounds[1][1]] = [low, high];
  }

  /** @type {Lossfold["plotlyInternals"]["loseContext"]} */
  function loseContext(plot) {
    const scene = sceneOf(plot);
    scene?.glplot?.gl?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    plotlyInternals: {
      sceneOf, traceOf, times, points, isAlive, onFrame, frame, stir, camera, keepCamera, look, limit, leaveRecovery,
      loseContext,
    },
  };
})();
