// The explorer is laid out from left to right in both its languages. What sets dir="rtl" on its page, a translator or
// an extension, would turn the sliders around but not the picture.
(function () {
  const root = document.documentElement;
  const pin = () => root.dir !== "ltr" && (root.dir = "ltr");
  pin();
  new MutationObserver(pin).observe(root, { attributes: true, attributeFilter: ["dir"] });
})();
