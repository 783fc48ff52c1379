// What the share dialog hands over as files: pictures, films, tables and solids; each says its format and size first.
(function () {
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  const inputOf = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (find(id));
  /** The page whose figure it is. @type {ShareHost} */
  let host;
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(host.words[key], values);
  const has = (/** @type {string} */ id) => document.getElementById(id) !== null;
  /** The films that this page offers. */
  const films = () => /** @type {FilmKind[]} */ (["gif", "mp4", "webm"]).filter((kind) => has(`share-${kind}`));
  /** Stops the film. @type {AbortController | null} */
  let filming = null;
  /**
   * Tables and solids of today's surface, which say how large they are.
   * @type {{ grids: Grids | null, weights: string, blobs: Map<string, Blob> }}
   */
  let made = { grids: null, weights: "", blobs: new Map() };

  /** @type {Lossfold["downloads"]["begin"]} */
  function begin(shared) {
    host = shared;
  }

  /** @type {Lossfold["downloads"]["tell"]} */
  function tell(text) {
    find("share-said").textContent = text;
  }

  const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(bytes < 95e3 ? 2 : 1);

  /** @type {Lossfold["downloads"]["save"]} */
  function save(blob, name) {
    if (!blob) return;
    lossfold.saving.save(blob, name);
    tell(say("share.saved", { name, size: inMegabytes(blob.size) }));
  }

  /** What the author wants of a picture. */
  const wanted = () => ({
    shape: inputOf("share-shape").value, caption: inputOf("share-caption").checked ? host.caption : null,
  });

  /** Says what each button makes: pixels, seconds, megabytes. @type {Lossfold["downloads"]["describe"]} */
  function describe() {
    const landscape = host.landscape();
    const choice = wanted();
    const ready = Boolean(landscape?.plot);
    const scale = Number(inputOf("share-scale").value);
    for (const id of ["share-png", ...films().map((kind) => `share-${kind}`)]) find(`${id}-size`).textContent = "";
    inputOf("share-png").disabled = !ready;
    if (ready) {
      find("share-png-size").textContent =
        say("share.pixels", lossfold.capture.pictureSize(landscape, { ...choice, scale }));
    }
    for (const kind of films()) offer(kind, ready);
    if (has("share-csv")) solids(landscape);
  }

  /** Makes tables and solids of what is shown now. @param {SurfaceLandscape} landscape */
  function solids(landscape) {
    const { csv, stl, glb } = lossfold.meshExport;
    const { grids, total, weights, scene } = landscape;
    const table = host.table();
    const now = JSON.stringify([weights, landscape.logarithm]);
    if (made.grids !== grids || made.weights !== now) {
      const colours = lossfold.colourScale.of(scene.figure);
      made = {
        grids, weights: now,
        blobs: new Map([
          ["csv", new Blob([csv(table.grids, weights, table.total, table.called, table.sides)], { type: "text/csv" })],
          ["glb", new Blob([glb(grids.n, total, colours)], { type: "model/gltf-binary" })],
          // What has holes encloses nothing.
          ...(total.every(Number.isFinite)
            ? [/** @type {[string, Blob]} */ (["stl", new Blob([stl(grids.n, total)], { type: "model/stl" })])] : []),
        ]),
      };
    }
    for (const kind of ["csv", "glb", "stl"]) {
      const blob = made.blobs.get(kind);
      inputOf(`share-${kind}`).disabled = !blob;
      find(`share-${kind}-size`).textContent = blob ? `${inMegabytes(blob.size)} MB` : say("share.no.solid");
    }
  }

  /**
   * Whether a film of a kind can be made here, and if not, why.
   * @param {FilmKind} kind
   * @param {boolean} ready
   */
  async function offer(kind, ready) {
    const button = inputOf(`share-${kind}`);
    const note = find(`share-${kind}-size`);
    if (!ready || !host.moves()) return void (button.disabled = true);
    const size = lossfold.capture.filmSize(host.landscape(), kind, wanted());
    const lacks = kind === "webm"
      ? (lossfold.filmFormats.hasWebm() ? "" : "share.no.webm")
      : !libraryOf(kind) ? "share.no.library"
        : kind === "mp4" && !(await lossfold.filmFormats.hasH264(size)) ? "share.no.h264" : "";
    button.disabled = Boolean(lacks);
    note.textContent = say(lacks || "share.film.size", size);
  }

  const libraryOf = (/** @type {FilmKind} */ kind) => find("share-dialog").dataset[kind] ?? "";

  /** While a film is made, its bar and the button that stops it are there. @param {boolean} on */
  function busy(on) {
    for (const id of ["share-progress", "share-cancel"]) find(id).hidden = !on;
    for (const kind of films()) inputOf(`share-${kind}`).disabled = on;
    if (!on) describe();
  }

  /** @param {FilmKind} kind */
  async function film(kind) {
    if (filming) return;
    const played = host.played();
    filming = new AbortController();
    busy(true);
    const bar = /** @type {HTMLProgressElement} */ (find("share-progress"));
    const progress = (/** @type {number} */ fraction) => {
      bar.value = fraction;
      tell(say("share.filming", { percent: Math.round(100 * fraction) }));
    };
    progress(0);
    try {
      const how = { ...wanted(), ...played, library: libraryOf(kind) };
      const blob = await lossfold.capture.film(host.landscape(), kind, how, progress, filming.signal);
      if (blob) save(blob, host.name(kind));
      else tell(say("share.cancelled"));
    } finally {
      filming = null;
      busy(false);
    }
  }

  async function picture() {
    const how = {
      ...wanted(), scale: Number(inputOf("share-scale").value), transparent: inputOf("share-clear").checked,
    };
    save(await host.picture(how), host.name("png"));
  }

  /** @type {Lossfold["downloads"]["cancel"]} */
  const cancel = () => filming?.abort();

  /** What the buttons do. @type {Lossfold["downloads"]["actions"]} */
  const actions = {
    "share-png": picture,
    "share-gif": () => film("gif"),
    "share-mp4": () => film("mp4"),
    "share-webm": () => film("webm"),
    "share-cancel": cancel,
    ...Object.fromEntries(["csv", "stl", "glb"].map((kind) => [
      `share-${kind}`, () => save(made.blobs.get(kind) ?? null, host.name(kind)),
    ])),
  };

  globalThis.lossfold = {
    ...globalThis.lossfold, downloads: { begin, describe, actions, cancel, save, tell },
  };
})();
