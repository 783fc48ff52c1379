// The namespaces of assets/embed/, and what its page says once.

interface EmbedState extends FigureStore {
  words: Words;
  stage: Stage;
  scene: StandaloneScene;
  /** Whether a hand has taken hold of the surface. */
  touched: boolean;
}

/** Where the landscape is shown; `landscape` is there and adds up also while nothing of it is on screen. */
interface Stage {
  landscape: SurfaceLandscape;
  /** Which of the two is shown; a page without a surface has none. */
  state?: "poster" | "mounting" | "live";
  visible: boolean;
  setWeights(weights: Weights, knob: string): void;
  fitAxes(): Promise<void>;
  setTheme(theme: string): Promise<void>;
  setCamera(camera: Camera): void;
  wake(): void;
  now(): Camera | null;
  /** Draws the picture that stands in for the surface, if that is what is shown. */
  paint(): void;
}

interface EmbedNamespaces {
  embed: { state: EmbedState };
  stage: {
    Stage: new (
      surface: HTMLElement,
      canvas: HTMLCanvasElement,
      landscape: SurfaceLandscape,
      options: { camera: Camera | null; say(key: string | null): void },
    ) => Stage;
  };
  embedViews: {
    NoStage: new (landscape: SurfaceLandscape) => Stage;
    begin(state: EmbedState, start: EmbedStart): void;
    update(): void;
  };
  visibility: {
    /** plotly.js; resolves when it is there. */
    plotly(): Promise<unknown>;
    watch(listener: (visible: boolean) => void): void;
  };
  gestures: { listen(surface: HTMLElement, say: (key: string | null) => void, touched: () => void): void };
  iframeHeight: {
    wanted(main: Element): number;
    secretOf(hash: string): string | null;
    asks(data: unknown, secret: string | null): boolean;
    report(main: Element): void;
  };
  theme: {
    askedBy(data: unknown): string | null;
    now(): string;
    watch(theme: string, changed: (now: string) => void): void;
    choose(theme: string): void;
  };
}

/** Where the sliders and choices of a diagram stand. */
interface BatchesNow { m: number; t: number; momentum: number; shown: "means" | "variances" | "outputs" }
interface RatesNow { eta: number; l2: number; batch: string; epsilon: string; seen: "length" | "rate" }

interface StackNow { scale: number; act: string }
interface MasksNow { drop: number; k: number; family: string }
interface VariantsNow { drop: number; k: number; kind: string }
type VariantPictureName = "block" | "sentence" | "layer" | "attention";
interface ChosenNow { drop: number; fitted: string }
type Curve = (x: number) => number;
interface FailingNow {
  m: number; present: number; padded: number; moved: number; case: "small" | "sparse" | "padding" | "drift";
}
interface EnsembleNow { drop: number; kept: string; unit: string; inverted: string }

interface Moments { mean: number; variance: number }
interface Layer { weights: number[]; bias: number }
interface SubModel { mask: number[]; score: number; output: number; chance: number; gradient: number[] }
interface DecayStep { angle: number; length: number; rate: number }
type Begin<Scene> = (scene: Scene, words: Words) => void;

/** A mean squared error, by what it needs of its rows; see `assets/diagrams/elastic_net.js`. */
interface UselessNow {
  extra: number;
  l1: number;
  l2: number;
}

/** The weights without a penalty, with L1, with L2. */
type Fits = Record<"none" | "lasso" | "ridge", number[]>;

interface NetProblem {
  gram: number[][];
  cross: number[];
  columns: number[][];
  target: number[];
}

interface NetKnot {
  l1: number;
  theta: number[];
}

interface CurveRows {
  x: number[];
  y: number[];
}

/** A problem whose columns are terms of a polynomial; their means, and that of y. */
interface CurveProblem extends NetProblem {
  means: number[];
  level: number;
}

/** What a polynomial's errors are drawn against. */
type CurveAxis = "l1" | "l2" | "degree" | "steps";
type CurveNumbers = Record<string, number>;

/** Errors at every stop of an axis, and the indices of the least on new rows and in cross-validation. */
interface CurveSweep {
  stops: number[];
  training: number[];
  fresh: number[];
  validation: number[];
  best: number;
  chosen: number;
  /** Where a trajectory that is watched ends, the step that is kept, and its loss in cross-validation. */
  patient?: CurveEnd | null;
}

