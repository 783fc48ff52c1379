// What the server sends, as components/scene/ makes it.

type Point2 = [number, number];
/** Numbers in base64: float32, or whole numbers as zigzag variable-length integers (see components/scene/encoding.py). */
type Packed = string;
/** Where the knobs stand; `loss` is 1 in a scene's own, and 0 where a landscape is drawn without its loss. */
type Weights = Record<string, number>;
type Words = Record<string, string>;
/** A query: null and undefined are left out of an address. */
type Query = Record<string, string | number | boolean | null | undefined>;
type SolutionKind = "point" | "segment" | "line" | "plane" | "none";

interface Spec {
  loss: string;
  data: string;
  n: number;
  range: number;
  mask: string;
  convention: string;
  rescale: boolean;
  [field: string]: string | number | boolean;
}

interface PackedGrid {
  n: number;
  low: number;
  step: number;
  bends: Packed;
}

/** One of: every number, t(β₁) + t(β₂), a plane through 0, a function of β₁ − β₂. */
interface PackedLayer {
  grid?: PackedGrid;
  along?: Packed;
  plane?: Packed;
  apart?: Packed;
}

/** c + sᵀβ + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂². */
interface Quadratic {
  constant: number;
  slope: number[];
  bend: number[];
  exact: boolean;
}

interface ClosedForm {
  key: string;
  numbers: number[];
}

/** A minimiser as it is told; `value` is J there, `loss` its data loss. */
interface Solution {
  kind: SolutionKind;
  story: string;
  points: number[][];
  loss: number;
  residual: number;
  value: number;
  closed?: ClosedForm | null;
}

/** A row of a table of minimisers: J there follows from the weights. */
type SolutionRow = Omit<Solution, "value">;

interface PackedTable {
  spec: Spec;
  knobs: string[];
  stops: number[][];
  cases: [SolutionKind, string][];
  case: number[];
  points: number[][];
  loss: number[];
  residual: number[];
  closed?: (ClosedForm | null)[];
}

interface Note {
  key: string;
  values: Record<string, string>;
  part: string;
  above: number;
  alone: boolean;
}

interface Equivalent {
  programs: Record<string, string>;
  setup?: string[] | null;
  family: string;
  rows: number;
}

interface PlotlyFigure {
  data: PlotlyTrace[];
  layout: PlotlyLayout;
  config: Record<string, unknown>;
}

interface PackedPath {
  at: Record<string, number | null>;
  stops: number[];
  degrees: (number | null)[];
  zeros: (number | null)[];
  held: (number | null)[] | null;
  training?: (number | null)[];
  best?: number;
  counts?: Point2;
}

interface PackedCloud {
  at: Record<string, number | null>;
  stops: number[];
  points: Packed;
  unit: number;
  draws: number;
  rows: number;
  target: Point2 | null;
  bias: (number | null)[];
  variance: (number | null)[];
}

interface PackedWalks {
  at: Weights[];
  near: number;
  start: Point2;
  rate: number;
  steps: number;
  limits: (number | null)[];
  query: Query;
  unit: number;
  paths: {
    method: string;
    points: Packed;
    heights: Packed;
    lengths: number[];
    says: [string, Record<string, number>][];
  }[];
}

interface RidgePath {
  at: Weights;
  steps: number[];
  points: number[];
}

interface PackedExtras {
  knob: string;
  path?: PackedPath;
  cloud?: PackedCloud;
  walks?: PackedWalks;
  ridge?: RidgePath | null;
  cells?: { compare: string; at: Weights; tables: PackedTable[] };
}

/** What an embed does not carry is marked with a question mark; `tables` and `extras` only it carries. */
interface Scene {
  spec: Spec;
  query: Query;
  datasets: string[];
  losses: string[];
  nets: string[];
  widest: number;
  preview: { n: number; knobs: string[] } | null;
  without: string[];
  defaultRange: number;
  axis: Packed;
  layers: Record<string, PackedLayer>;
  alike: { inputs: Quadratic | null; parts: Record<string, Quadratic> } | null;
  weights: Weights;
  parts: Record<string, number>;
  lambdaMax: number;
  slopes: { bare: number[]; smoothing?: number[] } | null;
  features: string[];
  target: string;
  count: number;
  solution: Solution;
  figure: PlotlyFigure;
  formula: string;
  notes: Note[];
  equivalent: Equivalent;
  rough?: boolean;
  tables?: PackedTable[];
  extras?: PackedExtras;
}
