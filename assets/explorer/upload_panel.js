// The visitor's own file on the page: the file that is tried, its columns, and the sentence that refuses it.
(function () {
  const PICKERS = ["feature-1", "feature-2", "target"];
  const MANY = 100; // more options than a picker shows at once
  const say = (/** @type {string} */ key, values = {}) => lossfold.format.fill(lossfold.state.words[key], values);

  /**
   * Three chosen columns after one picker changed: one that was chosen already is traded for the old one. Pure.
   * @type {Lossfold["uploadPanel"]["traded"]}
   */
  function traded(old, now, numeric) {
    const at = now.findIndex((name, k) => name !== old[k]);
    const other = now.findIndex((name, k) => k !== at && name === now[at]);
    if (at < 0 || other < 0) return now;
    const takes = (/** @type {string} */ name) => other === 2 || numeric.includes(name);
    const free = numeric.find((name) => !now.includes(name));
    return now.map((name, k) => (k === other ? (takes(old[at]) ? old[at] : free || old[at]) : name));
  }

  /**
   * What the pickers show: a file that is tried, once its columns are known, else the one that is drawn.
   * @type {() => { file: Trial["file"], own: OwnTable } | null}
   */
  function shown() {
    const { trial, file, own } = lossfold.state;
    if (trial && trial.own) return { file: trial.file, own: trial.own };
    return own && file ? { file, own } : null;
  }

  /**
   * Asks for the picture of a file; until it comes the picture on screen stays, and `own` stands in the pickers.
   * @type {(file: Trial["file"], own: OwnTable | null, dropped: string[]) => void}
   */
  function attempt(file, own, dropped) {
    const { state } = lossfold;
    state.trial = { file, own, sentence: "", open: true };
    show();
    lossfold.choices.choose({ data: "own" }, ["edited", ...dropped]);
  }

  /** @type {Lossfold["uploadPanel"]["chosen"]} */
  function chosen(contents, name) {
    if (!contents) return;
    const { state } = lossfold;
    // Said again each time: else Dash takes the same bytes for no news.
    dash_clientside.set_props("file", { contents: null });
    const read = lossfold.upload.read(contents, name, state.start.limits.fileBytes);
    if ("size" in read) {
      state.trial = { file: { name }, own: null, sentence: say("refused.file.size", read), open: false };
      offer();
      return;
    }
    state.pushing = true;
    // What only the softmax pair has: a file brings its own loss.
    attempt(read, null, ["range", ...lossfold.specFields.unfit(lossfold.state.start)]);
  }

  /** @type {Lossfold["uploadPanel"]["columns"]} */
  function columns(...now) {
    PICKERS.forEach((id, k) => lossfold.props.heard(id, now[k]));
    const base = shown();
    if (!base || !now.every(Boolean)) return;
    const { features, target } = base.own;
    const old = [...features, target];
    const wanted = traded(old, now, base.own.numeric);
    if (wanted.every((name, k) => name === old[k])) return;
    const [first, second, third] = wanted;
    const own = { ...base.own, features: [first, second], target: third };
    attempt({ ...base.file, features: own.features, target: third }, own, ["range"]);
  }

  /**
   * A picture has come; of a file, if it was asked for with one: that is the file that is kept.
   * @type {Lossfold["uploadPanel"]["accepted"]}
   */
  function accepted(data, trial) {
    const { state } = lossfold;
    if (trial) {
      state.file = /** @type {OwnFile} */ (trial.file);
      if (state.trial === trial) state.trial = null;
    }
    if (data.own && state.file) {
      Object.assign(state.file, { features: data.own.features, target: data.own.target });
      lossfold.upload.keep(state.file);
    }
  }

  /**
   * What was asked for with a file is refused: it keeps its place, with the sentence beside it. Whether it was so.
   * @type {Lossfold["uploadPanel"]["refused"]}
   */
  function refused(data, trial) {
    if (!trial) return false;
    const { state } = lossfold;
    state.trial = trial;
    trial.open = false;
    trial.sentence = data.refused ?? "";
    // Other columns of the file that is drawn: the pickers say again what the picture shows.
    const isDrawn = state.own && state.file && state.file.contents === trial.file.contents;
    trial.own = isDrawn ? null : data.own || null;
    // The server's own choice is refused only where no columns of the file would do.
    trial.mendable = Boolean(data.own && trial.file.features);
    // Without them there may be a picture.
    if (data.own?.gaps) trial.gaps = { count: data.own.gaps, rows: data.own.rows };
    state.pushing = false;
    offer();
    return true;
  }

  /** The file that was refused, without the rows that have gaps. */
  function complete() {
    const { trial } = lossfold.state;
    if (!trial) return;
    lossfold.state.pushing = true;
    attempt({ ...trial.file, complete: true }, trial.own, ["range"]);
  }

  /**
   * Shows where a file is chosen; the picture on screen stays until there is one.
   * @type {Lossfold["uploadPanel"]["offer"]}
   */
  function offer() {
    lossfold.elements.one(".explorer").dataset.data = "own";
    lossfold.props.set("data", { value: "own" });
    show();
    reveal(lossfold.elements.byId(lossfold.state.trial ? "own-notice" : "own"));
  }

  /**
   * Scrolls only if it must: what is said has to be seen, also between surface and sliders of a phone.
   * @type {(element: HTMLElement) => void}
   */
  function reveal(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const seen = document.elementFromPoint(element.getBoundingClientRect().left + 8, middle);
    if (!seen || !element.contains(seen)) element.scrollIntoView({ block: "center" });
  }

  /**
   * Another data set or loss is chosen: a file that was refused is no longer tried.
   * @type {Lossfold["uploadPanel"]["leave"]}
   */
  function leave() {
    const { state } = lossfold;
    state.trial = null;
    if (state.scene) lossfold.elements.one(".explorer").dataset.data = state.scene.spec.data;
    show();
  }

  /** Pickers, remarks and sentence as the state has them. @type {Lossfold["uploadPanel"]["show"]} */
  function show() {
    const { trial } = lossfold.state;
    const [{ set }, { text }] = [lossfold.props, lossfold.elements];
    const page = lossfold.elements.one(".explorer");
    const there = shown();
    const refused = trial && !trial.open && trial.sentence ? trial : null;
    if (refused) {
      page.dataset.data = "own";
      set("data", { value: "own" });
    }
    page.dataset.file = there ? "yes" : "";
    const notice = lossfold.elements.byId("own-notice");
    const mend = refused && say(refused.mendable ? "own.mend.columns" : "own.mend.file");
    const wrong = refused && say("own.refused", { name: refused.file.name, sentence: refused.sentence });
    const sentence = lossfold.format.join(wrong, mend);
    if (notice.textContent !== sentence) notice.textContent = sentence;
    notice.dataset.shown = sentence ? "yes" : "";
    const without = lossfold.elements.byId("own-complete");
    without.hidden = !refused?.gaps;
    if (refused?.gaps) without.textContent = say("own.complete", refused.gaps);
    if (!there) return;
    const { file, own } = there;
    text("table", say("own.file", { name: file.name, rows: own.rows }));
    const options = (/** @type {string[]} */ names) => names.map((name) => ({ value: name, label: name }));
    const [features, targets] = [options(own.numeric), options(own.columns)];
    [...own.features, own.target].forEach((value, k) => set(PICKERS[k], { data: k < 2 ? features : targets, value }));
    const many = own.columns.length > MANY ? [say("own.many", { count: own.columns.length })] : [];
    const more = own.leftOutMore ? [say("own.more", { count: own.leftOutMore })] : [];
    list("own-remarks", [...many, ...own.remarks]);
    list("own-left", [...own.leftOut, ...more]);
  }

  /** @type {(id: string, sentences: string[]) => void} */
  function list(id, sentences) {
    const element = lossfold.elements.byId(id);
    const item = (/** @type {string} */ sentence) =>
      Object.assign(document.createElement("li"), { textContent: sentence });
    element.replaceChildren(...sentences.map(item));
    element.parentElement?.toggleAttribute("hidden", sentences.length === 0);
  }

  if (typeof document !== "undefined") {
    document.addEventListener("click", (event) => {
      if (lossfold.elements.targetOf(event)?.closest("#own-complete")) complete();
    });
  }

  const uploadPanel = { traded, chosen, columns, accepted, refused, offer, leave, show };
  globalThis.lossfold = { ...globalThis.lossfold, uploadPanel };
})();
