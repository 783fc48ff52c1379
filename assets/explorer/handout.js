// The address of the very state as a QR code: for phones in front of the screen, and for the sheet of paper.
(function () {
  const find = (/** @type {string} */ id) => lossfold.elements.byId(id);
  /** What is on the sheet. */
  let printed = "";

  /** The picture on screen as others open it. @type {Lossfold["handout"]["address"]} */
  const address = () => lossfold.links.whole();

  /** What the picture is of, in the words of the pickers. */
  function what() {
    const { scene, weights } = lossfold.state;
    const [loss, data] = ["loss", "data"].map((id) => /** @type {HTMLInputElement} */ (find(id)).value);
    const shown = Object.keys(weights).filter((knob) => scene.knobs[knob].main || weights[knob] > 0);
    const knobs = shown.map((knob) => `${scene.knobs[knob].symbol} = ${lossfold.format.weight(weights[knob])}`);
    return [loss, data, ...knobs].join(" · ");
  }

  /** Where the server draws its code. */
  const picture = () => `qr.svg${new URL(address()).search}`;

  function show() {
    const dialog = /** @type {HTMLDialogElement} */ (find("qr-dialog"));
    find("qr-code").setAttribute("src", picture());
    find("qr-address").textContent = address();
    const { words, scene } = lossfold.state;
    const { hostname: host } = new URL(address());
    const isHere = host === "localhost" || host === "[::1]" || host.startsWith("127.");
    const isOwn = scene.spec.data === "own";
    const key = isHere ? "present.qr.here" : isOwn ? "present.qr.own" : "present.qr.hint";
    find("qr-hint").textContent = lossfold.format.fill(words[key], { host });
    find("qr-hint").dataset.wrong = isHere ? "yes" : "";
    dialog.showModal();
  }

  /**
   * Puts address and code on the sheet. The browser takes the page as it is when this returns: nothing can be waited
   * for, so the code is fetched at once, and without an answer the address stands alone.
   * @type {Lossfold["handout"]["fill"]}
   */
  function fill() {
    if (printed === address()) return;
    find("handout-address").textContent = address();
    find("handout-what").textContent = what();
    const code = find("handout-code");
    code.replaceChildren();
    try {
      const request = new XMLHttpRequest();
      request.open("GET", picture(), false);
      request.send();
      if (request.status !== 200) return;
      const svg = new DOMParser().parseFromString(request.responseText, "image/svg+xml").documentElement;
      code.append(document.importNode(svg, true));
      printed = address();
    } catch {
      // Off line: the address can still be typed.
    }
  }

  /**
   * Cuts off what is empty around a picture: on the sheet it is as large as its place allows, whatever the window was.
   * @type {Lossfold["handout"]["trim"]}
   */
  function trim(canvas) {
    const { width, height } = canvas;
    const pen = width && height ? canvas.getContext("2d") : null;
    if (!pen) return;
    const { data } = pen.getImageData(0, 0, width, height);
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (!data[4 * (y * width + x) + 3]) continue;
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), y];
      }
    }
    if (right < left) return;
    const kept = pen.getImageData(left, top, right - left + 1, bottom - top + 1);
    Object.assign(canvas, { width: kept.width, height: kept.height });
    pen.putImageData(kept, 0, 0);
  }

  document.addEventListener("click", (event) => {
    const target = lossfold.elements.targetOf(event);
    const dialog = target?.closest("#qr-dialog");
    if (target?.closest("#present-qr")) show();
    else if (dialog instanceof HTMLDialogElement && (target === dialog || target?.closest("button"))) dialog.close();
    if (target?.closest("#present-print")) print();
  });

  globalThis.lossfold = { ...globalThis.lossfold, handout: { address, fill, trim } };
})();
