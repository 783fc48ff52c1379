// The namespace of assets/slices/.

/** One slice on its page. */
interface SlicePane {
  scene: SliceScene & Scene;
  surface: HTMLElement;
  landscape: SurfaceLandscape;
  stage: Stage;
  layer: string;
  /** The layers of J, and those that may be drawn in the loss's place. */
  summands: Record<string, Float32Array>;
  drawable: Record<string, Float32Array>;
  weights(weights: Weights): Weights;
  values(weights: Weights): Float32Array;
  found(values: Float32Array): LowestPoint | null;
  choose(layer: string): void;
  scale(weights: Weights, logarithm: boolean): void;
  fit(box: AxisBox): void;
}

interface SliceState extends FigureStore {
  words: Words;
  /** Of the first slice. */
  stage: Stage;
  scene: SliceScene & Scene;
  panes: SlicePane[];
  /** The layer that is drawn: the loss, with its penalties, or one of the others alone. */
  layer: string;
  /** What is open beside the surface. */
  views: string[];
  along: string;
  through: string;
}

/** The lowest point of a slice's grid, and J at the centre, where the grid has it. */
interface LowestPoint {
  at: number;
  a: number;
  b: number;
  value: number;
  isCentre: boolean;
  onBorder: boolean;
  centre: number | null;
}

/** What is shown of one slice now. */
interface SliceShownNow {
  pane: SlicePane;
  scene: SliceScene;
  /** What is drawn, without a logarithm. */
  values: Float32Array;
  found: LowestPoint | null;
  rises: number;
}

/** What the views beside the surface follow. */
interface SliceFrame extends SliceNow {
  shown: SliceShownNow[];
}

/** A line of the grid. */
interface SliceCut {
  x: number[];
  y: number[];
  /** Where it is, in the other coordinate. */
  beside: number;
  /** Which of its points is the least; -1 where all are holes. */
  least: number;
}

/** What a hand can change of a slice: a step that is undone, and what its address says. */
type SliceNow = Pick<SliceShown, "weights" | "layer" | "logarithm" | "views" | "along" | "through">;

interface SliceView {
  update(frame: SliceFrame): void;
}

/** What the library that reads HDF5 opens; see components/http/hdf5_library.py. */
interface Hdf5File {
  keys: string[];
  get(name: string): { shape: number[]; value: ArrayLike<number> } | null;
}
declare const hdf5: { File: new (bytes: ArrayBuffer, name: string) => Hdf5File };

interface SliceNamespaces {
  surfaceHdf5: {
    read(
      file: Hdf5File, limits: { points: number; bytes: number },
    ): { json?: string; refused?: string; values?: object };
  };
  sliceAddress: {
    query(
      page: {
        of: string; beside: string; language: string; theme: string; camera: string | null; wide: boolean;
      },
      now: SliceNow,
    ): AnyQuery;
  };
  sliceUndo: {
    Undo: new (now: SliceNow) => {
      first: SliceNow;
      past: SliceNow[];
      note(now: SliceNow): boolean;
      back(): SliceNow | null;
    };
  };
  sliceShare: {
    begin(page: {
      state: SliceState; words: Words; of: string; beside: string; frames: FrameShapes; panes: SlicePane[];
      query(): AnyQuery;
    }): void;
  };
  sliceMemory: {
    begin(state: SliceState, start: SliceStart, page: { now(): SliceNow; put(wanted: SliceNow): void }): void;
    within(query: AnyQuery, most: Weights): AnyQuery;
  };
  sliceMenu: {
    /** What is to be called whenever the address changes. */
    begin(start: Pick<SliceStart, "menu">, query: () => AnyQuery): () => void;
  };
  sliceStory: {
    weight(value: number, knob: Pick<Knob, "step">): string;
    coordinate(drawn: number, half: number, side: SliceAxis): number;
    lowest(
      scene: Pick<SliceScene, "a" | "b">, grids: Pick<Grids, "axis" | "n">, total: Float32Array,
    ): LowestPoint | null;
    centreOf(scene: Pick<SliceScene, "a" | "b">, axis: Float32Array, n: number): number;
    tell(found: LowestPoint | null, scene: Pick<SliceScene, "convex">, words: Words, layer?: string): string;
    rise(total: Float32Array, n: number): number;
    pair(
      shown: { found: LowestPoint | null; scene: Pick<SliceScene, "convex">; rises: number }[], words: Words,
      layer: string,
    ): string;
  };
  slicePane: {
    Pane: new (
      surface: HTMLElement, sent: SliceScene,
      options: { theme: string; words: Words; camera(scene: Scene): Camera | null },
    ) => SlicePane;
    boxOf(panes: SlicePane[], ...all: Weights[]): AxisBox;
    link(panes: SlicePane[]): void;
  };
  sliceViews: {
    begin(words: Words, redraw: () => void): void;
    update(frame: SliceFrame): void;
    cut(
      shown: {
        pane: { scene: Pick<SliceScene, "a" | "b">; landscape: { grids: Pick<Grids, "axis" | "n"> } };
        values: Float32Array;
        found: Pick<LowestPoint, "at"> | null;
      },
      along: string, through: string,
    ): SliceCut | null;
  };
  sliceRegion: {
    Region: new (panel: HTMLElement, words: Words, redraw: () => void) => SliceView;
    ellipse(numbers: number[], level: number): number[] | null;
    within(axis: Float32Array, grid: Float32Array, level: number): number[][];
    penaltyOn(grids: Pick<Grids, "layers" | "n">, weights: Weights): Float32Array;
  };
  slices: { state: SliceState };
}
