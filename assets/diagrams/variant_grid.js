// The numbers of one draw as a picture: what is kept is shaded by its size, what is dropped is an empty frame.
(function () {
  const WIDTH = 360; // units of the picture
  const HEAD = 20;
  const GAP = 10;
  const SHADE = 0.55; // of the largest number: dark ink is still read on it

  /** Where everything stands: a cell's size, and what is left and right of the grids. Pure. */
  const LAYOUTS = {
    block: { width: 18.5, height: 22, before: 0, after: 0 },
    sentence: { width: 55, height: 30, before: 26, after: 0 },
    layer: { width: 56, height: 34, before: 66, after: 66 },
    attention: { width: 50, height: 34, before: 66, after: 90 },
  };

  /** @type {Lossfold["variantGrid"]["make"]} */
  function make(place, words) {
    const { fill, number } = lossfold.format;
    const create = lossfold.chart.make;
    place.classList.add("numbers");
    const svg = create("svg", { "aria-hidden": "true" }, place);
    let shown = "";
    /** @type {{ cells: SVGElement[], texts: SVGElement[], sums: SVGElement[], outs: SVGElement[] }} */
    let parts = { cells: [], texts: [], sums: [], outs: [] };

    /** @type {(content: string, x: number, y: number, kind?: string) => SVGElement} */
    function write(content, x, y, kind = "head") {
      const text = create("text", { class: kind, x, y }, svg);
      text.textContent = content;
      return text;
    }

    /** @type {(name: VariantPictureName, picture: VariantPicture) => void} */
    function lay(name, picture) {
      const { width, height, before, after } = LAYOUTS[name];
      const [grids, rows, columns] = picture.shape;
      svg.replaceChildren();
      svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEAD + rows * height + 2}`);
      parts = { cells: [], texts: [], sums: [], outs: [] };
      const across = columns * width + GAP;
      const left = before || (WIDTH - grids * across + GAP) / 2;
      for (let grid = 0; grid < grids; grid++) {
        const start = left + grid * across;
        if (name === "block") {
          write(fill(words["diagram.variants.channel"], { number: grid + 1 }), start + (columns * width) / 2, 14);
        }
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const [x, y] = [start + column * width, HEAD + row * height];
            parts.cells.push(create("rect", { x: x + 1, y: y + 1, width: width - 2, height: height - 2, rx: 3 }, svg));
            const value = number(picture.cells[(grid * rows + row) * columns + column]);
            parts.texts.push(write(value, x + width / 2, y + height / 2 + 4, "entry"));
          }
        }
      }
      const middle = (/** @type {number} */ row) => HEAD + row * height + height / 2 + 4;
      const sentence = words["diagram.variants.sentence"].split(/[ 、]/);
      const heads = name === "sentence" ? sentence : picture.inputs?.map(String);
      heads?.forEach((head, column) => write(head, left + column * width + width / 2, 14));
      if (name !== "block" && name !== "sentence") write(words[`diagram.variants.inputs.${name}`], 30, 14);
      for (let row = 0; row < rows; row++) {
        const title = words[`diagram.variants.row.${name}`] ?? "{number}";
        if (before) write(fill(title, { number: row + 1 }), before / 2 - 2, middle(row));
        if (name === "attention") parts.sums.push(write("", WIDTH - 64, middle(row), "entry"));
        if (after) parts.outs.push(write("", WIDTH - 24, middle(row), "entry"));
      }
      if (name === "attention") write("Σ", WIDTH - 64, 14);
      if (after) write(words["diagram.variants.out"], WIDTH - 24, 14);
    }

    return {
      draw(name, picture, mask) {
        if (shown !== name) lay(name, picture);
        shown = name;
        const most = Math.max(...picture.cells);
        const columns = picture.shape[2];
        parts.cells.forEach((cell, k) => {
          cell.setAttribute("class", mask[k] ? "kept" : "gone");
          cell.setAttribute("fill-opacity", mask[k] ? String((SHADE * picture.cells[k]) / most) : "0");
          parts.texts[k].setAttribute("class", mask[k] ? "entry" : "entry gone");
        });
        /** @type {(numbers: number[], row: number) => number} */
        const masked = (numbers, row) => {
          const first = row * columns;
          return numbers.slice(first, first + columns).reduce((sum, each, k) => sum + each * mask[first + k], 0);
        };
        parts.sums.forEach((text, row) => (text.textContent = number(masked(picture.cells, row), 3)));
        parts.outs.forEach((text, row) => (text.textContent = number(masked(picture.values, row), 3)));
      },
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, variantGrid: { make } };
})();
