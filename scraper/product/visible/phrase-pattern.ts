// Makes one pattern of a list of phrases, with word edges that hold in every script.

/**
 * Phrases split at commas. Letters before or after a phrase make it another word, except in scripts without spaces.
 * @param edges.atEnd nothing but a colon and spaces may follow
 * @param edges.atStart nothing but a mark or two may stand before, and the last word may go on
 */
export function phrasePattern(phrases: string, edges: { atEnd?: boolean; atStart?: boolean } = {}): RegExp {
  const all = phrases
    .split(',')
    .map((phrase) => phrase.replace(/\s+/g, ' ').trim())
    .filter((phrase) => phrase !== '');
  const spaced = alternatives(all.filter((phrase) => !isSpaceless(phrase)));
  const spaceless = all.filter(isSpaceless);
  if (edges.atStart) return new RegExp(`^[^\\p{L}]{0,3}(?:${alternatives(all)})`, 'iu');
  const either = [`(?<![\\p{L}\\p{M}])(?:${spaced})(?![\\p{L}\\p{M}])`];
  if (spaceless.length > 0) either.push(alternatives(spaceless));
  return new RegExp(edges.atEnd ? `(?:${either.join('|')})\\s{0,3}[:：]?\\s{0,3}$` : either.join('|'), 'iu');
}

function isSpaceless(phrase: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
    phrase,
  );
}

function alternatives(phrases: string[]): string {
  // Longest first, for the first that fits is taken.
  return phrases
    .toSorted((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s'))
    .join('|');
}
