// What several views share: charts that follow their frame, a slider of a penalty in them, a choice of coefficient.
(function () {
  /** Charts that draw the view's frame again when they change their size. @type {Lossfold["viewHelpers"]["redrawn"]} */
  function redrawn(view, charts) {
    for (const chart of charts) chart.watch(() => view.frame && view.update(view.frame));
  }

  /**
   * A penalty's weight along the first axis of charts: a drag moves its slider, and so does the grip on one of them.
   * @type {Lossfold["viewHelpers"]["steered"]}
   */
  function steered(view, host, charts, gripped) {
    for (const chart of charts) {
      chart.drag(() => true, (x) => (Number.isNaN(x) ? host.idle() : host.setWeight(view.knob, x)));
    }
    return lossfold.chart.grip(gripped, "now", host.words["view.path.grip"], (by) => host.step(view.knob, by));
  }

  /** The sign of the weight that runs along these charts. @type {Lossfold["viewHelpers"]["signed"]} */
  function signed(charts, sign) {
    for (const chart of charts) {
      if (chart.titles.x !== sign) Object.assign(chart, { ranges: null }).titles.x = sign;
    }
  }

  /** A picture of the plane has the features' names on its axes. @type {Lossfold["viewHelpers"]["named"]} */
  function named(chart, { scene, words }) {
    const [x, y] = [0, 1].map((which) => lossfold.story.coefficient(scene, which, words));
    if (chart.titles.x !== x || chart.titles.y !== y) Object.assign(chart, { ranges: null, titles: { x, y } });
  }

  /** The coefficient along which a view runs. @type {Lossfold["viewHelpers"]["coefficient"]} */
  function coefficient(view, panel, host) {
    view.which = Number(host.options.along) - 1;
    return panel.choice(["β₁", "β₂"], view.which, host.words["view.slice.along"], (which) => {
      view.which = which;
      host.setOptions({ along: String(which + 1) });
      if (view.frame) view.update(view.frame);
    });
  }

  /**
   * Where there are too few rows: a button below the sentence that leads to some that suffice. Gives back what shows
   * it, or hides it; where the page cannot change its data there is none.
   * @type {Lossfold["viewHelpers"]["leadOn"]}
   */
  function leadOn(panel, host) {
    if (!host.richer) return () => {};
    const button = Object.assign(document.createElement("button"), { type: "button", className: "view-lead" });
    button.hidden = true;
    button.addEventListener("click", () => host.richer?.().use());
    panel.said.after(button);
    return (on) => {
      if (on === !button.hidden) return;
      if (on) button.textContent = host.richer?.().label ?? "";
      button.hidden = !on;
      panel.element.dataset.empty = on ? "yes" : "";
    };
  }

  /**
   * Whether a loss stays as it is from a stop on, to the end: both coefficients are 0 there. Pure.
   * @type {Lossfold["viewHelpers"]["isLevel"]}
   */
  const isLevel = (losses, from) =>
    from < losses.length - 1 && losses[from] !== null && losses.slice(from).every((each) => each === losses[from]);

  const viewHelpers = { redrawn, steered, signed, named, coefficient, leadOn, isLevel };
  globalThis.lossfold = { ...globalThis.lossfold, viewHelpers };
})();
