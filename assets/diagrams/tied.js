// A convolution as a matrix whose entries are tied, and the gradient of one weight as a sum over where it stands.
(function () {
  /**
   * Outputs, errors o − y, and for each weight the products of error and input that its gradient sums. Pure.
   * @type {Lossfold["tied"]["gradientOf"]}
   */
  function gradientOf({ inputs, targets }, kernel) {
    const outputs = targets.map((_, i) => kernel.reduce((sum, weight, j) => sum + weight * inputs[i + j], 0));
    const errors = outputs.map((output, i) => output - targets[i]);
    const products = kernel.map((_, j) => errors.map((error, i) => error * inputs[i + j]));
    const gradient = products.map((each) => each.reduce((sum, product) => sum + product, 0));
    return { outputs, errors, products, gradient };
  }

  const LOW = "₀₁₂₃₄₅₆₇₈₉";

  /** @type {Lossfold["tied"]["begin"]} */
  function begin(scene, words) {
    const { fill, number } = lossfold.format;
    const now = /** @type {Record<string, number> & { tap: string }} */ (/** @type {unknown} */ (scene.now));
    const cellOf = (/** @type {string} */ place) =>
      /** @type {HTMLElement} */ (document.querySelector(`#tied [data-place="${place}"]`));

    function show() {
      const kernel = [now.w1, now.w2, now.w3];
      const tap = Number(now.tap) - 1;
      const { outputs, errors, products, gradient } = gradientOf(scene, kernel);
      scene.inputs.forEach((input, j) => (cellOf(`x:${j}`).textContent = number(input)));
      for (let i = 0; i < outputs.length; i++) {
        for (let j = 0; j < scene.inputs.length; j++) {
          const cell = cellOf(`m:${i}:${j}`);
          const weight = j - i;
          const inside = weight >= 0 && weight < kernel.length;
          cell.textContent = inside ? number(kernel[weight]) : "0";
          cell.dataset.lit = inside ? (weight === tap ? "yes" : "near") : "";
        }
        for (const [name, value] of Object.entries({ o: outputs[i], t: scene.targets[i], d: errors[i] })) {
          cellOf(`${name}:${i}`).textContent = number(value);
        }
      }
      const signed = (/** @type {number} */ value) => (value < 0 ? `(${number(value)})` : number(value));
      const terms = errors.map((error, i) => `${signed(error)}·${signed(scene.inputs[i + tap])}`);
      const name = `w${LOW[tap + 1]}`;
      lossfold.panel.write("story", fill(words["diagram.tied.story"], {
        name, count: products[tap].length, gradient: number(gradient[tap]),
      }));
      lossfold.panel.write("sum", `∂L/∂${name} = ${terms.join(" + ")} = ${number(gradient[tap])}`);
      lossfold.panel.write("free", fill(words["diagram.tied.counts"], {
        free: kernel.length, all: outputs.length * scene.inputs.length,
      }));
    }
    lossfold.panel.bind(scene, show);
  }

  globalThis.lossfold = { ...globalThis.lossfold, tied: { begin, gradientOf } };
})();
