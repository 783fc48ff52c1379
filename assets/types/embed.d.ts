// The namespaces of assets/embed/, and what its page says once.

interface EmbedState {
  weights: Weights;
  knob: string;
  words: Words;
  stage: Stage;
  scene: StandaloneScene;
  tables: Table[];
  /** Whether a hand has taken hold of the surface. */
  touched: boolean;
  /** Whether a slider is held down. */
  holding: boolean;
}

/** Where the landscape is shown; `landscape` is there and adds up also while nothing of it is on screen. */
interface Stage {
  landscape: SurfaceLandscape;
  visible: boolean;
  setWeights(weights: Weights, knob: string): void;
  settle(): Promise<void>;
  setTheme(theme: string): Promise<void>;
  setCamera(camera: Camera): void;
  wake(): void;
  now(): Camera | null;
}

interface EmbedNamespaces {
  embed: { state: EmbedState };
  stage: {
    Stage: new (
      surface: HTMLElement,
      canvas: HTMLCanvasElement,
      landscape: SurfaceLandscape,
      options: { camera: Camera | null; say(key: string | null): void },
    ) => Stage;
  };
  embedViews: {
    NoStage: new (landscape: SurfaceLandscape) => Stage;
    begin(
      state: EmbedState,
      start: EmbedStart,
      steer: { turn(knob: string, value: number): void; rest(): void; say(key: string): void },
    ): void;
    follow(): void;
  };
  visibility: {
    /** plotly.js; resolves when it is there. */
    plotly(): Promise<unknown>;
    watch(listener: (visible: boolean) => void): void;
  };
  gestures: { listen(surface: HTMLElement, say: (key: string | null) => void, touched: () => void): void };
  iframeHeight: {
    wanted(main: Element): number;
    secretOf(hash: string): string | null;
    asks(data: unknown, secret: string | null): boolean;
    report(main: Element): void;
  };
  theme: {
    askedBy(data: unknown): string | null;
    now(): string;
    watch(theme: string, changed: (now: string) => void): void;
  };
}

interface PageNamespaces {
  diagrams: {
    about(value: number, exact?: boolean): string;
    place(index: number, shape: number[]): number[];
    moved(index: number, key: string, shape: number[]): number | null;
    told(
      scene: NormsScene, norm: string, index: number,
    ): { lit: boolean[]; words: object; mean: string; variance: string; value: string };
    shifted(
      scene: ShiftScene, c: number, drop: number,
    ): { ratio: string; train: string; root: string; c: string; drop: string };
  };
  learn: { matches(text: string, query: string): boolean };
}
