// Hands an open answer on as a stream that lets go of everything however its reading ends.
import type { FetchedStream } from './fetched-resource.ts';
import type { NetworkClock } from './network-clock.ts';
import type { OpenAnswer } from './request-hop.ts';
import type { Traffic } from './wire-body.ts';

/**
 * Waits for the first chunk, so that what fails before it can still be tried again.
 * @param asThrown what the reader gets to see of an error
 */
export async function startStream(
  answer: OpenAnswer,
  clock: NetworkClock,
  traffic: Traffic,
  asThrown: (error: unknown) => unknown,
): Promise<FetchedStream> {
  const first = await answer.body.next().catch((error) => Promise.reject(answer.fail(error)));
  if (first.done) letGo();

  function letGo(): void {
    answer.end();
    clock.stop();
  }

  function cancel(): void {
    // Ends a read that hangs on the server, too; without one it only closes the connection.
    clock.abort(new Error('the stream was cancelled'));
    answer.body.return(undefined).catch(() => {}); // nobody reads it any more
    letGo();
  }

  async function* read(): AsyncGenerator<Buffer> {
    let ended = false;
    try {
      if (!first.done) {
        yield first.value;
        yield* answer.body;
      }
      ended = true;
    } catch (error) {
      ended = true;
      throw asThrown(answer.fail(error));
    } finally {
      if (ended) letGo();
      else cancel();
    }
  }

  return { ...answer.head, transferredBytes: () => traffic.bytes, body: read(), cancel };
}
