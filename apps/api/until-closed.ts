// A signal for work that only the asker of a request waits for.
import type { Response } from 'express';

/** Aborted once the answer was sent, ran out of time, or nobody waits for it any more. */
export function untilClosed(response: Response): AbortSignal {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  return closed.signal;
}
