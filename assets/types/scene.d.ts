// What Python and JavaScript say to each other. Made by `python -m components.scene.types` of
// components/address/schema.py, panel_schema.py beside it and components/scene/schema/; what is to change here changes
// there.

/** Which views are open, and how they are set beside their options. */
interface OpenViews {
  /** their names in our order, "surface" among them */
  views: string[];
  /** a pinned point of the β-plane */
  pick: number[] | null;
  /** whether windows of this page move together */
  linked: boolean;
  /** the optimisers' part of the shortest query */
  descent: Record<string, string>;
}

/** One of the views that there are, the surface apart. */
interface ViewEntry {
  /** its name in a link, and of its class */
  name: string;
  /** whether the server works something out for it */
  asks: boolean;
  /** the text of each of its options where it is at its default */
  options: Record<string, string>;
}

/** What optimisers may be asked for. */
interface OptimizerLimits {
  /** their methods in our order */
  known: string[];
  /** the methods that run unless others are asked for */
  usual: string[];
  /** how many may run at once */
  most: number;
  /** rate, steps: the least and the largest */
  rate: [number, number];
  /** rate, steps: the least and the largest */
  steps: [number, number];
}

/** What the gallery may compare. */
interface GalleryLimits {
  /** the least and the largest weight of each penalty that can differ from cell to cell */
  weights: Record<string, [number, number]>;
  /** of a unit of such a weight, as minima are known there */
  stops: number;
  /** the number of cells */
  most: number;
  /** the weight of a penalty among its kinds where its slider says none */
  usual: number;
}

/** How far a link's camera may stand. */
interface CameraReach {
  /** the least distance of the eye from what it looks at */
  nearest: number;
  /** the largest coordinate */
  furthest: number;
}

/** What the iframe of a figure is made of. */
interface FrameShapes {
  /** its attributes except address, title and style */
  rights: string;
  /** the style of a surface alone */
  square: string;
  /** alone, row, below: the heights of one view, of a row of two of several, and of what stands below those */
  alone: number;
  /** alone, row, below: the heights of one view, of a row of two of several, and of what stands below those */
  row: number;
  /** alone, row, below: the heights of one view, of a row of two of several, and of what stands below those */
  below: number;
}

/** What every host says of the views. */
interface ViewStart {
  /** which there are, in our order */
  views: ViewEntry[];
  /** which are open, and how */
  viewState: OpenViews;
  /** the text of every option of every view */
  options: Record<string, string>;
  /** what optimisers may be asked for */
  optimizers: OptimizerLimits;
  /** what the gallery may compare */
  gallery: GalleryLimits;
  /** how far a link's camera may stand */
  reach: CameraReach;
}

/** What one normalization averages over a block of numbers. */
interface NormSets {
  /** for each entry the number of the set that it is averaged with */
  sets: number[];
  /** sums, means, variances: of each set */
  sums: number[];
  /** sums, means, variances: of each set */
  means: number[];
  /** sums, means, variances: of each set */
  variances: number[];
  /** each entry, normalized */
  values: number[];
  /** how many groups of channels; 0 where the norm knows none */
  groups: number;
}

/** The diagram `figure=norms`. */
interface NormsScene {
  /** the entries, by sample, channel, row and column */
  block: number[];
  /** how many there are of each */
  shape: number[];
  /** ε under the root */
  epsilon: number;
  /** what each normalization averages */
  norms: Record<string, NormSets>;
  /** norm, cell: the one that is shown and the chosen entry, its places counted from 1 */
  norm: string;
  /** norm, cell: the one that is shown and the chosen entry, its places counted from 1 */
  cell: number[];
}

/** Where the sliders of a shift may stand. */
interface ShiftStops {
  /** the mean of the input */
  c: number[];
  /** δ, the rate at which it is dropped */
  drop: number[];
}

/** The diagram `figure=shift`: test variance over training variance. */
interface ShiftScene {
  /** where both sliders may stand */
  stops: ShiftStops;
  /** noise → its variance at each stop of drop */
  spreads: Record<string, number[]>;
  /** c, drop: where they stand */
  c: number;
  /** c, drop: where they stand */
  drop: number;
  /** the noise that is chosen */
  family: string;
}

/** Where the sliders of a polynomial may stand. */
interface PolynomialStops {
  /** degree, rows, draw: whole numbers */
  degree: number[];
  /** degree, rows, draw: whole numbers */
  rows: number[];
  /** σ */
  noise: number[];
  /** degree, rows, draw: whole numbers */
  draw: number[];
  /** l1, l2: λ and Ω, 0 and ten to a decade */
  l1: number[];
  /** l1, l2: λ and Ω, 0 and ten to a decade */
  l2: number[];
  /** of gradient descent; 0, at the end, for as many as it takes */
  steps: number[];
  /** for how many steps a trajectory that is watched goes on without a lower loss */
  patience: number[];
}

/** The diagram `figure=polynomial`: what its page fits. */
interface PolynomialScene {
  /** where each slider may stand */
  stops: PolynomialStops;
  /** the standard normal numbers of each draw */
  draws: number[][];
  /** the means of T_k(x)·sin πx on [−1, 1] */
  sine: number[];
  /** of the cross-validation */
  folds: number;
  /** where the sliders stand */
  now: Record<string, number>;
  /** what the errors are drawn against */
  against: string;
}

/** What every diagram with sliders says. */
interface PanelScene {
  /** where each slider may stand */
  stops: Record<string, number[]>;
  /** where sliders and choices stand */
  now: Record<string, number | string>;
}

