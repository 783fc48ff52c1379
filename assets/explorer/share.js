// The share dialog: link, snippets, one-file exports, downloads.
(function () {
  const find = (id) => document.getElementById(id);
  const say = (key, values = {}) => lossfold.format.fill(lossfold.state.words[key], values);
  const at = (path, query) => `${new URL(path, location.href.split(/[?#]/)[0])}${query ? `?${query}` : ""}`;
  const MOST_SLIDERS = 2;
  let filming = null;
  let kept = null; // the light export of this very state: {key, blob}

  /** The figure's own part of the query: not how this window looks, nor that it moves together with others. */
  const figure = () => {
    const { lang, theme, linked, ...rest } = lossfold.requests.address();
    return rest;
  };

  /** The address that others are given, in the language in which it was seen. */
  const link = () => at("./", lossfold.query.encode({ ...figure(), lang: lossfold.state.language }));

  /** The sliders that a figure can have: λ, Ω, and those of other parts of J that have weight. */
  function sliders() {
    const { scene, weights } = lossfold.state;
    return Object.keys(weights).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
  }

  /** Offers those; when as many are chosen as a figure can have, no more. */
  function offer() {
    const has = sliders();
    const boxes = Object.keys(lossfold.state.start.numbers).map((knob) => find(`share-${knob}`)).filter(Boolean);
    for (const box of boxes) box.parentElement.hidden = !has.includes(box.id.replace("share-", ""));
    find("share-most").hidden = has.length <= MOST_SLIDERS;
    const chosen = boxes.filter((box) => box.checked && !box.parentElement.hidden).length;
    for (const box of boxes) box.disabled = !box.checked && chosen >= MOST_SLIDERS;
  }

  function options() {
    const knobs = sliders().filter((knob) => find(`share-${knob}`).checked);
    return {
      knobs,
      standard: lossfold.knobs.main(lossfold.state.scene),
      autorotate: find("share-turn").checked,
      title: find("share-title").value.trim(),
      theme: find("share-theme").value,
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
    find("share-link").value = link();
    find("share-kind-hint").hidden = !["html", "markdown"].includes(find("share-kind").value);
    find("share-code").value = lossfold.snippets.all(source, link(), title, say("share.open"))[find("share-kind").value].trim();
    find("share-preview").href = source;
    find("share-dialog").dataset.own = own() ? "yes" : "";
    weigh(query);
  }

  /** The export's HTML from the server; the visitor's own rows go with the request and are not kept. */
  async function fetchExport(query, plotly) {
    const { state } = lossfold;
    const address = `export?${query}${query ? "&" : ""}plotly=${plotly}`;
    const { name, ...file } = state.file || {};
    const answer = await fetch(address, own() ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(file) } : {});
    if (answer.ok) return answer.blob();
    // A figure that is refused comes as a page; a fault of the server's as the sentence that says so.
    const isSentence = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    throw Object.assign(new Error(answer.statusText), { said: isSentence ? await answer.text() : "" });
  }

  const inMegabytes = (bytes) => (bytes / 1e6).toFixed(2);

  /** Says how large the files are: the light one is fetched, the whole one is larger by plotly.js. */
  async function weigh(query) {
    if (kept && kept.key === query) return;
    kept = { key: query, blob: null };
    clearTimeout(weigh.timer);
    weigh.timer = setTimeout(async () => {
      try {
        const blob = await fetchExport(query, "cdn");
        if (kept.key !== query) return;
        kept.blob = blob;
        find("share-cdn").textContent = say("share.cdn", { size: inMegabytes(blob.size) });
        find("share-inline").textContent = say("share.inline", { size: inMegabytes(blob.size + Number(find("share-dialog").dataset.plotlyBytes)) });
      } catch (error) {
        kept = null;
        tell(error.said || say("story.offline"));
      }
    }, 300);
  }

  function tell(text) {
    find("share-said").textContent = text;
  }

  function save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(say("share.saved", { name }));
  }

  /** A file name that says what is in it. */
  function name(ending) {
    const { spec } = lossfold.state.scene;
    const { l1, l2 } = lossfold.state.weights;
    return `lossfold-${spec.loss}-${spec.data}-l1-${l1}-l2-${l2}.${ending}`;
  }

  async function exported(plotly) {
    tell(say("share.making"));
    const query = lossfold.snippets.embedQuery(figure(), options());
    const ready = plotly === "cdn" && kept && kept.key === query && kept.blob;
    save(ready || (await fetchExport(query, plotly)), name(plotly === "cdn" ? "light.html" : "html"));
  }

  async function film() {
    if (filming) return filming.abort();
    const { state } = lossfold;
    filming = new AbortController();
    const before = { ...state.weights };
    const show = (l1) => state.landscape.setWeights({ ...before, l1 }, "l1");
    const progress = (share) => tell(say("share.filming", { percent: Math.round(100 * share) }));
    find("share-film").textContent = say("share.stop");
    try {
      show(2);
      await state.landscape.settle();
      const blob = await lossfold.capture.film(state.landscape, 2, show, progress, filming.signal);
      if (blob) save(blob, name(blob.type.endsWith("mp4") ? "mp4" : "webm"));
      else tell("");
    } finally {
      filming = null;
      find("share-film").textContent = say("share.film");
      state.landscape.setWeights(before, state.knob);
      state.landscape.settle();
    }
  }

  async function press(id) {
    const { landscape } = lossfold.state;
    const { opened, total, weights } = landscape;
    const actions = {
      "share-close": () => find("share-dialog").close(),
      "copy-share-link": () => lossfold.buttons.copy(find("share-link").value, "copy-share-link", say("head.copied")),
      "copy-share-code": () => lossfold.buttons.copy(find("share-code").value, "copy-share-code", say("read.copied")),
      "share-inline": () => exported("inline"),
      "share-cdn": () => exported("cdn"),
      "share-png": async () => {
        const wanted = { scale: Number(find("share-scale").value), transparent: find("share-clear").checked };
        save(await lossfold.capture.photograph(landscape, wanted), name("png"));
      },
      "share-csv": () => save(new Blob([lossfold.meshExport.csv(opened, weights, total)], { type: "text/csv" }), name("csv")),
      "share-stl": () => save(new Blob([lossfold.meshExport.stl(opened.n, total)], { type: "model/stl" }), name("stl")),
      "share-glb": () => save(new Blob([lossfold.meshExport.glb(opened.n, total, lossfold.fallback2d.colour)], { type: "model/gltf-binary" }), name("glb")),
      "share-film": film,
    };
    try {
      await actions[id]();
    } catch (error) {
      tell(error.said || say("share.failed"));
    }
  }

  function open() {
    const dialog = find("share-dialog");
    if (!dialog.dataset.ready) {
      dialog.dataset.ready = "yes";
      dialog.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) press(button.id);
        else if (event.target === dialog) dialog.close();
      });
      dialog.addEventListener("input", refresh);
      dialog.addEventListener("close", () => {
        if (filming) filming.abort();
        document.getElementById("share-open").focus();
      });
      const flat = !lossfold.state.landscape.plot;
      for (const id of ["share-png", "share-film"]) find(id).disabled = flat;
      if (!lossfold.capture.canFilm()) find("share-film").disabled = true;
    }
    lossfold.buttons.stop();
    tell("");
    refresh();
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  globalThis.lossfold = { ...globalThis.lossfold, share: { open, link } };
})();
