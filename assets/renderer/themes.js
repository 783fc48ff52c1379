// The colours of what WebGL and canvas draw, for light and dark; the page's own are in tokens.css and views.css.
(function () {
  /** @type {Lossfold["themes"]} */
  const themes = {
    light: {
      text: "#33415c", grid: "#d5dbe6", floor: "rgba(51,65,92,0.55)", creases: "rgba(255,255,255,0.85)",
      path: "#ff8a5b", drop: "#b3123f", minimum: "#d6184f", rim: "#ffffff", plate: "#ffffff", pick: "#111827",
      walks: ["#ff922b", "#74b3ff", "#f783ac", "#3bc9db"],
    },
    dark: {
      text: "#c4cee0", grid: "#35415a", floor: "rgba(196,206,224,0.5)", creases: "rgba(255,255,255,0.8)",
      path: "#ffa07a", drop: "#ff7d9d", minimum: "#ff4f7d", rim: "#ffffff", plate: "#1b2435", pick: "#ffffff",
      walks: ["#ff922b", "#74b3ff", "#faa2c1", "#66d9e8"],
    },
  };

  globalThis.lossfold = { ...globalThis.lossfold, themes };
})();
