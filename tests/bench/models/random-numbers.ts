// Random numbers that are the same for the same seed: a model made twice is the same model.

export interface RandomNumbers {
  /** Evenly between 0 and 1. */
  even(): number;
  /** Normally distributed around 0. */
  normal(count: number, deviation: number): Float32Array;
}

export function randomNumbers(seed: number): RandomNumbers {
  let state = seed >>> 0 || 1;
  // Marsaglia's xorshift32.
  const even = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    even,
    normal(count, deviation) {
      const numbers = new Float32Array(count);
      // Box and Muller: two at a time.
      for (let i = 0; i < count; i += 2) {
        const size = deviation * Math.sqrt(-2 * Math.log(even() || 1e-9));
        const angle = 2 * Math.PI * even();
        numbers[i] = size * Math.cos(angle);
        if (i + 1 < count) numbers[i + 1] = size * Math.sin(angle);
      }
      return numbers;
    },
  };
}