/** The plane through three ridge solutions, in units of θ about its origin; the path of all of them: u, v, u, v, … */
interface CurvePlane {
  problem: CurveProblem;
  origin: number[];
  d1: number[];
  d2: number[];
  half: number;
  /** Ω of the three. */
  weights: number[];
  solutions: number[][];
  path: number[];
}

interface CurveEnd { best: number; ends: number; least: number }

interface CurveFit {
  rows: CurveRows;
  curve: number[];
  training: number;
  fresh: number;
  zeros: number;
  residual: number;
}

interface PageNamespaces {
  elasticNet: {
    solve(matrix: number[][], sides: number[][]): number[][];
    ridge(problem: NetProblem, l2: number): number[];
    along(matrix: number[][], cross: number[], active: number[], signs: number[]): { u: number[]; v: number[] };
    path(problem: NetProblem, l2: number, least: number): NetKnot[];
    at(knots: NetKnot[], l1: number): number[];
    minimiser(problem: NetProblem, l1: number, l2: number, near?: number[]): number[];
    residual(problem: NetProblem, l1: number, l2: number, theta: number[]): number;
  };
  polynomialFit: {
    terms(x: number, degree: number): number[];
    rowsOf(scene: PolynomialScene, now: CurveNumbers): CurveRows;
    problemOf(rows: CurveRows, degree: number): CurveProblem;
    proximalGradient(
      problem: NetProblem, now: CurveNumbers, steps: number, each: (t: number, theta: Float64Array) => void,
    ): void;
    patient(scene: PolynomialScene, now: CurveNumbers): CurveEnd;
    whole(problem: CurveProblem, theta: number[]): number[];
    value(curve: number[], x: number): number;
    errorOn(curve: number[], rows: CurveRows): number;
    errorOnNew(curve: number[], scene: PolynomialScene, noise: number): number;
    subset(rows: CurveRows, folds: number, fold: number, inside: boolean): CurveRows;
    along(rows: CurveRows, now: CurveNumbers, against: CurveAxis, stops: number[]): number[][];
    sweep(scene: PolynomialScene, now: CurveNumbers, against: CurveAxis): CurveSweep;
    fit(scene: PolynomialScene, now: CurveNumbers): CurveFit;
  };
  polynomialPlane: {
    planeOf(scene: PolynomialScene, now: CurveNumbers): CurvePlane | null;
    placed(
      plane: Pick<CurvePlane, "origin" | "d1" | "d2">, theta: number[],
    ): { u: number; v: number; distance: number };
    value(problem: NetProblem, now: CurveNumbers, theta: number[]): number;
    heights(plane: CurvePlane, now: CurveNumbers): { axis: Float32Array; total: Float32Array };
    Plane: new (place: HTMLElement, scene: PolynomialScene, names: string[]) => {
      chart: Chart;
      plane: CurvePlane | null;
      distance: number;
      update(now: CurveNumbers, theta: number[]): void;
    };
  };
  polynomialFigure: {
    place(value: number, against: CurveAxis): number;
    verdict(sweep: CurveSweep, now: CurveNumbers, against: CurveAxis, fresh: number): "over" | "good" | "under";
    said(words: Words, now: CurveNumbers, against: CurveAxis, sweep: CurveSweep, fit: CurveFit): string;
    begin(scene: PolynomialScene, words: Words): void;
  };
  chance: {
    uniform(seed: number): () => number;
    normal(seed: number): () => number;
    moments(numbers: number[]): Moments;
  };
  panel: {
    about(value: number, exact?: boolean): string;
    place(index: number, shape: number[]): number[];
    write(id: string, text: string): void;
    chart(
      id: string, options: ConstructorParameters<Lossfold["chart"]["Chart"]>[1], draw: () => void,
    ): InstanceType<Lossfold["chart"]["Chart"]>;
    bind(
      scene: PanelScene & { presets?: Record<string, Record<string, number>> }, show: () => void,
    ): (values: Record<string, number | string>) => void;
  };
  unit: {
    begin: Begin<UnitScene>;
    normalized(scene: UnitScene, gamma: number, beta: number): number[];
    statistics(scores: number[], act: string): { mean: number; deviation: number; slope: number };
    caseOf(scene: UnitScene, gamma: number, beta: number): string;
  };
  batches: {
    begin: Begin<BatchesScene>;
    statistics(scene: BatchesScene, m: number): Moments[];
    running(found: Moments[], m: number, momentum: number): (Moments & { biased: number })[];
    output(scene: BatchesScene, score: number, found: Moments): number;
    folded(scene: BatchesScene, found: Moments): Layer;
    scored(layer: Layer, input: number[]): number;
  };
  rates: {
    begin: Begin<RatesScene>;
    gradient(beta: number[], moments: number[], gamma: number, epsilon: number): [number, number];
    trajectory(
      scene: RatesScene, how: { eta: number; l2: number; batch: string; epsilon: number }, grows: boolean,
    ): DecayStep[];
  };
  sums: {
    begin: Begin<SumsScene>;
    functions(strength: number, centre: number): Record<"loss" | "square" | "absolute", (w: number) => number>;
    curve(value: (x: number) => number, from: number, to: number): number[];
    minima(
      scene: SumsScene, strength: number, centre: number,
    ): { key: string; square: number; absolute: number; slope: number };
  };
  certainty: {
    begin: Begin<CertaintyScene>;
    functions(confidence: number, p: number): Record<"loss" | "less" | "more", (d: number) => number>;
    minima(
      scene: CertaintyScene, confidence: number, p: number,
    ): { key: string; at: Record<"loss" | "less" | "more", number | null> };
  };
  tied: {
    begin: Begin<TiedScene>;
    gradientOf(
      scene: TiedScene, kernel: number[],
    ): { outputs: number[]; errors: number[]; products: number[][]; gradient: number[] };
  };
  stack: { begin: Begin<StackScene> };
  masks: {
    begin: Begin<MasksScene>;
    maskOf(lots: number[], drop: number, family: string): number[];
    drawn(scene: MasksScene, drop: number, family: string): number[][];
    expected(scene: MasksScene, drop: number, family: string): number[];
    valueOf(quadratic: number[], beta: number[], square: number): number;
    minimum(quadratic: number[]): [number, number];
    ellipse(quadratic: number[], above: number): number[];
  };
  variants: {
    begin: Begin<VariantsScene>;
    weightedSets(weights: number[], count: number): { kept: number[]; chance: number }[];
    lotsOf(scene: VariantsScene, kind: string): number;
    maskOf(scene: VariantsScene, kind: string, drop: number, lots: number[]): number[];
    output(picture: VariantPicture, mask: number[]): number;
    grouped(picture: VariantPicture, groups: number[], drop: number): number;
    variance(scene: VariantsScene, kind: string, drop: number): number;
    drawn(scene: VariantsScene, kind: string, drop: number): { mask: number[]; output: number }[];
  };
  useless: {
    begin: Begin<UselessScene>;
    problemOf(scene: UselessScene, count: number): NetProblem;
    errors(scene: UselessScene, theta: number[]): { training: number; fresh: number; zeros: number };
    fits(scene: UselessScene, extra: number, l1: number, l2: number): Fits;
  };
  chosen: {
    begin: Begin<ChosenScene>;
    least(scene: ChosenScene, fitted: string): { chosen: number; best: number };
  };
  failing: {
    begin: Begin<FailingScene>;
    small(m: number): { mean: number; spread: number; bound: number };
    sparse(m: number, present: number): { training: number; use: number; none: number };
    padding(padded: number, word: number): { mean: number; variance: number; value: number };
  };
  variantGrid: {
    make(
      place: HTMLElement, words: Words,
    ): { draw(name: VariantPictureName, picture: VariantPicture, mask: number[]): void };
  };
  ensemble: {
    begin: Begin<EnsembleScene>;
    model(
      scene: EnsembleScene, how: { drop: number; unit: string; inverted: string }, kept: string,
    ): SubModel;
    together(
      scene: EnsembleScene, how: { drop: number; unit: string; inverted: string },
    ): { models: SubModel[]; average: number; rule: number; geometric: number };
  };
  diagrams: {
    moved(index: number, key: string, shape: number[]): number | null;
    textsOf(
      scene: NormsScene, norm: string, index: number,
    ): { lit: boolean[]; words: object; mean: string; variance: string; value: string };
    shifted(
      scene: ShiftScene, family: string, c: number, drop: number,
    ): Record<"ratio" | "train" | "root" | "spread" | "dropped" | "c" | "drop", string>;
  };
  learn: { matches(text: string, query: string): boolean, whole(code: string, page: string): string };
}
