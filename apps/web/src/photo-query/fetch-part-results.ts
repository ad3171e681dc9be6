// Asks for products that look like a part of a product's photo.
import type { ResultPage } from '../api/answers.ts';
import { fetchResults } from '../api/api.ts';
import { inTurn } from './in-turn.ts';

/** Takes what `fetchResults` takes, and throws what it throws. */
export function fetchPartResults(
  ...[subject, narrowing, cursor, signal, wish]: Parameters<typeof fetchResults>
): Promise<ResultPage> {
  const untilAnswered = new AbortController().signal;
  return inTurn(signal, () => fetchResults(subject, narrowing, cursor, untilAnswered, wish));
}
