// The namespaces of assets/explorer/, and what Dash lends it.

declare var dash_clientside: {
  set_props(id: string, props: Record<string, unknown>): void;
  no_update: unknown;
  callback_context: { triggered: { prop_id: string; value: unknown }[] };
  [namespace: string]: unknown;
};

/** The stores that a request goes to, and those that its answer comes to. */
type RequestStore = "request" | "paths-request" | "extras-request";

/** The visitor's own file; its columns are chosen by the server at first. */
interface OwnFile {
  name: string;
  contents: string;
  features: string[] | null;
  target: string | null;
}

/** A file that is tried, or was and is refused. */
interface Trial {
  file: Partial<OwnFile> & { name: string };
  /** What the server read in it, if it was read before. */
  own: OwnTable | null;
  /** Why it is refused, if it is. */
  sentence: string;
  /** Whether it is still being tried. */
  open: boolean;
  /** Whether other columns of it may do. */
  mendable?: boolean;
}

/** What comes back with an answer. */
interface RequestNote {
  /** What "Try again" does. */
  again?: () => void;
  /** Whether weights that were turned meanwhile stay. */
  keeps?: boolean;
  trial?: Trial;
  /** What the optimisers were asked for, if that was new. */
  tried?: Record<string, string> | false | undefined;
}

interface ExplorerState {
  /** What the page says once. */
  start: ExplorerStart;
  /** The scene on screen. */
  scene: ExplorerScene;
  /** Its spec, with the choices that are still on their way. */
  wanted: SpecFields;
  landscape: AnyLandscape | SurfaceLandscape | null;
  paths: Table[] | null;
  /** The views beside the surface. */
  board: Board | null;
  /** What the server worked out for them. */
  extras: Extras | null;
  weights: Weights;
  knob: string;
  words: Words;
  language: string;
  theme: string;
  /** The last weights that were not 0, for the presets. */
  kept: Weights;
  /** What paths were asked for while a weight runs. */
  keptUp: string | null;
  /** Whether the scene is on a coarser grid than is wanted. */
  rough: boolean;
  /** The camera that the next picture is to be seen by. */
  camera: Camera | null;
  /** Whether the next address is a new entry of the history. */
  pushing: boolean;
  file: OwnFile | null;
  /** What the server read in it. */
  own: OwnTable | null;
  trial: Trial | null;
}

interface ExplorerNamespaces {
  state: ExplorerState;
  capture: {
    photograph(
      landscape: SurfaceLandscape, options: { scale: number; transparent: boolean },
    ): Promise<Blob | null>;
    film(
      landscape: SurfaceLandscape, top: number, show: (l1: number) => void, progress: (share: number) => void,
      signal: AbortSignal,
    ): Promise<Blob | null>;
    canFilm(): boolean;
  };
  notice: {
    say(sentence: string | null, retry?: (() => void) | null): void;
    mended(): void;
  };
  server: {
    ask(store: RequestStore, query: AnyQuery, note?: RequestNote): void;
    answered(store: RequestStore, seq: number): { newest: boolean; note: RequestNote } | null;
    isBusy(store: RequestStore): boolean;
    watch(): void;
    requestOf(address: RequestInfo | URL, options?: RequestInit): [RequestStore, number] | null;
  };
  sliderDrag: {
    watch(knobs: string[]): void;
    turn(weights: Weights, knob: string, bySlider?: boolean): void;
    settleLater(): void;
    rest(): void;
  };
  upload: {
    recall(): OwnFile | null;
    keep(file: OwnFile): void;
    /** The file of a data URL, or its size if it is too large. */
    read(dataUrl: string, name: string): OwnFile | { size: number; limit: number };
  };
  // Not yet typed: as much as the typed files use.
  bindings: { followWeights(): void };
  buttons: { playing(): string | null; stop(): void };
  controls: { keep(): void; refine(): void };
  explorer: { noAnswer(): void };
  numberFields: { commit(): void };
  requests: { address(): AnyQuery; keepUp(knob: string): void; pathless(): string[]; askPaths(): void };
}
