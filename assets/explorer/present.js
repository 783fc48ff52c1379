// To present: large text, the panel reduced to the sliders, full screen where that can be had, and keys that walk the
// steps of a talk.
(function () {
  const [TICKS, TITLES] = [18, 22]; // px, of the numbers and names at the surface's axes
  const NUMBERS = 5; // at an axis: larger ones need more room
  const AXES = /** @type {const} */ (["xaxis", "yaxis", "zaxis"]);
  /** How many numbers an axis has otherwise. @type {Partial<Record<"xaxis" | "yaxis" | "zaxis", number>>} */
  const usual = {};
  const wide = () => matchMedia("(min-width: 861px)");

  /** The letters at the axes, as large as the mode wants them. @type {Lossfold["present"]["letters"]} */
  function letters() {
    const landscape = /** @type {SurfaceLandscape | null} */ (lossfold.state.landscape);
    if (!landscape?.plot) return;
    const { scene } = landscape.plot.layout;
    const { scene: asMade } = landscape.scene.figure.layout;
    const isLarge = lossfold.state.presenting && wide().matches;
    if (!isLarge && !scene.xaxis.tickfont) return;
    const isNew = scene.xaxis.tickfont?.size !== (isLarge ? TICKS : 12);
    for (const axis of AXES) {
      usual[axis] ??= asMade[axis].nticks;
      asMade[axis].nticks = isLarge ? Math.min(NUMBERS, usual[axis]) : usual[axis];
      scene[axis].tickfont = { size: isLarge ? TICKS : 12 };
      Object.assign(scene[axis].title, { font: { size: isLarge ? TITLES : 14 } });
    }
    // Of a new scene they are as they were unless it came with new axes.
    if (isNew || AXES.some((axis) => scene[axis].nticks > asMade[axis].nticks)) landscape.refit();
  }

  /** @param {boolean} next */
  function turn(next) {
    lossfold.state.presenting = next;
    document.documentElement.dataset.present = next ? "yes" : "";
    lossfold.elements.byId("present-bar").hidden = !next;
    letters();
    lossfold.addressBar.write();
  }

  /** Full screen, if the browser lets us: where it does not, all else is as it is. */
  async function fill() {
    if (!(await lossfold.fullScreen.toggle())) lossfold.notice.say(lossfold.state.words["present.windowed"]);
  }

  /** @type {Lossfold["present"]["start"]} */
  function start() {
    turn(true);
    lossfold.elements.byId("step-next").focus({ preventScroll: true });
    if (!document.fullscreenElement) fill();
  }

  function end() {
    turn(false);
    if (document.fullscreenElement) document.exitFullscreen();
    lossfold.elements.byId("present").focus();
  }

  /** The next view beside the surface in place of the one that is open; after the last one none. */
  function turnView() {
    const chips = lossfold.state.start.views.map(({ name }) => lossfold.elements.byId(`views-bar-${name}`));
    const offered = chips.filter((chip) => getComputedStyle(chip).display !== "none");
    const open = offered.filter((chip) => chip.getAttribute("aria-pressed") === "true");
    const following = offered[open.length ? offered.indexOf(open[open.length - 1]) + 1 : 0];
    // First the new one: a board is never empty.
    for (const chip of following ? [following, ...open] : open) chip.click();
  }

  const [back, next] = [() => lossfold.stepList.go(-1), () => lossfold.stepList.go(1)];
  /**
   * What a key does while one presents. A clicker sends Page Up and Page Down.
   * @type {Record<string, () => unknown>}
   */
  const KEYS = {
    PageDown: next, ArrowRight: next, " ": next, PageUp: back, ArrowLeft: back, Escape: end,
    f: fill, v: turnView, s: () => lossfold.stepList.save(), q: () => lossfold.elements.byId("present-qr").click(),
  };

  /**
   * Whether a key is somebody else's: a field takes letters, a slider arrows, a button the space bar.
   * @param {KeyboardEvent} event
   */
  function isTaken({ key, target }) {
    const element = target instanceof Element ? target : null;
    if (element?.closest("dialog, input:not([type=range]), textarea, select, [contenteditable]")) return true;
    if (key.startsWith("Page")) return false;
    const moves = key === " " || key.startsWith("Arrow");
    return moves && Boolean(element?.closest("input, button, a, summary, [role=radio], .surface, .chart"));
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const { key: name } = event;
    if (!lossfold.state.scene || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const { presenting } = lossfold.state;
    if (!presenting && name === "p") return start();
    if (!presenting || !Object.hasOwn(KEYS, name)) return;
    // The browser itself leaves the full screen by Escape, which is enough for once.
    if (name === "Escape" && document.fullscreenElement) return;
    // Before the slider that was last dragged takes a page for a leap.
    event.preventDefault();
    event.stopPropagation();
    KEYS[name]();
  }

  /** @type {Record<string, () => unknown>} */
  const BUTTONS = {
    "step-back": back, "step-next": next,
    "step-save": () => lossfold.stepList.save(), "steps-open": () => lossfold.stepList.open(),
    "present-view": turnView, "present-fill": () => fill(), "present-end": end,
  };

  /** @type {Lossfold["present"]["begin"]} */
  function begin() {
    lossfold.stepList.begin();
    document.addEventListener("keydown", key, { capture: true });
    lossfold.elements.byId("present-bar").addEventListener("click", (event) => {
      const button = lossfold.elements.targetOf(event)?.closest("button");
      if (button) BUTTONS[button.id]?.();
    });
    wide().addEventListener("change", letters);
    lossfold.state.on("scene", () => lossfold.state.presenting && letters());
    // Full screen needs a hand: a page that is opened so begins in its window.
    if (new URLSearchParams(location.search).get("present") === "1") turn(true);
  }

  globalThis.lossfold = { ...globalThis.lossfold, present: { begin, start, letters } };
})();
