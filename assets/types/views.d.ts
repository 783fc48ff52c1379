// The namespaces of assets/views/, and what explorer and embed give to the views.

/** An optimiser's trajectory; points b1, b2, b1, b2, …, heights log₁₀(J − min J). */
interface Trajectory {
  method: string;
  points: number[];
  heights: number[];
  outcome: string;
  numbers: Record<string, number>;
  watched: WatchedTrajectory | null;
}

/** A method's losses on the training rows and the held-out ones, as they come. */
interface OpenLosses extends Omit<PackedLosses, "training" | "held"> {
  training: Float64Array;
  held: Float64Array;
}

/** The losses along one trajectory on the training rows; the step that does best on the held-out ones, and their loss there
 * and at the end. */
interface WatchedTrajectory {
  training: number[];
  held: number[];
  best: number;
  least: number;
  last: number;
}

/** The trajectories under some weights. */
interface Trajectories extends Pick<PackedTrajectories, "start" | "rate" | "steps" | "query"> {
  weights: Weights;
  limit: number | null;
  /** How many rows are for training and how many held out; null where nothing is watched. */
  rows: number[] | null;
  trajectories: Trajectory[];
}

interface TrajectoryTable extends PackedTrajectories {
  found(weights: Weights): Trajectories | null;
}

/** What the server worked out for views, ready to be looked up; `spec`: for which model, where that may change. */
interface Extras extends Omit<PackedExtras, "trajectories" | "cells"> {
  trajectories?: TrajectoryTable;
  cells?: Cells & { decoded: Table[] };
  spec?: SpecFields;
}

/** What the gallery compares: several values of a knob, "kinds" of penalty, or what stands for the model ("alike"). */
interface Comparison {
  knob: string;
  values: number[];
}

/** A cell of the gallery; `difference`: it shows the difference of two others. */
interface Cell {
  weights: Weights;
  difference?: boolean;
}

/** Today's numbers, as the page has them. */
interface PageFrame {
  scene: Scene;
  grids: Grids;
  half: number;
  box: AxisBox;
  weights: Weights;
  knob: string;
  words: Words;
  theme: string;
  wireframe: boolean;
  solution: Solution | null;
  tables: Table[] | null;
  extras: Extras | null;
  canAsk: boolean;
  /** The text of every option of every view, as the address has it. */
  options: Record<string, string>;
  hasSurface: boolean;
  showPick(picked: number[] | null): void;
  showTrajectories(trajectories: number[][]): void;
}

/** The same with the point that is picked, as every view gets it after every step. */
interface Frame extends PageFrame {
  span: number;
  pick: number[] | null;
  pinned: number[] | null;
}

/** What views may ask of the page; explorer and embed have one each. */
interface PageHost {
  canAsk: boolean;
  words: Words;
  penalties: Penalties;
  /** The views that there are, the surface apart. */
  kinds: ViewEntry[];
  start: Pick<OpenViews, "pick">;
  /** The text of every option of every view, as the address has it. */
  options: Record<string, string>;
  optimizers: OptimizerLimits | null;
  gallery: GalleryLimits | null;
  linePlace?: HTMLElement;
  frame(): PageFrame | null;
  setWeight(knob: string, value: number): void;
  step(knob: string, by: number): void;
  idle(): void;
  notice(text: string): void;
  /** The views' own state has moved. */
  changed(): void;
  camera(): Camera | null;
  plotly(): Promise<unknown>;
  toggle?(name: string): void;
  /** Data that have rows enough for every view: what they are called, and how to have them. */
  richer?(): { label: string; use: () => void };
  /** Other texts for some options: they go into the address, and what views then lack is asked for. */
  setOptions(texts: Record<string, string>): void;
  setOptimizers(changes: Record<string, string | number[] | string[]>): void;
  rows?: RowHost;
}

