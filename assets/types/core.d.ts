// The namespaces of assets/core/.

/** A query's keys and values: null and undefined are left out of an address. */
type AnyQuery = Record<string, string | number | boolean | null | undefined>;

/** A row of a table of minimisers: J there follows from the weights. */
type SolutionRow = Omit<Solution, "value">;

/** A scene's layers, n × n each; `bare` is the loss without its affine terms, `raw` without masks and noise too. */
interface Grids {
  axis: Float32Array;
  n: number;
  layers: Record<string, Float32Array>;
  bare: Float32Array;
  raw: Float32Array;
  affineTerms: { name: string; grid: Float32Array }[];
  folded: Weights;
  scene: Scene;
}

/** A polynomial that stands for regularizers; `weight` is that of the same L2, or null if it is none. */
interface L2Equivalent extends Quadratic {
  weight: number | null;
}

/** Coordinates of a trace of lines; null separates one line from the next. */
interface Coordinates {
  /** Of each point, between 0 and 1, where the colour map says its colour. */
  shade?: number[];
  x: (number | null)[];
  y: (number | null)[];
  z: (number | null)[];
}

/** A table of minimisers with its rows as solutions. */
interface Table extends PackedTable {
  solutions: SolutionRow[];
}

/** The solutions along one knob, stop by stop. */
interface Ladder {
  stops: number[];
  solutions: SolutionRow[];
}

/** The height of the surface over a point of the plane. */
type Height = (b1: number, b2: number) => number;

interface Vector3 {
  x: number;
  y: number;
  z: number;
}

interface Camera {
  eye: Vector3;
  center: Vector3;
  up: Vector3;
}

interface Smooth {
  value: number;
  gradient: Point2;
}

/** The penalties of a scene, by their names. */
type Penalties = Record<string, Penalty>;

/** All penalties with their weights: Σ|s·β| over the folds s, cone·‖β‖₂, bowl·‖β‖₂², and [s₁, s₂, δ] of rounded folds. */
interface PenaltySum {
  folds: number[][];
  cone: number;
  bowl: number;
  rounded: number[][];
}

/** A subdifferential: a gradient, the segments from −s to s of some folds, and a disc. */
interface Pulls {
  gradient: number[];
  tight: number[][];
  radius: number;
}

/** Everything at a point; `between` is how far ∂J reaches per coordinate, an interval at a penalty's kink. */
interface TermsAt {
  loss: number;
  total: number;
  gradient: Point2;
  between: Point2[];
  pull: Point2;
  tight: number[][];
  radius: number;
}

/** The ends of the J axis, the floor below them, and how far lines are lifted off the surface. */
interface AxisBox {
  low: number;
  high: number;
  floor: number;
  lift: number;
}

/** What happens to a figure, and what is said of it. */
interface FigureEvents {
  /** Another scene is shown. */
  scene: undefined;
  /** Weights have moved, once a frame; or their paths have come. */
  step: undefined;
  /** The same at once, for each of them. */
  weights: undefined;
  /** A knob that is no weight has been moved by hand. */
  setting: { knob: string; value: number };
  /** Where such knobs stand has been set. */
  settings: undefined;
  /** A hand takes over from what runs by itself. */
  take: undefined;
  /** It has come to rest. */
  idle: undefined;
  camera: Camera;
  theme: undefined;
  wireframe: undefined;
  /** A component has taken the surface to its place. */
  placed: undefined;
  /** The surface is on screen, or cannot be had. */
  drawn: undefined;
  /** The browser has taken its graphics away. */
  lost: undefined;
  /** A request of this store got no answer. */
  unanswered: RequestStore;
}

/** What draws a figure: a landscape, or the stage of an embed. */
interface FigureSurface {
  show?(scene: Scene): unknown;
  setWeights(weights: Weights, knob: string): void;
  setPaths?(paths: Table[]): void;
  fitAxes(): unknown;
}

interface FigureStore {
  scene: Scene;
  weights: Weights;
  knob: string;
  paths: Table[] | null;
  settings: Weights;
  surface: FigureSurface | null;
  landscape: AnyLandscape | null;
  camera: Camera | null;
  theme: string;
  wireframe: boolean;
  waits: (() => boolean)[];
  /** The weights under which a scene that Dash brings is shown, if not its own. */
  weightsFor?(scene: Scene): Weights;
  on<Name extends keyof FigureEvents>(name: Name, listener: (detail: FigureEvents[Name]) => void): () => void;
  emit<Name extends keyof FigureEvents>(
    name: Name, ...detail: FigureEvents[Name] extends undefined ? [] : [FigureEvents[Name]]
  ): void;
  show(scene: Scene, weights?: Weights): void;
  setPaths(paths: Table[]): void;
  setSettings(settings: Weights): void;
  setTheme(theme: string): void;
  setWireframe(on: boolean): void;
  setWeights(weights: Weights, knob: string): void;
  move(knob: string, value: number): void;
  take(): void;
  hold(on: boolean): void;
  idleLater(): void;
  idle(): void;
}

/** What a hand does to a slider. */
interface SliderHand {
  stops(): number[];
  now(): number;
  move(value: number): void;
  take(): void;
  hold(on: boolean): void;
}

