// The caption of a picture: lines that are too long for it go on below, in letters small enough for all of it. Pure.
(function () {
  const SIZES = [17, 15, 12.5]; // px of the letters of each line, where there is room
  const [LEAD, LEAST] = [6, 0.5]; // px between two rows, and the smallest factor of the sizes
  const BREAK = /[\s&?,·，、][^\s&?,·，、]*$/;

  /**
   * A text in rows that fit, broken where it may be.
   * @type {(text: string, fits: (row: string) => boolean) => string[]}
   */
  function wrapped(text, fits) {
    /** @type {string[]} */
    const rows = [];
    let rest = text;
    while (rest.length > 1 && !fits(rest)) {
      let end = rest.length - 1;
      while (end > 1 && !fits(rest.slice(0, end))) end--;
      const at = rest.slice(0, end).search(BREAK);
      // An address may have no better place.
      const stop = at > end / 2 ? at + 1 : end;
      rows.push(rest.slice(0, stop).trimEnd());
      rest = rest.slice(stop).trimStart();
    }
    return [...rows, rest];
  }

  /**
   * The rows of some lines and their height, within a width and as far as can be within a height.
   * @type {(lines: [string, number][], room: Room, measure: Measure) => { rows: CaptionRow[], height: number }}
   */
  function fitted(lines, { width, height }, measure) {
    for (let scale = 1; ; scale -= 0.05) {
      let y = 0;
      const rows = lines.flatMap(([text, line]) => {
        const size = SIZES[line] * scale;
        return wrapped(text, (row) => measure(row, line, size) <= width).map((row) => {
          y += size + LEAD * scale;
          return { text: row, line, size, y };
        });
      });
      if (y <= height || scale <= LEAST) return { rows, height: y };
    }
  }

  /**
   * The rows of some lines, within a width and a height: each with its line, the size of its letters, and where it
   * stands. `measure`: how wide a text of a line is in letters of a size. The last line is at the bottom whatever the
   * others say, so that it rests in a film.
   * @type {Lossfold["caption"]["laid"]}
   */
  function laid(lines, { width, height }, measure) {
    const numbered = lines.map((text, line) => /** @type {[string, number]} */ ([text, line]));
    const foot = fitted(numbered.slice(-1), { width, height: height / 2 }, measure);
    const above = height - foot.height;
    const body = fitted(numbered.slice(0, -1), { width, height: above }, measure);
    return [...body.rows, ...foot.rows.map((row) => ({ ...row, y: above + row.y }))];
  }

  globalThis.lossfold = { ...globalThis.lossfold, caption: { laid } };
})();
