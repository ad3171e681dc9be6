// The colour of a place on an axis: blue at its start, grey in the middle, orange at its end.
import { hexOfOklab, type Oklab, oklabOfHex } from '../../clip/picture/oklab.ts';

// Blue and orange are told apart by nearly everybody, whatever colours they see.
const [start, middle, end] = [oklabOfHex('#2166ac'), oklabOfHex('#d9d9d9'), oklabOfHex('#d95f02')];

/** @param place from -1 to 1 @returns `#rrggbb` */
export function axisColour(place: number): string {
  const towards = place < 0 ? start : end;
  const share = Math.min(1, Math.abs(place));
  const mixed = middle.map((value, i) => value + share * ((towards[i] ?? 0) - value));
  // `map` forgets that there are three.
  return hexOfOklab(mixed as unknown as Oklab);
}