/** The diagram `figure=unit`: one unit's scores before and after batch norm. */
interface UnitScene extends PanelScene {
  /** of the batch */
  scores: number[];
  /** mean, variance, epsilon: of these, and what is added to the variance */
  mean: number;
  /** mean, variance, epsilon: of these, and what is added to the variance */
  variance: number;
  /** mean, variance, epsilon: of these, and what is added to the variance */
  epsilon: number;
  /** what each button sets */
  presets: Record<string, Record<string, number>>;
}

/** The diagram `figure=batches`: batch statistics, running ones, and batch norm in use. */
interface BatchesScene extends PanelScene {
  /** of the scores */
  seed: number;
  /** batches, largest: how many batches there are, and the most scores that one can have */
  batches: number;
  /** batches, largest: how many batches there are, and the most scores that one can have */
  largest: number;
  /** mean, deviation: of the normal distribution that scores are drawn from */
  mean: number;
  /** mean, deviation: of the normal distribution that scores are drawn from */
  deviation: number;
  /** what is added to the variance */
  epsilon: number;
  /** gamma, beta: the learned scale and shift */
  gamma: number;
  /** gamma, beta: the learned scale and shift */
  beta: number;
  /** weights, bias, input: the layer before, and the input that is followed */
  weights: number[];
  /** weights, bias, input: the layer before, and the input that is followed */
  bias: number;
  /** weights, bias, input: the layer before, and the input that is followed */
  input: number[];
}

/** The diagram `figure=rates`: trajectories on the batch norm loss with and without weight decay. */
interface RatesScene extends PanelScene {
  /** c₁, c₂, G₁₁, G₁₂, G₂₂ of all rows */
  all: number[];
  /** batches, order: the same of each batch; the batch of each step, all of them once in an epoch */
  batches: number[][];
  /** batches, order: the same of each batch; the batch of each step, all of them once in an epoch */
  order: number[];
  /** the learned scale, which is held */
  gamma: number;
  /** the direction of least loss */
  best: number[];
  /** start, steps: of every trajectory */
  start: number[];
  /** start, steps: of every trajectory */
  steps: number;
}

/** The diagram `figure=stack`: gradients on their way down a deep stack. */
interface StackScene extends PanelScene {
  /** activation → "unnormalized" and "normalized" → for each stop of the scale, from the inputs to the top */
  sizes: Record<string, Record<string, number[][]>>;
}

/** The diagram `figure=masks`: losses under sampled masks. */
interface MasksScene extends PanelScene {
  /** seed, times: of the masks, and how many times they are drawn */
  seed: number;
  /** seed, times: of the masks, and how many times they are drawn */
  times: number;
  /** features, targets: the rows */
  features: number[][];
  /** features, targets: the rows */
  targets: number[];
  /** the β whose sampled losses are drawn */
  at: number[];
}

/** The diagram `figure=ensemble`: the sub-models of two inputs under dropout. */
interface EnsembleScene extends PanelScene {
  /** input, target, weights: one row and the unit */
  input: number[];
  /** input, target, weights: one row and the unit */
  target: number;
  /** input, target, weights: one row and the unit */
  weights: number[];
  /** the sub-models, by what each keeps */
  masks: string[];
}

/** The diagram `figure=sums`: L, L + Cw² and L + C|w| over one weight. */
interface SumsScene extends PanelScene {
  /**
   * square, absolute: the minimum of L + Cw², and of L + C|w|, at each stop of the strength, for each of the centre
   */
  square: number[][];
  /**
   * square, absolute: the minimum of L + Cw², and of L + C|w|, at each stop of the strength, for each of the centre
   */
  absolute: number[][];
}

/** The diagram `figure=certainty`: L − γH and L + γH over the margin d. */
interface CertaintyScene extends PanelScene {
  /**
   * bare, less, more: the margin at which L, L − γH and L + γH are least, at each stop of γ, for each of p; null where
   * they keep falling
   */
  bare: ((number | null)[])[];
  /**
   * bare, less, more: the margin at which L, L − γH and L + γH are least, at each stop of γ, for each of p; null where
   * they keep falling
   */
  less: ((number | null)[])[];
  /**
   * bare, less, more: the margin at which L, L − γH and L + γH are least, at each stop of γ, for each of p; null where
   * they keep falling
   */
  more: ((number | null)[])[];
}

/** The diagram `figure=tied`: a convolution as a matrix. */
interface TiedScene extends PanelScene {
  /** inputs, targets: of the convolution */
  inputs: number[];
  /** inputs, targets: of the convolution */
  targets: number[];
}

/** Numbers that may be dropped, and the output that they make. */
interface VariantPicture {
  /** grids, rows, columns */
  shape: number[];
  /** the numbers */
  cells: number[];
  /** what each column is multiplied by; null for nothing */
  inputs: number[] | null;
  /** the products, whose sum over `divisor` is the output */
  values: number[];
  /** how many numbers the output is the mean of */
  divisor: number;
}

/** A variant of dropout. */
interface VariantKind {
  /** of the numbers that it drops */
  picture: string;
  /** of each number; those of a group go together */
  groups: number[];
  /** the same for what it is compared with */
  others: number[];
}

/** The diagram `figure=variants`: what variants of dropout drop together. */
interface VariantsScene extends PanelScene {
  /** seed, times: of the draws, and how many there are */
  seed: number;
  /** seed, times: of the draws, and how many there are */
  times: number;
  /** pictures, kinds: by name */
  pictures: Record<string, VariantPicture>;
  /** pictures, kinds: by name */
  kinds: Record<string, VariantKind>;
}

