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
  /** Whether rows that lack a value in a chosen column are left out. */
  complete?: boolean;
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
  /** How many of its rows lack a value in a column that was chosen, and how many there are. */
  gaps?: { count: number; rows: number };
}

/** What comes back with an answer. */
interface RequestNote {
  /** What "Try again" does. */
  again?: () => void;
  /** Whether weights that were turned meanwhile stay. */
  keeps?: boolean;
  /** The views that the address had which was asked for. */
  views?: AnyQuery | undefined;
  trial?: Trial;
  /** What the optimisers were asked for, if that was new. */
  tried?: Record<string, string> | false | undefined;
}

/** A scene on its way to the surface: the answer that brought it, and what was noted when it was asked for. */
interface Coming {
  data: Answer;
  newest: boolean;
  note: RequestNote;
}

/** The store of the explorer: its figure's, with what only the page knows. */
interface ExplorerState extends FigureStore {
  /** What the page says once. */
  start: ExplorerStart;
  /** The scene on screen. */
  scene: ExplorerScene;
  /** Its spec, with the choices that are still on their way. */
  wanted: SpecFields;
  /** Scenes that are on their way from Dash to the surface. */
  coming: Coming[];
  /** The views beside the surface, and what an address says of them. */
  board: Board | null;
  viewState: ExplorerViewState;
  /** What the server worked out for them. */
  extras: Extras | null;
  words: Words;
  language: string;
  /** Which light the visitor wants: "auto", "light" or "dark"; `theme` is the one on screen. */
  scheme: string;
  /** The last weights that were not 0, for the presets. */
  kept: Weights;
  /** Whether the scene is on a coarser grid than is wanted. */
  rough: boolean;
  /** Whether somebody presents. */
  presenting: boolean;
  /** Whether the next address is a new entry of the history. */
  pushing: boolean;
  file: OwnFile | null;
  /** What the server read in it. */
  own: OwnTable | null;
  trial: Trial | null;
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

/** What an author chooses of a figure in a frame. */
type ShareChoice = Omit<EmbedChoice, "standard" | "language">;

/** The grid as a table; `called`, `sides`: what its coordinates are called, and their values, where these differ from
 * those that are drawn. */
interface ShareTable {
  grids: Grids;
  total: Float32Array;
  called?: string[];
  sides?: ArrayLike<number>[];
}

/** A page whose figure is shared: what the share dialog asks of it. */
interface ShareHost {
  words: Words;
  frames: FrameShapes;
  landscape(): SurfaceLandscape;
  /** Whether it is of the visitor's own rows, which no link carries. */
  isOwn(): boolean;
  /** The sliders that a figure in a frame can have, all that there are, and how many at most; a page without a choice
   * has no such function. */
  sliders?(): { offered: string[]; all: string[]; most: number };
  /** The address of this very picture, of the figure in a frame, and its query in a notebook's cell. */
  link(): string;
  embed(chosen: ShareChoice): string;
  cell(chosen: ShareChoice): string;
  /** What a frame is called without a title. */
  title(): string;
  /** The figure as one HTML file. */
  file(chosen: ShareChoice, plotly: string): Promise<Response>;
  /** A file's name. */
  name(ending: string): string;
  caption: Caption;
  /** The knob that a film moves. */
  played(): { knob: string; top: number; step: number };
  /** Whether that changes what is drawn now. */
  moves(): boolean;
  table(): ShareTable;
  picture(how: PictureChoice & { scale: number; transparent?: boolean }): Promise<Blob | null>;
  /** Stops what runs by itself. */
  stop(): void;
}

type FilmKind = "gif" | "mp4" | "webm";

/** What a caption says under some weights, line by line. */
type Caption = (weights: Weights) => string[];

/** One row of it: which line it is of, the size of its letters, and where it stands. */
interface CaptionRow {
  text: string;
  line: number;
  size: number;
  y: number;
}

interface Room {
  width: number;
  height: number;
}

type Measure = (text: string, line: number, size: number) => number;

/** What an author chooses of a picture: "wide", "classic", "square", or as on screen. */
interface PictureChoice {
  shape: string;
  caption: Caption | null;
}

/** In px of the page; `band`: how much of the height is the caption's. */
interface StudioSize {
  width: number;
  height: number;
  band: number;
}

interface StudioOptions {
  size: StudioSize;
  ratio: number;
  transparent?: boolean;
  caption?: Caption | null;
}

interface Studio {
  canvas: HTMLCanvasElement;
  open(): Promise<void>;
  show(weights: Weights, knob: string): void;
  reach(knob: string, ends: number[]): Promise<unknown>;
  paint(sign?: string): void;
  close(): void;
}

/** Takes what is on a canvas as a film's next frame; of one that records as time goes by, resolves to the time. */
interface FilmWriter {
  add(start: number, seconds: number): Promise<number | null>;
  finish(): Promise<Blob>;
  cancel(): unknown;
}

interface ExplorerNamespaces {
  early: {
    bring(): Promise<void>;
    whenThere(act: () => void): void;
  };
  state: ExplorerState;
  studio: {
    Studio: new (landscape: SurfaceLandscape, options: StudioOptions) => Studio;
    sizeOf(shape: string, hasCaption: boolean, size: number[]): StudioSize;
    filmSize(size: StudioSize, most: number): { width: number; height: number; ratio: number };
    photograph(
      landscape: SurfaceLandscape,
      options: { shape: string; caption?: Caption | null; scale: number; transparent?: boolean },
    ): Promise<Blob | null>;
  };
  caption: {
    laid(lines: string[], room: Room, measure: Measure): CaptionRow[];
  };
  filmFormats: {
    hasH264(size: { width: number; height: number }): Promise<boolean>;
    hasWebm(): boolean;
    gif(address: string, canvas: HTMLCanvasElement, samples: Uint8ClampedArray[]): Promise<FilmWriter>;
    mp4(address: string, canvas: HTMLCanvasElement): Promise<FilmWriter>;
    webm(canvas: HTMLCanvasElement): Promise<FilmWriter>;
    pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray;
  };
  capture: {
    pictureSize(
      landscape: SurfaceLandscape, options: PictureChoice & { scale: number },
    ): { width: number; height: number };
    filmSize(
      landscape: SurfaceLandscape, kind: FilmKind, options: PictureChoice,
    ): { width: number; height: number; ratio: number; seconds: number };
    film(
      landscape: SurfaceLandscape, kind: FilmKind,
      options: PictureChoice & { knob: string; top: number; step: number; library: string },
      progress: (fraction: number) => void, signal: AbortSignal,
    ): Promise<Blob | null>;
  };
  columnOverview: {
    update(): void;
    pressed(features: [string, string], name: string): [string, string];
  };
  programs: { update(solution: Solution | null): void };
  units: {
    convert(units: Units, point: number[]): { intercept: number; coefficients: number[] };
    write(scene: ExplorerScene, solution: Solution | null, words: Words): string;
  };
  downloads: {
    begin(shared: ShareHost): void;
    describe(): void;
    actions: Record<string, () => unknown>;
    cancel(): void;
    save(blob: Blob | null, name: string): void;
    tell(text: string): void;
  };
  server: {
    ask(store: RequestStore, query: AnyQuery, note?: RequestNote): void;
    answered(store: RequestStore, seq: number): { newest: boolean; note: RequestNote } | null;
    isBusy(store: RequestStore): boolean;
    watch(): void;
    requestOf(address: RequestInfo | URL, options?: RequestInit): [RequestStore, number] | null;
    patiently(send: () => Promise<Response>, about: [RequestStore, number] | null): Promise<Response>;
  };
  renewal: {
    isOthers(mine: string, theirs: string): boolean;
    renew(answer: Response, asked: AnyQuery | null): boolean;
  };
  upload: {
    recall(): OwnFile | null;
    keep(file: OwnFile): void;
    /** The file of a data URL, or its size if it is too large. */
    read(dataUrl: string, name: string, limit: number): OwnFile | { size: number; limit: number };
  };
  fileDrop: { isTable(text: string): boolean };
  lowSurface: { begin(): void };
  props: {
    set(id: string, props: Record<string, unknown>): void;
    heard(id: string, value: unknown): void;
    isEcho(id: string, value: unknown): boolean;
  };
  addressBar: { query(): AnyQuery; write(): void; push(): void };
  specFields: {
    textsOf(spec: Partial<SpecFields>): Record<string, string>;
    unshared(
      start: Pick<ExplorerStart, "numbers" | "takes" | "scores" | "choices">, from: string, to: string, stays: boolean,
    ): string[];
    unfit(start: Pick<ExplorerStart, "numbers" | "takes" | "own">): string[];
    sameModel(one: SpecFields, other: SpecFields, weights: Weights): boolean;
  };
  paths: {
    missing(): string[];
    ask(): void;
    keepUp(knob: string): void;
    forget(): void;
    came(data: Answer | null): void;
  };
  choices: {
    choose(changes: Partial<SpecFields>, dropped?: string[], rough?: string | null): void;
    keep(): void;
    forget(): void;
    refine(): void;
    preset(weights: Weights): string;
    shownPreset(): string;
    usePreset(name: string): void;
  };
  rowEdits: RowHost;
  pickers: { picked(id: string, value: string): void; turned(): void };
  readout: { followWeights(): void; updateScene(): void };
  clipboard: { copy(text: string, id: string, said: string): Promise<void> };
  buttons: { press(id: string): void };
  sliceLinks: { of(name: string): string };
  search: {
    matches(text: string, query: string): boolean;
  };
  snippets: {
    embedQuery(figure: AnyQuery, choice: EmbedChoice): string;
    styleOf(source: string, shapes: FrameShapes): string;
    iframe(source: string, link: string, title: string, openText: string, shapes: FrameShapes): string;
    all(
      source: string, link: string, title: string, openText: string, shapes: FrameShapes,
    ): { html: string; markdown: string; hugo: string; hexo: string };
    notebook(query: string): string;
    escape(text: string): string;
  };
  saving: { save(blob: Blob, name: string): void };
  meshExport: {
    csv(
      grids: Grids, weights: Weights, total: Float32Array, called?: string[], sides?: ArrayLike<number>[],
    ): string;
    stl(n: number, total: Float32Array): ArrayBuffer;
    glb(n: number, total: Float32Array, colour: (fraction: number) => number[]): ArrayBuffer;
  };
  sklearnCode: {
    write(
      scene: Pick<ExplorerScene, "affineTerms" | "penalties" | "equivalent">, weights: Weights,
      fileName: string | undefined, kind: SolutionKind | undefined, words: Words, tool?: string,
    ): string;
    tools(scene: Pick<ExplorerScene, "penalties" | "equivalent">, weights: Weights): string[];
    title(scene: Pick<Scene, "penalties">, weights: Weights): string;
    exact(value: number): string;
  };
  links: {
    at(path: string, query: string): string;
    figure(): AnyQuery;
    whole(): string;
  };
  fullScreen: { toggle(): Promise<boolean> };
  share: { open(shared: ShareHost): void };
  shareHost: { host(): ShareHost };
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
  linkedWindows: { listen(on: boolean): void; tell(): void };
  visits: {
    open(search: string, views?: AnyQuery): void;
    go(search: string): void;
    recallFile(query: AnyQuery): void;
  };
  present: { begin(): void; start(): void; letters(): void };
  handout: { address(): string; fill(): void; trim(canvas: HTMLCanvasElement): void };
  steps: {
    add(list: Step[], step: Step, at: number): Step[];
    rename(list: Step[], k: number, name: string): Step[];
    move(list: Step[], k: number, by: number): Step[];
    remove(list: Step[], k: number): Step[];
    write(list: Step[]): string;
    read(text: string): Step[] | null;
    recall(): Step[];
    keep(list: Step[]): void;
  };
  stepList: {
    begin(): void;
    all(): Step[];
    at(): number;
    go(by: number): boolean;
    save(): void;
    open(): void;
  };
  viewHost: {
    take(query: AnyQuery): void;
    begin(start: ExplorerStart): void;
    addMethod(method: string): void;
    update(): void;
    updateScene(): void;
    came(data: Answer | null): void;
  };
}

/** A state that a talk comes to: its name, and its address' query. */
interface Step {
  name: string;
  query: string;
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
interface ExplorerViewState extends OpenViews {
  /** The text of every option of every view. */
  options: Record<string, string>;
  /** What the optimisers are being asked for. */
  tried?: Record<string, string> | null;
  /** The last query for views. */
  askedFor?: string | null;
}
