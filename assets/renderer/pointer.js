// What a hand does on the surface: it points (the tooltip is Plotly's), clicks, and turns with two fingers.
(function () {
  const CLICK = 5; // px that a pointer may stray and still click

  /** @type {(event: MouseEvent) => Point2} */
  const placeOf = ({ clientX, clientY }) => [clientX, clientY];

  /**
   * Says which point of the plane the pointer is on: events landscape:pick and, for a click, landscape:pin.
   * @type {Lossfold["pointer"]["listen"]}
   */
  function listen(landscape, plot) {
    const { surface } = lossfold.figureTraces.numbers(landscape.scene);
    /** @type {Point2 | null} */
    let at = null;
    /** @type {Point2 | null} */
    let from = null;
    const tell = (/** @type {string} */ what) =>
      landscape.element.dispatchEvent(new CustomEvent(`landscape:${what}`, { detail: at }));
    /** @param {{ curveNumber: number, x: number, y: number } | null} point */
    const hover = (point) => {
      at = point && point.curveNumber === surface ? [point.x, point.y] : null;
      tell("pick");
    };
    plot.on("plotly_hover", ({ points: [point] }) => hover(point));
    plot.on("plotly_unhover", () => hover(null));
    plot.addEventListener("dblclick", () => {
      landscape.setCamera(null);
      landscape.moved();
    });
    const now = () => (landscape.alive() ? landscape.camera() : null);
    const turn = (/** @type {Camera} */ camera) => void lossfold.plotlyInternals.look(plot, camera);
    lossfold.touch.listen(plot, now, turn, () => landscape.moved());
    lossfold.inertia.listen(landscape, plot);
    // Whatever may have turned it; plotly.js says nothing of a touch.
    for (const name of ["pointerup", "touchend", "wheel", "keyup"]) {
      plot.addEventListener(name, () => setTimeout(() => landscape.moved(), 60), { capture: true, passive: true });
    }
    // plotly_click comes with the button's first touch, also when that begins a turn.
    plot.addEventListener("pointerdown", (event) => (from = placeOf(event)), { capture: true });
    plot.addEventListener("click", (event) => {
      const [x, y] = placeOf(event);
      if (at && from && Math.hypot(x - from[0], y - from[1]) < CLICK) tell("pin");
    }, { capture: true });
  }

  globalThis.lossfold = { ...globalThis.lossfold, pointer: { listen } };
})();
