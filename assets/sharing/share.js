// The share dialog: link, snippets, one-file exports, downloads. What a page has no address for, its dialog has no
// section for.
(function () {
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  const has = (/** @type {string} */ id) => document.getElementById(id) !== null;
  const inputOf = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (find(id));
  const dialogOf = () => /** @type {HTMLDialogElement} */ (find("share-dialog"));
  /** The page whose figure is shared. @type {ShareHost} */
  let host;
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(host.words[key], values);
  /** The light export of this very state. @type {{ key: string, blob: Blob | null } | null} */
  let kept = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let weighing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let previewing;

  /** Offers the sliders that a figure can have; when as many are chosen as it can have at once, no more. */
  function offer() {
    if (!host.sliders) return;
    const { offered, all, most } = host.sliders();
    const boxes = all.map((knob) => inputOf(`share-${knob}`)).filter(Boolean);
    const isOffered = (/** @type {HTMLInputElement} */ box) => offered.includes(box.id.replace("share-", ""));
    for (const box of boxes) box.parentElement?.toggleAttribute("hidden", !isOffered(box));
    find("share-most").hidden = offered.length <= most;
    const chosen = boxes.filter((box) => box.checked && isOffered(box)).length;
    for (const box of boxes) box.disabled = !box.checked && chosen >= most;
  }

  function options() {
    const offered = host.sliders?.().offered ?? [];
    return {
      knobs: offered.filter((knob) => inputOf(`share-${knob}`).checked),
      autorotate: has("share-turn") && inputOf("share-turn").checked,
      title: has("share-title") ? inputOf("share-title").value.trim() : "",
      theme: has("share-theme") ? inputOf("share-theme").value : "auto",
    };
  }

  /** Fills everything that depends on the state or on what the author chose. */
  function refresh() {
    offer();
    const chosen = options();
    if (has("share-link")) inputOf("share-link").value = host.link();
    if (has("share-code")) {
      const source = host.embed(chosen);
      const title = chosen.title || host.title();
      const kind = inputOf("share-kind").value;
      find("share-kind-hint").hidden = !["html", "markdown"].includes(kind);
      const snippets = lossfold.snippets.all(source, host.link(), title, say("share.open"), host.frames);
      const kinds = new Map(Object.entries({ ...snippets, notebook: lossfold.snippets.notebook(host.cell(chosen)) }));
      inputOf("share-code").value = (kinds.get(kind) ?? "").trim();
      find("share-preview").setAttribute("href", source);
      preview(source);
    }
    dialogOf().dataset.own = host.isOwn() ? "yes" : "";
    lossfold.downloads.describe();
    if (has("share-inline")) weigh(chosen);
  }

  /**
   * The export's HTML from the server; the visitor's own rows go with the request and are not kept.
   * @type {(chosen: ShareChoice, plotly: string) => Promise<Blob>}
   */
  async function fetchExport(chosen, plotly) {
    const answer = await host.file(chosen, plotly);
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
   * @type {(chosen: ShareChoice) => Promise<void>}
   */
  async function weigh(chosen) {
    const key = host.embed(chosen);
    if (kept && kept.key === key) return;
    kept = { key, blob: null };
    clearTimeout(weighing);
    weighing = setTimeout(async () => {
      try {
        const blob = await fetchExport(chosen, "cdn");
        if (!kept || kept.key !== key) return;
        kept.blob = blob;
        find("share-cdn").textContent = say("share.cdn", { size: inMegabytes(blob.size) });
        const whole = blob.size + Number(dialogOf().dataset.plotlyBytes);
        find("share-inline").textContent = say("share.inline", { size: inMegabytes(whole) });
      } catch (error) {
        kept = null;
        lossfold.downloads.tell(reasonOf(error) || say("story.offline"));
      }
    }, 300);
  }

  /** @type {(plotly: string) => Promise<void>} */
  async function exported(plotly) {
    lossfold.downloads.tell(say("share.making"));
    const chosen = options();
    const ready = plotly === "cdn" && kept && kept.key === host.embed(chosen) && kept.blob;
    const name = host.name(plotly === "cdn" ? "light.html" : "html");
    lossfold.downloads.save(ready || (await fetchExport(chosen, plotly)), name);
  }

  /** @type {(id: string) => Promise<void>} */
  async function press(id) {
    const { copy } = lossfold.clipboard;
    /** @type {Record<string, () => unknown>} */
    const actions = {
      "share-close": () => dialogOf().close(),
      "copy-share-link": () => copy(inputOf("share-link").value, "copy-share-link", say("head.copied")),
      "copy-share-code": () => copy(inputOf("share-code").value, "copy-share-code", say("read.copied")),
      "share-native": () => hand(),
      "share-inline": () => exported("inline"),
      "share-cdn": () => exported("cdn"),
      ...lossfold.downloads.actions,
    };
    try {
      await actions[id]();
    } catch (error) {
      lossfold.downloads.tell(reasonOf(error) || say("share.failed"));
    }
  }

  /** Hands the link to the device's own share sheet; closing it again is not a failure. */
  async function hand() {
    const text = find("story").textContent ?? "";
    try {
      await navigator.share({ title: document.title, text, url: host.link() });
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
  }

  /**
   * The embed as it will be, while its section is open; it follows the options once they rest.
   * @type {(source: string) => void}
   */
  function preview(source) {
    const frame = /** @type {HTMLIFrameElement} */ (find("share-frame"));
    clearTimeout(previewing);
    if (!(/** @type {HTMLDetailsElement} */ (find("share-live")).open)) {
      frame.removeAttribute("src");
      return;
    }
    if (frame.getAttribute("src") === source) return;
    const show = () => {
      frame.style.cssText = lossfold.snippets.styleOf(source, host.frames);
      frame.src = source;
    };
    previewing = setTimeout(show, frame.hasAttribute("src") ? 400 : 0);
  }

  /** @type {Lossfold["share"]["open"]} */
  function open(shared) {
    host = shared;
    lossfold.downloads.begin(shared);
    const dialog = dialogOf();
    if (!dialog.dataset.ready) {
      dialog.dataset.ready = "yes";
      dialog.addEventListener("click", (event) => {
        const button = lossfold.elements.targetOf(event)?.closest("button");
        if (button) press(button.id);
        else if (event.target === dialog) dialog.close();
      });
      dialog.addEventListener("input", refresh);
      const live = document.getElementById("share-live");
      live?.addEventListener("toggle", refresh);
      dialog.addEventListener("close", () => {
        lossfold.downloads.cancel();
        // A figure that nobody sees keeps no graphics context.
        live?.removeAttribute("open");
        find("share-open").focus();
      });
      document.getElementById("share-native")?.toggleAttribute("hidden", typeof navigator.share !== "function");
    }
    host.stop();
    lossfold.downloads.tell("");
    refresh();
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  globalThis.lossfold = { ...globalThis.lossfold, share: { open } };
})();
