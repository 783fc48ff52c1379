// The ways from a slice's page to other slices and to the explorer.
(function () {
  const LOSS = "loss:"; // what the values of the explorer's losses begin with, see components/embed/slice_menu.py

  /** @type {Lossfold["sliceMenu"]["begin"]} */
  function begin({ menu: reaches }, query) {
    const menu = /** @type {HTMLSelectElement | null} */ (document.getElementById("menu"));
    const here = menu?.value ?? "";
    const { slice, explorer } = lossfold.sliceWays;
    menu?.addEventListener("change", () => {
      const { value } = menu;
      // Whoever comes back finds the menu as it was.
      menu.value = here;
      const [kind, name] = value.split(":");
      const isLoss = `${kind}:` === LOSS;
      location.assign((isLoss ? explorer : slice)(name, query(), reaches[isLoss ? LOSS : value] ?? {}));
    });
    return () => {
      document.getElementById("home")?.setAttribute("href", explorer("", query(), reaches[LOSS] ?? {}));
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceMenu: { begin } };
})();
