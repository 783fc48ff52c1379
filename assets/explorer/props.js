// Properties of Dash's components, as the page's scripts set them and as the components have them.
(function () {
  /** "id.property" -> its value, as the page has it. @type {Record<string, unknown>} */
  const known = {};

  /** Gives components new properties, only where they differ. @type {Lossfold["props"]["set"]} */
  function set(id, props) {
    const isNew = (/** @type {[string, unknown]} */ [name, value]) =>
      JSON.stringify(known[`${id}.${name}`]) !== JSON.stringify(value);
    const changed = Object.entries(props).filter(isNew);
    if (changed.length === 0) return;
    for (const [name, value] of changed) known[`${id}.${name}`] = value;
    dash_clientside.set_props(id, Object.fromEntries(changed));
  }

  /** What a control says of itself, so that `set` need not repeat it. @type {Lossfold["props"]["heard"]} */
  function heard(id, value) {
    known[`${id}.value`] = value;
  }

  /**
   * Whether a control only repeats what it was told: its callback comes also after `set`, with the value of then.
   * @type {Lossfold["props"]["isEcho"]}
   */
  const isEcho = (id, value) => known[`${id}.value`] === value;

  globalThis.lossfold = { ...globalThis.lossfold, props: { set, heard, isEcho } };
})();
