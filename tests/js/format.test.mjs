// Numbers and sentences, links, the camera, λ's run, the visitor's file.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../assets/core/knobs.js";
import "../../assets/core/format.js";
import "../../assets/core/query.js";
import "../../assets/renderer/camera_keys.js";
import "../../assets/core/player.js";
import "../../assets/explorer/upload.js";
import "../../assets/explorer/upload_panel.js";
import "../../assets/core/penalties.js";
import "../../assets/explorer/sklearn_code.js";
import { PENALTIES } from "./penalty_entries.mjs";
import "../../assets/core/story.js";

const { format, query, cameraKeys, player, upload, uploadPanel, sklearnCode, story } = globalThis.lossfold;

test("only a true 0 is written 0", () => {
  assert.equal(format.number(0), "0");
  assert.equal(format.number(-0), "0");
  assert.equal(format.number(1e-17, 3), "1.0×10⁻¹⁷");
  assert.equal(format.number(-0.00042), "−4.20×10⁻⁴");
  assert.equal(format.number(0.5), "0.5");
  assert.equal(format.number(-1.38629436), "−1.386");
  assert.equal(format.number(12345678), "1.23×10⁷");
  assert.equal(format.number(Infinity), "∞");
});

test("a gap without a value stays visible", () => {
  assert.equal(format.fill("{a} and {b}", { a: 1 }), "1 and {b}");
});

test("Chinese has no space where a Chinese word or a quotation mark fills a gap; numbers and Latin words keep theirs", () => {
  assert.equal(format.fill("不能是 {value}，必须是 {low} 到 {high} 之间的数。", { value: "“nan”", low: 0, high: 2 }), "不能是“nan”，必须是 0 到 2 之间的数。");
  assert.equal(format.fill("即 {f}。列 {f} 的系数 {b} 从", { f: "身高", b: "β₂" }), "即身高。列身高的系数 β₂ 从");
  assert.equal(format.fill("列 {f} 的系数", { f: "income" }), "列 income 的系数");
  assert.equal(format.fill("{a} {b}，{c}", { a: "身高", b: "体重" }), "身高 体重，{c}");
  assert.equal(format.fill("the feature {f} is “{f}”", { f: "身高" }), "the feature 身高 is “身高”");
});

test("sentences are joined by a space in English and by none in Chinese", () => {
  assert.equal(format.join("One.", "", undefined, "Two."), "One. Two.");
  assert.equal(format.join("第一句。", "第二句。"), "第一句。第二句。");
  assert.equal(format.join("Save it as “CSV”.", "x"), "Save it as “CSV”. x");
  assert.equal(format.join(), "");
});

test("a built-in feature has a name in each language, a column of the visitor's keeps its own", () => {
  const said = { "feature.bmi": "体重指数（bmi）" };
  assert.equal(story.feature({ spec: { data: "diabetes" }, features: ["bmi", "x₂"] }, 0, said), "体重指数（bmi）");
  assert.equal(story.feature({ spec: { data: "diabetes" }, features: ["bmi", "x₂"] }, 1, said), "x₂");
  assert.equal(story.feature({ spec: { data: "own" }, features: ["bmi", "x₂"] }, 0, said), "bmi");
});

test("a query leaves null values out and keeps commas readable", () => {
  assert.equal(query.encode({ loss: "linear", l1: 0, l2: null, camera: "1,2,3" }), "loss=linear&l1=0&camera=1,2,3");
});

test("the default camera is not written, another comes back", () => {
  const standard = { eye: { x: 1, y: 2, z: 3 }, center: { x: 0, y: 0, z: -0.1 } };
  const reach = { nearest: 0.25, furthest: 10 };
  assert.equal(query.cameraText(standard, standard, reach), null);
  const turned = { eye: { x: -1.23456, y: 0.5, z: 2 }, center: standard.center };
  assert.equal(query.cameraText(turned, standard, reach), "-1.235,0.5,2");
  assert.deepEqual(query.cameraFrom([-1.235, 0.5, 2], standard).eye, { x: -1.235, y: 0.5, z: 2 });
  assert.deepEqual(query.cameraFrom([1, 2, 3, 4, 5, 6], standard).center, { x: 4, y: 5, z: 6 });
  assert.equal(query.cameraFrom(null, standard), null);
});

