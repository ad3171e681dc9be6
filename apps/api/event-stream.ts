// Server-sent events to one client, until it is told the end or goes away.
import { once } from 'node:events';
import type { Response } from 'express';

export interface EventStream {
  /** Aborted when the client is gone, or the stream has ended. */
  readonly gone: AbortSignal;
  /** Waits for a client that does not read: it must not fill our memory. */
  send(event: string, data: string, id?: string): Promise<void>;
  end(): void;
}

/** @param heartbeatMs a comment is sent after so long without an event, so that proxies keep the connection */
export function openEventStream(response: Response, heartbeatMs: number): EventStream {
  const gone = new AbortController();
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // nginx would collect the events before it passes them on.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();

  async function write(text: string): Promise<void> {
    heartbeat.refresh();
    if (gone.signal.aborted || response.write(text)) return;
    await once(response, 'drain', { signal: gone.signal }).catch(() => undefined); // an abort ends the stream
  }
  const heartbeat = setInterval(() => void write(': still here\n\n'), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    gone.abort();
  });

  return {
    gone: gone.signal,
    send: (event, data, id) =>
      write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`),
    end: () => void response.end(),
  };
}
