// What a slice's page remembers: Undo, Start again, its address, and what is shared follow once a hand has done
// something.
(function () {
  const there = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

  /** In a frame the page around it has a head of its own: two buttons of ours go to where an embed has them. */
  function unhead() {
    const head = document.querySelector(".head");
    if (!head) return;
    const tools = Object.assign(document.createElement("div"), { className: "tools" });
    tools.append(there("theme"), there("reset"));
    [...document.querySelectorAll(".stage")].at(-1)?.append(tools);
    head.remove();
  }

  /** The weights as far as the sliders beside another slice reach. @type {Lossfold["sliceMemory"]["within"]} */
  function within(query, most) {
    const kept = Object.entries(most).map(([knob, high]) => [knob, Math.min(Number(query[knob] ?? 0), high) || null]);
    return { ...query, l1: null, l2: null, ...Object.fromEntries(kept) };
  }

  /**
   * The page at an address, of a file that has none: it is sent again, as a server keeps no file.
   * @type {(file: SliceFile, address: string) => void}
   */
  function send({ name, base64 }, address) {
    const form = Object.assign(document.createElement("form"), {
      method: "post", action: address, enctype: "multipart/form-data", hidden: true,
    });
    const field = Object.assign(document.createElement("input"), { type: "file", name: "file" });
    const chosen = new DataTransfer();
    chosen.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    field.files = chosen.files;
    form.append(field);
    document.body.append(form);
    form.submit();
  }

  /** @type {Lossfold["sliceMemory"]["begin"]} */
  function begin(state, start, { now, put }) {
    if (window.parent !== window) unhead();
    const { stage, scene, words, panes } = state;
    const { of, beside, frames, file } = start;
    const standard = lossfold.cameraKeys.standard(scene);
    const undo = new lossfold.sliceUndo.Undo(now());
    const usual = {
      weights: lossfold.knobs.of(scene), layer: "loss", logarithm: scene.wide, views: [], along: "a", through: "lowest",
    };
    const buttons = ["undo", "restart"].map((id) => /** @type {HTMLButtonElement} */ (there(id)));
    let { theme } = start;
    const query = () => lossfold.sliceAddress.query({
      of, beside, language: start.language, theme, wide: scene.wide,
      camera: lossfold.query.cameraText(stage.now(), standard, start.reach),
    }, now());
    // What stands in a frame stays fit for one, under its author's words, and is no part of what is shared.
    const asked = new URLSearchParams(location.search);
    const address = () => ({ ...query(), as: asked.get("as"), title: asked.get("title") });
    lossfold.sliceShare.begin({ state, words, of, beside, frames, panes, query });
    const lead = lossfold.sliceMenu.begin(start, query);
    const said = () => {
      buttons[0].disabled = !undo.past.length;
      buttons[1].disabled = JSON.stringify(now()) === JSON.stringify(usual);
      lead();
      const link = document.getElementById("language");
      if (link) {
        const other = { ...address(), lang: link.getAttribute("hreflang") === "en" ? "en" : "zh" };
        link.setAttribute("href", `slice?${lossfold.query.encode(other)}`);
      }
      // A frame's address is its author's.
      if (of && window.parent === window) lossfold.query.write(address);
    };
    const done = () => {
      undo.note(now());
      said();
    };
    state.on("idle", done);
    for (const place of document.querySelectorAll(".slice-choices, .slice-cut")) {
      place.addEventListener("change", ({ target }) => {
        if (!(target instanceof HTMLSelectElement)) return done();
        if (target.id !== "beside") return;
        // A layer, a logarithm or a view may be of this one alone.
        const alone = { layer: null, log: null, view: null, title: null };
        const wanted = { ...address(), ...alone, with: target.value || null };
        location.href = `slice?${lossfold.query.encode(within(wanted, start.reaches[target.value]))}`;
      });
    }
    for (const { surface } of panes) surface.addEventListener("landscape:camera", said);
    buttons[0].addEventListener("click", () => {
      state.take();
      // What a hand has only just let go is a step as well.
      undo.note(now());
      const before = undo.back();
      if (before) put(before);
      said();
    });
    buttons[1].addEventListener("click", () => {
      state.take();
      put(usual);
      done();
    });
    there("reset").addEventListener("click", () => {
      for (const pane of panes) pane.stage.setCamera(standard);
      said();
    });
    document.getElementById("fill")?.addEventListener("click", lossfold.fullScreen.toggle);
    document.getElementById("language")?.addEventListener("click", (event) => {
      if (!file) return;
      event.preventDefault();
      send(file, /** @type {HTMLAnchorElement} */ (event.currentTarget).href);
    });
    there("theme").addEventListener("click", () => {
      theme = lossfold.theme.now() === "dark" ? "light" : "dark";
      lossfold.theme.choose(theme);
      said();
    });
    said();
  }

  globalThis.lossfold = { ...globalThis.lossfold, sliceMemory: { begin, within } };
})();
