// The polynomial's solver and curves by hand; against scikit-learn they are held in tests/components/address.
import assert from "node:assert/strict";
import { test } from "node:test";

for (const name of ["core/format", "core/stops", "core/contours", "views/chart", "views/chart_labels", "diagrams/elastic_net", "diagrams/polynomial_fit", "diagrams/polynomial_plane", "diagrams/polynomial"]) await import(`../../assets/${name}.js`);
const { elasticNet, polynomialFit, polynomialFigure } = globalThis.lossfold;

const close = (found, wanted, within = 1e-12) => {
  assert.equal(found.length, wanted.length);
  found.forEach((value, k) => assert.ok(Math.abs(value - wanted[k]) < within, `${found} is not ${wanted}`));
};

test("a system is solved for each of its right sides, rows exchanged where a pivot is 0", () => {
  // x₂ = 3, x₁ + x₂ = 5; and x₂ = 1, x₁ + x₂ = 0.
  const found = elasticNet.solve([[0, 1], [1, 1]], [[3, 5], [1, 0]]);
  close(found[0], [2, 3]);
  close(found[1], [-1, 1]);
});

// Two columns that do not meet, of mean square 1: each coefficient is on its own, soft(c, λ/2)/(1 + Ω).
const APART = { gram: [[1, 0], [0, 1]], cross: [0.5, -0.2], columns: [[1, 1], [1, -1], [-1, 1], [-1, -1]], target: [0.3, 0.7, -0.7, -0.3] };

test("columns that are apart are soft-thresholded", () => {
  close(elasticNet.minimiser(APART, 0, 0), [0.5, -0.2]);
  // 0.5/1.25, −0.2/1.25
  close(elasticNet.minimiser(APART, 0, 0.25), [0.4, -0.16]);
  // 0.5 − 0.1, −(0.2 − 0.1)
  close(elasticNet.minimiser(APART, 0.2, 0), [0.4, -0.1]);
  // (0.5 − 0.3)/1.25, and |−0.2| < 0.3
  const both = elasticNet.minimiser(APART, 0.6, 0.25);
  close(both, [0.16, 0]);
  assert.equal(both[1], 0);
  assert.deepEqual(elasticNet.minimiser(APART, 1, 0), [0, 0]);
});

test("a path has a knot where a coefficient comes, and is straight between", () => {
  const knots = elasticNet.path(APART, 0, 0.01);
  // λmax = 2·0.5; the second comes at 2·0.2.
  close(knots.map((knot) => knot.l1), [1, 0.4, 0.01]);
  close(elasticNet.at(knots, 0.7), [0.15, 0]);
  close(elasticNet.at(knots, 0.2), [0.4, -0.1]);
  assert.deepEqual(elasticNet.at(knots, 5), [0, 0]);
});

test("the certificate is 0 at a minimiser and what is missing elsewhere", () => {
  assert.ok(elasticNet.residual(APART, 0.2, 0, [0.4, -0.1]) < 1e-15);
  // 2(0.5 − 0.5) + 0.2 and 2(−0.1 + 0.2) − 0.2
  assert.ok(Math.abs(elasticNet.residual(APART, 0.2, 0, [0.5, -0.1]) - 0.2) < 1e-15);
  // At 0 the slope is −1, and 0.2 of it is allowed.
  assert.ok(Math.abs(elasticNet.residual(APART, 0.2, 0, [0, -0.1]) - 0.8) < 1e-15);
});

test("of all curves through the rows the one with the shortest θ is taken", () => {
  // One row pair, y = ±1 at x = ±1, and two columns, x and 2x, centred: θ₁ + 2θ₂ = 1, shortest at (1, 2)/5.
  const problem = { gram: [[1, 2], [2, 4]], cross: [1, 2], columns: [[-1, -2], [1, 2]], target: [-1, 1] };
  close(elasticNet.ridge(problem, 0), [0.2, 0.4]);
});

test("Chebyshev's terms, and the value of a curve", () => {
  // T₂ = 2x² − 1, T₃ = 4x³ − 3x at ½: −½ and −1.
  close(polynomialFit.terms(0.5, 3), [1, 0.5, -0.5, -1]);
  assert.equal(polynomialFit.value([1, 2, 0, 3], 0.5), 1 + 1 + 0 - 3);
  assert.equal(polynomialFit.value([7], 0.5), 7);
});

const SCENE = { draws: [[1, -1, 2, 0, 0, 0, 0, 0, 0]], sine: [0, 1 / Math.PI], folds: 6, stops: { l1: [0, 1], l2: [0, 1], degree: [1, 2] } };

test("the rows, and the error on new ones, of a line", () => {
  const { x, y } = polynomialFit.rowsOf(SCENE, { rows: 9, noise: 0.5, draw: 1 });
  close(x.slice(0, 3), [-1, -0.75, -0.5]);
  close(y.slice(0, 3), [0.5, -Math.SQRT1_2 - 0.5, -1 + 1]);
  // ½∫(ax − sin πx)² = a²/3 − 2a/π + ½, and the noise 0.25: for a = 1 it is 1.0833 − 0.6366.
  assert.ok(Math.abs(polynomialFit.errorOnNew([0, 1], SCENE, 0.5) - (0.25 + 1 / 3 - 2 / Math.PI + 0.5)) < 1e-15);
  assert.equal(polynomialFit.errorOnNew([0, 0], SCENE, 0), 0.5);
});

