// Addresses that are opened without leaving the page: by Back and Forward, and the steps of a talk.
(function () {
  /** The keys of an address that are the page's, not the landscape's nor a view's. */
  const OF_PAGE = ["lang", "theme", "camera", "linked", "present"];

  /** @type {(query: AnyQuery) => Camera} */
  function cameraOf(query) {
    const standard = lossfold.cameraKeys.standard(lossfold.state.scene);
    const numbers = query.camera ? String(query.camera).split(",").map(Number) : null;
    return lossfold.query.cameraFrom(numbers, standard) || standard;
  }

  /** An address of the visitor's own file: this tab has it, or it has to be chosen again. @param {AnyQuery} query */
  function recallFile(query) {
    const { state } = lossfold;
    const file = lossfold.upload.recall();
    const again = () => {
      if (file) state.trial = { file, own: null, sentence: "", open: true };
      lossfold.server.ask("request", query, { again });
    };
    if (file) return again();
    lossfold.notice.say(state.words["own.again"]);
    lossfold.uploadPanel.offer();
  }

  /** The address is read by the server, as if it had been opened. @type {Lossfold["visits"]["open"]} */
  function open(search, views) {
    const { state } = lossfold;
    const asked = new URLSearchParams(search);
    if (asked.get("lang") && asked.get("lang") !== state.language) return location.reload();
    state.camera = cameraOf(Object.fromEntries(asked));
    lossfold.uploadPanel.leave();
    lossfold.server.ask("request", Object.fromEntries(asked), { again: () => open(search, views), views });
  }

  /**
   * What an address says of the model, without weights, views and page: where it is the same, no server is needed.
   * @type {(query: AnyQuery) => string}
   */
  function model(query) {
    const { start, weights } = lossfold.state;
    const ofViews = start.views.flatMap(({ options }) => Object.keys(options));
    const descent = ["view", "pick", "walk", "start", "rate", "steps"];
    const aside = [...OF_PAGE, ...ofViews, ...descent, ...Object.keys(weights)];
    return JSON.stringify(Object.entries(query).filter(([name]) => !aside.includes(name)).map(String).sort());
  }

  /** A state of before, with its views and its camera. @type {Lossfold["visits"]["go"]} */
  function go(search) {
    const { state } = lossfold;
    const query = Object.fromEntries(new URLSearchParams(search));
    state.take();
    const isWaiting = lossfold.server.isBusy("request");
    if (isWaiting || model(query) !== model({ ...state.scene.query })) return open(search, query);
    const { numbers } = state.start;
    const wanted = Object.keys(state.weights).map((knob) => [knob, Number(query[knob] ?? numbers[knob].default)]);
    const weights = Object.fromEntries(wanted);
    const moved = Object.keys(weights).find((knob) => weights[knob] !== state.weights[knob]);
    if (moved) state.setWeights(weights, moved);
    state.landscape?.setCamera(cameraOf(query));
    lossfold.viewHost.take(query);
    lossfold.addressBar.write();
  }

  globalThis.lossfold = { ...globalThis.lossfold, visits: { open, go, recallFile } };
})();