test("arrow keys turn the camera at the same distance, plus comes nearer", () => {
  const camera = { eye: { x: 1, y: -1, z: 1 }, center: { x: 0, y: 0, z: 0 } };
  const size = ({ eye }) => Math.hypot(eye.x, eye.y, eye.z);
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
    assert.ok(Math.abs(size(cameraKeys.after(camera, key)) - Math.sqrt(3)) < 1e-12);
  }
  assert.ok(size(cameraKeys.after(camera, "+")) < size(camera));
  assert.equal(cameraKeys.after(camera, "a"), null);
});

test("the camera keeps within reach, and looks the same way", () => {
  const at = (x, y, z, cx = 0, cy = 0, cz = 0) => ({ eye: { x, y, z }, center: { x: cx, y: cy, z: cz }, up: { x: 0, y: 0, z: 1 } });
  const near = at(1, -1, 1);
  assert.equal(cameraKeys.within(near), near);
  // 65 away along (3, 4, 1.2)/5.138…, 13.5° above the horizon: back to 6.
  const length = Math.hypot(36, 48, 14.4);
  const { eye } = cameraKeys.within(at(36, 48, 14.4));
  for (const [axis, part] of Object.entries({ x: 36, y: 48, z: 14.4 })) assert.ok(Math.abs(eye[axis] - (6 * part) / length) < 1e-12);
  assert.ok(Math.abs(Math.hypot(...Object.values(cameraKeys.within(at(0.01, 0, 0)).eye)) - cameraKeys.NEAR) < 1e-12);
  const aside = cameraKeys.within(at(30, 0, 0.2, 29, 0, 0));
  for (const [axis, wanted] of Object.entries({ x: 3, y: 0, z: 0.2 })) assert.ok(Math.abs(aside.eye[axis] - wanted) < 1e-12);
  assert.deepEqual(aside.center, { x: 2, y: 0, z: 0 });
  let seen = near;
  for (let k = 0; k < 100; k++) seen = cameraKeys.after(seen, "-");
  assert.ok(Math.hypot(...Object.values(seen.eye)) <= cameraKeys.FAR + 1e-9);
});

test("λ runs up to 2 and back, in steps of a hundredth", () => {
  assert.equal(player.at(0, 0.2, 2, 0.01), 0.2);
  assert.equal(player.at(4500, 0, 2, 0.01), 2 * 0.5 * 2);
  assert.equal(player.at(9000, 0, 2, 0.01), 0);
  for (let time = 0; time < 20000; time += 37) {
    const value = player.at(time, 0.37, 2, 0.01);
    assert.ok(value >= 0 && value <= 2 && Number(value.toFixed(2)) === value);
  }
});

test("a file over the limit is not sent, and its size is counted from base64", () => {
  const url = (bytes) => `data:text/csv;base64,${Buffer.alloc(bytes, 97).toString("base64")}`;
  assert.equal(upload.read(url(1000001), "big.csv", 1000000).size, 1000001);
  assert.equal(upload.read(url(1000000), "fits.csv", 1000000).name, "fits.csv");
});

test("a column that is chosen already is traded for the one that it takes the place of", () => {
  const numeric = ["rate", "load", "grade"];
  const old = ["rate", "load", "cost"];
  const trade = (...now) => uploadPanel.traded(old, now, [...numeric, "cost"]).join(" ");
  assert.equal(trade("rate", "load", "load"), "rate cost load");
  assert.equal(trade("rate", "load", "rate"), "cost load rate");
  assert.equal(trade("cost", "load", "cost"), "cost load rate");
  assert.equal(trade("load", "load", "cost"), "load rate cost");
  assert.equal(trade("rate", "grade", "cost"), "rate grade cost");
  assert.equal(trade(...old), old.join(" "));
  // A target of words is no feature: another column of numbers takes its place, if there is one.
  assert.equal(uploadPanel.traded(old, ["rate", "load", "load"], numeric).join(" "), "rate grade load");
  assert.equal(uploadPanel.traded(old, ["rate", "load", "load"], ["rate", "load"]).join(" "), "rate cost load");
});

