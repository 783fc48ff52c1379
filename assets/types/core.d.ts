// The namespaces of assets/core/.

/** A query's keys and values: null and undefined are left out of an address. */
type AnyQuery = Record<string, string | number | boolean | null | undefined>;

/** A row of a table of minimisers: J there follows from the weights. */
type SolutionRow = Omit<Solution, "value">;

/** A scene's layers on the grid, n × n each; `bare` is the loss without its parts, `plain` without masks and noise too. */
interface Grids {
  axis: Float32Array;
  n: number;
  layers: Record<string, Float32Array>;
  bare: Float32Array;
  plain: Float32Array;
  parts: { name: string; grid: Float32Array }[];
  folded: Weights;
  scene: Scene;
}

/** A polynomial that stands for regularizers; `weight` is that of the same L2, or null if it is none. */
interface StandIn extends Quadratic {
  weight: number | null;
}

/** Coordinates of a trace of lines; null parts one line from the next. */
interface Coordinates {
  x: (number | null)[];
  y: (number | null)[];
  z: (number | null)[];
}

/** A table of minimisers with its rows as told solutions. */
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
  slope: Point2;
}

/** Everything at a point; `between` is ∂J per coordinate, an interval where L1 folds the surface. */
interface TermsAt {
  loss: number;
  l1: number;
  l2: number;
  total: number;
  slope: Point2;
  between: Point2[];
}

/** The ends of the J axis, the floor below them, and how far lines are lifted off the surface. */
interface AxisBox {
  low: number;
  high: number;
  floor: number;
  lift: number;
}

/** What an author chooses of an embed. */
interface EmbedChoice {
  knobs: string[];
  standard: string[];
  autorotate: boolean;
  title: string;
  theme: string;
  language: string;
}

interface CoreNamespaces {
  axisBox: { around(low: number, high: number): AxisBox };
  layers: {
    unpack(text: Packed): Float32Array;
    unbend(layer: PackedGrid): Float32Array;
    counts(text: Packed, rows: number, columns: number, width: number): Float64Array;
    open(scene: Scene): Grids;
    fold(opened: Grids, weights: Weights): Grids;
    polynomial(axis: Float32Array, form: Quadratic): Float32Array;
    add(opened: Pick<Grids, "layers">, weights: Weights, total: Float32Array): { low: number; high: number };
    finerAxis(axis: Float32Array): Float32Array;
    refine(total: Float32Array, n: number, finer: Float32Array): Float32Array;
    rowsOf(total: Float32Array, n: number): Float32Array[];
    sample(opened: Pick<Grids, "axis" | "n">, total: Float32Array, b1: number, b2: number): number;
  };
  contours: {
    levelsBetween(low: number, high: number, count: number): number[];
    lines(axis: ArrayLike<number>, total: ArrayLike<number>, level: number): number[][];
    flat(axis: Float32Array, total: Float32Array, low: number, high: number): number[];
    thinned(axis: Float32Array, total: Float32Array): { axis: Float32Array; total: Float32Array };
    floor(
      axis: Float32Array, total: Float32Array, low: number, high: number, z: number, count?: number,
    ): Coordinates;
  };
  marks: {
    creases(opened: Grids, total: Float32Array, weights: Weights, lift: number): Coordinates;
    path(
      stops: SolutionRow[] | null, weights: Weights, half: number, lift: number, surface?: Height | null,
    ): Coordinates;
    clip(a: number[], d: number[], half: number, from?: number, to?: number): Point2 | null;
    visible(solution: Pick<Solution, "kind" | "points">, half: number): boolean;
    minimiser(
      solution: Solution | null, weights: Weights, half: number, floor: number, lift: number, surface: Height,
    ): { shaft: Coordinates; dots: Coordinates; drop: Coordinates };
    over(flat: number[], half: number, surface: Height): Coordinates;
    empty(): Coordinates;
  };
  solutionTables: {
    open(table: PackedTable): Table;
    height(loss: number, b1: number, b2: number, weights: Weights): number;
    at(scene: Scene, tables: Table[] | null, weights: Weights): Solution | null;
    missing(tables: Table[] | null, weights: Weights): string[];
    along(tables: Table[] | null, knob: string, weights: Weights): SolutionRow[] | null;
    ladder(tables: Table[] | null, knob: string, weights: Weights): Ladder | null;
  };
  knobs: {
    main(scene: Pick<Scene, "knobs">): string[];
    agree(
      one: Record<string, number | null>, other: Record<string, number | null>, aside?: readonly string[],
    ): boolean;
    of(scene: Scene): Weights;
    taking(knobs: Weights, other: Record<string, number | undefined>): Weights;
    weigh(scene: Pick<Scene, "parts">, weights: Weights, part: string): number;
    anyPart(scene: Pick<Scene, "parts">, weights: Weights): boolean;
    lambdaMax(scene: Scene, weights: Weights): number;
    alike(scene: Scene, weights: Weights): StandIn | null;
    written(form: Omit<Quadratic, "exact">, after?: boolean): string;
    played(scene: Pick<Scene, "knobs">, weights: Weights, knob: string): string;
    running(scene: Pick<Scene, "knobs">, knob: string): string;
  };
  format: {
    number(value: number, digits?: number): string;
    power(exponent: number): string;
    fill(sentence: string, values: object): string;
    join(...sentences: (string | null | undefined | false)[]): string;
    weight(value: number): string;
  };
  numbers: {
    read(text: string): number | null;
    whole(text: string): number | null;
    list(text: string): number[] | null;
    rounded(value: number): number;
    text(value: number): string;
    written(value: number): string;
    inRange(value: number | null, low: number, high: number): boolean;
  };
  story: {
    feature(scene: Scene, which: number, words: Words): string;
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
  snippets: {
    embedQuery(figure: AnyQuery, choice: EmbedChoice): string;
    iframe(source: string, link: string, title: string, openText: string): string;
    all(
      source: string, link: string, title: string, openText: string,
    ): { html: string; markdown: string; hugo: string; hexo: string };
    escape(text: string): string;
  };
  meshExport: {
    csv(opened: Grids, weights: Weights, total: Float32Array): string;
    stl(n: number, total: Float32Array): ArrayBuffer;
    glb(n: number, total: Float32Array, colour: (share: number) => number[]): ArrayBuffer;
  };
  termValues: {
    at(opened: Grids, weights: Weights, b1: number, b2: number): TermsAt;
    along(
      opened: Grids, which: number, point: number[], positions: number[],
    ): { x: number[]; loss: Float64Array; slope: Float64Array };
    leastAlong(opened: Grids, weights: Weights, which: number, point: number[]): number;
    lowestAlong(opened: Grids, weights: Weights, which: number, point: number[]): { least: number; open: boolean };
    smooth(opened: Grids, grid: Float32Array, b1: number, b2: number): Smooth;
    onLine(point: number[], which: number, x: number): Point2;
  };
  stops: {
    nearest(stops: number[], value: number): number;
    after(stops: number[], value: number, key: string): number | null;
  };
  player: {
    at(time: number, from: number, top: number, step: number): number;
    running(): boolean;
    start(from: number, top: number, show: (value: number) => void): void;
    stop(): void;
  };
  sklearnCode: {
    write(
      scene: Pick<ExplorerScene, "parts" | "equivalent">, weights: Weights, fileName: string | undefined, kind: SolutionKind | undefined, words: Words,
    ): string;
    exact(value: number): string;
  };
}
