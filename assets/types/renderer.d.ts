// The namespaces of assets/renderer/.

interface LandscapeOptions {
  theme: string;
  knob?: string;
  /** Pixels drawn for one of the screen. */
  ratio?: number;
  /** The words by which things on the picture are named; without them nothing is. */
  words?: Words | null;
  camera?: Camera | null;
  wireframe?: boolean;
}

/** What stands on the surface beside the marks of the scene itself: a picked point, and trajectories as b1, b2, b1, b2, … */
interface Overlays {
  picked?: number[] | null;
  trajectories?: number[][];
}

/** A scene in an element, in WebGL or flat. */
interface AnyLandscape extends Heights {
  element: HTMLElement;
  /** Not there on a flat one. */
  plot?: Plot | null;
  knob: string;
  theme: string;
  wireframe: boolean;
  paths: Table[] | null;
  mount(camera?: Camera | null): unknown;
  show(scene: Scene): unknown;
  setWeights(weights: Weights, knob?: string): void;
  draw(): void;
  setPaths(paths: Table[]): void;
  setOverlays(overlays: Overlays): void;
  alive(): boolean;
  fitAxes(): unknown;
  reach(knob: string, ends: number[]): unknown;
  setTheme(theme: string): unknown;
  setWireframe(on: boolean): unknown;
  camera(): Camera | null;
  setCamera(camera: Camera | null): unknown;
  release(): void;
}

type Theme = "light" | "dark";

/** What a snapshot of a landscape is made of. */
interface Pictured {
  scene: Pick<Scene, "figure">;
  grids: Pick<Grids, "axis" | "n">;
  total: Float32Array;
  half: number;
  box: AxisBox;
  theme: Theme;
  wireframe?: boolean;
  aspect(): Vector3;
  marks(): Record<string, Coordinates>;
}

interface SurfaceLandscape extends AnyLandscape, Pictured {
  scene: Scene;
  theme: Theme;
  grids: Grids;
  axis: Float32Array;
  plot: Plot | null;
  picked: number[] | null;
  trajectories: number[][];
  /** Whether no minimum is marked: on a difference of two landscapes it would be none. */
  withoutMinimum: boolean;
  /** Whether the lowest grid point is marked: of a slice nothing more is known. */
  lowest: boolean;
  /** The words by which things on it are named, if it names them. */
  words: Words | null;
  labels: Labels | null;
  camera(): Camera;
  weigh(weights: Weights): { low: number; high: number };
  mesh(): void;
  moved(): void;
  drawn(): Float32Array;
  refit(): Promise<unknown>;
  resize(): void;
}

/** What a landscape says of itself on its element. */
interface HTMLElementEventMap {
  "landscape:pick": CustomEvent<Point2 | null>;
  "landscape:pin": CustomEvent<Point2 | null>;
  "landscape:camera": CustomEvent<Camera>;
  "landscape:lost": CustomEvent<null>;
}

type Project = (point: number[]) => Point2;

/** Where a point of a trace is on a canvas. */
type OnCanvas = (x: number, y: number, z: number) => Point2;

/** What the marks on a surface follow from. */
type Marked = Heights & Pick<SurfaceLandscape, "knob" | "paths" | "withoutMinimum" | "lowest" | "picked" | "trajectories" | "wireframe">;

/** The middle of a name on the picture, and its size. */
interface LabelBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is named on the picture; `spots`: points of the data beside which its name may stand. */
interface NamedThing {
  kind: string;
  text: string;
  spots: number[][];
}

interface Labels {
  element: HTMLElement;
  name(things: NamedThing[]): void;
  place(project: (point: number[]) => Point2): void;
  paint(pen: CanvasRenderingContext2D, scale: number): void;
}