/** J over the plane, as a landscape holds it. */
interface Heights {
  scene: Scene;
  grids: Grids;
  total: Float32Array;
  half: number;
  box: AxisBox;
  weights: Weights;
  /** Whether the heights are the decimal logarithms of J. */
  logarithm?: boolean;
}

/** Where a point of a finer axis is between two of the grid's. */
interface FinerPlace {
  low: number;
  high: number;
  fraction: number;
}

/** A finer grid of the same surface; `grid` is written anew at each step. */
interface FinerGrid {
  axis: Float32Array;
  at: FinerPlace[];
  grid: Float32Array;
}

interface CoreNamespaces {
  heights: {
    take(held: Heights, scene: Scene): void;
    weigh(held: Heights, weights: Weights): { low: number; high: number };
    boxOf(held: Heights, all: Weights[]): AxisBox;
    folds(held: Pick<Heights, "scene" | "weights">): number[];
    lowestOf(total: Float32Array): number;
  };
  axisBox: {
    around(low: number, high: number): AxisBox;
    shade(value: number, ends: { low: number; high: number }): number;
    differ(old: AxisBox, now: AxisBox): boolean;
  };
  layers: {
    unpack(text: Packed): Float32Array;
    fromDifferences(layer: PackedGrid): Float32Array;
    counts(text: Packed, rows: number, columns: number, width: number): Float64Array;
    gridOf(layer: PackedLayer, axis: Float32Array): Float32Array;
    open(scene: Scene): Grids;
    fold(grids: Grids, weights: Weights): Grids;
    polynomial(axis: Float32Array, form: Omit<Quadratic, "exact">): Float32Array;
    add(grids: Pick<Grids, "layers">, weights: Weights, total: Float32Array): { low: number; high: number };
    rowsOf(total: Float32Array, n: number): Float32Array[];
    sample(grids: Pick<Grids, "axis" | "n">, total: Float32Array, b1: number, b2: number): number;
  };
  finer: {
    places(count: number, n: number): FinerPlace[];
    read(total: Float32Array, n: number, at: FinerPlace[], finer: Float32Array): Float32Array;
    missed(total: Float32Array, n: number, count: number): number;
    count(loss: Float32Array, n: number): number;
    of(loss: Float32Array, axis: Float32Array): FinerGrid | null;
  };
  contours: {
    levelsBetween(low: number, high: number, count: number): number[];
    lines(axis: ArrayLike<number>, total: ArrayLike<number>, level: number): number[][];
    flat(axis: Float32Array, total: Float32Array, low: number, high: number): number[];
    both(
      axis: Float32Array, total: Float32Array, low: number, high: number, z: number,
    ): { floor: Coordinates; isolines: Coordinates };
    thinned(axis: Float32Array, total: Float32Array): { axis: Float32Array; total: Float32Array };
    floor(
      axis: Float32Array, total: Float32Array, low: number, high: number, z: number, count?: number,
    ): Coordinates;
  };
  levelCurve: {
    quadratic(
      grids: Pick<Grids, "axis" | "n" | "layers">,
    ): Pick<Quadratic, "constant" | "linear" | "quadratic"> | null;
    centre(form: Pick<Quadratic, "linear" | "quadratic">): Point2 | null;
    through(grids: Grids, point: number[]): number[];
  };
  marks: {
    creases(grids: Grids, total: Float32Array, weights: Weights, lift: number): Coordinates;
    path(
      penalties: Penalties, stops: SolutionRow[] | null, weights: Weights, half: number, lift: number,
      surface?: Height | null,
    ): Coordinates;
    clip(a: number[], d: number[], half: number, from?: number, to?: number): Point2 | null;
    visible(solution: Pick<Solution, "kind" | "points">, half: number): boolean;
    minimiser(
      penalties: Penalties, solution: Solution | null, weights: Weights, half: number, floor: number, lift: number,
      surface: Height,
    ): { shaft: Coordinates; dots: Coordinates; drop: Coordinates };
    over(flat: number[], half: number, surface: Height): Coordinates;
    empty(): Coordinates;
  };
  penalties: {
    on(penalties: Penalties, weights: Weights): string[];
    sum(penalties: Penalties, weights: Weights): PenaltySum;
    huber(t: number, delta: number): number;
    value(whole: PenaltySum, b1: number, b2: number): number;
    each(penalties: Penalties, weights: Weights, b1: number, b2: number): Record<string, number>;
    roundedSlope(rounded: number[][], b1: number, b2: number): number[];
    subdifferential(whole: PenaltySum, b1: number, b2: number): Pulls;
    hold(pulls: Pick<Pulls, "tight" | "radius">, which: number): number;
    kinksAlong(whole: PenaltySum, which: number, other: number): number[];
    creases(whole: Pick<PenaltySum, "folds">): number[][];
    reach(whole: PenaltySum, level: number, direction: number[]): number;
    rim(whole: PenaltySum, level: number, through?: number[] | null): number[];
    beyond(point: number[], folds: number[][]): number[];
    prox(whole: PenaltySum, step: number, point: number[]): number[];
    left(whole: PenaltySum, gradient: number[]): number;
    leastWeight(penalties: Penalties, weights: Weights, name: string, gradient: number[]): number;
    rimAtOrigin(whole: PenaltySum): number[];
  };
  solutionTables: {
    open(table: PackedTable): Table;
    height(penalties: Penalties, weights: Weights, loss: number, b1: number, b2: number): number;
    at(scene: Scene, tables: Table[] | null, weights: Weights): Solution | null;
    missing(tables: Table[] | null, weights: Weights): string[];
    along(tables: Table[] | null, knob: string, weights: Weights): SolutionRow[] | null;
    ladder(tables: Table[] | null, knob: string, weights: Weights): Ladder | null;
    stopsOf(tables: Table[] | null, knob: string): number[];
  };
  knobs: {
    main(scene: Pick<Scene, "knobs">): string[];
    agree(
      one: Record<string, number | null>, other: Record<string, number | null>, aside?: readonly string[],
    ): boolean;
    of(scene: Scene): Weights;
    taking(knobs: Weights, other: Record<string, number | undefined>): Weights;
    weigh(scene: Pick<Scene, "affineTerms">, weights: Weights, term: string): number;
    anyAffineTerm(scene: Pick<Scene, "affineTerms">, weights: Weights): boolean;
    originGradient(scene: Pick<Scene, "originGradient" | "l2Equivalent" | "affineTerms">, weights: Weights): number[] | null;
    isNonconvex(scene: Pick<Scene, "linearScore" | "knobs" | "affineTerms">, weights: Weights): boolean;
    leastWeight(scene: Scene, weights: Weights, name: string): number;
    l2Equivalent(scene: Scene, weights: Weights): L2Equivalent | null;
    written(form: Omit<Quadratic, "exact">, after?: boolean): string;
    played(scene: Pick<Scene, "knobs">, weights: Weights, knob: string): string;
    first(scene: Pick<Scene, "knobs" | "weights">): string;
    running(scene: Pick<Scene, "knobs" | "weights">, knob: string): string;
  };
  format: {
    number(value: number, digits?: number): string;
    power(exponent: number): string;
    fill(sentence: string, values: object): string;
    join(...sentences: (string | null | undefined | false)[]): string;
    weight(value: number): string;
    weightTo(value: number, decimals: number): string;
  };
  numbers: {
    spelled(text: string): number | null;
    read(text: string): number | null;
    whole(text: string): number | null;
    list(text: string): number[] | null;
    decimals(step: number): number;
    rounded(value: number, step?: number): number;
    text(value: number, step?: number): string;
    written(value: number, step?: number): string;
    inRange(value: number | null, low: number, high: number): boolean;
  };
  story: {
    feature(scene: Scene, which: number, words: Words): string;
    shortName(scene: Scene, which: number, words: Words): string;
    coefficient(scene: Scene, which: number, words: Words): string;
    model(scene: { notes?: SentNote[] } & Scene, weights: Weights, words: Words): string;
    tell(scene: Scene, solution: Solution | null, weights: Weights, words: Words): string;
    prove(scene: Scene, solution: Solution | null, weights: Weights, words: Words): string[];
    brief(solution: Solution | null, words: Words): string;
    describe(scene: Scene, solution: Solution | null, weights: Weights, words: Words): string;
  };
  query: {
    encode(values: AnyQuery): string;
    cameraText(
      camera: Camera | null, standard: Camera, reach: { nearest: number; furthest: number },
    ): string | null;
    pointText(point: number[], half: number): string;
    cameraFrom(numbers: number[] | null, standard: Camera): Camera | null;
    write(values: () => AnyQuery): void;
    push(values: () => AnyQuery): void;
  };
  sliceWays: {
    slice(name: string, query: AnyQuery, most: Record<string, unknown>): string;
    explorer(loss: string, query: AnyQuery, most: Record<string, unknown>): string;
  };
  termValues: {
    at(grids: Grids, weights: Weights, b1: number, b2: number): TermsAt;
    along(
      grids: Grids, which: number, point: number[], positions: number[],
    ): { x: number[]; loss: Float64Array; slope: Float64Array };
    leastAlong(grids: Grids, weights: Weights, which: number, point: number[]): number;
    lowestAlong(grids: Grids, weights: Weights, which: number, point: number[]): { least: number; open: boolean };
    smooth(grids: Grids, grid: Float32Array, b1: number, b2: number): Smooth;
    onLine(point: number[], which: number, x: number): Point2;
  };
  figures: {
    Figure: new () => object;
    of(id: string): FigureStore;
  };
  slider: {
    show(input: HTMLInputElement, value: number): void;
    listen(input: HTMLInputElement, hand: SliderHand): void;
  };
  stops: {
    between(low: number, high: number, step: number): number[];
    nearest(stops: number[], value: number): number;
    snap(value: number, knob: Pick<Knob, "low" | "high" | "step">): number;
    after(stops: number[], value: number, key: string): number | null;
  };
  player: {
    at(time: number, from: number, top: number, step: number): number;
    running(): boolean;
    start(from: number, top: number, show: (value: number) => void): void;
    stop(): void;
  };
}
