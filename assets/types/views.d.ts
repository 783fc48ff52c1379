// The namespaces of assets/views/, and what explorer and embed give to the views.

/** An optimiser's walk; points b1, b2, b1, b2, …, heights log₁₀(J − min J). */
interface Walk {
  method: string;
  points: number[];
  heights: number[];
  verdict: string;
  numbers: Record<string, number>;
}

/** The walks under some weights. */
interface Walks extends Pick<PackedWalks, "start" | "rate" | "steps" | "query"> {
  weights: Weights;
  limit: number | null;
  walks: Walk[];
}

interface TrajectoryTable extends PackedWalks {
  found(weights: Weights): Walks | null;
}

/** What the server worked out for views, ready to be looked up; `spec`: for which model, where that may change. */
interface Extras extends Omit<PackedExtras, "walks" | "cells"> {
  walks?: TrajectoryTable;
  cells?: Cells & { opened: Table[] };
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
  opened: Grids;
  half: number;
  box: AxisBox;
  weights: Weights;
  knob: string;
  words: Words;
  theme: string;
  solution: Solution | null;
  tables: Table[] | null;
  extras: Extras | null;
  canAsk: boolean;
  showDecay: boolean;
  showRidge: boolean;
  hasSurface: boolean;
  showPick(picked: number[] | null): void;
  showWalks(walks: number[][]): void;
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
  /** The views that there are, the surface apart. */
  kinds: ViewEntry[];
  start: Pick<ViewLooks, "decay" | "ridge" | "pick">;
  along: number;
  compare: Comparison;
  difference: boolean;
  walks: WalkLimits | null;
  linePlace?: HTMLElement;
  frame(): PageFrame | null;
  turn(knob: string, value: number): void;
  step(knob: string, by: number): void;
  rest(): void;
  notice(text: string): void;
  /** The views' own state has moved. */
  changed(): void;
  camera(): Camera | null;
  plotly(): Promise<unknown>;
  toggle?(name: string): void;
  setAlong(along: number): void;
  setCompare(compare: Comparison, difference: boolean): void;
  setWalks(changes: Record<string, string | number[] | string[]>): void;
  setDecay(on: boolean): void;
  setRidge(on: boolean): void;
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
  follow(frame: Frame): void;
  close?(): void;
  sleep?(): void;
  wake?(): void;
  print?(on: boolean): void;
}

interface ChartOptions {
  x: string;
  y: string;
  /** Whether both axes have the same unit. */
  square?: boolean;
  tickText?: (value: number) => string;
}

interface Chart {
  element: HTMLElement;
  svg: SVGElement;
  ground: SVGElement;
  body: SVGElement;
  front: SVGElement;
  square: boolean;
  titles: { x: string; y: string };
  parts: Record<string, SVGElement>;
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
  follow(): void;
  sleep(): void;
  wake(): void;
}

interface Normals {
  fall: number[];
  ends: number[][];
}

interface ViewNamespaces {
  views: Record<string, new (panel: Panel, host: Host) => View>;
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
  pick: {
    watch(
      chart: Chart,
      host: Host,
      toPlane: (x: number, y: number) => number[] | null,
      toChart?: (point: number[]) => number[],
    ): void;
    show(chart: Chart, pick: number[] | null): void;
    tell(frame: Frame): string;
  };
  biasVariance: {
    best(bias: (number | null)[], variance: (number | null)[]): number;
    nearest(stops: number[], value: number): number;
  };
  trajectoryTable: { open(table: PackedWalks): TrajectoryTable };
  optimizerForm: {
    build(panel: Panel, host: Host): { follow(found: Walks): void };
    player(
      panel: Panel,
      host: Host,
      acts: { play(): void; step(by: number): void; slide(to: number): void },
    ): { follow(at: number, last: number): void; playing(on: boolean): void };
    decayStep(point: number[], rate: number, weights: Weights): number[];
    readField(name: string, text: string, limits: WalkLimits, half: number): string | null;
  };
  compare: {
    cells(compare: Comparison, weights: Weights, alike: StandIn | null): Cell[];
    parse(text: string): Comparison | null;
    write(compare: Comparison): string;
  };
  constraint: {
    penalty(weights: Weights, point: number[]): number;
    radius(weights: Weights, t: number, direction: number[]): number;
    rim(weights: Weights, t: number): number[];
    contact(solution: Pick<Solution, "kind" | "points">, weights: Weights): string;
    normals(weights: Weights, point: number[], slope: number[]): Normals;
    stopAt(ladder: Ladder, weights: Weights, knob: string, point: number[]): number | null;
  };
  pathView: {
    curves(ladder: Ladder, which: number): number[][];
    zeroFrom(ladder: Ladder, which: number): number | null;
    fitting<Name extends "path" | "cloud">(
      extras: Extras | null, weights: Weights, knob: string, name: Name,
    ): NonNullable<Extras[Name]> | null;
  };
  prior: {
    windowOf(tables: Table[] | null, half: number, which: number, width: number): Point2;
    widthOf(opened: Grids, rows: number, which: number, point: number[]): number;
  };
  sliceView: { kindOf(least: number, slope: number, l1: number, bent: boolean): string };
}
