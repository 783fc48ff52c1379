// The polynomial's figure: its curve and rows, its errors along an axis, and the sliders. All of it is fitted here.
(function () {
  const CURVE = 201; // points
  const SHOWN = 4; // significant digits
  // A 0 has a place of its own on an axis of powers of ten, left of all that are drawn.
  const [ZERO, LEAST] = [-6, -5.6];
  const AS_GOOD = 1.05; // an error that is at most so many times the least is about as good
  /** @type {Record<CurveAxis, string>} */
  const SIGNS = { l1: "λ", l2: "Ω", degree: "d", steps: "t" };
  const NEVER = 4.5; // where a trajectory that is not stopped stands, right of 10,000 steps
  const DESCENT_KNOBS = ["steps", "patience"]; // what is of a trajectory alone
  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const number = (/** @type {number} */ value) => lossfold.format.number(value, SHOWN);

  /** A number of a slider, as it is shown. @type {(name: string, value: number) => string} */
  const shown = (name, value) => (name === "steps" && value === 0 ? "∞" : number(value));

  /** Where a stop stands on its axis. Pure. @type {Lossfold["polynomialFigure"]["place"]} */
  function place(value, against) {
    if (against === "degree") return value;
    if (against === "steps") return value === 0 ? NEVER : Math.log10(value);
    return value === 0 ? ZERO : Math.max(Math.log10(value), LEAST);
  }

  /**
   * Whether the curve follows the noise, or cannot follow the sine, by the stop with the least error on new rows. Pure.
   * @type {Lossfold["polynomialFigure"]["verdict"]}
   */
  function verdict({ stops, fresh, best }, now, against, error) {
    if (error <= AS_GOOD * fresh[best]) return "good";
    const isMore = place(now[against], against) > place(stops[best], against);
    return isMore === (against === "degree" || against === "steps") ? "over" : "under";
  }

  /** The sentences on what is seen. Pure. @type {Lossfold["polynomialFigure"]["said"]} */
  function said(words, now, against, sweep, fit) {
    const { fill, join } = lossfold.format;
    const say = (/** @type {string} */ key, values = {}) => fill(words[`diagram.polynomial.${key}`], values);
    const { stops, fresh, best, chosen } = sweep;
    const sign = SIGNS[against];
    const at = (/** @type {number} */ index) => shown(against, stops[index]);
    const bare = now.l1 === 0 && now.l2 === 0 && !now.steps;
    const { degree, rows } = now;
    return join(
      say("story", { training: number(fit.training < 1e-20 ? 0 : fit.training), fresh: number(fit.fresh) }),
      say(`story.${verdict(sweep, now, against, fit.fresh)}`, { sign, best: at(best), least: number(fresh[best]) }),
      say("story.chosen", { sign, chosen: at(chosen), made: number(fresh[chosen]) }),
      sweep.patient ? say("story.patience", { patience: now.patience, ...sweep.patient }) : "",
      bare && degree === rows - 1 ? say("story.through", { degree, rows }) : "",
      bare && degree >= rows ? say("story.many", { degree, rows }) : "",
      now.l1 > 0 ? say("story.zeros", { zeros: fit.zeros, degree }) : "",
    );
  }

  /** The errors' axis, in powers of ten: from a tenth of the noise's own to the largest that is of interest. */
  const range = (/** @type {CurveSweep} */ { fresh, validation }, /** @type {number} */ noise) => {
    const half = (/** @type {number} */ value) => Math.floor(2 * Math.log10(value)) / 2;
    const high = half(Math.max(...fresh, ...validation)) + 0.5;
    return [noise > 0 ? half(noise ** 2 / 8) : ZERO, Math.min(Math.max(high, 0.25), 2)];
  };
  /** @type {(value: number) => string} */
  const powerText = (value) => {
    if (!Number.isInteger(value)) return "";
    return value < -3 ? lossfold.format.power(value) : String(Number((10 ** value).toFixed(3)));
  };

  /** @type {Lossfold["polynomialFigure"]["begin"]} */
  function begin(scene, words) {
    const { polynomialFit } = lossfold;
    const say = (/** @type {string} */ key, values = {}) =>
      lossfold.format.fill(words[`diagram.polynomial.${key}`], values);
    const stops = /** @type {Record<string, number[]>} */ ({ ...scene.stops });
    const now = { ...scene.now };
    let against = /** @type {CurveAxis} */ (scene.against);
    const ofDescent = DESCENT_KNOBS.map((name) => /** @type {HTMLElement} */ (find(name).closest(".knob")));
    /** What the sweep was made for, so that a step along it finds it made; and the end of a watched trajectory. */
    let [made, ended] = ["", ""];
    /** @type {CurveSweep} */
    let sweep;
    /** @type {CurveFit} */
    let fit;
    const plot = new lossfold.chart.Chart(find("plot"), { x: "x", y: "y" });
    const plane = new lossfold.polynomialPlane.Plane(find("plane"), scene, ["u", "v"]);
    const weightText = (/** @type {number} */ value) => (value === ZERO ? "0" : powerText(value));
    const errors = new lossfold.chart.Chart(find("errors"), { x: "", y: say("error"), tickText: powerText });

    function drawFit() {
      const high = 1.3 + 2 * now.noise;
      plot.scale([-1.04, 1.04], [-high, high]);
      if (!plot.box) return;
      const xs = Array.from({ length: CURVE }, (_, k) => -1 + (2 * k) / (CURVE - 1));
      const { x, y } = fit.rows;
      plot.line("train", xs.flatMap((at) => [at, Math.sin(Math.PI * at)]));
      plot.line("stems", x.flatMap((at, i) => [at, y[i], at, polynomialFit.value(fit.curve, at), NaN, NaN]));
      plot.line("sum", xs.flatMap((at) => [at, polynomialFit.value(fit.curve, at)]));
      plot.line("points", x.flatMap((at, i) => [at, y[i], at, y[i], NaN, NaN]));
    }

    function drawErrors() {
      const isDegree = against === "degree";
      const isMore = isDegree || against === "steps";
      errors.xText = isDegree ? String : against === "steps" ? powerText : weightText;
      errors.titles.x = isMore ? say(`axis.${against}`) : SIGNS[against];
      const { fresh, training, validation, best, chosen } = sweep;
      const at = sweep.stops.map((stop) => place(stop, against));
      const [low, high] = range(sweep, now.noise);
      const room = isDegree ? 0.4 : 0.15;
      const ends = [at[0] - room, at[at.length - 1] + room];
      errors.scale(ends, [low, high]);
      if (!errors.box) return;
      const log = (/** @type {number} */ value) => Math.log10(Math.max(value, 1e-30));
      const line = (/** @type {number[]} */ values) => values.flatMap((value, k) => [at[k], log(value)]);
      errors.line("train", line(training));
      errors.line("data", line(validation));
      errors.line("held", line(fresh));
      const here = place(now[against], against);
      errors.line("cursor", [here, low, here, high]);
      const { patient } = sweep;
      const [kept, end] = patient ? [patient.best, patient.ends].map((step) => place(step, against)) : [NaN, NaN];
      errors.line("ends", patient ? [end, low, end, high] : []);
      errors.dot("kept", kept, log(patient?.least ?? NaN), 7.5);
      errors.dot("data:chosen", at[chosen], log(validation[chosen]), 4.5);
      errors.dot("minimum", at[best], log(fresh[best]), 5);
      errors.dot("now", here, log(fit.fresh), 6.5);
      /** @type {[number, number, string][]} */
      const below = [[0, 22, "middle"], [12, 20, "start"], [-12, 20, "end"], [0, -12, "middle"]];
      /** @type {[number, number, string][]} */
      const above = [[0, -12, "middle"], [12, -10, "start"], [-12, -10, "end"], [0, 22, "middle"]];
      const [left, right] = isMore ? ["under", "over"] : ["over", "under"];
      lossfold.chartLabels.put(errors, [
        { name: "name:left", text: say(`mark.${left}.left`), at: [errors.left, low], sides: [[10, -8, "start"]] },
        { name: "name:right", text: say(`mark.${right}.right`), at: [errors.right, low], sides: [[-10, -8, "end"]] },
        { name: "besttext", text: say("mark.best"), at: [at[best], log(fresh[best])], sides: below },
        { name: "firsttext", text: say("mark.chosen"), at: [at[chosen], log(validation[chosen])], sides: above },
        { name: "endstext", text: patient ? say("mark.ends") : "", at: [end, high], sides: [[6, 16, "start"]] },
      ], [[here, log(fit.fresh)]]);
    }

    const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("[data-way]")]);
    /** Where each button leads along the axis. @type {() => Record<string, number>} */
    const ways = () => ({
      none: sweep.stops[0], best: sweep.stops[sweep.best], chosen: sweep.stops[sweep.chosen],
      most: sweep.stops[sweep.stops.length - 1],
    });

    function show() {
      const { [against]: _, patience, ...held } = now;
      const wanted = JSON.stringify([against, held]);
      const end = `${wanted} ${patience}`;
      // A trajectory is looked at along its steps alone: on the other axes all curves are minimisers.
      const isByStep = against === "steps";
      for (const knob of ofDescent) knob.hidden = !isByStep;
      if (!isByStep) now.steps = 0;
      if (wanted !== made) sweep = polynomialFit.sweep(scene, now, against);
      if (end !== ended) sweep.patient = isByStep ? polynomialFit.patient(scene, now) : null;
      [made, ended] = [wanted, end];
      fit = polynomialFit.fit(scene, now);
      for (const [name, values] of Object.entries(stops)) {
        const input = /** @type {HTMLInputElement} */ (find(name));
        const text = shown(name, now[name]);
        input.value = String(values.indexOf(now[name]));
        input.setAttribute("aria-valuetext", text);
        if (input.nextElementSibling) input.nextElementSibling.textContent = text;
      }
      const leads = ways();
      for (const button of buttons) {
        const way = button.dataset.way ?? "";
        button.textContent = say(`go.${way}`, { sign: SIGNS[against], at: shown(against, leads[way]) });
      }
      const told = said(words, now, against, sweep, fit);
      find("story").textContent = told;
      find("proof").textContent = say("proof", { residual: number(fit.residual), folds: scene.folds });
      find("plot").setAttribute("aria-label", say("curve", { degree: now.degree, rows: now.rows }));
      find("errors").setAttribute("aria-label", say("errors.along", { sign: SIGNS[against], told }));
      drawFit();
      drawErrors();
      drawPlane();
    }

    function drawPlane() {
      const theta = fit.curve.slice(1);
      plane.update(now, theta);
      const norm = number(Math.hypot(...theta));
      const distance = plane.distance < 1e-9 ? "0" : number(Number(plane.distance.toPrecision(3)));
      const key = plane.plane ? "plane.said" : "plane.none";
      const { degree, rows, noise, draw } = now;
      const text = say(key, { distance, norm, degree, rows, noise: number(noise), draw });
      find("distance").textContent = text;
      find("plane").setAttribute("aria-label", `${say("plane")} ${text}`);
    }

    /** @type {(name: string, value: number) => void} */
    const set = (name, value) => {
      if (now[name] === value) return;
      now[name] = value;
      show();
    };
    for (const [name, values] of Object.entries(stops)) {
      const input = /** @type {HTMLInputElement} */ (find(name));
      input.addEventListener("input", () => set(name, values[Number(input.value)]));
    }
    for (const button of buttons) {
      button.addEventListener("click", () => set(against, ways()[button.dataset.way ?? ""]));
    }
    for (const input of document.querySelectorAll("input")) {
      if (input.name !== "against") continue;
      input.addEventListener("change", () => {
        against = /** @type {CurveAxis} */ (input.value);
        show();
      });
    }
    errors.drag(() => true, (x) => {
      if (!Number.isFinite(x)) return;
      const places = sweep.stops.map((stop) => place(stop, against));
      set(against, sweep.stops[places.indexOf(lossfold.stops.nearest(places, x))]);
    });
    plot.watch(() => fit && drawFit());
    errors.watch(() => fit && drawErrors());
    plane.chart.watch(() => fit && drawPlane());
    show();
  }

  globalThis.lossfold = { ...globalThis.lossfold, polynomialFigure: { place, verdict, said, begin } };
})();
