// Dash component: a slider of a figure's knob, which the surface follows without Dash in between. See
// components/widgets/ for its properties.
(function () {
  /** Where a knob of the figure stands. @type {(figure: FigureStore, knob: string) => number | undefined} */
  const held = (figure, knob) => figure.weights[knob] ?? figure.settings[knob];

  class Mounted {
    /** @type {KnobSliderProps} */
    props;
    /** @type {number[]} */
    stops = [];

    /**
     * @param {HTMLInputElement} input
     * @param {KnobSliderProps} props
     */
    constructor(input, props) {
      this.input = input;
      this.props = props;
      this.figure = lossfold.figures.of(props.landscape);
      const { figure } = this;
      lossfold.slider.listen(input, {
        stops: () => this.stops, now: () => Number(input.value),
        move: (value) => this.move(value), take: () => figure.take(), hold: (on) => figure.hold(on),
      });
      const show = () => this.show(held(figure, this.props.knob));
      this.undo = /** @type {const} */ (["scene", "step", "settings", "setting"]).map((name) => figure.on(name, show));
      this.undo.push(figure.on("idle", () => this.tell()));
    }

    /** @param {KnobSliderProps} props */
    update(props) {
      const [{ figure }, before] = [this, this.props];
      this.props = props;
      const { low, high, step, knob, value } = props;
      if (!this.stops.length || before.low !== low || before.high !== high || before.step !== step) {
        this.stops = lossfold.stops.between(low, high, step);
      }
      const now = held(figure, knob);
      if (value !== before.value && value !== undefined && value !== now && knob in figure.weights) {
        figure.setWeights({ ...figure.weights, [knob]: value }, knob);
      }
      this.show(value !== before.value ? value : now ?? value);
    }

    /** @param {number | undefined} value */
    show(value) {
      if (value === undefined) return;
      lossfold.slider.show(this.input, value);
      const { mark, knob } = this.props;
      const place = this.input.parentElement?.querySelector(".slider-mark");
      if (!mark || !(place instanceof HTMLElement) || !this.figure.scene) return;
      const { scene, weights } = this.figure;
      const { low, high } = this.props;
      const least = knob in weights ? lossfold.knobs.leastWeight(scene, weights, knob) : 0;
      place.hidden = !(least > low && least <= high);
      place.style.setProperty("--at", String((least - low) / (high - low)));
    }

    /** A step by hand. @param {number} value */
    move(value) {
      this.figure.move(this.props.knob, value);
      if (this.props.updatemode === "drag") this.props.setProps?.({ drag_value: value });
    }

    /** The hand rests: Dash hears where the knob is. */
    tell() {
      const now = held(this.figure, this.props.knob);
      if (now === undefined || now === this.props.value) return;
      this.props = { ...this.props, value: now };
      this.props.setProps?.({ value: now });
    }

    close() {
      for (const act of this.undo) act();
    }
  }

  /** @type {Lossfold["knobSlider"]["KnobSlider"]} */
  function KnobSlider(props) {
    const { createElement, useLayoutEffect, useRef } = window.React;
    const place = useRef(/** @type {HTMLInputElement | null} */ (null));
    const mounted = useRef(/** @type {Mounted | null} */ (null));
    useLayoutEffect(() => {
      mounted.current = new Mounted(/** @type {HTMLInputElement} */ (place.current), props);
      return () => mounted.current?.close();
    }, []);
    useLayoutEffect(() => mounted.current?.update(props));
    const { id, knob, low, high, value, label, mark, className } = props;
    const [sign, ...below] = (mark ?? "").split("_");
    const said = [sign, ...below.map((text) => createElement("sub", { key: text }, text))];
    const range = { min: low, max: high, step: "any", defaultValue: value, autoComplete: "off", "aria-label": label };
    const named = { id, ref: place, type: "range", "data-knob": knob };
    return createElement(
      "div",
      { className: className ? `slider ${className}` : "slider" },
      createElement("input", { ...named, ...range }),
      mark ? createElement("span", { className: "slider-mark", hidden: true, "aria-hidden": true }, said) : null,
    );
  }

  globalThis.lossfold = { ...globalThis.lossfold, knobSlider: { KnobSlider } };
})();
