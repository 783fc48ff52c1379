// As much of plotly.js as the renderer uses. What begins with an underscore is private to it (see
// assets/renderer/plotly_internals.js); all of that may be missing.

interface PlotlyTrace {
  name: string;
  uid: string;
  x: ArrayLike<number | null>;
  y: ArrayLike<number | null>;
  z: ArrayLike<number | null> | Float32Array[];
  surfacecolor: Float32Array[];
  lightposition: Vector3;
  lighting: { ambient: number; diffuse: number };
  cmin: number;
  cmax: number;
  colorscale: [number, string][];
  line: { color: string | number[] };
  marker: { color: string; line: { color: string } };
  hovertemplate?: string;
}

interface PlotlyAxis {
  tickfont?: { size: number };
  range: Point2;
  nticks: number;
  title: { text: string };
  showticklabels: boolean;
}

interface PlotlySceneLayout {
  camera: Camera;
  xaxis: PlotlyAxis;
  yaxis: PlotlyAxis;
  zaxis: PlotlyAxis;
  aspectratio: Vector3;
}

interface PlotlyLayout {
  scene: PlotlySceneLayout;
  font: { color: string; family: string; size: number };
  hoverlabel: { bgcolor: string; font: { color: string; size: number } };
}

interface PlotlySurface {
  gl: WebGLRenderingContext;
  lightPosition?: number[];
  draw(camera: Record<"model" | "view" | "projection", ArrayLike<number>>): unknown;
  objectOffset: number[];
  dirty: boolean;
  /** Ours: whether it is only felt by what lies behind it, and not seen. */
  unseen?: boolean;
  _coordinateBuffer?: { update(buffer: Float32Array): void };
  _field?: { data: Float32Array; offset: number; stride: number[] }[];
  _vertexCount?: number;
}

interface PlotlyScene {
  dataScale: number[];
  fullSceneLayout: PlotlySceneLayout;
  traces?: Record<string, { surface?: PlotlySurface; update?(trace: PlotlyTrace): void }>;
  axesOptions?: { ticks?: { x: number }[][] };
  glplot?: {
    gl?: WebGLRenderingContext;
    axesPixels?: Record<"lo" | "hi", number>[];
    redraw(): void;
    onrender?(): void;
    cameraParams?: Record<"model" | "view" | "projection", ArrayLike<number>>;
  };
  camera?: {
    view?: {
      setDistanceLimits?(near: number, far: number): void;
      _active?: { angle?: { bounds: number[][] } };
    };
  };
  getCamera?(): Camera;
  setViewport?(layout: object): void;
  recoverContext(): void;
}

interface Plot extends HTMLDivElement {
  data: PlotlyTrace[];
  layout: PlotlyLayout;
  on(event: "plotly_hover", listener: (found: { points: { curveNumber: number; x: number; y: number }[] }) => void): void;
  on(event: "plotly_unhover" | "plotly_webglcontextlost", listener: () => void): void;
  _fullData: PlotlyTrace[];
  _fullLayout?: { scene?: { _scene?: PlotlyScene } };
}

declare var Plotly: {
  newPlot(plot: HTMLElement, data: PlotlyTrace[], layout: PlotlyLayout, config: object): Promise<Plot>;
  react(plot: HTMLElement, data: PlotlyTrace[], layout: PlotlyLayout, config: object): Promise<Plot>;
  redraw(plot: HTMLElement): Promise<Plot>;
  relayout(plot: HTMLElement, update: Record<string, unknown>): Promise<Plot>;
  purge(plot: HTMLElement): void;
  Plots: { resize(plot: HTMLElement): Promise<Plot> };
};
