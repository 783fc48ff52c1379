// The visitor's own file: kept in this tab, so that a reload finds it again. Each request that needs its rows brings
// it to the server, which does not store it.
(function () {
  const KEY = "lossfold.file";

  /**
   * {name, contents, features, target} of this tab, or null; a blocked storage counts as empty.
   * @type {Lossfold["upload"]["recall"]}
   */
  function recall() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    } catch {
      return null;
    }
  }

  /** @type {Lossfold["upload"]["keep"]} */
  function keep(file) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(file));
    } catch {
      // Storage is blocked or full: the file lives as long as the page.
    }
  }

  /** A data URL -> {name, contents} or {size} if it is too large to send. @type {Lossfold["upload"]["read"]} */
  function read(dataUrl, name, limit) {
    const contents = dataUrl.slice(dataUrl.indexOf(",") + 1);
    const size = Math.floor((contents.length * 3) / 4) - (contents.match(/=+$/) || [""])[0].length;
    return size > limit ? { size, limit } : { name, contents, features: null, target: null };
  }

  globalThis.lossfold = { ...globalThis.lossfold, upload: { recall, keep, read } };
})();
