// Where Dash looks for our components: by the name of their namespace, in the window.
(function () {
  const find = () => ({ ...lossfold.landscapeWidget, ...lossfold.knobSlider });
  Object.defineProperty(globalThis, "lossfold_widgets", { configurable: true, get: find });
})();
