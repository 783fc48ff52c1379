// The addresses by which one goes from a landscape to a slice of a net and back: λ, Ω, language and colours go along,
// the weights as far as the sliders there reach. Pure.
(function () {
  /** @type {(weight: unknown, most: unknown) => number} */
  const reached = (weight, most) => Math.min(Number(weight ?? 0), Number(most ?? 0));

  const ofPage = (/** @type {AnyQuery} */ { theme, lang }) =>
    ({ theme: theme === "auto" ? null : theme ?? null, lang });

  /** One of our own by its name; "": the page that asks for a file. @type {Lossfold["sliceWays"]["slice"]} */
  function slice(name, { l1, l2, ...asked }, most) {
    const weights = { l1: reached(l1, most.l1) || null, l2: reached(l2, most.l2) || null };
    return `slice?${lossfold.query.encode({ of: name || null, ...weights, ...ofPage(asked) })}`;
  }

  /**
   * The explorer; its own weights are not 0, so that both are said, unless neither is above 0 and no loss is asked for.
   * @type {Lossfold["sliceWays"]["explorer"]}
   */
  function explorer(loss, { l1, l2, ...asked }, most) {
    const weights = loss || l1 || l2 ? { l1: reached(l1, most.l1), l2: reached(l2, most.l2) } : {};
    return `./?${lossfold.query.encode({ loss: loss || null, ...weights, ...ofPage(asked) })}`;
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceWays: { slice, explorer } };
})();
