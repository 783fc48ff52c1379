// What was on screen before: each drag and each choice is a step that can be taken back. Pure.
(function () {
  const MOST = 100; // steps that are kept

  class Undo {
    /** @type {SliceNow[]} */
    past = [];

    /** @param {SliceNow} now */
    constructor(now) {
      this.first = now;
      this.last = now;
    }

    /** Takes note of what is on screen now; whether it is something new. @param {SliceNow} now */
    note(now) {
      if (JSON.stringify(now) === JSON.stringify(this.last)) return false;
      this.past = [...this.past, this.last].slice(-MOST);
      this.last = now;
      return true;
    }

    /** One step back: what was there before, or null. */
    back() {
      const before = this.past.pop() ?? null;
      if (before) this.last = before;
      return before;
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceUndo: { Undo } };
})();
