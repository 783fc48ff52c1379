// The minimum in the units of the columns, beside the standardized coefficients. Pure.
(function () {
  /**
   * Intercept and coefficients of the typed columns: of the target, or of the log-odds of class 1.
   * @type {Lossfold["units"]["convert"]}
   */
  function convert({ means, deviations, target }, point) {
    const [mean, deviation] = target ?? [0, 1];
    const coefficients = point.map((b, j) => (deviation * b) / deviations[j]);
    return { intercept: coefficients.reduce((sum, each, j) => sum - each * means[j], mean), coefficients };
  }

  /**
   * "progression = −120 + 10.1·bmi + 1.3·bp", "" where nothing was typed or there is no single minimum.
   * @type {Lossfold["units"]["write"]}
   */
  function write(scene, solution, words) {
    const { units } = scene;
    if (!units || solution?.kind !== "point") return "";
    const { number, fill } = lossfold.format;
    const { intercept, coefficients } = convert(units, solution.points[0]);
    const terms = coefficients.map((size, j) => ({ size, name: scene.features[j] })).filter(({ size }) => size !== 0);
    const written = terms.map(({ size, name }) => `${size < 0 ? "−" : "+"} ${number(Math.abs(size))}·${name}`);
    const formula = written.reduce((sum, term) => `${sum} ${term}`, number(intercept));
    const key = units.target ? "read.units" : "read.units.odds";
    return fill(words[key], { target: scene.target, one: units.one ?? "", formula });
  }

  globalThis.lossfold = { ...globalThis.lossfold, units: { convert, write } };
})();
