// Puts sentences that the server wrote into another language, by patterns of what it is known to write.
export type Translation = [written: RegExp, translate: (...parts: string[]) => string];

/** By the first pattern that fits; null when none does. */
export function translated(sentence: string, translations: readonly Translation[]): string | null {
  for (const [written, translate] of translations) {
    const match = written.exec(sentence);
    if (match) return translate(...match.slice(1));
  }
  return null;
}
