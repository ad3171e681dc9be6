// The small square that nearly everything about a picture's look is computed from, and the smaller print of it.

/** Pixels. A tap's handle is still 4 of them wide; twice as many cost four times the time and named no colour better. */
export const sampleSide = 64;
// What catalog/looks/picture-difference.ts compares.
const printSide = 32;

/** The mean colours of 32x32 blocks of a sample, row by row: 3,072 bytes of RGB. */
export function printOf(rgb: Uint8Array): Buffer {
  const block = sampleSide / printSide;
  const sums = new Float64Array(printSide * printSide * 3);
  for (let y = 0; y < sampleSide; y++) {
    for (let x = 0; x < sampleSide; x++) {
      const cell = 3 * (Math.floor(y / block) * printSide + Math.floor(x / block));
      const pixel = 3 * (y * sampleSide + x);
      for (let channel = 0; channel < 3; channel++) {
        sums[cell + channel] = (sums[cell + channel] ?? 0) + (rgb[pixel + channel] ?? 0);
      }
    }
  }
  return Buffer.from(sums.map((sum) => Math.round(sum / block ** 2)));
}
