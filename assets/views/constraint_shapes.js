// What the constraint view is made of: the region that stands for a penalty, its contact with the loss, its normals.
(function () {
  const ARC = 24; // pieces of a wedge's rim

  /**
   * The penalty that the region is made of: what is added to J, over the weight of the first norm in it; ‖β‖₁ +
   * (Ω/λ)‖β‖² for λ and Ω, ‖β‖² for Ω alone. {weights, order}: the weights of that, and their names, that norm's first.
   * Pure.
   * @type {Lossfold["constraint"]["shape"]}
   */
  function shape(penalties, weights) {
    const on = lossfold.penalties.on(penalties, weights);
    const first = on.find((name) => !penalties[name].smooth) ?? on[0];
    const ratios = on.map((name) => [name, weights[name] / weights[first]]);
    const order = on.length ? [first, ...on.filter((name) => name !== first)] : [];
    return { weights: Object.fromEntries(ratios), order };
  }

  /** The same as a sum of folds, cone, bowl and rounded folds. Pure. @type {Lossfold["constraint"]["region"]} */
  const region = (penalties, weights) => lossfold.penalties.sum(penalties, shape(penalties, weights).weights);

  /**
   * How contact is to be called: "none", "origin", "corner", "fold", "side", "segment", "round" or, where the region is
   * no circle, "smooth"; a corner on an axis has a coefficient that is 0, one on another fold's line has none. Pure.
   * @type {Lossfold["constraint"]["contact"]}
   */
  function contact(penalties, solution, weights) {
    const whole = lossfold.penalties.sum(penalties, weights);
    if (!lossfold.penalties.on(penalties, weights).length || solution.kind === "none") return "none";
    const [a] = solution.points;
    if (solution.kind === "segment") return "segment";
    if (a[0] === 0 && a[1] === 0) return "origin";
    if (!whole.folds.length) return whole.rounded.length ? "smooth" : "round";
    if (!lossfold.penalties.subdifferential(whole, a[0], a[1]).tight.length) return "side";
    return a[0] === 0 || a[1] === 0 ? "corner" : "fold";
  }

  /**
   * ∂P at a point as the two ends of a segment (equal where there is one normal, and at 0 no ends of anything), and
   * −∇L. Pure.
   * @type {Lossfold["constraint"]["normals"]}
   */
  function normals(penalties, weights, [b1, b2], gradient) {
    const whole = lossfold.penalties.sum(penalties, weights);
    const { gradient: middle, tight } = lossfold.penalties.subdifferential(whole, b1, b2);
    if (b1 === 0 && b2 === 0) return { fall: [-gradient[0] + 0, -gradient[1] + 0], ends: [middle, middle] };
    const [s1, s2] = tight[0] ?? [0, 0];
    // Where no fold holds β, −∇L is the penalty's own normal: it is taken from there, to the last digit.
    const square = s1 * s1 + s2 * s2;
    const fraction = square ? ((-gradient[0] - middle[0]) * s1 + (-gradient[1] - middle[1]) * s2) / square : 0;
    const at = (/** @type {number} */ by) => [middle[0] + by * s1, middle[1] + by * s2];
    return { fall: at(fraction), ends: [at(-1), at(1)] };
  }

  /** The stop of a knob whose region comes nearest to a point. Pure. @type {Lossfold["constraint"]["stopAt"]} */
  function stopAt(penalties, ladder, weights, knob, point) {
    const far = Math.hypot(...point);
    const direction = far > 0 ? point.map((part) => part / far) : [1, 0];
    /** @type {number | null} */
    let best = null;
    let least = Infinity;
    for (const [k, solution] of ladder.solutions.entries()) {
      const at = { ...weights, [knob]: ladder.stops[k] };
      if (contact(penalties, solution, at) === "none") continue;
      const whole = region(penalties, at);
      const [b1, b2] = solution.points[0];
      const gap = Math.abs(lossfold.penalties.reach(whole, lossfold.penalties.value(whole, b1, b2), direction) - far);
      if (gap < least) [least, best] = [gap, ladder.stops[k]];
    }
    return best;
  }

  /**
   * The sector between two directions at a point, of less than a half turn, closed. Pure.
   * @type {Lossfold["constraint"]["wedge"]}
   */
  function wedge([b1, b2], one, two, radius) {
    const from = Math.atan2(one[1], one[0]);
    const across = Math.atan2(one[0] * two[1] - one[1] * two[0], one[0] * two[0] + one[1] * two[1]);
    const points = [b1, b2];
    for (let k = 0; k <= ARC; k++) {
      const angle = from + (across * k) / ARC;
      points.push(b1 + radius * Math.cos(angle), b2 + radius * Math.sin(angle));
    }
    return points;
  }

  /**
   * The point of a line farthest from another, of those within a square; null without one. Pure.
   * @type {Lossfold["constraint"]["farthest"]}
   */
  function farthest(line, from, half) {
    /** @type {number[] | null} */
    let best = null;
    let far = 0;
    for (let k = 0; k < line.length; k += 2) {
      const [x, y] = [line[k], line[k + 1]];
      const away = Math.hypot(x - from[0], y - from[1]);
      if (away > far && Math.max(Math.abs(x), Math.abs(y)) < half) [far, best] = [away, [x, y]];
    }
    return best;
  }

  /** An arrow's three strokes. Pure. @type {Lossfold["constraint"]["arrow"]} */
  function arrow(from, to, barb) {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const wing = (/** @type {number} */ turn) =>
      [to[0] - barb * Math.cos(angle + turn), to[1] - barb * Math.sin(angle + turn)];
    return [...from, ...to, NaN, NaN, ...wing(0.5), ...to, ...wing(-0.5)];
  }

  globalThis.lossfold = {
    ...globalThis.lossfold,
    constraint: { shape, region, contact, normals, stopAt, wedge, arrow, farthest },
  };
})();