/** The diagram `figure=failing`: batch statistics that are not those of use. */
interface FailingScene extends PanelScene {
  /** the mean of words, whose variance is 1 */
  word: number;
  /** what counts as far out, in standard deviations */
  far: number;
  /** the share of outputs that lie farther out, at each stop of d */
  beyond: number[];
}

/** The diagram `figure=chosen`: errors against the dropout rate. */
interface ChosenScene extends PanelScene {
  /** training, validation, fresh: number of fitted rows → the error at each stop of δ */
  training: Record<string, number[]>;
  /** training, validation, fresh: number of fitted rows → the error at each stop of δ */
  validation: Record<string, number[]>;
  /** training, validation, fresh: number of fitted rows → the error at each stop of δ */
  fresh: Record<string, number[]>;
}

/** The diagram `figure=useless`: rows whose target needs the first column alone. */
interface UselessScene extends PanelScene {
  /** row by row; the first column is the one that counts */
  features: number[][];
  /** of the rows */
  targets: number[];
  /** the variance of what no column explains */
  noise: number;
}

/** A point of the β-plane. */
type Point2 = [number, number];

/**
 * Numbers in base64: float32, or whole numbers as zigzag variable-length integers (see components/scene/encoding.py).
 */
type Packed = string;

/** Where the knobs stand, by name; `loss` is the weight of the loss itself. */
type Weights = Record<string, number>;

/** Where the knobs stood that were held; null for the one that runs. */
type Held = Record<string, number | null>;

/** Numbers of which some are missing, as JSON has neither NaN nor infinity. */
type Gaps = (number | null)[];

/** The part of the catalogue that a page's scripts fill in: key → sentence. */
type Words = Record<string, string>;

/** A query's keys and their texts. */
type QueryTexts = Record<string, string>;

/** A landscape: loss, data, penalty weights, grid. */
interface SpecFields {
  /** loss, data: names in `LOSSES` or `NETS`, and `DATASETS`; data defaults to the first that goes with the loss */
  loss: string;
  /** loss, data: names in `LOSSES` or `NETS`, and `DATASETS`; data defaults to the first that goes with the loss */
  data: string;
  /** p, x: the softmax pair's true probability and input */
  p: number;
  /** p, x: the softmax pair's true probability and input */
  x: number;
  /** l1, l2, group: the weights λ, Ω and μ of the penalties ‖β‖₁, ‖β‖₂² and ‖β‖₂ */
  l1: number;
  /** l1, l2, group: the weights λ, Ω and μ of the penalties ‖β‖₁, ‖β‖₂² and ‖β‖₂ */
  l2: number;
  /** l1, l2, group: the weights λ, Ω and μ of the penalties ‖β‖₁, ‖β‖₂² and ‖β‖₂ */
  group: number;
  /** the correlation of the data set `correlated` */
  rho: number;
  /** the target y of the one row of the data set `outlier` that is one */
  outlier: number;
  /** the rows of an editable data set as somebody moved them (see `data/edited`); "" as they are by themselves */
  edited: string;
  /** grid points per axis, odd, so that 0 lies on both axes */
  n: number;
  /** half-width of the square in the β-plane; the default depends on the data set */
  range: number;
  /**
   * drop, mask, rescale: δ, the rate at which inputs are dropped; which go together, a name in `MASKS`; and whether
   * the kept ones are divided by 1 − δ (inverted dropout)
   */
  drop: number;
  /**
   * drop, mask, rescale: δ, the rate at which inputs are dropped; which go together, a name in `MASKS`; and whether
   * the kept ones are divided by 1 − δ (inverted dropout)
   */
  mask: string;
  /**
   * drop, mask, rescale: δ, the rate at which inputs are dropped; which go together, a name in `MASKS`; and whether
   * the kept ones are divided by 1 − δ (inverted dropout)
   */
  rescale: boolean;
  /** σ of Gaussian noise on the inputs that the masks left */
  noise: number;
  /** smoothing, convention: ε of label smoothing and a name in `CONVENTIONS`; for cross-entropies only */
  smoothing: number;
  /** smoothing, convention: ε of label smoothing and a name in `CONVENTIONS`; for cross-entropies only */
  convention: string;
  /**
   * under which symmetry each row is trained together with its images, a name in `COPIES`; not for the softmax pair,
   * whose one input is in both logits
   */
  copies: string;
  /** κ, the weight of (β₁ − β₂)² */
  share: number;
  /** γ, the weight of −H(q), the prediction's entropy in nats; for the softmax pair only, without dropout and noise */
  confidence: number;
  [field: string]: string | number | boolean;
}

type SolutionKind = "point" | "segment" | "line" | "plane" | "none";

/** The colours of the surface's figure in one theme, as CSS writes them. */
interface SurfaceColours {
  /** of what is behind it */
  paper: string;
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  text: string;
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  grid: string;
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  plate: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  floor: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  isolines: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  creases: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  path: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  drop: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  pick: string;
  /** floor, isolines, creases, path, drop, pick, trajectories: of lines and dots */
  trajectories: string[];
  /** minimum, rim: of the minimiser and of the ring around it */
  minimum: string;
  /** minimum, rim: of the minimiser and of the ring around it */
  rim: string;
}

