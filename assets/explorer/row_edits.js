// Rows that are dragged, added or taken away in the data view: what the explorer makes of that.
(function () {
  /** The rows that were asked for last, "" for those of the data set itself. */
  const wanted = () => String(lossfold.state.wanted.edited ?? "");

  /** Whether the rows on screen are ones that may be edited. @param {Pick<PageFrame, "scene">} frame */
  const allowed = ({ scene }) => lossfold.state.start.edits.data.includes(String(scene.spec.data));

  /** How many rows there may be, and how far from 0 a number. */
  const limits = () => lossfold.state.start.edits;

  /**
   * Other rows: the landscape follows. `isNew`: it is a step of its own, which Back takes back.
   * @type {Lossfold["rowEdits"]["change"]}
   */
  function change(text, isNew) {
    const { state } = lossfold;
    if (isNew) state.pushing = true;
    lossfold.choices.choose({ edited: text });
    state.board?.update();
  }

  /** A row is held: nothing is at rest until it is let go. @param {boolean} on */
  const hold = (on) => lossfold.state.hold(on);

  /** What is said of the rows is said anew. */
  const update = () => lossfold.state.board?.update();

  globalThis.lossfold = { ...globalThis.lossfold, rowEdits: { wanted, allowed, limits, change, hold, update } };
})();
