// Elements that the page has from the first: where one may be missing, the document itself is asked.
(function () {
  /** The element with an id. @type {Lossfold["elements"]["byId"]} */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  /** The first element that fits a selector. @type {Lossfold["elements"]["one"]} */
  const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

  /** The element that an event is about, if it is one. @type {Lossfold["elements"]["targetOf"]} */
  const targetOf = ({ target }) => (target instanceof Element ? target : null);

  /** Puts a text where it is not there yet. @type {Lossfold["elements"]["text"]} */
  function text(id, content) {
    const element = byId(id);
    if (element.textContent !== content) element.textContent = content;
  }

  globalThis.lossfold = { ...globalThis.lossfold, elements: { byId, one, targetOf, text } };
})();