/** The colours of lines and dots where the landscape is seen from above. */
interface FlatColours {
  /** floor, creases, path: of lines */
  floor: string;
  /** floor, creases, path: of lines */
  creases: string;
  /** floor, creases, path: of lines */
  path: string;
  /** of minimisers that are not a point */
  shaft: string;
  /** minimum, rim: of the minimiser and of the ring around it */
  minimum: string;
  /** minimum, rim: of the minimiser and of the ring around it */
  rim: string;
}

/** The colours of what WebGL and canvas draw. */
interface Colours {
  /** light, dark: of the surface */
  light: SurfaceColours;
  /** light, dark: of the surface */
  dark: SurfaceColours;
  /** of the landscape from above */
  flat: FlatColours;
}

/** The Plotly figure without its numbers, and its colours. */
interface Figure {
  /** its traces */
  data: PlotlyTrace[];
  /** axes and light */
  layout: PlotlyLayout;
  /** what plotly.js is to show of itself */
  config: Record<string, boolean>;
  /** what the renderer paints it with */
  colours: Colours;
}

/** A smooth layer as second differences of 24-bit counts (see components/scene/encoding.py). */
interface PackedGrid {
  /** points an axis */
  n: number;
  /** low, step: the least value, and what a count stands for */
  low: number;
  /** low, step: the least value, and what a count stands for */
  step: number;
  /** the second differences */
  differences: Packed;
}

/** A layer on the grid, in exactly one of six shapes. */
interface PackedLayer {
  /** every number */
  grid?: PackedGrid;
  /** every number as it is, not a number for a hole */
  floats?: Packed;
  /** t(β₁) + t(β₂), given by t on the axis */
  separable?: Packed;
  /** s₁β₁ + s₂β₂, given by s */
  plane?: Packed;
  /** a function of β₁ − β₂, given by its values from corner to corner */
  difference?: Packed;
  /** c‖β‖ + Σ|s·β|, given by c, 0 and the s */
  norm?: Packed;
  /** Σ h(s·β), h being t²/(2δ) for |t| ≤ δ and |t| − δ/2 beyond, given by each s and its δ */
  rounded?: Packed;
}

/** c + sᵀβ + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂². */
interface Quadratic {
  /** constant, linear, quadratic: c, s and (m₁₁, m₁₂, m₂₂) */
  constant: number;
  /** constant, linear, quadratic: c, s and (m₁₁, m₁₂, m₂₂) */
  linear: number[];
  /** constant, linear, quadratic: c, s and (m₁₁, m₁₂, m₂₂) */
  quadratic: number[];
  /** whether it is what it stands for, and not only near 0 */
  exact: boolean;
}

/** What the regularizers stand for; the browser adds them up. */
interface L2Equivalents {
  /** what masks and noise on the inputs add; null where nothing acts on them */
  inputs: Quadratic | null;
  /** what each affine term of the loss adds at weight 1 */
  affineTerms: Record<string, Quadratic>;
}

/** The numbers of a closed form, shown as proof. */
interface ClosedForm {
  /** its sentence */
  key: string;
  /** what the sentence shows, in its order */
  numbers: number[];
}

/** The minimisers of J, and what is said of them. */
interface Solution {
  /** what they are */
  kind: SolutionKind;
  /** the minimiser; the ends of a segment; a point of a line and its direction; a direction in which J falls */
  points: number[][];
  /** the least J, or its infimum */
  value: number;
  /** the data loss at the first point, affine terms included; for "none" the infimum of J */
  loss: number;
  /** the largest distance from 0 to ∂J */
  residual: number;
  /** the key of the sentence that says what is to be seen */
  story: string;
  /** its closed form, where it has one; an embed carries none */
  closed: ClosedForm | null;
}

/** The coarser grid on which some drags are followed. */
interface Preview {
  /** its points an axis */
  n: number;
  /** those whose drag needs it */
  knobs: string[];
}

/** A sentence about the model (see components/scene/model_notes.py). */
interface SentNote {
  /** key, values: the sentence, and what is filled into it */
  key: string;
  /** key, values: the sentence, and what is filled into it */
  values: Record<string, string>;
  /** of the affine term of the loss, or the penalty, whose weight is filled in too; "" for none */
  knob: string;
  /** said only where that weight is above */
  above: number;
  /** whether it is said only where no affine term has weight, and no penalty but λ and Ω */
  alone: boolean;
}

/** The programs that find the same minimum, in scikit-learn where it has the penalties. */
interface Equivalent {
  /** by the pair of penalties that are on: "00", "10", "01", "11"; "" where there is none */
  programs: Record<string, string>;
  /** the one for penalties that scikit-learn does not have; "" where there is none */
  loop: string;
  /** what they begin with; of the visitor's own file what stands before and after its name */
  setup: string[];
  /** "linear" or "logistic", which say how weights become arguments; "" where there is no program */
  family: string;
  /** their number */
  rows: number;
  /** the ones in PyTorch and in JAX with optax, "torch" and "optax"; empty where there are none */
  frameworks: Record<string, string>;
}

/** What the scripts know of a number with a slider (see landscapes/knobs.py). */
interface Knob {
  /** as mathematicians write it; "" if the page has words for it */
  symbol: string;
  /** what it moves */
  kind: "penalty" | "loss" | "data" | "frame";
  /** the power to which it is the weight of its term of J */
  power: number;
  /** whether every page has a slider of it */
  main: boolean;
  /** whether J may curve down where it has weight */
  nonconvex: boolean;
  /** low, high, step: of its slider */
  low: number;
  /** low, high, step: of its slider */
  high: number;
  /** where it stands in an address that does not name it */
  default: number;
  /** low, high, step: of its slider */
  step: number;
}

