// The one global of the page's scripts: each file adds its namespace to it while it loads.

interface Lossfold
  extends CoreNamespaces, RendererNamespaces, ViewNamespaces, WidgetNamespaces, ExplorerNamespaces, EmbedNamespaces, PageNamespaces, SliceNamespaces, ControlNamespaces {}

declare var lossfold: Lossfold;
