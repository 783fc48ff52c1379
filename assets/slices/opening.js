// The page that asks for a loss surface: a file may be dropped anywhere on it. HDF5 is read here, and only its numbers
// are sent.
(function () {
  const form = /** @type {HTMLFormElement | null} */ (globalThis.document?.querySelector("form.drop"));
  if (!form) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  paint();
  dark.addEventListener("change", paint);
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  /** @type {OpeningStart} */
  const start = JSON.parse(document.getElementById("start")?.textContent ?? "{}");
  const SIGNATURE = [0x89, 0x48, 0x44, 0x46]; // of HDF5

  /** @type {(key: string, values?: object) => void} */
  function refuse(key, values = {}) {
    const said = document.querySelector(".refusal") ?? document.createElement("p");
    said.className = "refusal";
    said.setAttribute("role", "alert");
    // Numbers and names in a sentence are a file's own, and are text.
    said.textContent = Object.entries(values).reduce(
      (sentence, [name, value]) => sentence.replaceAll(`{${name}}`, String(value)), start.words[key],
    );
    form?.before(said);
  }

  /** @type {Promise<void> | null} */
  let coming = null;

  /** Fetches the library, once. */
  function library() {
    coming ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = start.library;
      script.onload = () => resolve();
      script.onerror = reject;
      document.head.append(script);
    });
    return coming;
  }

  /** @param {File} file */
  async function isHdf5(file) {
    const first = new Uint8Array(await file.slice(0, SIGNATURE.length).arrayBuffer());
    return SIGNATURE.every((byte, k) => first[k] === byte);
  }

  /** The numbers of an HDF5 file as a file of their own; null where that is refused. @param {File} file */
  async function numbersOf(file) {
    const { bytes, most } = start.limits;
    if (file.size > most) {
      refuse("slice.open.h5.large", { size: file.size, limit: most });
      return null;
    }
    try {
      await library();
      const found = lossfold.surfaceHdf5.read(new hdf5.File(await file.arrayBuffer(), file.name), start.limits);
      if (found.json) return new File([found.json], file.name);
      refuse(found.refused ?? "", { ...found.values, bytes });
    } catch {
      refuse("slice.open.h5.unread", { name: file.name.slice(0, 80) });
    }
    return null;
  }

  /** Whether the field's file has been looked at. */
  let ready = false;
  form.addEventListener("submit", async (event) => {
    const file = field.files?.[0];
    if (ready || !file || !start.library) return;
    event.preventDefault();
    const numbers = (await isHdf5(file)) ? await numbersOf(file) : file;
    if (!numbers) return;
    const chosen = new DataTransfer();
    chosen.items.add(numbers);
    field.files = chosen.files;
    ready = true;
    form.requestSubmit(event.submitter);
    ready = false;
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "yes";
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.dataset.over = "";
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.dataset.over = "";
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