test("the answer to a file that was given up as lost still brings that file, and an answer without one none", () => {
  const { state } = globalThis.lossfold;
  const late = { file: { name: "late.csv", contents: "YQ==" }, own: null, sentence: "", open: true };
  const read = { own: { features: ["a", "b"], target: "y" } };
  globalThis.lossfold.state = { file: null, trial: null };
  uploadPanel.accepted(read, null);
  assert.equal(globalThis.lossfold.state.file, null);
  uploadPanel.accepted(read, late);
  assert.deepEqual(globalThis.lossfold.state.file, { name: "late.csv", contents: "YQ==", features: ["a", "b"], target: "y" });
  // A newer file that is still on its way stays the one that is tried.
  const newer = { file: { name: "newer.csv" }, own: null, sentence: "", open: true };
  globalThis.lossfold.state.trial = newer;
  uploadPanel.accepted(read, late);
  assert.equal(globalThis.lossfold.state.trial, newer);
  uploadPanel.accepted(read, newer);
  assert.equal(globalThis.lossfold.state.trial, null);
  assert.equal(globalThis.lossfold.state.file.name, "newer.csv");
  globalThis.lossfold.state = state;
});

test("numbers of the program are as short as they can be, and read back as the same", () => {
  for (const [value, text] of [[0.1 + 0.2, "0.3"], [0.05 + 0.1, "0.15"], [1 / 3, "0.3333333333333333"], [2 / 3, "0.6666666666666666"], [1 / (12 * 0.05), "1.6666666666666665"], [1e-7, "1e-7"]]) {
    assert.equal(sklearnCode.exact(value), text);
    assert.ok(Math.abs(Number(text) - value) <= 2 ** -52 * value);
  }
});

test("scikit-learn's weights: alpha·r = λ/2, alpha(1 − r) = Ω; C = 1/(m(λ + 2Ω))", () => {
  const scene = (family, rows, template) => ({ affineTerms: {}, penalties: PENALTIES, equivalent: { loop: "", family, rows, programs: { 11: template, "01": template } } });
  assert.equal(sklearnCode.write(scene("linear", 10, "{alpha} {ratio}"), { l1: 0.2, l2: 0.1 }), "0.2 0.5");
  assert.equal(sklearnCode.write(scene("linear", 10, "{ridge}"), { l1: 0, l2: 0.1 }), "1");
  assert.equal(sklearnCode.write(scene("logistic", 10, "{C} {ratio}"), { l1: 0.2, l2: 0.4 }), "0.1 0.2");
});

test("a proof says that J is convex only where it is", () => {
  const said = { "proof.value": "J", "proof.faint": "faint", "proof.unsure": "|u| = {n0}", "proof.pulls": "pulls", "proof.max": "{sign}max", "proof.residual.net": "stationary", "proof.compared": "compared" };
  for (const kind of ["proof.residual", "proof.residual.set"]) Object.assign(said, { [kind]: `${kind}, convex`, [`${kind}.nonconvex`]: `${kind}, nonconvex` });
  const scene = (loss = "softmax") => ({ linearScore: loss !== "residual", hasClosedForms: true, spec: { loss }, affineTerms: { confidence: 1 }, originGradient: null, lambdaMax: 0.5, features: ["z₁", "z₂"], penalties: PENALTIES, weights: {}, knobs: { l1: { main: true, high: 2 }, l2: { main: true }, group: {}, confidence: { nonconvex: true } } });
  const at = (kind, points, more = {}) => ({ kind, points, value: -0.1, residual: 1e-17, story: `story.${kind}`, closed: null, ...more });
  const proofs = (confidence, solution) => story.prove(scene(), solution, { l1: 0, l2: 0.1, confidence }, said);
  assert.deepEqual(proofs(0, at("point", [[1, -1]])), ["J", "proof.residual, convex", "λmax"]);
  assert.deepEqual(proofs(0.5, at("point", [[1, -1]])), ["J", "proof.residual, nonconvex", "λmax"]);
  assert.deepEqual(proofs(0.5, at("segment", [[1, 0], [0, -1]])), ["J", "proof.residual.set, nonconvex", "λmax"]);
  assert.deepEqual(story.prove(scene("residual"), at("point", [[1, -1]]), { l1: 0, l2: 0.1 }, said), ["J", "stationary", "compared", "λmax"]);
  // Where J and its slope are no numbers any more, none is shown; the place is still known.
  const closed = { key: "proof.unsure", numbers: [1000, 1000] };
  const faint = at("line", [[500, -500], [0.7, 0.7]], { value: 0, residual: 0, story: "story.line.faint", closed });
  assert.deepEqual(proofs(0.001, faint), ["faint", "|u| = 1000"]);
  assert.equal(story.brief(faint, said), "faint");
});

test("a weight in the formula is 0.00 only where it is 0", () => {
  assert.deepEqual([0, 0.5, 0.3333, 0.00005, 0.000001].map(format.weight), ["0.00", "0.50", "0.3333", "0.0001", "1.0×10⁻⁶"]);
});
