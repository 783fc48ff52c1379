// The steps of a talk: a list of states, as one works on it, and as it is kept and written into a file.
(function () {
  const KEY = "lossfold.steps";
  const [MOST, LONGEST_NAME, LONGEST_QUERY] = [100, 120, 2000];

  /** With a step after the one at `at`. Pure. @type {Lossfold["steps"]["add"]} */
  const add = (list, step, at) => [...list.slice(0, at + 1), step, ...list.slice(at + 1)].slice(0, MOST);

  /** An empty name leaves the old one. Pure. @type {Lossfold["steps"]["rename"]} */
  function rename(list, k, name) {
    const text = name.trim().slice(0, LONGEST_NAME);
    return list.map((step, which) => (which === k && text ? { ...step, name: text } : step));
  }

  /** Pure. @type {Lossfold["steps"]["move"]} */
  function move(list, k, by) {
    const to = Math.min(Math.max(k + by, 0), list.length - 1);
    const rest = remove(list, k);
    return [...rest.slice(0, to), list[k], ...rest.slice(to)];
  }

  /** Pure. @type {Lossfold["steps"]["remove"]} */
  const remove = (list, k) => list.filter((_, which) => which !== k);

  /** Pure. @type {Lossfold["steps"]["write"]} */
  const write = (list) => `${JSON.stringify({ lossfold: "steps", steps: list }, null, 1)}\n`;

  /** The steps of a file, or null if it is none of ours. Pure. @type {Lossfold["steps"]["read"]} */
  function read(text) {
    try {
      const { lossfold: kind, steps } = JSON.parse(text);
      if (kind !== "steps" || !Array.isArray(steps) || steps.length > MOST) return null;
      const isStep = (/** @type {Partial<Step> | null} */ step) =>
        typeof step?.name === "string" && step.name.length <= LONGEST_NAME &&
        typeof step.query === "string" && step.query.length <= LONGEST_QUERY;
      return steps.every(isStep) ? steps.map(({ name, query }) => ({ name, query })) : null;
    } catch {
      return null;
    }
  }

  /** What this browser keeps; a blocked storage keeps nothing. @type {Lossfold["steps"]["recall"]} */
  function recall() {
    try {
      return read(localStorage.getItem(KEY) ?? "") ?? [];
    } catch {
      return [];
    }
  }

  /** @type {Lossfold["steps"]["keep"]} */
  function keep(list) {
    try {
      localStorage.setItem(KEY, write(list));
    } catch {
      // Storage is blocked or full: the list lives as long as the page.
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, steps: { add, rename, move, remove, write, read, recall, keep } };
})();
