// The namespaces of assets/renderer/.

interface Theme {
  text: string;
  grid: string;
  floor: string;
  creases: string;
  path: string;
  drop: string;
  minimum: string;
  rim: string;
  plate: string;
  pick: string;
  walks: string[];
}

interface LandscapeOptions {
  theme: string;
  knob?: string;
  /** Pixels drawn for one of the screen. */
  ratio?: number;
  camera?: Camera | null;
}

/** What stands on the surface beside the marks of the scene itself: a picked point, and walks as b1, b2, b1, b2, … */
interface Guests {
  picked?: number[] | null;
  walks?: number[][];
}

/** A scene in an element, in WebGL or flat. */
interface AnyLandscape {
  element: HTMLElement;
  /** Not there on a flat one. */
  plot?: Plot | null;
  scene: Scene;
  opened: Grids;
  total: Float32Array;
  half: number;
  box: AxisBox;
  weights: Weights;
  knob: string;
  theme: string;
  paths: Table[] | null;
  mount(camera?: Camera | null): unknown;
  show(scene: Scene): unknown;
  setWeights(weights: Weights, knob?: string): void;
  draw(): void;
  setPaths(paths: Table[]): void;
  setGuests(guests: Guests): void;
  alive(): boolean;
  settle(): unknown;
  reach(knob: string, ends: number[]): unknown;
  setTheme(theme: string): unknown;
  camera(): Camera | null;
  setCamera(camera: Camera | null): unknown;
  release(): void;
}

/** What a snapshot of a landscape is made of. */
interface Pictured {
  opened: Pick<Grids, "axis" | "n">;
  total: Float32Array;
  half: number;
  box: AxisBox;
  theme: string;
  size(): number;
  marks(): Record<string, Coordinates>;
}

interface SurfaceLandscape extends AnyLandscape, Pictured {
  opened: Grids;
  axis: Float32Array;
  plot: Plot | null;
  picked: number[] | null;
  walks: number[][];
  /** Whether no minimum is marked: on a difference of two landscapes it would be none. */
  bare: boolean;
  camera(): Camera;
  weigh(weights: Weights): { low: number; high: number };
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

interface RendererNamespaces {
  landscape: {
    mount(element: HTMLElement, scene: Scene, options: LandscapeOptions): Promise<AnyLandscape>;
    hasWebGL(): boolean;
    Landscape: new (element: HTMLElement, scene: Scene, options: LandscapeOptions) => SurfaceLandscape;
  };
  fallback2d: {
    FlatLandscape: new (element: HTMLElement, scene: Scene, options: LandscapeOptions) => AnyLandscape;
    colour(share: number): number[];
  };
  plotlyInternals: {
    surface(plot: Plot, axis: Float32Array, total: Float32Array, colours: { low: number; high: number }): boolean;
    points(plot: Plot, index: number, coordinates: Coordinates): boolean;
    isAlive(plot: Plot): boolean;
    frame(plot: Plot): HTMLCanvasElement;
    stir(plot: Plot): void;
    camera(plot: Plot): Camera;
    keepCamera(plot: Plot): void;
    look(plot: Plot, camera: Camera): boolean;
    limit(plot: Plot, near: number, far: number): void;
    leaveRecovery(plot: Plot): void;
    loseContext(plot: Plot): void;
  };
  snapshot: {
    projection(camera: Camera, width: number, height: number): Project;
    kept(n: number): number[];
    paint(canvas: HTMLCanvasElement, landscape: Pictured, camera: Camera, options?: { paper?: boolean }): void;
    onPaper(listener: (on: boolean) => void): void;
  };
  themes: Record<string, Theme>;
  canvasReadback: { off(): void };
  cameraKeys: {
    CAMERA: Camera;
    NEAR: number;
    FAR: number;
    within(camera: Camera): Camera;
    after(camera: Camera, key: string): Camera | null;
    turned(camera: Camera, angle: number): Camera;
    listen(element: HTMLElement, now: () => Camera | null, turn: (camera: Camera) => void): void;
  };
  formula: { follow(weights: Weights): void };
  elements: {
    byId(id: string): HTMLElement;
    one(selector: string): HTMLElement;
    targetOf(event: Event): Element | null;
  };
}
