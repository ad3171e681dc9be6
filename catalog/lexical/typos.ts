// Tells whether one word is another, mistyped.

/** One mistake in short words, two from seven characters: added, left out, changed, or two swapped. */
export function isTypoOf(typed: string, meant: string): boolean {
  const allowed = allowedMistakes(Math.min(typed.length, meant.length));
  // Numbers are not mistyped words: 1200 is not 1220.
  if (allowed === 0 || /\d/.test(typed) || Math.abs(typed.length - meant.length) > allowed) return false;
  return mistakes(typed, meant) <= allowed;
}

function allowedMistakes(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
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
