// The namespaces of assets/widgets/: components of Dash, and what they use of React.

interface ReactHooks {
  createElement(kind: string, props: object | null, ...children: unknown[]): unknown;
  useRef<Value>(value: Value): { current: Value };
  useLayoutEffect(act: () => void | (() => void), when?: unknown[]): void;
}

interface Window {
  /** Builds the page of Dash. */
  DashRenderer: new () => unknown;
  React: ReactHooks;
}

/** The properties of components/widgets: Landscape. */
interface LandscapeProps {
  id: string;
  className?: string;
  style?: object;
  label?: string;
  scene?: Scene & { tables?: PackedTable[] };
  weights?: Weights;
  camera?: number[] | null;
  theme?: string;
  wireframe?: boolean;
  words?: Words;
  setProps?(changes: { weights?: Weights; camera?: number[]; picked?: Point2 | null }): void;
}

/** The properties of components/widgets: KnobSlider. */
interface KnobSliderProps {
  id: string;
  className?: string;
  label?: string;
  landscape: string;
  knob: string;
  low: number;
  high: number;
  step: number;
  value?: number;
  mark?: string;
  updatemode?: string;
  setProps?(changes: { value?: number; drag_value?: number }): void;
}

interface WidgetNamespaces {
  landscapeWidget: {
    Landscape(props: LandscapeProps): unknown;
    stand(element: HTMLElement, props: LandscapeProps): void;
  };
  knobSlider: { KnobSlider(props: KnobSliderProps): unknown };
}
