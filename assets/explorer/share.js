// The share dialog: link, snippets, one-file exports, downloads.
(function () {
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  const inputOf = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (find(id));
  const dialogOf = () => /** @type {HTMLDialogElement} */ (find("share-dialog"));
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(lossfold.state.words[key], values);
  const at = (/** @type {string} */ path, /** @type {string} */ query) =>
    `${new URL(path, location.href.split(/[?#]/)[0])}${query ? `?${query}` : ""}`;
  const MOST_SLIDERS = 2;
  /** Stops the film. @type {AbortController | null} */
  let filming = null;
  /** The light export of this very state. @type {{ key: string, blob: Blob | null } | null} */
  let kept = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let weighing;

  /** The figure's own part of the query: not how this window looks, nor that it moves together with others. */
  const figure = () => {
    const { lang, theme, linked, ...rest } = lossfold.requests.address();
    return rest;
  };

  /** The address that others are given, in the language in which it was seen. @type {Lossfold["share"]["link"]} */
  const link = () => at("./", lossfold.query.encode({ ...figure(), lang: lossfold.state.language }));

  /** The sliders that a figure can have: λ, Ω, and those of other parts of J that have weight. */
  function sliders() {
    const { scene, weights } = lossfold.state;
    return Object.keys(weights).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
  }

  /** Offers those; when as many are chosen as a figure can have, no more. */
  function offer() {
    const has = sliders();
    const boxes = Object.keys(lossfold.state.start.numbers).map((knob) => inputOf(`share-${knob}`)).filter(Boolean);
    const isOffered = (/** @type {HTMLInputElement} */ box) => has.includes(box.id.replace("share-", ""));
    for (const box of boxes) box.parentElement?.toggleAttribute("hidden", !isOffered(box));
    find("share-most").hidden = has.length <= MOST_SLIDERS;
    const chosen = boxes.filter((box) => box.checked && isOffered(box)).length;
    for (const box of boxes) box.disabled = !box.checked && chosen >= MOST_SLIDERS;
  }

  function options() {
    const knobs = sliders().filter((knob) => inputOf(`share-${knob}`).checked);
    return {
      knobs,
      standard: lossfold.knobs.main(lossfold.state.scene),
      autorotate: inputOf("share-turn").checked,
      title: inputOf("share-title").value.trim(),
      theme: inputOf("share-theme").value,
      language: lossfold.state.language,
    };
  }

  const own = () => lossfold.state.scene.spec.data === "own";

  /** Fills everything that depends on the state or on what the author chose. */
  function refresh() {
    offer();
    const chosen = options();
    const query = lossfold.snippets.embedQuery(figure(), chosen);
    const source = at("embed", query);
    const title = chosen.title || say("share.figure");
    inputOf("share-link").value = link();
    const kind = inputOf("share-kind").value;
    find("share-kind-hint").hidden = !["html", "markdown"].includes(kind);
    const snippets = new Map(Object.entries(lossfold.snippets.all(source, link(), title, say("share.open"))));
    inputOf("share-code").value = (snippets.get(kind) ?? "").trim();
    find("share-preview").setAttribute("href", source);
    dialogOf().dataset.own = own() ? "yes" : "";
    weigh(query);
  }

  /**
   * The export's HTML from the server; the visitor's own rows go with the request and are not kept.
   * @type {(query: string, plotly: string) => Promise<Blob>}
   */
  async function fetchExport(query, plotly) {
    const { state } = lossfold;
    const address = `export?${query}${query ? "&" : ""}plotly=${plotly}`;
    const { name, ...file } = state.file || {};
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(address, own() ? { method: "POST", headers, body: JSON.stringify(file) } : {});
    if (answer.ok) return answer.blob();
    // A figure that is refused comes as a page; a fault of the server's as the sentence that says so.
    const isSentence = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    throw Object.assign(new Error(answer.statusText), { said: isSentence ? await answer.text() : "" });
  }

  /** What the server said of a request that it refused, or "". @param {unknown} error */
  const reasonOf = (error) => /** @type {{ said?: string }} */ (error).said ?? "";

  const inMegabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(2);

  /**
   * Says how large the files are: the light one is fetched, the whole one is larger by plotly.js.
   * @type {(query: string) => Promise<void>}
   */
  async function weigh(query) {
    if (kept && kept.key === query) return;
    kept = { key: query, blob: null };
    clearTimeout(weighing);
    weighing = setTimeout(async () => {
      try {
        const blob = await fetchExport(query, "cdn");
        if (!kept || kept.key !== query) return;
        kept.blob = blob;
        find("share-cdn").textContent = say("share.cdn", { size: inMegabytes(blob.size) });
        const whole = blob.size + Number(dialogOf().dataset.plotlyBytes);
        find("share-inline").textContent = say("share.inline", { size: inMegabytes(whole) });
      } catch (error) {
        kept = null;
        tell(reasonOf(error) || say("story.offline"));
      }
    }, 300);
  }

  /** @param {string} text */
  function tell(text) {
    find("share-said").textContent = text;
  }

  /**
   * @param {Blob | null} blob
   * @param {string} name
   */
  function save(blob, name) {
    if (!blob) return;
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(say("share.saved", { name }));
  }

  /** A file name that says what is in it. @type {(ending: string) => string} */
  function name(ending) {
    const { spec } = lossfold.state.scene;
    const { l1, l2 } = lossfold.state.weights;
    return `lossfold-${spec.loss}-${spec.data}-l1-${l1}-l2-${l2}.${ending}`;
  }

  /** @type {(plotly: string) => Promise<void>} */
  async function exported(plotly) {
    tell(say("share.making"));
    const query = lossfold.snippets.embedQuery(figure(), options());
    const ready = plotly === "cdn" && kept && kept.key === query && kept.blob;
    save(ready || (await fetchExport(query, plotly)), name(plotly === "cdn" ? "light.html" : "html"));
  }

  async function film() {
    if (filming) return filming.abort();
    const { state } = lossfold;
    const landscape = /** @type {SurfaceLandscape} */ (state.landscape);
    filming = new AbortController();
    const before = { ...state.weights };
    const show = (/** @type {number} */ l1) => landscape.setWeights({ ...before, l1 }, "l1");
    const progress = (/** @type {number} */ share) => tell(say("share.filming", { percent: Math.round(100 * share) }));
    find("share-film").textContent = say("share.stop");
    try {
      show(2);
      await landscape.settle();
      const blob = await lossfold.capture.film(landscape, 2, show, progress, filming.signal);
      if (blob) save(blob, name(blob.type.endsWith("mp4") ? "mp4" : "webm"));
      else tell("");
    } finally {
      filming = null;
      find("share-film").textContent = say("share.film");
      landscape.setWeights(before, state.knob);
      landscape.settle();
    }
  }

  /** @type {(id: string) => Promise<void>} */
  async function press(id) {
    const landscape = /** @type {SurfaceLandscape} */ (lossfold.state.landscape);
    const { opened, total, weights } = landscape;
    const { csv, stl, glb } = lossfold.meshExport;
    const { copy } = lossfold.buttons;
    /** @type {(content: BlobPart, type: string, ending: string) => void} */
    const saveAs = (content, type, ending) => save(new Blob([content], { type }), name(ending));
    /** @type {Record<string, () => unknown>} */
    const actions = {
      "share-close": () => dialogOf().close(),
      "copy-share-link": () => copy(inputOf("share-link").value, "copy-share-link", say("head.copied")),
      "copy-share-code": () => copy(inputOf("share-code").value, "copy-share-code", say("read.copied")),
      "share-inline": () => exported("inline"),
      "share-cdn": () => exported("cdn"),
      "share-png": async () => {
        const wanted = { scale: Number(inputOf("share-scale").value), transparent: inputOf("share-clear").checked };
        save(await lossfold.capture.photograph(landscape, wanted), name("png"));
      },
      "share-csv": () => saveAs(csv(opened, weights, total), "text/csv", "csv"),
      "share-stl": () => saveAs(stl(opened.n, total), "model/stl", "stl"),
      "share-glb": () => saveAs(glb(opened.n, total, lossfold.fallback2d.colour), "model/gltf-binary", "glb"),
      "share-film": film,
    };
    try {
      await actions[id]();
    } catch (error) {
      tell(reasonOf(error) || say("share.failed"));
    }
  }

  /** @type {Lossfold["share"]["open"]} */
  function open() {
    const dialog = dialogOf();
    if (!dialog.dataset.ready) {
      dialog.dataset.ready = "yes";
      dialog.addEventListener("click", (event) => {
        const button = lossfold.elements.targetOf(event)?.closest("button");
        if (button) press(button.id);
        else if (event.target === dialog) dialog.close();
      });
      dialog.addEventListener("input", refresh);
      dialog.addEventListener("close", () => {
        if (filming) filming.abort();
        find("share-open").focus();
      });
      const flat = !lossfold.state.landscape?.plot;
      for (const id of ["share-png", "share-film"]) inputOf(id).disabled = flat;
      if (!lossfold.capture.canFilm()) inputOf("share-film").disabled = true;
    }
    lossfold.buttons.stop();
    tell("");
    refresh();
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  globalThis.lossfold = { ...globalThis.lossfold, share: { open, link } };
})();
