// The syntax of composed queries in one line, `gold:1 -"two handles" like:17`: text in, weighted parts out.
import { BadQuery } from './bad-query.ts';
import { readTerm, type Term } from './query-terms.ts';

export { largestWeight } from './query-terms.ts';

/** One thing to look for (weight above 0) or to keep away from (below 0). */
export type QueryPart = { text: string; weight: number } | { productId: number; weight: number };

// More parts than a person means; each text costs an encoder run of 2.6 ms with the starter.
export const mostParts = 20;

/**
 * Reads a query. Words that stand together without a sign or a weight stay one phrase, exactly as written; what is
 * not clearly syntax (`pull-down`, `16:9`, `https://…`, `-20%`) is text. Throws `BadQuery`.
 */
export function parseQuery(line: string): QueryPart[] {
  const parts: QueryPart[] = [];
  for (const run of runsOf(line)) {
    if (run.kind === 'word') parts.push({ text: line.slice(run.from, run.to), weight: 1 });
    else if (run.kind === 'text') parts.push({ text: run.text, weight: run.weight });
    else parts.push({ productId: run.productId, weight: run.weight });
  }
  if (parts.length > mostParts) {
    throw new BadQuery(`it has ${parts.length} parts, and at most ${mostParts} are taken`, 0);
  }
  return parts;
}

/** Whether the line says more than words: then it has parts of its own to search for. */
export function isComposed(parts: readonly QueryPart[]): boolean {
  const [first] = parts;
  return parts.length !== 1 || first === undefined || !('text' in first) || first.weight !== 1;
}

function* termsOf(line: string): Generator<Term> {
  let at = 0;
  while (at < line.length) {
    if (/\s/u.test(line.charAt(at))) at += 1;
    else {
      const term = readTerm(line, at);
      yield term;
      at = term.to;
    }
  }
}

/** The terms, with words that stand together made one. */
function runsOf(line: string): Term[] {
  const runs: Term[] = [];
  for (const term of termsOf(line)) {
    const last = runs.at(-1);
    if (term.kind === 'word' && last?.kind === 'word') last.to = term.to;
    else runs.push(term);
  }
  return runs;
}