/** All that the scripts need to know of a penalty T (see landscapes/models/penalties.py). */
interface Penalty {
  /** its weight as mathematicians write it */
  symbol: string;
  /** T(β) as they write it */
  notation: string;
  /** whether T has a gradient everywhere, so that it holds no β at 0 */
  smooth: boolean;
  /** whether T is a sum over the coefficients */
  separable: boolean;
  /**
   * folds, cone, bowl, rounded: T(β) = Σ|s·β| + cone·‖β‖₂ + bowl·‖β‖₂² + Σ h(s·β), by its folds s, and by s₁, s₂ and δ
   * of each rounded one, for which h(t) is t²/(2δ) where |t| ≤ δ and |t| − δ/2 beyond
   */
  folds: number[][];
  /**
   * folds, cone, bowl, rounded: T(β) = Σ|s·β| + cone·‖β‖₂ + bowl·‖β‖₂² + Σ h(s·β), by its folds s, and by s₁, s₂ and δ
   * of each rounded one, for which h(t) is t²/(2δ) where |t| ≤ δ and |t| − δ/2 beyond
   */
  cone: number;
  /**
   * folds, cone, bowl, rounded: T(β) = Σ|s·β| + cone·‖β‖₂ + bowl·‖β‖₂² + Σ h(s·β), by its folds s, and by s₁, s₂ and δ
   * of each rounded one, for which h(t) is t²/(2δ) where |t| ≤ δ and |t| − δ/2 beyond
   */
  bowl: number;
  /**
   * folds, cone, bowl, rounded: T(β) = Σ|s·β| + cone·‖β‖₂ + bowl·‖β‖₂² + Σ h(s·β), by its folds s, and by s₁, s₂ and δ
   * of each rounded one, for which h(t) is t²/(2δ) where |t| ≤ δ and |t| − δ/2 beyond
   */
  rounded: number[][];
}

/** What the renderer itself reads of a scene. */
interface Drawn {
  /** the grid's coordinates along one axis */
  axis: Packed;
  /** loss, penalties, the loss's affine terms, and `raw`, the loss without masks and noise where they act */
  layers: Record<string, PackedLayer>;
  /** where the knobs stand, and 1 for the loss */
  weights: Weights;
  /** these knobs, without the loss */
  knobs: Record<string, Knob>;
  /** those that are among them, in our order */
  penalties: Record<string, Penalty>;
  /** those of the loss, and the power to which a knob is its term's weight */
  affineTerms: Record<string, number>;
  /** the Plotly figure to be filled */
  figure: Figure;
}

/** What every host draws of one spec. */
interface Scene extends Drawn {
  /** what is drawn */
  spec: SpecFields;
  /** whether targets are classes */
  classification: boolean;
  /** whether the loss sees β through scores x·β; a net does not */
  linearScore: boolean;
  /** the largest half-width on which the model can be shown */
  maxRange: number;
  /** the grid for drags that need a new loss at every step; null where the loss comes quickly */
  preview: Preview | null;
  /** the views that the model lacks */
  without: string[];
  /** what the regularizers stand for; null for nets */
  l2Equivalent: L2Equivalents | null;
  /** whether minima of its loss have closed forms */
  hasClosedForms: boolean;
  /** the smallest λ at which the origin is a minimum */
  lambdaMax: number;
  /** ∇L(0) of the loss without its affine terms, each of which adds its own linear; null for nets */
  originGradient: number[] | null;
  /** whether L is a mean over inputs that masks or noise have changed */
  perturbed: boolean;
  /** features, target: what the two features and the target are called */
  features: string[];
  /** features, target: what the two features and the target are called */
  target: string;
  /** the number of rows */
  count: number;
  /** the minimisers where the knobs stand */
  solution: Solution;
}

/** By what standardized columns are taken back to their own units. */
interface Units {
  /** means, deviations: of the two features */
  means: number[];
  /** means, deviations: of the two features */
  deviations: number[];
  /** mean and deviation of the target; null for two classes */
  target: number[] | null;
  /** the class that counts as 1, of two classes */
  one: string | null;
}

/** The scene of a page that asks the server for more. */
interface ExplorerScene extends Scene {
  /** the shortest query of the spec */
  query: QueryTexts;
  /** those that go with the loss */
  datasets: string[];
  /** all that act on what is drawn */
  sliders: string[];
  /** those that go with the data */
  losses: string[];
  /** the half-width that the data have by default */
  defaultRange: number;
  /** MathML of J */
  formula: string;
  /** SVG of the model; "" where it has none */
  drawing: string;
  /** what else is in the model */
  notes: SentNote[];
  /** the scikit-learn programs */
  equivalent: Equivalent;
  /** of columns that were typed; null for others */
  units: Units | null;
  /** whether the layers are on the preview's grid */
  rough?: boolean;
}

/** The minimisers at every combination of some sliders' stops, as columns; the last slider changes fastest. */
interface PackedTable {
  /** the weights that are held */
  spec: SpecFields;
  /** knobs, stops: the sliders, and where each may stand */
  knobs: string[];
  /** knobs, stops: the sliders, and where each may stand */
  stops: number[][];
  /** the pairs of kind and story that occur */
  cases: [SolutionKind, string][];
  /** which of them holds, row by row */
  case: number[];
  /** their coordinates, two or four */
  points: number[][];
  /** the data loss, from which J follows under any weights; for "none" the infimum of J */
  loss: number[];
  /** the certificate */
  residual: number[];
  /** the closed forms; not in an embed */
  closed?: (ClosedForm | null)[];
}

