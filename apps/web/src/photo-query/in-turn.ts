// Requests that make the server read a photo, one at a time: for a frame that moves, only the latest place is asked for.
let last: Promise<unknown> = Promise.resolve();

/**
 * Sends when everything before it was answered; what is no longer wanted by then is never sent. What was sent is waited
 * for, wanted or not: the server goes on reading the photo of a client that hung up.
 *
 * @throws what `send` throws; the signal's reason
 */
export function inTurn<Answer>(signal: AbortSignal, send: () => Promise<Answer>): Promise<Answer> {
  const mine = last.then(() => {
    signal.throwIfAborted();
    return send();
  });
  last = mine.catch(() => {}); // its own caller hears of it
  return mine;
}