interface RendererNamespaces {
  labels: {
    Labels: new (parent: HTMLElement) => Labels;
    arranged(
      names: { width: number; height: number; spots: Point2[] }[],
      size: { width: number; height: number },
      taken?: LabelBox[],
    ): (LabelBox | null)[];
    named(
      marks: Record<string, Coordinates>, about: { words: Words; symbol: string; half: number; kind?: string },
    ): NamedThing[];
  };
  landscape: {
    mount(element: HTMLElement, scene: Scene, options: LandscapeOptions): Promise<AnyLandscape>;
    Landscape: new (element: HTMLElement, scene: Scene, options: LandscapeOptions) => SurfaceLandscape;
  };
  fallback2d: {
    FlatLandscape: new (element: HTMLElement, scene: Scene, options: LandscapeOptions) => AnyLandscape;
  };
  colourScale: { of(figure: Pick<Figure, "data">): (fraction: number) => number[] };
  surfaceMarks: {
    all(held: Marked): Record<string, Coordinates>;
    overlays(held: Marked): Record<string, Coordinates>;
  };
  figureTraces: {
    numbers(scene: Pick<Scene, "figure">): Record<string, number>;
    fill(
      landscape: SurfaceLandscape, marks: Record<string, Coordinates>, data: PlotlyTrace[], layout: PlotlyLayout,
    ): void;
    aspect(landscape: Pick<SurfaceLandscape, "element" | "scene">): Vector3;
    paint(landscape: Pick<SurfaceLandscape, "scene" | "theme" | "wireframe">, data: PlotlyTrace[], layout: PlotlyLayout): void;
    unlettered(layout: PlotlyLayout): PlotlyLayout;
  };
  webgl: { isAvailable(): boolean };
  pointer: { listen(landscape: SurfaceLandscape, plot: Plot): void };
  canvasPen: {
    line(
      pen: CanvasRenderingContext2D, trace: Coordinates, place: OnCanvas, colour: string, width: number,
    ): void;
    dots(
      pen: CanvasRenderingContext2D, trace: Coordinates, place: OnCanvas,
      look: { fill: string; rim: string; radius: number; width: number },
    ): void;
  };
  vertexBuffer: {
    upload(
      plot: Plot, axis: Float32Array, total: Float32Array,
      style: { low: number; high: number; folds: number[]; wireframe: boolean },
    ): boolean;
  };
  tickRoom: {
    AXES: readonly ["xaxis", "yaxis", "zaxis"];
    steps(edge: Point2[], size?: number): number;
    lettered(which: number, ends: Point2[], project: (point: number[]) => Point2): number[][];
    counts(ends: Point2[], usual: number[], project: (point: number[]) => Point2, size?: number): number[];
    crowded(
      ends: Point2[], lowest: number, project: (point: number[]) => Point2, size?: number,
    ): { which: number; side: "lo" | "hi" } | null;
  };
  plotlyInternals: {
    sceneOf(plot: Plot): PlotlyScene | undefined;
    traceOf(plot: Plot, index: number): NonNullable<PlotlyScene["traces"]>[string] | null;
    times(vector: number[], matrix: ArrayLike<number>): number[];
    onFrame(plot: Plot, act: (project: (point: number[]) => Point2) => void): void;
    points(plot: Plot, index: number, coordinates: Coordinates): boolean;
    isAlive(plot: Plot): boolean;
    frame(plot: Plot): HTMLCanvasElement;
    stir(plot: Plot): void;
    camera(plot: Plot): Camera;
    keepCamera(plot: Plot): void;
    look(plot: Plot, camera: Camera): boolean;
    limit(plot: Plot, distances: number[], heights: number[]): void;
    leaveRecovery(plot: Plot): void;
    loseContext(plot: Plot): void;
  };
  snapshot: {
    projection(camera: Camera, width: number, height: number): Project;
    WIRES: number;
    kept(n: number, most?: number): number[];
    paint(canvas: HTMLCanvasElement, landscape: Pictured, camera: Camera, options?: { paper?: boolean }): void;
    onPaper(listener: (on: boolean) => void): void;
  };
  canvasReadback: { off(): void };
  cameraKeys: {
    standard(scene: Pick<Scene, "figure">): Camera;
    NEAR: number;
    FAR: number;
    LOW: number;
    HIGH: number;
    within(camera: Camera): Camera;
    after(camera: Camera, key: string): Camera | null;
    turned(camera: Camera, angle: number): Camera;
    listen(
      element: HTMLElement, scene: () => Scene, now: () => Camera | null, turn: (camera: Camera) => void,
    ): void;
  };
  touch: {
    moved(camera: Camera, spread: number, dx: number, dy: number): Camera;
    listen(
      element: HTMLElement, now: () => Camera | null, turn: (camera: Camera) => void, done: () => void,
    ): void;
  };
  inertia: {
    set(on: boolean): void;
    isSet(): boolean;
    speedOf(seen: [number, Camera][], now: number): number[];
    after(camera: Camera, speed: number[], ms: number): { camera: Camera; speed: number[] };
    listen(landscape: Pick<SurfaceLandscape, "element" | "alive" | "camera" | "moved">, plot: Plot): void;
  };
  formula: { update(weights: Weights, written?: (value: number, knob: string) => string): void };
  elements: {
    byId(id: string): HTMLElement;
    one(selector: string): HTMLElement;
    targetOf(event: Event): Element | null;
    text(id: string, content: string): void;
  };
}
