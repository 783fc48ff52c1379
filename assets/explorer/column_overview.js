// Which columns of a file go with the target: a bar each, the strongest first; a press takes a column as a feature.
(function () {
  let drawn = "";

  /**
   * The two features after a press on a column: a new one takes the place of the one chosen longest ago, the first.
   * Pure.
   * @type {Lossfold["columnOverview"]["pressed"]}
   */
  const pressed = ([first, second], name) => (name === first || name === second ? [first, second] : [second, name]);

  /** After each new scene. @type {Lossfold["columnOverview"]["update"]} */
  function update() {
    const { own, words } = lossfold.state;
    const place = lossfold.elements.byId("own-overview");
    const shown = own && own.correlations.length > 2 ? own : null;
    place.hidden = !shown;
    const now = shown ? JSON.stringify([shown.correlations, shown.features, shown.target]) : "";
    if (now === drawn || !shown) return;
    drawn = now;
    const title = lossfold.format.fill(words["own.overview.title"], { target: shown.target });
    const bars = shown.correlations.map(([name, r]) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.setAttribute("aria-pressed", String(shown.features.includes(name)));
      const bar = document.createElement("i");
      bar.style.width = `${(100 * Math.abs(r)).toFixed(1)}%`;
      bar.className = r < 0 ? "falls" : "rises";
      const [called, number] = [document.createElement("span"), document.createElement("b")];
      called.textContent = name;
      number.textContent = lossfold.format.number(r, 2);
      button.append(called, bar, number);
      button.addEventListener("click", () => {
        const [first, second] = pressed([shown.features[0], shown.features[1]], name);
        // As if both had been picked by hand.
        lossfold.props.set("feature-1", { value: first });
        lossfold.props.set("feature-2", { value: second });
        lossfold.uploadPanel.columns(first, second, shown.target);
      });
      return button;
    });
    const head = Object.assign(document.createElement("p"), { className: "hint", textContent: title });
    place.replaceChildren(head, ...bars);
  }

  globalThis.lossfold = { ...globalThis.lossfold, columnOverview: { update, pressed } };
})();
