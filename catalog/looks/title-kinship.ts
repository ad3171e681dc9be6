// Whether products that share a picture are one thing in several sizes, judged by the words of their titles.

export type Kinship = 'one family' | 'strangers' | 'unknown';

// Titles of one model in ten sizes share most words: 0.6 and more. Two taps of one maker share 0.2 to 0.3.
const leastShared = 0.4;
const mostCompared = 40;

/** `unknown` when the titles have no words to compare, as file names and article numbers. */
export function kinshipOf(titles: readonly string[]): Kinship {
  const known = titles.slice(0, mostCompared).map(wordsOf);
  const worded = known.filter((words) => words.size >= 2);
  if (worded.length < 2 || worded.length < 0.7 * known.length) return 'unknown';
  const shares = worded.flatMap((one, i) => worded.slice(i + 1).map((other) => sharedWords(one, other)));
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return mean >= leastShared ? 'one family' : 'strangers';
}

/** Sizes, colours in numbers and article numbers tell members of a family apart, so they don't count. */
function wordsOf(title: string): Set<string> {
  const words = title.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter((word) => word.length >= 3 && !/\p{N}/u.test(word)));
}

/** Of all words of two titles those that both have, 0..1. */
function sharedWords(one: Set<string>, other: Set<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both / (one.size + other.size - both);
}
