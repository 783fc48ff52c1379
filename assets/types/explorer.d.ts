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
  landscape: AnyLandscape | null;
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
  bindings: {
    set(id: string, props: Record<string, unknown>): void;
    heard(id: string, value: unknown): void;
    isEcho(id: string, value: unknown): boolean;
    preset(weights: Weights): string;
    shownPreset(): string;
    text(id: string, content: string): void;
    followWeights(): void;
    followScene(): void;
    followChoice(choice: { loss: string; data?: string }): void;
  };
  buttons: {
    press(id: string): void;
    play(): void;
    run(): void;
    playing(): string | null;
    reach(): void;
    follow(): void;
    stop(): void;
    copy(text: string, id: string, said: string): Promise<void>;
  };
  controls: {
    choose(changes: Partial<SpecFields>, dropped?: string[], rough?: string | null): void;
    keep(): void;
    forget(): void;
    refine(): void;
    turned(): void;
  };
  explorer: {
    notice(sentence: string): void;
    noAnswer(): void;
    paint(): void;
    light(): string;
  };
  numberFields: {
    begin(): void;
    show(knob: string, value: number): void;
    commit(): void;
  };
  requests: {
    askPaths(): void;
    keepUp(knob: string): void;
    pathless(): string[];
    textsOf(spec: Partial<SpecFields>): Record<string, string>;
    unshared(
      nets: string[], start: Pick<ExplorerStart, "numbers" | "takes">, from: string, to: string, stays: boolean,
    ): string[];
    unfit(start: Pick<ExplorerStart, "numbers" | "takes" | "own">): string[];
    sameModel(one: SpecFields, other: SpecFields): boolean;
    address(): AnyQuery;
  };
  search: { matches(text: string, query: string): boolean };
  share: { open(): void; link(): string };
  uploadPanel: {
    /** Three columns after one picker changed: one that was chosen already is traded for the old one. */
    traded(old: string[], now: string[], numeric: string[]): string[];
    chosen(contents: string | null, name: string): void;
    columns(...now: string[]): void;
    accepted(data: Answer, trial?: Trial): void;
    refused(data: Answer, trial?: Trial): boolean;
    offer(): void;
    leave(): void;
    show(): void;
  };
  viewHost: {
    begin(start: ExplorerStart): void;
    walk(method: string): void;
    follow(): void;
    followScene(): void;
    came(data: Answer | null): void;
    address(): AnyQuery;
  };
}

/** Any answer of the server, told apart by what it has: a refusal has a sentence, and nothing else but `own`. */
interface Answer {
  seq?: number;
  refused?: string;
  scene?: ExplorerScene;
  own?: OwnTable | null;
  paths?: Paths;
  extras?: PackedExtras;
  spec?: SpecFields;
}

/** What an address says of the explorer's views, and what was asked of the server for them. */
interface ExplorerLooks extends Omit<ViewLooks, "compare"> {
  compare: Comparison;
  /** The comparison that an address need not say. */
  standard: string;
  /** What the optimisers are being asked for. */
  tried?: Record<string, string> | null;
  /** The last query for views. */
  askedFor?: string | null;
}
