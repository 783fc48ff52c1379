// How the explorer asks the server: one request at a time for each kind of answer, the newest wins, and one that fails is
// said at once and can be asked again.
(function () {
  const PATIENCE = 20000; // ms until a request counts as lost
  const HELD_UP = 500; // ms by which a timer that is late shows that the page itself was busy
  const SHOWN_AFTER = 200; // ms of waiting that nobody need be told of
  // The store of the answers -> the store of the requests.
  const ASKED_BY = { scene: "request", paths: "paths-request", extras: "extras-request" };
  const lines = {};
  let shown = null;

  const lineOf = (store) => (lines[store] ??= { seq: 0, busy: false, next: null, sent: {} });

  /**
   * Sends to a store what a server callback listens to; while it is busy only the newest waits. `note` comes back with
   * the answer; `note.again()` is what "Try again" does.
   */
  function ask(store, query, note = {}) {
    const line = lineOf(store);
    if (line.busy) {
      line.next = [query, note];
      return;
    }
    const { state } = lossfold;
    // The file that is tried goes with the request, and the answer, however late, is to that file.
    const trial = store === "request" && state.trial && state.trial.open ? state.trial : null;
    Object.assign(line, { busy: true, seq: line.seq + 1, sent: trial ? { ...note, trial } : note });
    arm(store, line, PATIENCE);
    if (store === "request") wait();
    const { file: sent } = trial || state;
    const file = query.data === "own" && sent ? { ...sent, name: undefined } : null;
    dash_clientside.set_props(store, { data: { query, language: state.language, seq: line.seq, file } });
  }

  /** Waits for an answer so long; a page that was held up itself knows nothing of the server, and waits on. */
  function arm(store, line, patience) {
    clearTimeout(line.timer);
    const [due, { seq }] = [performance.now() + patience, line];
    line.timer = setTimeout(() => {
      if (performance.now() - due > HELD_UP) arm(store, line, patience / 4);
      else failed(store, seq);
    }, patience);
  }

  /**
   * The answer has come: the line is free, and what waited goes out. {newest, note}: whether nothing newer waits, and
   * the note of the request; null for the answer to a request that was given up and has been followed by another.
   */
  function answered(store, seq) {
    const line = lineOf(store);
    if (seq < line.seq) return null;
    const note = line.sent;
    // It comes after all.
    if (line.missed === seq) lossfold.notice.say("");
    return { newest: free(store, line), note };
  }

  /** True if nothing waited. */
  function free(store, line) {
    clearTimeout(line.timer);
    const { next } = line;
    Object.assign(line, { busy: false, next: null });
    if (next) ask(store, ...next);
    else if (store === "request") done();
    return !next;
  }

  /** No answer: what waited goes out; else it is said, and what was asked can be asked again. */
  function failed(store, seq, sentence = null) {
    const line = lineOf(store);
    if (seq !== line.seq || !line.busy) return;
    const note = line.sent;
    if (!free(store, line)) return;
    line.missed = seq;
    if (store === "request") lossfold.explorer.noAnswer();
    lossfold.notice.say(sentence || lossfold.state.words["story.offline"], note.again || (() => lossfold.sliderDrag.rest()));
  }

  const isBusy = (store) => Boolean(lines[store] && lines[store].busy);

  /** Shows that a new picture is awaited, once it takes longer than a moment. */
  function wait() {
    if (shown !== "yes") {
      clearTimeout(shown);
      shown = setTimeout(() => mark((shown = "yes")), SHOWN_AFTER);
    }
  }

  function done() {
    if (shown !== "yes") clearTimeout(shown);
    shown = null;
    mark("");
  }

  function mark(busy) {
    const page = document.querySelector(".explorer");
    if (!page || page.dataset.busy === busy || (!busy && !page.dataset.busy)) return;
    page.dataset.busy = busy;
    document.querySelector(".stage").setAttribute("aria-busy", String(Boolean(busy)));
    document.getElementById("status").textContent = busy ? lossfold.state.words["page.loading"] : "";
  }

  /** The answer is here, and Dash has yet to read it: the server is not to blame for how long that takes. */
  function arrived(store, seq) {
    const line = lineOf(store);
    if (line.busy && line.seq === seq) arm(store, line, PATIENCE);
  }

  /** Dash tells nobody when a request of its own fails, so its requests are looked at on their way. */
  function watch() {
    const send = globalThis.fetch.bind(globalThis);
    globalThis.fetch = async (address, options, ...rest) => {
      const about = requestOf(address, options);
      try {
        const answer = await send(address, options, ...rest);
        if (!answer.ok && about) failed(...about, await sentenceOf(answer));
        else if (!answer.ok && isPage(address, options)) pageless(await sentenceOf(answer));
        else if (about) arrived(...about);
        return answer;
      } catch (error) {
        if (about) failed(...about);
        throw error;
      }
    };
  }

  /** The id that a request of Dash has an answer for, or null. */
  function outputOf(address, options) {
    if (!String(address.url || address).includes("_dash-update-component") || !options || !options.body) return null;
    return String(JSON.parse(options.body).output).split(".")[0];
  }

  /** [store, seq] of a request of Dash that is one of ours, or null. */
  function requestOf(address, options) {
    const store = ASKED_BY[outputOf(address, options)];
    if (!store) return null;
    const [{ value }] = JSON.parse(options.body).inputs;
    return [store, value && value.seq];
  }

  const isPage = (address, options) => outputOf(address, options) === "page";

  /** The page itself did not come: what the server says of that is all there is to be shown. */
  function pageless(sentence) {
    const said = Object.assign(document.createElement("p"), { className: "boot", textContent: sentence });
    said.setAttribute("role", "alert");
    document.getElementById("page").replaceChildren(said);
  }

  /** What the server says of a request that it refused as a whole, or null. */
  async function sentenceOf(answer) {
    try {
      return (await answer.clone().json()).error || null;
    } catch {
      return null;
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, server: { ask, answered, isBusy, watch, requestOf } };
})();
