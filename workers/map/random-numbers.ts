// Random numbers that are the same for the same seed, so that the same catalogue always gives the same map.

/** From 0 (inclusive) to 1 (exclusive). */
export type RandomNumbers = () => number;

/** mulberry32: 32 bits of state are plenty for a layout, and it is quick in the innermost loop. */
export function randomNumbers(seed: number): RandomNumbers {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
