// The sentences of a description that have words of the question, so that a shopper sees why a product is there.
import { foldText } from '../../catalog/lexical/fold.ts';
import { stemOf } from './question-words.ts';

/** A stem that is looked for, and how much it says. */
export interface Term {
  stem: string;
  weight: number;
}

const mostSentences = 2;
const longestSentence = 240;

/** The words to look for in a text, each once, folded. */
export function stemsOf(words: string): string[] {
  return [...writtenStems(words).keys()];
}

/** As they are written in lower case, by what they are folded: what no accent was taken from. */
export function writtenStems(words: string): Map<string, string> {
  const written =
    words
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const stems = written.map(stemOf).filter((stem) => stem.length > 1);
  return new Map(stems.map((stem) => [foldText(stem), stem]));
}

/** Which of the stems the text has at the beginning of a word. */
export function stemsIn(text: string, stems: readonly string[]): string[] {
  const folded = ` ${(foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')}`;
  return stems.filter((stem) => folded.includes(` ${stem}`));
}

/** At most two, in the order of the text: those that say most of what is looked for. */
export function matchingSentences(description: string, terms: readonly Term[]): string[] {
  const stems = terms.map(({ stem }) => stem);
  const weights = new Map(terms.map(({ stem, weight }) => [stem, weight]));
  const scored = sentencesOf(description).map((sentence, at) => {
    const found = stemsIn(sentence, stems);
    return { sentence, at, found, score: found.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0) };
  });
  const best = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.at - b.at);
  const [first, ...others] = best;
  if (!first) return [];
  // A second sentence that says nothing else is in the way.
  const second = others.find(({ found }) => found.some((stem) => !first.found.includes(stem)));
  return [first, ...(second ? [second] : [])]
    .slice(0, mostSentences)
    .sort((a, b) => a.at - b.at)
    .map(({ sentence }) => clipped(sentence));
}

function sentencesOf(text: string): string[] {
  const lines = text.split(/\n+|\s*[•·|]\s*/u);
  return lines
    .flatMap((line) => line.split(/(?<=[.!?…])\s+(?=\P{Ll})/u))
    .map((one) => one.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean);
}

function clipped(sentence: string): string {
  if (sentence.length <= longestSentence) return sentence;
  const cut = sentence.slice(0, longestSentence).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestSentence / 2)).trimEnd()}…`;
}