/** What a page offers whose rows can be edited. */
interface RowHost {
  wanted(): string;
  allowed(frame: Pick<PageFrame, "scene">): boolean;
  limits(): { rows: number; reach: number };
  change(text: string, isNew: boolean): void;
  hold(on: boolean): void;
  update(): void;
}

/** The same with what the board adds: the point that all views show. */
interface Host extends PageHost {
  pick(point: number[] | null): void;
  pin(point: number[] | null): void;
  place(point: number[] | null): void;
  pinned(): number[] | null;
}

interface Panel {
  name: string;
  element: HTMLElement;
  head: HTMLElement;
  body: HTMLElement;
  said: HTMLElement;
  choice(labels: string[], on: number, label: string, chosen: (which: number) => void): { press(which: number): void };
  legend(entries: string[][]): HTMLElement;
}

interface View {
  /** The sentence below the picture. */
  say?: string;
  update(frame: Frame): void;
  close?(): void;
  sleep?(): void;
  wake?(): void;
  print?(on: boolean): void;
}

/** The rows of the data view: features by column, how far each reaches, and where the targets lie. */
interface FitRows {
  x: number[][];
  y: number[];
  count: number;
  reach: number[];
  range: Point2;
  form: string;
  numbers: number[];
  /** Which of them are held out. */
  out?: Set<number> | null;
}

/** Rows of which each can be dragged: x₁, x₂ and y of each. */
interface RowEditor {
  /** The rows that are on screen instead of those that were sent; null where these are. */
  rows(frame: Frame, sent: FitRows | null): FitRows | null;
  /** Puts a grip on each row, or takes them away and offers the way to them; whether there are some. */
  show(frame: Frame, on: boolean): boolean;
}

/** Rows in space, and the plane through them. */
interface FitPlane {
  chart: Chart;
  draw(rows: FitRows, beta: number[] | null, names: string[]): void;
}

/** A view's class. */
interface ViewClass {
  new (panel: Panel, host: Host): View;
  /** Of a view that asks the server: whether it has what it needs for today's numbers. */
  has?(extras: Extras | null, now: Pick<PageFrame, "weights" | "knob" | "options">): boolean;
  /** What the server worked out for it, made ready to be looked up. */
  open?(extras: PackedExtras): Partial<Extras>;
}

/** A tile: its landscape, the picture that stands in for it, and whether it may be a living surface. */
interface Tile {
  element: HTMLElement;
  picture: HTMLCanvasElement;
  caption: HTMLElement;
  landscape: SurfaceLandscape;
  live: boolean;
  mounting?: boolean;
}

interface Tiles {
  all: Tile[];
  build(frame: Frame, count: number, columns: number): void;
  paint(tile: Tile): void;
  print(on: boolean): void;
  sleep(): void;
  wake(): void;
  close(): void;
}

interface ChartOptions {
  x: string;
  y: string;
  /** Whether both axes have the same unit. */
  square?: boolean;
  tickText?: (value: number) => string;
  xText?: (value: number) => string;
}

interface Chart {
  element: HTMLElement;
  svg: SVGElement;
  ground: SVGElement;
  body: SVGElement;
  front: SVGElement;
  square: boolean;
  titles: { x: string; y: string };
  xText: (value: number) => string;
  elements: Record<string, SVGElement>;
  /** What the axes were drawn for; null has them drawn anew. */
  ranges: string | null;
  left: number;
  right: number;
  low: number;
  high: number;
  /** Not there before the first `scale` with a size. */
  box: { x0: number; y0: number; w: number; h: number };
  /** Whether a drag ends at this moment. */
  dragged: boolean;
  watch(redraw: () => void): void;
  release(): void;
  scale(x: number[], y: number[]): boolean;
  at(event: MouseEvent): Point2;
  X(value: number): number;
  Y(value: number): number;
  line(name: string, points: number[], closed?: boolean, layer?: SVGElement): void;
  dot(name: string, x: number, y: number, radius?: number): void;
  text(
    name: string, x: number, y: number, content: string, place?: { dx?: number; dy?: number; anchor?: string },
  ): void;
  clear(...names: string[]): void;
  drag(grips: (event: PointerEvent) => boolean, move: (x: number, y: number) => void): void;
}

