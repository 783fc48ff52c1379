// The explorer's side of the views: what they may ask of the page, and their part of the address.
(function () {
  // Real data of several hundred rows; the first goes with a squared error.
  const MANY_ROWS = ["diabetes", "breast-cancer"];
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  /** @type {ExplorerViewState} */
  const viewState = {
    views: ["surface"], options: {}, linked: false, descent: {}, pick: null,
  };

  /** The slider's stop nearest to a value. @type {(knob: string, value: number) => number} */
  const round = (knob, value) => lossfold.stops.snap(value, lossfold.state.start.numbers[knob]);

  /** Today's numbers for the views. @type {() => PageFrame | null} */
  function frame() {
    const { state } = lossfold;
    const { scene, landscape, paths, weights, knob, words } = state;
    if (!landscape || !landscape.grids) return null;
    const all = { loss: 1, ...weights };
    const { extras } = state;
    return {
      scene, grids: landscape.grids, half: landscape.half, box: landscape.box,
      weights, knob, words, theme: state.theme, wireframe: state.wireframe,
      solution: lossfold.solutionTables.at(scene, paths, all), tables: paths,
      extras, canAsk: true, options: viewState.options,
      hasSurface: viewState.views.includes("surface"),
      showPick: (picked) => landscape.setOverlays({ picked }),
      showTrajectories: (trajectories) => landscape.setOverlays({ trajectories }),
    };
  }

  /** Words, open views and limits come with the page. @type {PageHost} */
  const host = {
    words: {}, penalties: {}, start: viewState, options: viewState.options, optimizers: null, gallery: null,
    canAsk: true,
    kinds: [],
    frame,
    setWeight(knob, value) {
      lossfold.state.take();
      lossfold.state.setWeights({ ...lossfold.state.weights, [knob]: round(knob, value) }, knob);
    },
    step(knob, by) {
      host.setWeight(knob, lossfold.state.weights[knob] + by * lossfold.state.start.numbers[knob].step);
      host.idle();
    },
    idle: () => lossfold.state.idleLater(),
    notice: (text) => lossfold.notice.say(text),
    changed: () => lossfold.addressBar.write(),
    camera: () => lossfold.state.landscape && lossfold.state.landscape.camera(),
    plotly: () => Promise.resolve(),
    toggle,
    richer,
    setOptions(texts) {
      Object.assign(viewState.options, texts);
      host.changed();
      need();
      lossfold.state.board?.update();
    },
    setOptimizers(changes) {
      const texts = Object.entries(changes).map(([name, value]) => [name, String(value).replace(/\s+/g, "")]);
      const tried = { ...viewState.descent, ...viewState.tried, ...Object.fromEntries(texts) };
      viewState.tried = tried;
      ask(tried);
    },
  };

  /** Rows enough for every view: with today's loss where some go with it. @type {NonNullable<PageHost["richer"]>} */
  function richer() {
    const { scene, words } = lossfold.state;
    const data = MANY_ROWS.find((name) => name !== scene.spec.data && scene.datasets.includes(name)) ?? MANY_ROWS[0];
    const label = lossfold.format.fill(words["view.rows"], { data: words[`choice.data.${data}`] });
    const use = () => {
      if (!scene.datasets.includes(data)) lossfold.pickers.picked("loss", "linear");
      lossfold.pickers.picked("data", data);
    };
    return { label, use };
  }

  /** The buttons of the views. @returns {NodeListOf<HTMLButtonElement>} */
  const chips = () => document.querySelectorAll("#views button[data-view]");

  /** Brings what was opened into sight; on a phone that is below what was seen. @param {string} name */
  function into(name) {
    const place = document.querySelector(name === "surface" ? ".stage" : `.view-${name}`);
    // On a phone its head comes to stand right below the surface.
    const block = matchMedia("(max-width: 860px)").matches ? "start" : "nearest";
    place?.scrollIntoView({ block, behavior: "smooth" });
  }

  /** @param {string} name */
  function toggle(name) {
    const { views } = viewState;
    const now = views.includes(name) ? views.filter((each) => each !== name) : [...views, name];
    viewState.views = now.length ? now : ["surface"];
    show();
    host.changed();
    if (viewState.views.includes(name)) into(name);
    const button = find(`views-bar-${name}`);
    if (button && document.activeElement === document.body) button.focus({ preventScroll: true });
  }

  /**
   * Shows the buttons of the views that the model has; those of `names` that it has.
   * @type {(names: string[]) => string[]}
   */
  function offer(names) {
    const { without: hidden } = lossfold.state.scene;
    for (const button of chips()) button.hidden = hidden.includes(button.dataset.view ?? "");
    return names.filter((name) => !hidden.includes(name));
  }

  /** Every view there is, in our order. */
  const names = () => ["surface", ...host.kinds.map(({ name }) => name)];

  /** Opens the views of the state, and asks for what the views need. */
  function show() {
    const { state, elements: { one } } = lossfold;
    const surface = viewState.views.includes("surface");
    const others = viewState.views.some((name) => name !== "surface");
    one(".stage").dataset.hidden = surface ? "" : "yes";
    const flags = { count: viewState.views.length, views: others ? "yes" : "", surface: surface ? "yes" : "" };
    Object.assign(one(".board").dataset, flags);
    state.board?.show(viewState.views.filter((name) => name !== "surface"));
    for (const button of chips()) {
      button.setAttribute("aria-pressed", String(viewState.views.includes(button.dataset.view ?? "")));
    }
    need();
  }

  /** @param {Words} words */
  function buildBar(words) {
    const bar = find("views");
    /** @type {(text: string, pressed: boolean, act: () => void) => HTMLButtonElement} */
    const button = (text, pressed, act) => {
      const element = document.createElement("button");
      Object.assign(element, { type: "button", textContent: text });
      element.setAttribute("aria-pressed", String(pressed));
      element.addEventListener("click", act);
      return element;
    };
    for (const name of names()) {
      const chip = button(words[`view.${name}`], viewState.views.includes(name), () => toggle(name));
      chip.dataset.view = name;
      chip.id = `views-bar-${name}`;
      bar.append(chip);
    }
    const link = button(words["view.link"], viewState.linked, () => {
      viewState.linked = !viewState.linked;
      link.setAttribute("aria-pressed", String(viewState.linked));
      lossfold.linkedWindows.listen(viewState.linked);
      host.changed();
    });
    link.className = "apart";
    link.title = words["view.link.hint"];
    bar.append(link);
  }

  /** Adds a method to those that run; of too many the last makes room. @type {Lossfold["viewHost"]["addMethod"]} */
  function addMethod(method) {
    const { trajectories } = lossfold.state.extras || {};
    const { usual, most } = lossfold.state.start.optimizers;
    const known = trajectories ? trajectories.paths.map((path) => path.method) : usual;
    if (!known.includes(method)) host.setOptimizers({ walk: [...known.slice(0, most - 1), method] });
  }

  /** After every step of a slider. @type {Lossfold["viewHost"]["update"]} */
  function update() {
    const { state } = lossfold;
    if (!state.board) return;
    state.board.update();
    lossfold.linkedWindows.tell();
    need();
  }

  /** Asks the server for what the open views need and do not have for today's numbers. */
  function need() {
    const { state } = lossfold;
    const names = state.board ? state.board.needs() : [];
    if (!names.length || !state.landscape) return;
    const { extras, weights } = state;
    const now = { weights, knob: lossfold.knobs.running(state.scene, state.knob), options: viewState.options };
    if (names.some((name) => !lossfold.views[name].has?.(extras, now))) ask(viewState.tried || viewState.descent);
  }

  /** @type {(descent: Record<string, string>) => void} */
  function ask(descent) {
    const { state } = lossfold;
    const spec = lossfold.specFields.textsOf({ ...state.scene.spec, ...state.weights });
    const query = {
      ...spec, ...descent, ...viewState.options, view: (state.board?.needs() ?? []).join(","),
      knob: lossfold.knobs.running(state.scene, state.knob),
    };
    const key = JSON.stringify(query);
    if (key === viewState.askedFor) return;
    viewState.askedFor = key;
    const again = () => {
      viewState.askedFor = null;
      ask(descent);
    };
    lossfold.server.ask("extras-request", query, { tried: descent === viewState.tried && descent, again });
  }

  /** @type {Lossfold["viewHost"]["came"]} */
  function came(data) {
    if (!data) return;
    const { state } = lossfold;
    const answer = lossfold.server.answered("extras-request", data.seq ?? 0);
    if (!answer) return;
    if (data.refused) {
      if (!answer.newest) return;
      viewState.askedFor = viewState.tried = null;
      lossfold.notice.say(data.refused);
      state.board?.update();
      return;
    }
    if (!data.extras || !data.spec) return;
    if (!lossfold.specFields.sameModel(data.spec, state.scene.spec, state.weights)) return;
    const { tried } = answer.note;
    if (tried && data.extras.trajectories) {
      lossfold.notice.mended();
      viewState.descent = data.extras.trajectories.query;
      if (tried === viewState.tried) viewState.tried = null;
      host.changed();
    }
    const extras = lossfold.viewBoard.openExtras(data.extras);
    state.extras = extras && { ...extras, spec: data.spec };
    state.board?.update();
  }

  /**
   * Trajectories that begin outside the square begin where they do by default. Pure.
   * @type {(descent: Record<string, string>, half: number) => Record<string, string>}
   */
  function startingWithin({ start, ...rest }, half) {
    return start && start.split(",").every((b) => Math.abs(Number(b)) <= half) ? { start, ...rest } : rest;
  }

  /**
   * A new scene: what was worked out for the old one is gone, and so are views that its model does not have.
   * @type {Lossfold["viewHost"]["updateScene"]}
   */
  function updateScene() {
    const { state } = lossfold;
    if (!state.board) return;
    state.extras = null;
    viewState.askedFor = null;
    viewState.descent = startingWithin(viewState.descent, state.scene.spec.range);
    state.board.pinned = state.board.pick = null;
    const left = offer(viewState.views);
    if (left.length === viewState.views.length) return need();
    viewState.views = left.length ? left : ["surface"];
    show();
  }

  /**
   * The views that an address says, with their settings; those that it does not name are as they are at first.
   * @type {Lossfold["viewHost"]["take"]}
   */
  function take(query) {
    const { start, board, scene } = lossfold.state;
    const text = (/** @type {string} */ name) => (query[name] ? String(query[name]) : "");
    for (const { options } of start.views) {
      for (const [name, usual] of Object.entries(options)) viewState.options[name] = text(name) || usual;
    }
    const descent = ["walk", "start", "rate", "steps"].filter((name) => query[name]).map((name) => [name, text(name)]);
    viewState.descent = startingWithin(Object.fromEntries(descent), scene.spec.range);
    viewState.tried = viewState.askedFor = null;
    const wanted = text("view").split(",");
    const left = offer(names().filter((name) => wanted.includes(name)));
    viewState.views = left.length ? left : ["surface"];
    if (board) board.pinned = board.pick = query.pick ? text("pick").split(",").map(Number) : null;
    show();
  }

  /**
   * Builds bar and board; they have no numbers before the first surface stands.
   * @type {Lossfold["viewHost"]["begin"]}
   */
  function begin(start) {
    const { state, rowEdits: rows } = lossfold;
    state.viewState = Object.assign(viewState, start.viewState, { options: { ...start.options } });
    const { words, scene: { penalties } } = state;
    const { views: kinds, optimizers, gallery } = start;
    Object.assign(host, { words, penalties, kinds, options: viewState.options, optimizers, gallery, rows });
    host.linePlace = lossfold.elements.one(".sight");
    buildBar(state.words);
    offer([]);
    lossfold.linkedWindows.listen(viewState.linked);
    const board = new lossfold.viewBoard.Board(find("board"), host, { names: [], canClose: true });
    state.board = board;
    const surface = find("surface");
    // Without views the surface's own label says what is under the pointer.
    const open = () => viewState.views.length > 1;
    surface.addEventListener("landscape:pick", (event) => open() && board.picked(event.detail));
    surface.addEventListener("landscape:pin", (event) => open() && board.pin(event.detail));
    show();
  }

  globalThis.lossfold = { ...globalThis.lossfold, viewHost: { begin, addMethod, update, updateScene, came, take } };
})();
