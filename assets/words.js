// Fills the catalogue's sentences with numbers, as mathematicians write them.
(function () {
  const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  /** 0 only for a true 0; otherwise `digits` significant digits, and a power of ten where 0.0… would mislead. */
  function number(value, digits = 4) {
    if (value === 0) return "0";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const size = Math.abs(value);
    let text;
    if (size < 1e-3 || size >= 1e6) {
      const [mantissa, exponent] = size.toExponential(digits - 2).split("e");
      text = `${mantissa}×${power(Number(exponent))}`;
    } else {
      text = Number(size.toPrecision(digits)).toString();
    }
    return (value < 0 ? "−" : "") + text;
  }

  /** 10 to a whole power. */
  const power = (exponent) => (exponent === 0 ? "1" : `10${[...String(exponent)].map((sign) => SUPERSCRIPT[sign]).join("")}`);

  /** "{a} and {b}" with values -> text. A gap without a value stays as it is, so that a test can see it. */
  function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
  }

  /** A slider's number with at least two decimals, as it stands in the formula. */
  function weight(value) {
    return Number(value.toFixed(4)).toString().replace(/^(\d)$/, "$1.00").replace(/^(\d\.\d)$/, "$10");
  }

  globalThis.lossfold = { ...globalThis.lossfold, words: { number, power, fill, weight } };
})();
