// Looks the exact solution up that belongs to the sliders. The server solved every stop; nothing is solved here.
(function () {
  /** Whether two weights are one: the server takes what is smaller for 0. @type {(a: number, b: number) => boolean} */
  const same = (a, b) => Math.abs(a - b) < 1e-12;

  /**
   * A table of minimisers (see components/scene/solution_tables.py) with its rows as solutions.
   * @type {Lossfold["solutionTables"]["open"]}
   */
  function open(table) {
    const solutions = table.case.map((which, row) => {
      const [kind, story] = table.cases[which];
      const flat = table.points[row];
      const points = flat.length > 2 ? [flat.slice(0, 2), flat.slice(2)] : [flat];
      const closed = table.closed ? table.closed[row] : null;
      return { kind, story, points, loss: table.loss[row], residual: table.residual[row], closed };
    });
    return { ...table, solutions };
  }

  /** J at a point whose data loss is known: exact, whatever the grid. @type {Lossfold["solutionTables"]["height"]} */
  function height(penalties, weights, loss, b1, b2) {
    return loss + lossfold.penalties.value(lossfold.penalties.sum(penalties, weights), b1, b2);
  }

  /**
   * The row of a table at these weights, or -1 if they are none of its combinations.
   * @type {(table: Table, weights: Weights) => number}
   */
  function rowOf(table, weights) {
    for (const [name, weight] of Object.entries(weights)) {
      const held = table.spec[name];
      if (typeof held === "number" && !table.knobs.includes(name) && !same(weight, held)) return -1;
    }
    let row = 0;
    for (const [k, knob] of table.knobs.entries()) {
      const at = table.stops[k].findIndex((stop) => same(stop, weights[knob]));
      if (at < 0) return -1;
      row = row * table.stops[k].length + at;
    }
    return row;
  }

  /**
   * The solution at these weights, or null while the table that holds it has not come.
   * @type {Lossfold["solutionTables"]["at"]}
   */
  function at(scene, tables, weights) {
    if (lossfold.knobs.agree(weights, scene.weights)) return scene.solution;
    for (const table of tables || []) {
      const row = rowOf(table, weights);
      if (row < 0) continue;
      const found = table.solutions[row];
      const [a, b] = found.points[0];
      const value = found.kind === "none" ? found.loss : height(scene.penalties, weights, found.loss, a, b);
      return { ...found, value };
    }
    return null;
  }

  /**
   * The knobs along which no table runs from these weights: their sliders could not start from here.
   * @type {Lossfold["solutionTables"]["missing"]}
   */
  function missing(tables, weights) {
    return Object.keys(weights).filter((knob) => knob !== "loss" && along(tables, knob, weights) === null);
  }

  /**
   * {stops, solutions} along which `knob` runs from these weights, or null.
   * @type {Lossfold["solutionTables"]["ladder"]}
   */
  function ladder(tables, knob, weights) {
    for (const table of tables || []) {
      const k = table.knobs.indexOf(knob);
      if (k < 0) continue;
      const rows = table.stops[k].map((stop) => rowOf(table, { ...weights, [knob]: stop }));
      if (rows[0] >= 0) return { stops: table.stops[k], solutions: rows.map((row) => table.solutions[row]) };
    }
    return null;
  }

  /** The solutions along which `knob` runs from these weights, or null. @type {Lossfold["solutionTables"]["along"]} */
  function along(tables, knob, weights) {
    const found = ladder(tables, knob, weights);
    return found && found.solutions;
  }

  /**
   * Where the slider of a knob may stand by the first table, which a figure's own sliders run along.
   * @type {Lossfold["solutionTables"]["stopsOf"]}
   */
  function stopsOf(tables, knob) {
    const [first] = tables ?? [];
    return first?.stops[first.knobs.indexOf(knob)] ?? [];
  }

  const solutionTables = { open, height, at, missing, along, ladder, stopsOf };
  globalThis.lossfold = { ...globalThis.lossfold, solutionTables };
})();
