// Copies a text, and says so.
(function () {
  /** Copies, and says so beside the button for two seconds. @type {Lossfold["clipboard"]["copy"]} */
  async function copy(text, id, said) {
    const button = lossfold.elements.byId(id);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard: a selected field can still be copied.
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.dataset.said = said;
    const status = lossfold.elements.byId("status");
    status.textContent = said;
    setTimeout(() => delete button.dataset.said, 2000);
  }

  globalThis.lossfold = { ...globalThis.lossfold, clipboard: { copy } };
})();
