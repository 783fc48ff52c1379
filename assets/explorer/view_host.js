// The explorer's side of the views: what they may ask of the page, their part of the address, and windows that move
// together.
(function () {
  const STOPS = 100; // a unit of a slider
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  /** @type {ExplorerLooks} */
  const looks = {
    views: ["surface"], along: 0, compare: { knob: "l1", values: [] }, standard: "", difference: false, linked: false,
    decay: false, ridge: false, walk: {}, pick: null,
  };
  /** @type {BroadcastChannel | null} */
  let channel = null;
  /** The weights that another window sent last. @type {Weights | null} */
  let heard = null;

  /** The slider's stop nearest to a value. @type {(knob: string, value: number) => number} */
  function round(knob, value) {
    const { low, high } = lossfold.state.start.numbers[knob];
    return Math.round(Math.min(Math.max(value, low), high) * STOPS) / STOPS;
  }

  /** Today's numbers for the views. @type {() => PageFrame | null} */
  function frame() {
    const { state } = lossfold;
    const { scene, landscape, paths, weights, knob, words } = state;
    if (!landscape || !landscape.opened) return null;
    const all = { loss: 1, ...weights };
    const { extras } = state;
    return {
      scene, opened: landscape.opened, half: landscape.half, box: landscape.box,
      weights, knob, words, theme: lossfold.explorer.light(),
      solution: lossfold.solutionTables.at(scene, paths, all), tables: paths,
      extras, canAsk: true, showDecay: looks.decay, showRidge: looks.ridge,
      hasSurface: looks.views.includes("surface"),
      showPick: (picked) => landscape.setGuests({ picked }), showWalks: (walks) => landscape.setGuests({ walks }),
    };
  }

  /** Words, looks and limits come with the page. @type {PageHost} */
  const host = {
    words: {}, start: looks, along: 0, compare: looks.compare, difference: false, walks: null,
    canAsk: true,
    kinds: [],
    frame,
    turn(knob, value) {
      lossfold.buttons.stop();
      lossfold.sliderDrag.turn({ ...lossfold.state.weights, [knob]: round(knob, value) }, knob);
    },
    step(knob, by) {
      host.turn(knob, lossfold.state.weights[knob] + by / STOPS);
      host.rest();
    },
    rest: () => lossfold.sliderDrag.settleLater(),
    notice: (text) => lossfold.explorer.notice(text),
    changed: () => lossfold.query.write(lossfold.requests.address),
    camera: () => lossfold.state.landscape && lossfold.state.landscape.camera(),
    plotly: () => Promise.resolve(),
    toggle,
    setAlong(along) {
      looks.along = host.along = along;
      host.changed();
    },
    setCompare(compare, difference) {
      Object.assign(looks, { compare, difference });
      Object.assign(host, { compare, difference });
      host.changed();
      need();
    },
    setWalks(changes) {
      const texts = Object.entries(changes).map(([name, value]) => [name, String(value).replace(/\s+/g, "")]);
      const tried = { ...looks.walk, ...looks.tried, ...Object.fromEntries(texts) };
      looks.tried = tried;
      ask(tried);
    },
    setRidge(on) {
      looks.ridge = on;
      host.changed();
      ask(looks.tried || looks.walk);
      lossfold.state.board?.follow();
    },
    setDecay(on) {
      looks.decay = on;
      lossfold.state.board?.follow();
      host.changed();
    },
  };

  /** The buttons of the views. @returns {NodeListOf<HTMLButtonElement>} */
  const chips = () => document.querySelectorAll("#views button[data-view]");

  /** @param {string} name */
  function toggle(name) {
    const now = looks.views.includes(name) ? looks.views.filter((each) => each !== name) : [...looks.views, name];
    looks.views = now.length ? now : ["surface"];
    show();
    host.changed();
    const button = find(`views-bar-${name}`);
    if (button && document.activeElement === document.body) button.focus();
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

  /** Opens what the looks say, and asks for what the views need. */
  function show() {
    const { state } = lossfold;
    const surface = looks.views.includes("surface");
    const { one } = lossfold.elements;
    const others = looks.views.some((name) => name !== "surface");
    one(".stage").dataset.hidden = surface ? "" : "yes";
    Object.assign(one(".board").dataset, { count: looks.views.length, views: others ? "yes" : "" });
    state.board?.show(looks.views.filter((name) => name !== "surface"));
    for (const button of chips()) {
      button.setAttribute("aria-pressed", String(looks.views.includes(button.dataset.view ?? "")));
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
      const chip = button(words[`view.${name}`], looks.views.includes(name), () => toggle(name));
      chip.dataset.view = name;
      chip.id = `views-bar-${name}`;
      bar.append(chip);
    }
    const link = button(words["view.link"], looks.linked, () => {
      looks.linked = !looks.linked;
      link.setAttribute("aria-pressed", String(looks.linked));
      listen();
      host.changed();
    });
    link.className = "apart";
    link.title = words["view.link.hint"];
    bar.append(link);
  }

  /** Windows of this browser that are linked move together. */
  function listen() {
    if (channel) channel.close();
    channel = looks.linked ? new BroadcastChannel("lossfold") : null;
    if (!channel) return;
    channel.onmessage = ({ data }) => {
      heard = data.weights;
      lossfold.sliderDrag.turn(lossfold.knobs.taking(lossfold.state.weights, data.weights), data.knob);
    };
  }

  /** Lets an optimiser walk beside those that do; of four the last makes room. @type {Lossfold["viewHost"]["walk"]} */
  function walk(method) {
    const { walks } = lossfold.state.extras || {};
    const known = walks ? walks.paths.map((path) => path.method) : ["gd", "ista"];
    if (!known.includes(method)) host.setWalks({ walk: [...known.slice(0, 3), method] });
  }

  /** After every step of a slider. @type {Lossfold["viewHost"]["follow"]} */
  function follow() {
    const { state } = lossfold;
    if (!state.board) return;
    state.board.follow();
    const { weights } = state;
    const told = heard && lossfold.knobs.agree(weights, heard);
    if (channel && !told) channel.postMessage({ weights: { ...weights }, knob: state.knob });
    heard = { ...weights };
    need();
  }

  const entriesOf = (/** @type {Record<string, unknown>} */ values) => new Map(Object.entries(values));

  /** Asks the server for what the open views need and do not have for today's numbers. */
  function need() {
    const { state } = lossfold;
    const names = state.board ? state.board.needs() : [];
    if (!names.length || !state.landscape) return;
    const { extras, weights } = state;
    const knob = lossfold.knobs.running(state.scene, state.knob);
    const cells = extras?.cells;
    const wanted = lossfold.compare.write(looks.compare);
    const has = entriesOf({
      path: lossfold.pathView.fitting(extras, weights, knob, "path"),
      cloud: lossfold.pathView.fitting(extras, weights, knob, "cloud"),
      compare: cells && lossfold.knobs.agree(cells.at, weights) && cells.compare === wanted,
      descent: extras?.walks?.found(weights),
    });
    if (names.some((name) => !has.get(name))) ask(looks.tried || looks.walk);
  }

  /** @type {(walk: Record<string, string>) => void} */
  function ask(walk) {
    const { state } = lossfold;
    const spec = lossfold.requests.textsOf({ ...state.scene.spec, ...state.weights });
    const query = {
      ...spec, ...walk, view: (state.board?.needs() ?? []).join(","),
      knob: lossfold.knobs.running(state.scene, state.knob), compare: lossfold.compare.write(looks.compare),
      ridge: looks.ridge ? "1" : "0",
    };
    const key = JSON.stringify(query);
    if (key === looks.askedFor) return;
    looks.askedFor = key;
    const again = () => {
      looks.askedFor = null;
      ask(walk);
    };
    lossfold.server.ask("extras-request", query, { tried: walk === looks.tried && walk, again });
  }

  /** @type {Lossfold["viewHost"]["came"]} */
  function came(data) {
    if (!data) return;
    const { state } = lossfold;
    const answer = lossfold.server.answered("extras-request", data.seq ?? 0);
    if (!answer) return;
    if (data.refused) {
      if (!answer.newest) return;
      looks.askedFor = looks.tried = null;
      lossfold.explorer.notice(data.refused);
      state.board?.follow();
      return;
    }
    if (!data.extras || !data.spec || !lossfold.requests.sameModel(data.spec, state.scene.spec)) return;
    const { tried } = answer.note;
    if (tried && data.extras.walks) {
      lossfold.notice.mended();
      looks.walk = data.extras.walks.query;
      if (tried === looks.tried) looks.tried = null;
      host.changed();
    }
    const extras = lossfold.viewBoard.openExtras(data.extras);
    state.extras = extras && { ...extras, spec: data.spec };
    state.board?.follow();
  }

  /**
   * Walks that begin outside the square begin where they do by default. Pure.
   * @type {(walk: Record<string, string>, half: number) => Record<string, string>}
   */
  function startingWithin({ start, ...rest }, half) {
    return start && start.split(",").every((b) => Math.abs(Number(b)) <= half) ? { start, ...rest } : rest;
  }

  /**
   * A new scene: what was worked out for the old one is gone, and so are views that its model does not have.
   * @type {Lossfold["viewHost"]["followScene"]}
   */
  function followScene() {
    const { state } = lossfold;
    if (!state.board) return;
    state.extras = null;
    looks.askedFor = null;
    looks.walk = startingWithin(looks.walk, state.scene.spec.range);
    state.board.pinned = state.board.pick = null;
    const left = offer(looks.views);
    if (left.length === looks.views.length) return need();
    looks.views = left.length ? left : ["surface"];
    show();
  }

  /** The views' part of the address. @type {Lossfold["viewHost"]["address"]} */
  function address() {
    const { board } = lossfold.state;
    if (!board) return {};
    const plain = looks.views.length === 1 && looks.views[0] === "surface";
    const shown = names().filter((name) => looks.views.includes(name));
    const walks = { ...looks.walk, decay: looks.decay ? 1 : null, ridge: looks.ridge ? 1 : null };
    const compare = lossfold.compare.write(looks.compare);
    return {
      view: plain ? null : shown.join(","),
      along: looks.along ? 2 : null,
      pick: board.pinned ? lossfold.query.pointText(board.pinned, lossfold.state.scene.spec.range) : null,
      compare: compare === looks.standard ? null : compare,
      difference: looks.difference ? 1 : null,
      linked: looks.linked ? 1 : null,
      ...(looks.views.includes("descent") ? walks : {}),
    };
  }

  /**
   * Builds bar and board; they have no numbers before the first surface stands.
   * @type {Lossfold["viewHost"]["begin"]}
   */
  function begin(start) {
    const { state } = lossfold;
    const compare = lossfold.compare.parse(start.looks.compare) ?? looks.compare;
    Object.assign(looks, start.looks, { standard: "l1:0,0.1,0.5,1", compare });
    const { along, difference } = looks;
    const { words } = state;
    Object.assign(host, { words, kinds: start.views, along, compare, difference, walks: start.walks });
    host.linePlace = find("views");
    buildBar(state.words);
    offer([]);
    listen();
    const board = new lossfold.viewBoard.Board(find("board"), host, { names: [], canClose: true });
    state.board = board;
    const surface = find("surface");
    // Without views the surface's own label says what is under the pointer.
    const open = () => looks.views.length > 1;
    surface.addEventListener("landscape:pick", (event) => open() && board.picked(event.detail));
    surface.addEventListener("landscape:pin", (event) => open() && board.pin(event.detail));
    show();
  }

  globalThis.lossfold = { ...globalThis.lossfold, viewHost: { begin, walk, follow, followScene, came, address } };
})();
