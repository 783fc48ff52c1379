// The page that holds the figure keeps its scroll: the wheel passes by unless Ctrl or ⌘ is held, and a finger
// turns the surface only after a tap on it.
(function () {
  const TAP = 12; // px that a finger may stray and still tap

  /**
   * `say(key)` shows a hint for a moment; `touched()` is told when a hand takes hold of the surface.
   * @type {Lossfold["gestures"]["listen"]}
   */
  function listen(surface, say, touched) {
    /** @type {{ x: number, y: number } | null} */
    let from = null;
    const engaged = () => surface.dataset.engaged === "yes";
    const engage = (/** @type {boolean} */ on) => {
      surface.dataset.engaged = on ? "yes" : "";
      say(on ? "embed.touch.on" : null);
    };
    const stop = (/** @type {Event} */ event) => event.stopPropagation();
    surface.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) return touched();
      stop(event);
      say("embed.wheel");
    }, { capture: true, passive: true });
    for (const name of ["touchstart", "touchmove", "touchend"]) {
      const pass = (/** @type {Event} */ event) => (engaged() ? touched() : stop(event));
      surface.addEventListener(name, pass, { capture: true, passive: true });
    }
    surface.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return touched();
      from = { x: event.clientX, y: event.clientY };
    }, { capture: true });
    surface.addEventListener("pointerup", (event) => {
      if (event.pointerType !== "touch" || engaged() || !from) return;
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < TAP) engage(true);
      else say("embed.touch");
    }, { capture: true });
    addEventListener("pointerdown", (event) => {
      if (engaged() && event.target instanceof Node && !surface.contains(event.target)) engage(false);
    });
    addEventListener("blur", () => engaged() && engage(false));
  }

  globalThis.lossfold = { ...globalThis.lossfold, gestures: { listen } };
})();
