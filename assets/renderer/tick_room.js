// How many numbers an axis has room for in the picture: from a low camera, or on a small tile, its usual ones would
// lie on each other. Pure.
(function () {
  const [WIDTH, HEIGHT, SIZE] = [27, 16, 12]; // px of a number with air around it, in letters of SIZE px
  const AXES = /** @type {const} */ (["xaxis", "yaxis", "zaxis"]);

  /**
   * Into how many steps an edge can be divided whose ends and middle stand at these points of the picture: in each,
   * two numbers stand clear of each other beside or above one another. Its far half is the shorter one.
   * @type {Lossfold["tickRoom"]["steps"]}
   */
  function steps([start, middle, end], size = SIZE) {
    const halves = [[start, middle], [middle, end]].map(([[x0, y0], [x1, y1]]) =>
      Math.max(Math.abs(x1 - x0) / WIDTH, Math.abs(y1 - y0) / HEIGHT));
    return Math.max(1, Math.floor((2 * Math.min(...halves) * SIZE) / size));
  }

  /**
   * The edges of a box along an axis, each by its two ends and its middle.
   * @type {(which: number, ends: Point2[]) => number[][][]}
   */
  function edges(which, ends) {
    const [one, other] = [0, 1, 2].filter((each) => each !== which);
    const [low, high] = ends[which];
    return ends[one].flatMap((a) => ends[other].map((b) => [low, (low + high) / 2, high].map((along) => {
      const point = [0, 0, 0];
      [point[which], point[one], point[other]] = [along, a, b];
      return point;
    })));
  }

  /** The edge of those along an axis that carries its numbers. @type {Lossfold["tickRoom"]["lettered"]} */
  function lettered(which, ends, project) {
    // plotly.js writes those of the plane at the front edges of the floor, those of the height at the left.
    const ahead = (/** @type {number[][]} */ edge) => (which === 2 ? -project(edge[1])[0] : project(edge[1])[1]);
    return edges(which, ends).reduce((best, edge) => (ahead(edge) > ahead(best) ? edge : best));
  }

  /** How many numbers each axis of a box may have. @type {Lossfold["tickRoom"]["counts"]} */
  const counts = (ends, usual, project, size) => usual.map((most, which) =>
    Math.min(most, steps(lettered(which, ends, project).map(project), size)));

  /**
   * The end of an axis of the plane whose number would lie on the lowest one of the height, or null.
   * @type {Lossfold["tickRoom"]["crowded"]}
   */
  function crowded(ends, lowest, project, size = SIZE) {
    const [foot] = lettered(2, ends, project);
    const rise = project(foot)[1] - project([foot[0], foot[1], lowest])[1];
    if (rise > (HEIGHT * size) / SIZE) return null;
    const meets = (/** @type {number} */ which) =>
      lettered(which, ends, project).some((point) => point.every((value, k) => value === foot[k]));
    const which = [0, 1].find(meets);
    return which === undefined ? null : { which, side: foot[which] === ends[which][0] ? "lo" : "hi" };
  }

  globalThis.lossfold = { ...globalThis.lossfold, tickRoom: { AXES, steps, lettered, counts, crowded } };
})();
