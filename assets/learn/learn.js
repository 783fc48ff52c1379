// The pages at /learn: colours as the reader's device has them, figures as high as they ask to be, the filter of the
// contents, and the button that copies a figure's code. Without it the pages can still be read.
(function () {
  const HIGHEST = 1600;
  const LATER = 3000; // ms
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  paint();
  dark.addEventListener("change", paint);

  addEventListener("message", (event) => {
    const { type, height } = event.data || {};
    if (type !== "lossfold:height" || !(height > 0)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = `${Math.min(height, HIGHEST)}px`;
    }
  });

  const folded = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase();

  /** Whether every word of the query stands somewhere in the text. Pure. @type {Lossfold["learn"]["matches"]} */
  function matches(text, query) {
    const stands = folded(text);
    return folded(query).split(/\s+/).every((word) => stands.includes(word));
  }

  /**
   * The contents' filter: as one types; ↓ and ↑ walk the pages that are left, Enter opens the first, Esc shows all.
   * @type {(form: HTMLElement) => void}
   */
  function filter(form) {
    const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".entry")]);
    const linkOf = (/** @type {HTMLElement} */ entry) => /** @type {HTMLElement} */ (entry.querySelector("a"));
    const links = () => entries.filter((entry) => !entry.hidden).map(linkOf);
    const found = (/** @type {HTMLElement} */ entry) => matches(entry.dataset.find ?? "", field.value);
    const sift = () => {
      const query = field.value.trim();
      for (const entry of entries) {
        const { find = "", text = "" } = entry.dataset;
        entry.hidden = !matches(`${find} ${text}`, query);
      }
      for (const chapter of document.querySelectorAll(".chapter")) {
        chapter.toggleAttribute("hidden", !chapter.querySelector(".entry:not([hidden])"));
      }
      const { some = "", none = "" } = said.dataset;
      const count = links().length;
      said.textContent = !query ? "" : count ? some.replace("{count}", String(count)) : none;
      said.dataset.empty = count ? "" : "yes";
    };
    field.addEventListener("input", sift);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // A page that is about the word goes before one that only has it in its text.
      const left = entries.filter((entry) => !entry.hidden);
      if (field.value.trim() && left.length) linkOf(left.find(found) ?? left[0]).click();
    });
    document.addEventListener("keydown", (event) => {
      const typing = document.activeElement === field;
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        field.focus();
      } else if (event.key === "Escape" && typing) {
        field.value = "";
        sift();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const left = links();
        const at = left.findIndex((link) => link === document.activeElement);
        if (!typing && at < 0) return;
        const next = at + (event.key === "ArrowDown" ? 1 : -1);
        if (next < -1 || next >= left.length) return;
        event.preventDefault();
        (left[next] || field).focus();
      }
    });
    // A browser that goes back fills the field in again.
    addEventListener("pageshow", sift);
  }

  /**
   * A frame's code with its address in full: the page knows it, and what has written the page need not. Pure.
   * @type {Lossfold["learn"]["whole"]}
   */
  const whole = (code, page) => code.replace(/src="([^"]*)"/, (_, at) => `src="${new URL(at, page).href}"`);

  /**
   * Copies a figure's code; where the browser forbids it, the code is shown to be copied by hand.
   * @type {(button: HTMLButtonElement) => Promise<void>}
   */
  async function copy(button) {
    const said = /** @type {HTMLElement} */ (button.parentElement?.querySelector("[role=status]"));
    const code = whole(button.dataset.code ?? "", location.href);
    const { done = "", byHand = "" } = said.dataset;
    try {
      await navigator.clipboard.writeText(code);
      said.textContent = done;
    } catch {
      const field = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 4, value: code });
      field.setAttribute("aria-label", byHand);
      said.textContent = byHand;
      button.replaceWith(field);
      field.select();
    }
  }

  /**
   * Leads on to the reader's language, where a page does nothing but offer them.
   * @type {(page: HTMLElement) => void}
   */
  function choose(page) {
    const links = [...page.querySelectorAll("a")];
    const spoken = (/** @type {string} */ language) => language.split("-")[0];
    const first = (/** @type {string} */ wanted) => links.find((link) => spoken(link.hreflang) === spoken(wanted));
    const link = navigator.languages.map(first).find(Boolean);
    if (link) location.replace(link.href);
  }

  /**
   * In a page that is opened as a file a sandbox shuts a figure's own scripts out: they are files too. A frame that has
   * begun to load may keep its sandbox for that load, so a new frame takes its place.
   */
  function unbox() {
    for (const frame of document.querySelectorAll("iframe")) {
      const open = /** @type {HTMLIFrameElement} */ (frame.cloneNode());
      open.removeAttribute("sandbox");
      frame.replaceWith(open);
    }
  }

  // Figures further down come when the page has its own, so that paper shows them too; they weigh little until seen.
  addEventListener("load", () => setTimeout(() => {
    for (const frame of document.querySelectorAll("iframe")) if (frame.loading === "lazy") frame.loading = "eager";
  }, LATER));

  addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("find");
    if (form) filter(form);
    const choice = document.getElementById("choice");
    if (choice) choose(choice);
    if (location.protocol === "file:") unbox();
    for (const button of document.querySelectorAll("button")) {
      if (button.classList.contains("copy")) button.addEventListener("click", () => copy(button));
    }
  });

  globalThis.lossfold = { ...globalThis.lossfold, learn: { matches, whole } };
})();