/** Tables of one slider each. */
interface Paths {
  /** what they were solved for */
  spec: SpecFields;
  /** one a slider */
  tables: PackedTable[];
}

/** What the path view needs of the server, along one slider. */
interface PackedPath {
  /** where the other knobs are held */
  at: Held;
  /** where the slider may stand */
  stops: number[];
  /** degrees of freedom at each stop */
  degrees: Gaps;
  /** from where on each coefficient is 0 */
  zeros: Gaps;
  /** held, training: the loss on held-out and on training rows at each stop; null without enough rows */
  held: Gaps | null;
  /** held, training: the loss on held-out and on training rows at each stop; null without enough rows */
  training?: Gaps;
  /** the number of the stop whose held-out loss is least */
  best?: number;
  /** the number of training and of held-out rows */
  counts?: number[];
}

/** What cross-validation found along one slider; nothing but `at` where there are too few rows, or none for it. */
interface PackedFolds {
  /** where the other knobs are held */
  at: Held;
  /** where the slider may stand */
  stops?: number[];
  /** mean, error: the mean over the folds of the loss on the fold, and its standard error */
  mean?: Gaps;
  /** mean, error: the mean over the folds of the loss on the fold, and its standard error */
  error?: Gaps;
  /**
   * best, simplest: the numbers of the stop with the least mean, and of the largest within one standard error of it
   */
  best?: number;
  /**
   * best, simplest: the numbers of the stop with the least mean, and of the largest within one standard error of it
   */
  simplest?: number;
  /** λ and Ω with the least mean of all that were tried */
  chosen?: Weights;
  /** that mean */
  least?: number;
  /** folds, rows: how many */
  folds?: number;
  /** folds, rows: how many */
  rows?: number;
}

/** Where small samples of the rows would put the minimum; no more than `asked` and no stops for too few rows. */
interface PackedBiasVariance {
  /** where the other knobs are held */
  at: Held;
  /** how many rows a sample was to have */
  asked: number;
  /** where the slider may stand */
  stops: number[];
  /** counts of `unit`, by stop, sample and coordinate */
  points?: Packed;
  /** what a count stands for */
  unit?: number;
  /** the count of a sample without a minimum on the picture */
  nowhere?: number;
  /** draws, rows: the number of samples, and of the rows of each */
  draws?: number;
  /** draws, rows: the number of samples, and of the rows of each */
  rows?: number;
  /** the minimiser of all rows without penalty */
  target?: number[] | null;
  /** bias, variance: at each stop */
  bias?: Gaps;
  /** bias, variance: at each stop */
  variance?: Gaps;
  /** at each stop, in how many samples each coefficient is exactly 0 */
  zeros?: number[][];
}

/** The bare loss along one optimiser's trajectories on the training rows, one for each setting of the knobs. */
interface PackedLosses {
  /** training, held: counts of `lossUnit`, on these rows and on the held-out ones, filled up with the last */
  training: Packed;
  /** training, held: counts of `lossUnit`, on these rows and on the held-out ones, filled up with the last */
  held: Packed;
  /** the number of losses of each trajectory */
  lengths: number[];
  /** the first step of each with the least held-out loss */
  best: number[];
  /** the held-out loss there, and at the last step */
  says: number[][];
}

/** One optimiser's trajectories, one for each setting of the knobs. */
interface MethodTrajectories {
  /** its name */
  method: string;
  /** points, heights: counts of `unit`, and of `heightUnit` of log₁₀(J − min J), filled up with the last */
  points: Packed;
  /** points, heights: counts of `unit`, and of `heightUnit` of log₁₀(J − min J), filled up with the last */
  heights: Packed;
  /** the number of points of each trajectory */
  lengths: number[];
  /** outcome and its numbers */
  says: [string, Record<string, number>][];
}

/** The same with what is watched. */
interface PackedTrajectory extends MethodTrajectories {
  /** null where nothing is */
  watched: PackedLosses | null;
}

/** Optimisers' trajectories at some settings of the knobs. */
interface PackedTrajectories {
  /** the settings */
  at: Weights[];
  /** how far from a setting its trajectories may stand in for others */
  near: number;
  /** start, rate, steps: where they begin, the step size, the number of steps */
  start: number[];
  /** start, rate, steps: where they begin, the step size, the number of steps */
  rate: number;
  /** start, rate, steps: where they begin, the step size, the number of steps */
  steps: number;
  /** 2/Lipschitz at each setting; null where the loss is flat */
  limits: Gaps;
  /** the shortest query that means them */
  query: QueryTexts;
  /** unit, heightUnit, lossUnit: what a count stands for */
  unit: number;
  /** unit, heightUnit, lossUnit: what a count stands for */
  heightUnit: number;
  /** unit, heightUnit, lossUnit: what a count stands for */
  lossUnit: number;
  /** how many rows are for training and how many held out, none where there are too few; null if not asked for */
  watched: number[] | null;
  /** one an optimiser */
  paths: PackedTrajectory[];
}

/** The path of L2 minima beside trajectories that are stopped early. */
interface RidgePath {
  /** the setting of the knobs */
  at: Weights;
  /** the steps that the points stand for */
  steps: number[];
  /** b1, b2, b1, b2, … */
  points: number[];
}

