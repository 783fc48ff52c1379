// Random numbers that are the same in every browser: a diagram that draws lots is a function of its address.
(function () {
  /**
   * Uniform numbers in [0, 1) from a seed: mulberry32. Pure.
   * Source: Tommy Ettinger, 2017, in the public domain.
   * @type {Lossfold["chance"]["uniform"]}
   */
  function uniform(seed) {
    let state = seed | 0;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** Standard normal numbers from a seed, by Box and Muller's cosine. Pure. @type {Lossfold["chance"]["normal"]} */
  function normal(seed) {
    const next = uniform(seed);
    return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  }

  /** Mean and variance of numbers, with their count below the variance. Pure. @type {Lossfold["chance"]["moments"]} */
  function moments(numbers) {
    const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    return { mean, variance: numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / numbers.length };
  }

  globalThis.lossfold = { ...globalThis.lossfold, chance: { uniform, normal, moments } };
})();
