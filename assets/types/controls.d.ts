// The namespaces of assets/controls/: what a hand moves on a page with a panel.

/** Whose numbers they are: the store that they move, what holds for each, and the page's words. */
interface ControlsHost {
  figure: FigureStore;
  numbers: Record<string, Knob>;
  words: Words;
}

interface NumberHost extends ControlsHost {
  /** Where a knob stands that is no weight. */
  setting(knob: string): number;
}

interface PlayHost extends ControlsHost {
  /** Fits the axes to a knob's whole way between two values. */
  reach(knob: string, ends: number[]): void;
}

interface ControlNamespaces {
  notice: {
    say(sentence: string | null, retry?: (() => void) | null): void;
    mended(): void;
  };
  playback: {
    begin(host: PlayHost): void;
    toggle(): void;
    run(): void;
    playing(): string | null;
    reach(): void;
    update(): void;
    stop(): void;
  };
  numberFields: {
    begin(host: NumberHost): void;
    show(knob: string, value: number): void;
    commit(): void;
  };
}
