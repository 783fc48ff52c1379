// Fills the catalogue's sentences with numbers, as mathematicians write them.
(function () {
  /** @type {Record<string, string>} */
  const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

  /**
   * 0 only for a true 0; otherwise `digits` significant digits, and a power of ten where 0.0… would mislead.
   * @type {Lossfold["format"]["number"]}
   */
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

  /** 10 to a whole power. @type {Lossfold["format"]["power"]} */
  const power = (exponent) => {
    const raised = [...String(exponent)].map((sign) => SUPERSCRIPT[sign]).join("");
    return exponent === 0 ? "1" : `10${raised}`;
  };

  // Chinese is set without spaces: none beside its letters, its punctuation or its quotation marks.
  const CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef";
  const GAP = new RegExp(`(?:([${CHINESE}]) )?\\{(\\w+)\\}(?: (?=[${CHINESE}]))?`, "g");
  const BEGINS = new RegExp(`^[${CHINESE}“‘]`);
  const ENDS = new RegExp(`[${CHINESE}”’]$`);
  const CHINESE_END = new RegExp(`[${CHINESE}]$`);

  /**
   * "{a} and {b}" with values -> text. A gap without a value stays as it is, so that a test can see it. A space between
   * a Chinese word and a gap is for numbers and Latin words only; a Chinese word there has none.
   * @type {Lossfold["format"]["fill"]}
   */
  function fill(sentence, values) {
    const known = new Map(Object.entries(values));
    return sentence.replace(GAP, (gap, before, name) => {
      if (!known.has(name)) return gap;
      const value = String(known.get(name));
      const left = before === undefined ? "" : BEGINS.test(value) ? before : `${before} `;
      const right = gap.endsWith(" ") && !ENDS.test(value) ? " " : "";
      return left + value + right;
    });
  }

  /**
   * Sentences one after another, with the space that the language puts between them; empty ones are left out.
   * @type {Lossfold["format"]["join"]}
   */
  function join(...sentences) {
    /** @type {(text: string) => string} */
    const after = (text) => (text === "" || CHINESE_END.test(text) ? "" : " ");
    const said = sentences.filter((sentence) => typeof sentence === "string").filter(Boolean);
    return said.reduce((text, sentence) => text + after(text) + sentence, "");
  }

  /**
   * A slider's number with at least two decimals and at most four, as it stands in the formula; 0.00 only for a true 0.
   * @type {Lossfold["format"]["weight"]}
   */
  const weight = (value) => weightTo(value, 4);

  /** The same with more decimals, for a slider with finer steps. @type {Lossfold["format"]["weightTo"]} */
  function weightTo(value, decimals) {
    if (value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals) return number(value, 3);
    return Number(value.toFixed(decimals)).toString().replace(/^(\d)$/, "$1.00").replace(/^(\d\.\d)$/, "$10");
  }

  globalThis.lossfold = { ...globalThis.lossfold, format: { number, power, fill, join, weight, weightTo } };
})();
