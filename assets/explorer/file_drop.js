// The visitor's own data from anywhere: a file dropped on the page, a table pasted outside an entry field.
(function () {
  const CELLS = /[\t,;]/;

  /**
   * Whether a pasted text is a table: two lines or more, each with cells. Pure.
   * @type {Lossfold["fileDrop"]["isTable"]}
   */
  function isTable(text) {
    const lines = text.split(/\r\n?|\n/).filter((line) => line.trim());
    return lines.length > 1 && lines.every((line) => CELLS.test(line));
  }

  /** @type {(file: Blob, name: string) => void} */
  function take(file, name) {
    const reader = new FileReader();
    reader.addEventListener("load", () => lossfold.uploadPanel.chosen(String(reader.result), name));
    reader.readAsDataURL(file);
  }

  const holdsFiles = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes("Files"));

  const sign = () => lossfold.elements.byId("drop-sign");

  /** @param {DragEvent} event */
  function over(event) {
    if (!holdsFiles(event) || !lossfold.state.scene) return;
    // Without this the browser would leave the page for the file.
    event.preventDefault();
    sign().dataset.shown = "yes";
  }

  /** @param {DragEvent} event */
  function leave(event) {
    if (!event.relatedTarget) sign().dataset.shown = "";
  }

  /** @param {DragEvent} event */
  function drop(event) {
    const wasTaken = event.defaultPrevented;
    const file = event.dataTransfer?.files[0];
    sign().dataset.shown = "";
    if (!file || !lossfold.state.scene) return;
    event.preventDefault();
    // The button of the panel takes what falls on it by itself.
    if (!wasTaken) take(file, file.name);
  }

  /** @param {ClipboardEvent} event */
  function paste(event) {
    const { state } = lossfold;
    const into = lossfold.elements.targetOf(event);
    if (!state.scene || into?.closest("input:not([type=range]), textarea, [contenteditable], dialog")) return;
    const file = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (file && !file.type.startsWith("image/")) take(file, file.name);
    else if (isTable(text)) take(new Blob([text], { type: "text/csv" }), state.words["own.pasted"]);
    else return;
    event.preventDefault();
  }

  if (typeof document !== "undefined") {
    document.addEventListener("dragenter", over);
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    document.addEventListener("paste", paste);
  }

  globalThis.lossfold = { ...globalThis.lossfold, fileDrop: { isTable } };
})();
