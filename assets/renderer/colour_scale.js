// The colours of heights as the figure has them, for what plotly.js does not draw: pictures, prints and files. Pure.
(function () {
  /** Six hexadecimal digits -> [red, green, blue]. @type {(text: string) => number[]} */
  const channels = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));

  /**
   * From a fraction of the way from the least height to the largest to [red, green, blue], mixed between the scale's
   * colours as plotly.js mixes them.
   * @type {Lossfold["colourScale"]["of"]}
   */
  function of({ data: [surface] }) {
    const stops = surface.colorscale.map(([at, colour]) => ({ at, colour: channels(colour) }));
    return (fraction) => {
      const within = Math.min(Math.max(fraction, 0), 1);
      const next = Math.max(stops.findIndex(({ at }) => at >= within), 1);
      const [below, above] = [stops[next - 1], stops[next]];
      const way = (within - below.at) / (above.at - below.at);
      return below.colour.map((from, c) => from + (above.colour[c] - from) * way);
    };
  }

  globalThis.lossfold = { ...globalThis.lossfold, colourScale: { of } };
})();