/** The minima of the gallery's cells. */
interface Cells {
  /** what is compared */
  compare: string;
  /** the setting of the knobs */
  at: Weights;
  /** one of one row for each cell */
  tables: PackedTable[];
}

/** The rows that are held out, and what the others train. */
interface PackedHeld {
  /** where the other knobs are held */
  at: Held;
  /** which of the drawn rows are held out; none where there are too few rows */
  places: number[];
  /** b1, b2, b1, b2, … at each stop of the slider; null where there is no single minimum */
  points: Gaps;
}

/** The rows that the data view draws. */
interface PackedRows {
  /** x₁, x₂, x₁, x₂, … of each, as β multiplies them; packed float32 */
  features: string;
  /** numbers, or the probability of class 1; packed float32 */
  targets: string;
  /** how many rows there are, of which some may not be drawn */
  count: number;
  /** which of them are held out, where that was asked for */
  held: PackedHeld | null;
  /** form, numbers: how β becomes the coefficients that multiply the features (see landscapes/analysis/fitted.py) */
  form: string;
  /** form, numbers: how β becomes the coefficients that multiply the features (see landscapes/analysis/fitted.py) */
  numbers: number[];
}

/** What the open views need of the server, each that asks. */
interface ViewExtras {
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  fit?: PackedRows;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  path?: PackedPath;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  folds?: PackedFolds;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  cloud?: PackedBiasVariance;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  trajectories?: PackedTrajectories;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  ridge?: RidgePath | null;
  /** fit, path, folds, cloud, trajectories, ridge, cells: of the view that asks for it */
  cells?: Cells;
}

/** The same with what it is for. */
interface PackedExtras extends ViewExtras {
  /** the slider along which paths run */
  knob: string;
}

/** The scene of a page that asks no server. */
interface StandaloneScene extends Scene {
  /** what else is in the model; only where a slider changes it */
  notes?: SentNote[];
  /** the minimisers at every stop of its sliders */
  tables: PackedTable[];
  /** what its views need */
  extras?: PackedExtras;
}

/** What a page with a landscape says beside its scene. */
interface Start extends ViewStart {
  /** the sentences that its scripts fill in */
  words: Words;
  /** "auto", "light" or "dark" */
  theme: string;
  /** the eye, or the eye and what it looks at; null for the default */
  camera: number[] | null;
  /** whether the surface is a net of lines */
  wireframe: boolean;
  /** whether it turns on for a moment after the hand has let go */
  inertia: boolean;
}

/** What the server takes. */
interface PageLimits {
  /** the size of a visitor's file */
  fileBytes: number;
  /** the number of sliders of an embed */
  embedKnobs: number;
}

/** What may be edited by hand. */
interface RowEdits {
  /** the data sets whose rows may */
  data: string[];
  /** how many rows there may be */
  rows: number;
  /** how far from 0 a number may be */
  reach: number;
}

/** What the explorer's page says. */
interface ExplorerStart extends Start {
  /** of the page */
  language: string;
  /** every number that has a slider beside some landscape */
  numbers: Record<string, Knob>;
  /** the knobs that each loss takes */
  takes: Record<string, string[]>;
  /** the penalties that have weight under each preset */
  presets: Record<string, string[]>;
  /** the losses that a visitor's file may have */
  own: string[];
  /** the losses of a linear score: between these, what acts on inputs goes along */
  scores: string[];
  /** the fields of a spec that are picked, beside loss and data */
  choices: string[];
  /** what the server takes */
  limits: PageLimits;
  /** which rows may be edited, and how far */
  edits: RowEdits;
  /** what the iframes of figures are made of */
  frames: FrameShapes;
  /** the query of what is shown, where it is not what was opened */
  address: string | null;
}

/** What the explorer's page says before Dash has come. */
interface EarlyStart {
  /** the address of the first scene */
  scene: string;
  /** those on the picture */
  words: Words;
  /** theme, camera, wireframe: as in Start */
  theme: string;
  /** theme, camera, wireframe: as in Start */
  camera: number[] | null;
  /** theme, camera, wireframe: as in Start */
  wireframe: boolean;
  /** the surface's text alternative until its sentence is there */
  label: string;
  /** of the server that has made the page */
  release: string;
}

/** What an embed's page says. */
interface EmbedStart extends Start {
  /** of the page, where its address or its file names it */
  language: string | null;
  /** whether the surface turns by itself */
  autorotate: boolean;
  /** the sliders that are shown */
  knobs: string[];
  /** the address of the explorer; "" for none */
  explorer: string;
}

/** What a diagram's page says. */
interface DiagramStart {
  /** the sentences that its script fills in */
  words: Words;
  /** "auto", "light" or "dark" */
  theme: string;
}

/** A diagram's own data. */
type DiagramScene = NormsScene | ShiftScene | PolynomialScene | UnitScene | BatchesScene | RatesScene | StackScene | MasksScene | EnsembleScene | VariantsScene | ChosenScene | UselessScene | FailingScene | SumsScene | CertaintyScene | TiedScene;

/** The visitor's own file, as a request brings it. */
interface SentFile {
  /** its bytes in base64 */
  contents: string;
  /** features, target: the chosen columns; null for the server's choice */
  features: string[] | null;
  /** features, target: the chosen columns; null for the server's choice */
  target: string | null;
}

/** What the explorer asks for. */
interface SentRequest {
  /** of the landscape and what is asked of it */
  query: QueryTexts;
  /** of the answer */
  language: string;
  /** the number of the request */
  seq: number;
  /** the visitor's own */
  file: SentFile | null;
}