/** A name beside a point of a chart; `sides`: where it may stand, in pixels from there, [dx, dy, anchor]. */
interface ChartLabel {
  name: string;
  text: string;
  at: number[];
  sides: [number, number, string][];
}

interface Grip {
  element: SVGElement;
  put(x: number, y: number, text?: string, now?: number): void;
}

interface Board {
  element: HTMLElement;
  host: Host;
  open: Map<string, { panel: Panel; view: View }>;
  pick: number[] | null;
  pinned: number[] | null;
  names(): string[];
  show(names: string[]): void;
  needs(): string[];
  picked(point: number[] | null): void;
  pin(point: number[] | null): void;
  place(point: number[] | null): void;
  update(): void;
  sleep(): void;
  wake(): void;
}

interface Normals {
  fall: number[];
  ends: number[][];
}

interface ViewNamespaces {
  views: Record<string, ViewClass>;
  chart: {
    Chart: new (parent: Element, options: ChartOptions) => Chart;
    ticks(low: number, high: number, count: number): number[];
    above(value: number): number;
    grip(chart: Chart, name: string, label: string, step: (by: number, key: string) => void): Grip;
    make(kind: string, attributes: Record<string, string | number>, parent?: Element): SVGElement;
  };
  viewBoard: {
    Board: new (element: HTMLElement, host: PageHost, options: { names: string[]; canClose: boolean }) => Board;
    openExtras(extras: PackedExtras | null | undefined): Extras | null;
  };
  chartLabels: {
    choose(
      labels: { text: string; places: [number, number, string][] }[], within: number[], taken: number[][],
    ): number[];
    put(chart: Chart, labels: ChartLabel[], dots: number[][]): void;
    around(gap?: number): [number, number, string][];
  };
  pick: {
    watch(
      chart: Chart,
      host: Host,
      toPlane: (x: number, y: number) => number[] | null,
      toChart?: (point: number[]) => number[],
    ): void;
    show(chart: Chart, pick: number[] | null): void;
    tell(frame: Frame): string;
    /** ``span``: from the least J of the grid to the largest. */
    rough(value: number, span: number): string;
  };
  biasVariance: {
    best(bias: (number | null)[], variance: (number | null)[]): number;
    nearest(stops: number[], value: number): number;
    fitting(extras: Extras | null, weights: Weights, knob: string, rows: string): NonNullable<Extras["cloud"]> | null;
  };
  trajectoryTable: { open(table: PackedTrajectories): TrajectoryTable };
  watched: {
    Watched: new (panel: Panel, words: Words) => {
      chart: Chart;
      update(found: Trajectories | null, asked: boolean): void;
      draw(upTo: number, longest: number): void;
      tell(): string;
    };
    sentence(words: Words, trajectories: Trajectory[], rows: number[]): string;
  };
  optimizerForm: {
    build(panel: Panel, host: Host): { update(found: Trajectories, frame: Pick<Frame, "scene" | "options">): void };
    player(
      panel: Panel,
      host: Host,
      acts: { play(): void; step(by: number): void; slide(to: number): void },
    ): { update(at: number, last: number): void; playing(on: boolean): void };
    decayStep(penalties: Penalties, point: number[], rate: number, weights: Weights): number[];
    readField(name: string, text: string, limits: OptimizerLimits, half: number): string | null;
  };
  viewHelpers: {
    redrawn(view: { frame: Frame; update(frame: Frame): void }, charts: Chart[]): void;
    steered(
      view: { knob: string }, host: Host, charts: Chart[], gripped: Chart,
    ): ReturnType<ViewNamespaces["chart"]["grip"]>;
    signed(charts: Chart[], sign: string): void;
    leadOn(panel: Panel, host: Host): (on: boolean) => void;
    isLevel(losses: (number | null)[], from: number): boolean;
    named(chart: Chart, frame: Pick<Frame, "scene" | "words">): void;
    coefficient(
      view: { frame: Frame; which: number; update(frame: Frame): void }, panel: Panel, host: Host,
    ): ReturnType<Panel["choice"]>;
  };
  tiles: { Tiles: new (place: HTMLElement, host: Pick<Host, "camera" | "plotly">) => Tiles };
  compare: {
    cells(
      compare: Comparison, weights: Weights, equivalent: L2Equivalent | null, penalties: Penalties, usual: number,
    ): Cell[];
    parse(text: string, limits: GalleryLimits): Comparison | null;
    write(compare: Comparison): string;
    standard(views: ViewEntry[]): string;
  };
  constraint: {
    shape(penalties: Penalties, weights: Weights): { weights: Weights; order: string[] };
    contact(penalties: Penalties, solution: Pick<Solution, "kind" | "points">, weights: Weights): string;
    normals(penalties: Penalties, weights: Weights, point: number[], gradient: number[]): Normals;
    stopAt(penalties: Penalties, ladder: Ladder, weights: Weights, knob: string, point: number[]): number | null;
    region(penalties: Penalties, weights: Weights): PenaltySum;
    wedge(point: number[], one: number[], two: number[], radius: number): number[];
    arrow(from: number[], to: number[], barb: number): number[];
    farthest(line: number[], from: number[], half: number): number[] | null;
  };
  pathView: {
    curves(ladder: Ladder, which: number): number[][];
    zeroFrom(ladder: Ladder, which: number): number | null;
    fitting<Name extends "path" | "cloud" | "folds">(
      extras: Extras | null, weights: Weights, knob: string, name: Name,
    ): NonNullable<Extras[Name]> | null;
  };
  rowEditor: {
    Editor: new (view: { panel: Panel; charts: Chart[] }, host: Host & { rows: RowHost }) => RowEditor;
    write(table: number[][]): string;
    moved(row: number[], to: number[], limits: number): number[];
    free(table: number[][]): number[];
  };
  fitView: {
    measured(x: number[][], y: number[], room: number): Pick<FitRows, "x" | "y" | "reach" | "range">;
    open(sent: PackedRows): FitRows;
    trainedAt(extras: Extras | null, weights: Weights, knob: string): number[] | null;
    scores(rows: Pick<FitRows, "x" | "y" | "form" | "numbers">, beta: number[]): number[];
    coefficients(rows: Pick<FitRows, "form" | "numbers">, beta: number[]): number[];
    level(beta: number[], value: number, half: number[]): number[];
    used(rows: Pick<FitRows, "form" | "numbers">, x: number): number;
    border(rows: FitRows, beta: number[], value: number, half: number): number[];
    dots(x: number[], y: number[]): number[];
    mean(values: number[]): number;
    apart(rows: Pick<FitRows, "y" | "out">, fits: number[]): Record<string, string | number>;
  };
  fitPlane: {
    Plane: new (parent: Element, label: string, redraw: () => void) => FitPlane;
    project(point: number[], view: { turn: number; tilt: number }): number[];
    clip(corners: number[][], of: (corner: number[]) => number): number[][];
    inBox(
      rows: Pick<FitRows, "reach" | "range">, beta: number[],
    ): { a: number; b: number; c: number; middle: number; half: number };
  };
  prior: {
    windowOf(tables: Table[] | null, half: number, which: number, width: number): Point2;
    widthOf(grids: Grids, rows: number, which: number, point: number[]): number;
    sentences(penalties: Scene["penalties"], on: string[], words: Record<string, string>): {
      about: string[];
      joint: "" | ".joint";
    };
  };
  sliceView: {
    kindOf(least: number, slope: number, hold: number, bent: boolean): string;
    placeOf(frame: Pick<Frame, "pinned" | "solution" | "half">): [number[], "pinned" | "through" | "one" | "origin"];
  };
}
