// How the explorer asks the server: one request at a time for each kind of answer, the newest wins, and one that fails
// is said at once and can be asked again.
(function () {
  const PATIENCE = 20000; // ms until a request counts as lost
  const HELD_UP = 500; // ms by which a timer that is late shows that the page itself was busy
  const SHOWN_AFTER = 200; // ms of waiting that nobody need be told of
  const MOST_TRIES = 8; // of a request that a busy server puts off
  // The store of the answers -> the store of the requests.
  /** @type {Record<string, RequestStore>} */
  const ASKED_BY = { scene: "request", paths: "paths-request", extras: "extras-request" };
  /**
   * The requests of a kind: the number of the last, whether it is out, what waits, and the note of the one that is out.
   * @typedef {{
   *   seq: number, busy: boolean, next: { query: AnyQuery, note: RequestNote } | null, sent: RequestNote,
   *   missed?: number, timer?: ReturnType<typeof setTimeout>,
   * }} Line
   */

  /** @type {Map<RequestStore, Line>} */
  const lines = new Map();
  /** Whether the page says that it waits, or the timer after which it will. */
  let isShown = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let showing;

  /** @type {(store: RequestStore) => Line} */
  const lineOf = (store) => {
    const line = lines.get(store) ?? { seq: 0, busy: false, next: null, sent: {} };
    lines.set(store, line);
    return line;
  };

  /**
   * Sends to a store what a server callback listens to; while it is busy only the newest waits. `note` comes back with
   * the answer; `note.again()` is what "Try again" does.
   * @type {Lossfold["server"]["ask"]}
   */
  function ask(store, query, note = {}) {
    const line = lineOf(store);
    if (line.busy) {
      line.next = { query, note };
      return;
    }
    const { state } = lossfold;
    // The file that is tried goes with the request, and the answer, however late, is to that file.
    const trial = store === "request" && state.trial && state.trial.open ? state.trial : null;
    Object.assign(line, { busy: true, seq: line.seq + 1, sent: trial ? { ...note, trial } : note });
    arm(store, line, PATIENCE);
    if (store === "request") wait();
    const sent = trial ? trial.file : state.file;
    const file = query.data === "own" && sent ? { ...sent, name: undefined } : null;
    dash_clientside.set_props(store, { data: { query, language: state.language, seq: line.seq, file } });
  }

  /**
   * Waits for an answer so long; a page that was held up itself knows nothing of the server, and waits on.
   * @type {(store: RequestStore, line: Line, patience: number) => void}
   */
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
   * @type {Lossfold["server"]["answered"]}
   */
  function answered(store, seq) {
    const line = lineOf(store);
    if (seq < line.seq) return null;
    const note = line.sent;
    // It comes after all.
    if (line.missed === seq) lossfold.notice.say("");
    return { newest: free(store, line), note };
  }

  /** True if nothing waited. @type {(store: RequestStore, line: Line) => boolean} */
  function free(store, line) {
    clearTimeout(line.timer);
    const { next } = line;
    Object.assign(line, { busy: false, next: null });
    if (next) ask(store, next.query, next.note);
    else if (store === "request") done();
    return !next;
  }

  /**
   * No answer: what waited goes out; else it is said, and what was asked can be asked again.
   * @type {(store: RequestStore, seq: number, sentence?: string | null) => void}
   */
  function failed(store, seq, sentence = null) {
    const line = lineOf(store);
    if (seq !== line.seq || !line.busy) return;
    const note = line.sent;
    if (!free(store, line)) return;
    line.missed = seq;
    lossfold.state.emit("unanswered", store);
    const again = note.again || (() => lossfold.state.idle());
    lossfold.notice.say(sentence || lossfold.state.words["story.offline"], again);
  }

  /** @type {Lossfold["server"]["isBusy"]} */
  const isBusy = (store) => Boolean(lines.get(store)?.busy);

  /** Shows that a new picture is awaited, once it takes longer than a moment. */
  function wait() {
    if (isShown) return;
    clearTimeout(showing);
    showing = setTimeout(() => mark(true), SHOWN_AFTER);
  }

  function done() {
    clearTimeout(showing);
    mark(false);
  }

  /** @param {boolean} busy */
  function mark(busy) {
    isShown = busy;
    const { one, byId } = lossfold.elements;
    const page = one(".explorer");
    if (!page || Boolean(page.dataset.busy) === busy) return;
    page.dataset.busy = busy ? "yes" : "";
    one(".stage").setAttribute("aria-busy", String(busy));
    byId("status").textContent = busy ? lossfold.state.words["page.loading"] : "";
  }

  /**
   * The answer is here, and Dash has yet to read it: the server is not to blame for how long that takes.
   * @type {(store: RequestStore, seq: number) => void}
   */
  function arrived(store, seq) {
    const line = lineOf(store);
    if (line.busy && line.seq === seq) arm(store, line, PATIENCE);
  }

  /**
   * Dash tells nobody when a request of its own fails, so its requests are looked at on their way.
   * @type {Lossfold["server"]["watch"]}
   */
  function watch() {
    const send = globalThis.fetch.bind(globalThis);
    globalThis.fetch = async (address, options) => {
      const about = requestOf(address, options);
      try {
        const answer = await patiently(() => send(address, options), about);
        const isTheirs = !answer.ok && outputOf(address, options) && lossfold.renewal.renew(answer, askedBy(options));
        if (isTheirs) return answer;
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

  /**
   * The answer, asked for again as long as the server says that it is busy; of a kind of request the newest alone.
   * @type {(send: () => Promise<Response>, about: [RequestStore, number] | null) => Promise<Response>}
   */
  async function patiently(send, about) {
    for (let tries = 1; ; tries += 1) {
      const answer = await send();
      const seconds = secondsOf(answer);
      if (!seconds || tries === MOST_TRIES) return told(answer, tries);
      const line = about && lineOf(about[0]);
      if (line?.next || (line && line.seq !== about?.[1])) return answer;
      lossfold.notice.say(await saidBy(answer));
      if (about && line) arm(about[0], line, PATIENCE + 1000 * seconds);
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    }
  }

  /** What was said of waiting is taken back. @type {(answer: Response, tries: number) => Response} */
  function told(answer, tries) {
    if (tries > 1) lossfold.notice.say("");
    return answer;
  }

  /** Seconds after which a busy server wants to be asked again, or 0. @type {(answer: Response) => number} */
  const secondsOf = (answer) => (answer.status === 503 ? Number(answer.headers.get("Retry-After")) || 0 : 0);

  /** Its sentence, which comes as JSON or as text. @type {(answer: Response) => Promise<string>} */
  const saidBy = async (answer) => (await sentenceOf(answer)) ?? (await answer.clone().text());

  /**
   * The id that a request of Dash has an answer for, or null.
   * @type {(address: RequestInfo | URL, options?: RequestInit) => string | null}
   */
  function outputOf(address, options) {
    const url = address instanceof Request ? address.url : String(address);
    if (!url.includes("_dash-update-component") || !options || typeof options.body !== "string") return null;
    return String(JSON.parse(options.body).output).split(".")[0];
  }

  /** [store, seq] of a request of Dash that is one of ours, or null. @type {Lossfold["server"]["requestOf"]} */
  function requestOf(address, options) {
    const store = ASKED_BY[outputOf(address, options) ?? ""];
    if (!store) return null;
    const [{ value }] = JSON.parse(String(options?.body)).inputs;
    return [store, value && value.seq];
  }

  /** What a request for a scene asks for, or null. @type {(options?: RequestInit) => AnyQuery | null} */
  function askedBy(options) {
    const { output, inputs } = JSON.parse(String(options?.body));
    return String(output).startsWith("scene.") ? inputs[0]?.value?.query ?? null : null;
  }

  /** @type {(address: RequestInfo | URL, options?: RequestInit) => boolean} */
  const isPage = (address, options) => outputOf(address, options) === "page";

  /**
   * The page itself did not come: what the server says of that is all there is to be shown.
   * @type {(sentence: string | null) => void}
   */
  function pageless(sentence) {
    const said = Object.assign(document.createElement("p"), { className: "boot", textContent: sentence });
    said.setAttribute("role", "alert");
    lossfold.elements.byId("page").replaceChildren(said);
  }

  /**
   * What the server says of a request that it refused as a whole, or null.
   * @type {(answer: Response) => Promise<string | null>}
   */
  async function sentenceOf(answer) {
    try {
      return (await answer.clone().json()).error || null;
    } catch {
      return null;
    }
  }

  globalThis.lossfold = { ...globalThis.lossfold, server: { ask, answered, isBusy, watch, requestOf, patiently } };
})();
