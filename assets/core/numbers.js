// Reads numbers as people type and paste them. Every entry of the page reads through this.
(function () {
  // ASCII after NFKC: full-width digits and signs have become ascii ones.
  const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const LONGEST = 40; // characters of a number that anybody could mean

  /** A text with its digits, points and minus signs as a program writes them. @type {(text: string) => string} */
  function ascii(text) {
    return String(text).normalize("NFKC").trim().replace(/[−‐‑–—]/g, "-").replace(/[。｡]/g, ".");
  }

  /** The number that a link spells (see landscapes/converters.py), or null. @type {Lossfold["numbers"]["spelled"]} */
  function spelled(text) {
    const number = text.length <= LONGEST && DECIMAL.test(text) ? Number(text) + 0 : NaN;
    return Number.isFinite(number) ? number : null;
  }

  /**
   * The number that a text means, or null if it is none: "0.5", "0,5", "1e-1", "０．５", "−2". One comma is a decimal
   * comma; with a point beside it, it could also group thousands, and is refused. So are "1/2", "50%" and "1 000".
   * @type {Lossfold["numbers"]["read"]}
   */
  function read(text) {
    let written = ascii(text);
    if ((written.match(/,/g) || []).length === 1 && !written.includes(".")) written = written.replace(",", ".");
    return spelled(written);
  }

  /**
   * The whole number that a text means, or null: digits alone, as a comma in "1,000" may be read in two ways.
   * @type {Lossfold["numbers"]["whole"]}
   */
  function whole(text) {
    const written = ascii(text);
    return written.length <= LONGEST && /^[+-]?\d+$/.test(written) ? Number(written) : null;
  }

  /**
   * The numbers of a list, or null if one of them is none. Semicolons separate them if there are any, and commas are
   * then decimal; else commas, Chinese ones too, and blanks separate.
   * @type {Lossfold["numbers"]["list"]}
   */
  function list(text) {
    const written = ascii(text);
    const pieces = written.includes(";") ? written.split(";") : written.split(/[,、\s]+/);
    const filled = pieces.map((piece) => piece.trim()).filter(Boolean);
    const numbers = filled.map(read);
    const known = numbers.filter((value) => value !== null);
    return numbers.length && known.length === numbers.length ? known : null;
  }

  /** Decimals of a slider's number: four, or one more than its steps have. @type {Lossfold["numbers"]["decimals"]} */
  const decimals = (step) => Math.min(Math.max(4, 1 + Math.ceil(-Math.log10(step))), 100);

  /**
   * A number as an entry takes it, to as many decimals, but never 0 for one that is not.
   * @type {Lossfold["numbers"]["rounded"]}
   */
  function rounded(value, step = 1) {
    const short = Number(value.toFixed(decimals(step)));
    return short === 0 ? Number(value.toPrecision(4)) : short;
  }

  /** The same as an entry shows it. @type {Lossfold["numbers"]["text"]} */
  const text = (value, step) => String(rounded(value, step));

  /** The same within a sentence. @type {Lossfold["numbers"]["written"]} */
  const written = (value, step) => text(value, step).replace("-", "−");

  /** @type {Lossfold["numbers"]["inRange"]} */
  const inRange = (value, low, high) => typeof value === "number" && value >= low && value <= high;

  globalThis.lossfold = {
    ...globalThis.lossfold,
    numbers: { spelled, read, whole, list, decimals, rounded, text, written, inRange },
  };
})();
