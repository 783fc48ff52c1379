// What Python and JavaScript say to each other. Made by `python -m components.scene.types` of
// components/address/schema.py and components/scene/schema/; whatever is to change here changes there.

/** Which views are open, and how they are set: the fields of `Looks`, and its options. */
interface ViewLooks {
  /** their names in our order, "surface" among them */
  views: string[];
  /** 0 or 1, the coefficient along which slice and prior run */
  along: number;
  /** a pinned point of the β-plane */
  pick: number[] | null;
  /** what the gallery compares */
  compare: string;
  /** whether the gallery also shows its first landscape minus its second */
  difference: boolean;
  /** whether windows of this page move together */
  linked: boolean;
  /** whether each walk shows one step of the penalties alone */
  decay: boolean;
  /** whether the path of L2 minima stands beside the walks */
  ridge: boolean;
  /** the optimisers' part of the shortest query */
  walk: Record<string, string>;
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
interface WalkLimits {
  /** their methods in our order */
  known: string[];
  /** rate, steps: the least and the largest */
  rate: [number, number];
  /** rate, steps: the least and the largest */
  steps: [number, number];
}

/** How far a link's camera may stand. */
interface CameraReach {
  /** the least distance of the eye from what it looks at */
  nearest: number;
  /** the largest coordinate */
  furthest: number;
}

/** What every host says of the views. */
interface ViewStart {
  /** which there are, in our order */
  views: ViewEntry[];
  /** which are open, and how */
  looks: ViewLooks;
  /** the text of every option of every view */
  options: Record<string, string>;
  /** what optimisers may be asked for */
  walks: WalkLimits;
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
  /** the ratio at each stop of c, for each of drop */
  ratios: number[][];
  /** c, drop: where they stand */
  c: number;
  /** c, drop: where they stand */
  drop: number;
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
  /** κ, the weight of (β₁ − β₂)² */
  share: number;
  /** γ, the weight of −H(q), the prediction's entropy in nats; for the softmax pair only, without dropout and noise */
  confidence: number;
  [field: string]: string | number | boolean;
}

type SolutionKind = "point" | "segment" | "line" | "plane" | "none";

/** A smooth layer as second differences of 24-bit counts (see components/scene/encoding.py). */
interface PackedGrid {
  /** points an axis */
  n: number;
  /** low, step: the least value, and what a count stands for */
  low: number;
  /** low, step: the least value, and what a count stands for */
  step: number;
  /** the differences */
  bends: Packed;
}

/** A layer on the grid, in exactly one of five shapes. */
interface PackedLayer {
  /** every number */
  grid?: PackedGrid;
  /** t(β₁) + t(β₂), given by t on the axis */
  along?: Packed;
  /** s₁β₁ + s₂β₂, given by s */
  plane?: Packed;
  /** a function of β₁ − β₂, given by its values from corner to corner */
  apart?: Packed;
  /** c‖β‖ + Σ|s·β|, given by c, 0 and the s */
  norm?: Packed;
}

/** c + sᵀβ + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂². */
interface Quadratic {
  /** constant, slope, bend: c, s and (m₁₁, m₁₂, m₂₂) */
  constant: number;
  /** constant, slope, bend: c, s and (m₁₁, m₁₂, m₂₂) */
  slope: number[];
  /** constant, slope, bend: c, s and (m₁₁, m₁₂, m₂₂) */
  bend: number[];
  /** whether it is what it stands for, and not only near 0 */
  exact: boolean;
}

/** What the regularizers stand for; the browser adds them up. */
interface StandIns {
  /** what masks and noise on the inputs add; null where nothing acts on them */
  inputs: Quadratic | null;
  /** what each part of the loss adds at weight 1 */
  parts: Record<string, Quadratic>;
}

/** ∇L(0), from which λmax follows at any ε. */
interface OriginSlopes {
  /** that of the bare loss */
  bare: number[];
  /** what label smoothing adds at ε = 1 */
  smoothing?: number[];
}

/** The numbers of a closed form, shown as proof. */
interface ClosedForm {
  /** its sentence */
  key: string;
  /** what the sentence shows, in its order */
  numbers: number[];
}

/** The minimisers of J, told. */
interface Solution {
  /** what they are */
  kind: SolutionKind;
  /** the minimiser; the ends of a segment; a point of a line and its direction; a direction in which J falls */
  points: number[][];
  /** the least J, or its infimum */
  value: number;
  /** the data loss at the first point, parts included; for "none" the infimum of J */
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

/** The colours of the surface's figure in one theme, as CSS writes them. */
interface SurfaceColours {
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  text: string;
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  grid: string;
  /** text, grid, plate: of the axes, their lines and the label under the pointer */
  plate: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  floor: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  creases: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  path: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  drop: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  pick: string;
  /** floor, creases, path, drop, pick, walks: of lines and dots */
  walks: string[];
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
  /** of minimisers that are no point */
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

/** A sentence about the model (see components/scene/model_notes.py). */
interface SentNote {
  /** key, values: the sentence, and what is filled into it */
  key: string;
  /** key, values: the sentence, and what is filled into it */
  values: Record<string, string>;
  /** the part of the loss whose weight is filled in too; "" for none */
  part: string;
  /** said only where that weight is above */
  above: number;
  /** whether it is said only where no part has weight */
  alone: boolean;
}

/** The scikit-learn programs that find the same minimum. */
interface Equivalent {
  /** by the pair of penalties that are on: "00", "10", "01", "11"; "" where there is none */
  programs: Record<string, string>;
  /** what they begin with; of the visitor's own file what stands before and after its name */
  setup: string[];
  /** "linear" or "logistic", which say how weights become arguments; "" where there is no program */
  family: string;
  /** their number */
  rows: number;
}

/** What the scripts know of a number with a slider (see landscapes/knobs.py). */
interface Knob {
  /** as mathematicians write it; "" if the page has words for it */
  symbol: string;
  /** what it moves */
  kind: "penalty" | "loss" | "data" | "frame";
  /** the power to which it is the weight of its part of J */
  power: number;
  /** whether every page has a slider of it */
  main: boolean;
  /** low, high, step: of its slider */
  low: number;
  /** low, high, step: of its slider */
  high: number;
  /** where it stands in an address that does not name it */
  default: number;
  /** low, high, step: of its slider */
  step: number;
}

/** What every host draws of one spec. */
interface Scene {
  /** what is drawn */
  spec: SpecFields;
  /** the losses that are networks */
  nets: string[];
  /** the largest half-width on which the model can be shown */
  widest: number;
  /** the grid for drags that need a new loss at every step; null where the loss comes quickly */
  preview: Preview | null;
  /** the views that the model lacks */
  without: string[];
  /** the grid's coordinates along one axis */
  axis: Packed;
  /** the loss, the penalties, the loss's parts, and `plain`, the loss without masks and noise where they act */
  layers: Record<string, PackedLayer>;
  /** what the regularizers stand for; null for nets */
  alike: StandIns | null;
  /** where the knobs stand, and 1 for the loss */
  weights: Weights;
  /** these knobs, but for the loss */
  knobs: Record<string, Knob>;
  /** the parts of the loss, and the power to which a knob is its part's weight */
  parts: Record<string, number>;
  /** whether minima of its loss have closed forms */
  hasClosedForms: boolean;
  /** the smallest λ at which the origin is a minimum */
  lambdaMax: number;
  /** ∇L(0); null for nets */
  slopes: OriginSlopes | null;
  /** what the two features are called */
  features: string[];
  /** the number of rows */
  count: number;
  /** the minimisers where the knobs stand */
  solution: Solution;
  /** the Plotly figure to be filled */
  figure: Figure;
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
  /** what the target is called */
  target: string;
  /** MathML of J */
  formula: string;
  /** what else is in the model */
  notes: SentNote[];
  /** the scikit-learn programs */
  equivalent: Equivalent;
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

/** Where small samples of the rows would put the minimum; nothing but `at` and no stops for data of too few rows. */
interface PackedCloud {
  /** where the other knobs are held */
  at: Held;
  /** where the slider may stand */
  stops: number[];
  /** counts of `unit`, by stop, sample and coordinate */
  points?: Packed;
  /** half-width/8192 */
  unit?: number;
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
}

/** One optimiser's walks, one for each setting of the knobs. */
interface PackedWalk {
  /** its name */
  method: string;
  /** points, heights: counts of `unit` and of log₁₀(J − min J)/256, filled up with the last */
  points: Packed;
  /** points, heights: counts of `unit` and of log₁₀(J − min J)/256, filled up with the last */
  heights: Packed;
  /** the number of points of each walk */
  lengths: number[];
  /** verdict and its numbers */
  says: [string, Record<string, number>][];
}

/** Optimisers' walks at some settings of the knobs. */
interface PackedWalks {
  /** the settings */
  at: Weights[];
  /** how far from a setting its walks may stand in for others */
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
  /** half-width/8192 */
  unit: number;
  /** one an optimiser */
  paths: PackedWalk[];
}

/** The path of L2 minima beside walks that are stopped early. */
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

/** What the open views need of the server, each that asks. */
interface ViewExtras {
  /** path, cloud, walks, ridge, cells: of the view that asks for it */
  path?: PackedPath;
  /** path, cloud, walks, ridge, cells: of the view that asks for it */
  cloud?: PackedCloud;
  /** path, cloud, walks, ridge, cells: of the view that asks for it */
  walks?: PackedWalks;
  /** path, cloud, walks, ridge, cells: of the view that asks for it */
  ridge?: RidgePath | null;
  /** path, cloud, walks, ridge, cells: of the view that asks for it */
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
}

/** What the explorer's page says. */
interface ExplorerStart extends Start {
  /** of the page */
  language: string;
  /** every number that has a slider beside some landscape */
  numbers: Record<string, Knob>;
  /** the knobs that each loss takes */
  takes: Record<string, string[]>;
  /** the losses that a visitor's file may have */
  own: string[];
  /** the query of what is shown, where it is not what was opened */
  address: string | null;
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
type DiagramScene = NormsScene | ShiftScene;

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
  /** sentences about how it was read */
  remarks: string[];
  /** leftOut, leftOutMore: sentences about columns that cannot serve, and how many more there are */
  leftOut: string[];
  /** leftOut, leftOutMore: sentences about columns that cannot serve, and how many more there are */
  leftOutMore: number;
}

/** The scene that comes with the page. */
interface FirstScene {
  /** of the address */
  scene: ExplorerScene;
}

/** The answer to a request for a scene. */
interface SceneCame extends FirstScene {
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

type SceneAnswer = FirstScene | SceneCame | Refused;

type PathsAnswer = PathsCame | Refused;

type ExtrasAnswer = ExtrasCame | Refused;
