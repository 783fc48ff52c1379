// A page that is older than the server it asks: what still works goes on; where an answer fails because the server is
// of another release, the page opens itself anew, once for each release, with what was asked for.
(function () {
  const KEY = "lossfold:renewed";

  /** Whether an answer is from another release than the page. Pure. @type {Lossfold["renewal"]["isOthers"]} */
  const isOthers = (mine, theirs) => Boolean(theirs) && theirs !== mine;

  /** True the first time for a release; without a memory never, as a page must not reload again and again. */
  function isFirst(/** @type {string} */ release) {
    try {
      const isNew = sessionStorage.getItem(KEY) !== release;
      sessionStorage.setItem(KEY, release);
      return isNew;
    } catch {
      return false;
    }
  }

  /** The address of what is on screen, with what was asked of it. @type {(asked: AnyQuery) => string} */
  function address(asked) {
    const { scene } = lossfold.state;
    const { preview: _, ...wanted } = asked;
    const query = lossfold.query.encode({ ...(scene ? lossfold.addressBar.query() : {}), ...wanted });
    return query ? `?${query}` : location.pathname;
  }

  /**
   * Opens the page anew if an answer that failed is another release's; true if it does.
   * @type {Lossfold["renewal"]["renew"]}
   */
  function renew(answer, asked) {
    const theirs = answer.headers.get("Lossfold-Release") ?? "";
    const { release } = JSON.parse(lossfold.elements.byId("early-start").textContent ?? "{}");
    if (!isOthers(release, theirs) || !isFirst(theirs)) return false;
    if (asked) history.replaceState(null, "", address(asked));
    location.reload();
    return true;
  }

  globalThis.lossfold = { ...globalThis.lossfold, renewal: { isOthers, renew } };
})();
