// Hands a file over.
(function () {
  const KEPT = 60000; // ms after which the file's address is taken back

  /** @type {Lossfold["saving"]["save"]} */
  function save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
  }

  globalThis.lossfold = { ...globalThis.lossfold, saving: { save } };
})();