/** What the server read in the visitor's file. */
interface OwnTable {
  /** the loss that is shown */
  loss: string;
  /** those that the target can serve */
  losses: string[];
  /** columns, numeric: all columns, and those of numbers */
  columns: string[];
  /** columns, numeric: all columns, and those of numbers */
  numeric: string[];
  /** features, target: the chosen ones */
  features: string[];
  /** features, target: the chosen ones */
  target: string;
  /** their number */
  rows: number;
  /** how many of them lack a value in a chosen column */
  gaps: number;
  /** sentences about how it was read */
  remarks: string[];
  /** leftOut, leftOutMore: sentences about columns that cannot serve, and how many more there are */
  leftOut: string[];
  /** leftOut, leftOutMore: sentences about columns that cannot serve, and how many more there are */
  leftOutMore: number;
  /** of the columns that can be features, those most correlated with the target, and by how much */
  correlations: [string, number][];
}

/** The answer to a request for a scene. */
interface SceneCame {
  /** what was asked for */
  scene: ExplorerScene;
  /** what was read in the visitor's file */
  own: OwnTable | null;
  /** the number of the request */
  seq: number;
}

/** The answer to a request for paths. */
interface PathsCame {
  /** the tables */
  paths: Paths;
  /** the number of the request */
  seq: number;
}

/** The answer to a request of the views. */
interface ExtrasCame {
  /** what they need */
  extras: PackedExtras;
  /** what it was worked out for */
  spec: SpecFields;
  /** the number of the request */
  seq: number;
}

/** The answer to a request that is refused. */
interface Refused {
  /** the sentence that says why */
  refused: string;
  /** what was read in the visitor's file, where a scene was asked for: another choice can be made with it */
  own?: OwnTable | null;
  /** the number of the request */
  seq: number;
}

type SceneAnswer = SceneCame | Refused;

type PathsAnswer = PathsCame | Refused;

type ExtrasAnswer = ExtrasCame | Refused;

/** A coordinate of the plane: what the drawn axis stands for. */
interface SliceAxis {
  /** low, high: the coordinates at the ends of the drawn axis */
  low: number;
  /** low, high: the coordinates at the ends of the drawn axis */
  high: number;
}

/** An optimiser's path, or marked points, on the drawn axes. */
interface SlicePath {
  /** what they are */
  name: string;
  /** a₁, b₁, a₂, b₂, … on the drawn axes */
  points: number[];
  /** whether they follow one another in time */
  joined: boolean;
  /** the largest distance of its points from the plane */
  farthest: number;
}

/** What is drawn of a slice. */
interface SliceScene extends Drawn {
  /** what people call it; "" for none */
  name: string;
  /** "slice", "landscape" for a loss of two parameters, or "file" */
  kind: string;
  /** whether J is known to be convex */
  convex: boolean;
  /** a, b: what the drawn axes stand for */
  a: SliceAxis;
  /** a, b: what the drawn axes stand for */
  b: SliceAxis;
  /** whether every loss is above 0, so that a logarithm can be drawn */
  positive: boolean;
  /** whether the losses span so much that only a logarithm shows them */
  wide: boolean;
  /** the layers that may be drawn in the loss's place */
  others: string[];
  /** the six numbers of ‖θ₀ + a·d₁ + b·d₂‖²: 1, a, b, a², ab, b²; None where it is unknown */
  l2: number[] | null;
  /** what lies on the surface */
  paths: SlicePath[];
}

/** What is read of an HDF5 file in the browser. */
interface OpeningLimits {
  /** bytes of the file */
  most: number;
  /** points an axis */
  points: number;
  /** of its numbers, as they are sent */
  bytes: number;
}

/** What the page that asks for a surface says to its script. */
interface OpeningStart {
  /** the sentences that it fills in */
  words: Words;
  /** the address of what reads HDF5; "" where it is not here */
  library: string;
  /** what is read of it */
  limits: OpeningLimits;
}

/** How the page opens. */
interface SliceShown {
  /** of the penalties */
  weights: Weights;
  /** what is drawn */
  layer: string;
  /** whether heights are logarithms */
  logarithm: boolean;
  /** what is open beside the surface */
  views: string[];
  /** the coordinate that the cut runs along */
  along: string;
  /** what the cut runs through */
  through: string;
  /** eye, or eye and centre; None for the default */
  camera: number[] | null;
}

/** The file that a visitor has sent, so that the page in another language can be asked for. */
interface SliceFile {
  /** what it is called */
  name: string;
  /** its bytes */
  base64: string;
}

/** What a slice's page says beside its scene. */
interface SliceStart {
  /** the sentences that its script fills in */
  words: Words;
  /** "auto", "light" or "dark" */
  theme: string;
  /** of the page */
  language: string;
  /** which of our own it is; "" for one that has no address */
  of: string;
  /** which of our own stands beside it; "" for none */
  beside: string;
  /** the slices beside it, on one scale with it */
  others: SliceScene[];
  /** where the sliders end beside each of our own */
  reaches: Record<string, Weights>;
  /** where λ and Ω end behind each option of the menu; empty without one */
  menu: Record<string, Weights>;
  /** how it opens */
  shown: SliceShown;
  /** what the iframe of a figure is made of */
  frames: FrameShapes;
  /** how far a link's camera may stand */
  reach: CameraReach;
  /** the visitor's own; None for one that has an address, or stands in a file */
  file: SliceFile | null;
}
