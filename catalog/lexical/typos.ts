// Tells whether one word is another, mistyped.

/** From how many characters on one mistake is understood, and from how many two. */
interface Tolerance {
  one: number;
  two: number;
}

/**
 * For searching: what is no word of the catalogue may still be a word ("teal" where nothing but the brand "Seal" is
 * known), so short ones are left alone.
 */
export const careful: Tolerance = { one: 5, two: 8 };

/** For suggestions, which nobody has to take. */
export const eager: Tolerance = { one: 3, two: 6 };

/**
 * A mistake is a character added, left out or changed, or two swapped. The first one is seldom mistyped, and tells
 * "golden" from "Holden".
 */
export function isTypoOf(typed: string, meant: string, { one, two }: Tolerance): boolean {
  const length = Math.min(typed.length, meant.length);
  const allowed = length < one ? 0 : length < two ? 1 : 2;
  // Numbers are not mistyped words: 1200 is not 1220.
  if (allowed === 0 || typed[0] !== meant[0] || /\d/.test(typed)) return false;
  return Math.abs(typed.length - meant.length) <= allowed && mistakes(typed, meant) <= allowed;
}

/** Optimal string alignment distance. */
function mistakes(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const at = (line: readonly number[], k: number) => line[k] ?? 0;
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
