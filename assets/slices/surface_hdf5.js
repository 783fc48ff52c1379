// A surface in HDF5, as Li et al.'s loss-landscape writes it, as numbers in JSON: read in the browser, so that no
// server reads a stranger's HDF5. Pure.
(function () {
  const NEEDED = ["xcoordinates", "ycoordinates", "train_loss"];
  const MORE = ["test_loss", "train_acc", "test_acc"];
  const DIGITS = 9; // float32 has no more
  const SHOWN = 200; // letters of a file that a sentence repeats

  /** Not a number is null, and infinity a number beyond all that are. @param {number} value */
  function written(value) {
    if (Number.isNaN(value)) return "null";
    if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1e999";
    return String(Number(value.toPrecision(DIGITS)));
  }

  /**
   * What is read of a file that a library has opened, or why nothing is: a key of the words, and what fills it in.
   * Shapes are looked at before any number is read.
   * @type {Lossfold["surfaceHdf5"]["read"]}
   */
  function read(file, { points, bytes }) {
    const known = file.keys;
    const missing = NEEDED.filter((name) => !known.includes(name));
    if (missing.length) {
      const list = known.join(", ").slice(0, SHOWN) || "—";
      return { refused: "slice.open.h5.keys", values: { missing: missing.join(", "), known: list } };
    }
    /** @type {string[]} */
    const lines = [];
    for (const name of [...NEEDED, ...MORE.filter((each) => known.includes(each))]) {
      const { shape, value } = opened(file, name, points);
      const sides = shape.join(" × ") || "()";
      if (!value) return { refused: "slice.open.h5.shape", values: { name, shape: sides, limit: points } };
      lines.push(`${JSON.stringify(name)}: [${value.map(written).join(",")}]`);
    }
    const json = `{${lines.join(",\n")}}`;
    if (json.length > bytes) return { refused: "slice.open.h5.large", values: { size: json.length, limit: bytes } };
    return { json };
  }

  /**
   * A data set's shape, and its numbers if it is one or two axes of as many points as are read.
   * @type {(file: Hdf5File, name: string, points: number) => { shape: number[], value: number[] | null }}
   */
  function opened(file, name, points) {
    const data = file.get(name);
    const shape = data?.shape ?? [];
    const fits = shape.length >= 1 && shape.length <= 2 && shape.every((side) => side >= 1 && side <= points ** 2);
    const count = shape.reduce((product, side) => product * side, 1);
    if (!data || !fits || count > points ** 2) return { shape, value: null };
    const value = Array.from(data.value, Number);
    return { shape, value: value.length === count ? value : null };
  }

  globalThis.lossfold = { ...globalThis.lossfold, surfaceHdf5: { read } };
})();