test("every sixth row is a fold", () => {
  const rows = { x: [0, 1, 2, 3, 4, 5, 6, 7], y: [0, 1, 2, 3, 4, 5, 6, 7] };
  assert.deepEqual(polynomialFit.subset(rows, 6, 1, true).x, [1, 7]);
  assert.deepEqual(polynomialFit.subset(rows, 6, 1, false).y, [0, 2, 3, 4, 5, 6]);
});

test("too weak a penalty overfits, too strong a one underfits; with a degree it is the other way round", () => {
  const sweep = { stops: [0, 1, 2], fresh: [4, 1, 3], best: 1 };
  const verdict = (value, against, error) => polynomialFigure.verdict(sweep, { [against]: value }, against, error);
  assert.equal(verdict(0, "l2", 4), "over");
  assert.equal(verdict(2, "l1", 3), "under");
  assert.equal(verdict(2, "degree", 3), "over");
  assert.equal(verdict(0, "degree", 4), "under");
  assert.equal(verdict(1, "l2", 1), "good");
  assert.equal(verdict(0, "l2", 1.04), "good");
});

test("a weight of 0 stands left of all others, a degree where it is", () => {
  assert.deepEqual([0, 0.001, 10].map((value) => polynomialFigure.place(value, "l1")), [-6, -3, 1]);
  assert.equal(polynomialFigure.place(1e-9, "l2"), -5.6);
  assert.equal(polynomialFigure.place(7, "degree"), 7);
});

test("what is said names errors, the best and the choice", () => {
  const words = Object.fromEntries(["story", "story.over", "story.under", "story.good", "story.chosen", "story.through", "story.many", "story.zeros"].map((key) => [`diagram.polynomial.${key}`, `${key}:{training}{fresh} {sign}{best}{least} {chosen}{made} {zeros}/{degree}.`]));
  const sweep = { stops: [0, 0.1, 1], fresh: [4, 1, 3], best: 1, chosen: 2 };
  const fit = { training: 1e-31, fresh: 4, zeros: 0 };
  const told = polynomialFigure.said(words, { degree: 11, rows: 12, l1: 0, l2: 0 }, "l2", sweep, fit);
  assert.match(told, /^story:04 /);
  assert.match(told, /story\.over:.* Ω0\.11 /);
  assert.match(told, /story\.chosen:.* 13 /);
  assert.match(told, /story\.through/);
  assert.doesNotMatch(told, /story\.(many|zeros)/);
  const many = polynomialFigure.said(words, { degree: 12, rows: 12, l1: 0, l2: 0 }, "l2", sweep, fit);
  assert.match(many, /story\.many/);
  const sparse = polynomialFigure.said(words, { degree: 11, rows: 12, l1: 0.1, l2: 0 }, "l1", sweep, { ...fit, zeros: 3 });
  assert.match(sparse, /story\.zeros:.* 3\/11\.$/);
});

test("proximal gradient descent takes a step against the slope, then both penalties' proximal step", () => {
  const seen = [];
  const record = (t, theta) => seen.push([...theta]);
  // 0.25·2·0.5 = 0.25, then 0.25 + 0.5·(0.5 − 0.25); and −0.1, −0.15.
  polynomialFit.proximalGradient(APART, { l1: 0, l2: 0 }, 2, record);
  close(seen[0], [0.25, -0.1]);
  close(seen[1], [0.375, -0.15]);
  // (0.25 − 0.25·0.4)/(1 + 0.5·2), and −0.1 + 0.1.
  polynomialFit.proximalGradient(APART, { l1: 0.4, l2: 2 }, 1, record);
  close(seen[2], [0.075, 0]);
});

test("more steps overfit, and descent that is never stopped stands at the right end", () => {
  const sweep = { stops: [1, 5, 0], fresh: [4, 1, 3], best: 1 };
  const verdict = (value, error) => polynomialFigure.verdict(sweep, { steps: value }, "steps", error);
  assert.equal(verdict(1, 4), "under");
  assert.equal(verdict(0, 3), "over");
  assert.deepEqual([1, 100, 0].map((value) => polynomialFigure.place(value, "steps")), [0, 2, 4.5]);
});

const { polynomialPlane } = globalThis.lossfold;

test("a point falls on the plane, and its distance is what is left", () => {
  const plane = { origin: [1, 0, 0], d1: [0, 1, 0], d2: [0, 0, 1] };
  assert.deepEqual(polynomialPlane.placed(plane, [3, 4, 5]), { u: 4, v: 5, distance: 2 });
});

test("heights are J at every point of the plane, with both penalties", () => {
  const plane = { problem: APART, origin: [0.1, -0.2], d1: [0.6, 0.8], d2: [-0.8, 0.6], half: 2 };
  const now = { l1: 0.3, l2: 0.1 };
  const { axis, total } = polynomialPlane.heights(plane, now);
  for (const [i, j] of [[0, 0], [7, 50], [30, 30], [60, 1]]) {
    const theta = [0, 1].map((k) => plane.origin[k] + axis[j] * plane.d1[k] + axis[i] * plane.d2[k]);
    assert.ok(Math.abs(total[i * axis.length + j] - polynomialPlane.value(APART, now, theta)) < 1e-5);
  }
});
