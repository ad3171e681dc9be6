// Clients that ask one after the other, in a process of their own: each waits for its answer before it asks again.
import { Client } from 'undici';
import { type Ask, type AskName, asks } from './asks.ts';

export interface LoadRequest {
  origin: string;
  ask: AskName;
  products: number;
  clients: number;
  /** Ends it, whichever comes first. */
  seconds: number;
  requests?: number | undefined;
  /** As browsers do. */
  gzip: boolean;
}

export interface LoadReply {
  seconds: number;
  /** Milliseconds of each request, from sending it to the last byte of its answer. */
  times: number[];
  /** The first answer that was not as it has to be. */
  fault: string | null;
}

// Never the same number twice, so that a text that should be new is.
let asked = 0;

process.on('message', async (request: LoadRequest) => process.send?.(await load(request)));
process.on('disconnect', () => process.exit());

async function load(request: LoadRequest): Promise<LoadReply> {
  const reply: LoadReply = { seconds: 0, times: [], fault: null };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: request.clients }, () => runClient(request, reply, startedAt)));
  return { ...reply, seconds: (performance.now() - startedAt) / 1000 };
}

async function runClient(request: LoadRequest, reply: LoadReply, startedAt: number): Promise<void> {
  const { origin, products, seconds, requests = Number.POSITIVE_INFINITY } = request;
  const ask: Ask = asks[request.ask];
  const client = new Client(origin);
  const endsAt = startedAt + 1000 * seconds;
  while (reply.fault === null && performance.now() < endsAt && reply.times.length < requests) {
    const n = asked++;
    const headers = {
      ...(request.gzip ? { 'accept-encoding': 'gzip' } : {}),
      ...ask.headers?.(n, products),
    };
    const path = ask.path(n, products);
    const sentAt = performance.now();
    try {
      const { statusCode, body } = await client.request({ method: 'GET', path, headers });
      const answer = await body.arrayBuffer();
      reply.times.push(performance.now() - sentAt);
      if (statusCode !== ask.status) {
        reply.fault = `${path} answered ${statusCode}: ${Buffer.from(answer).toString().slice(0, 200)}`;
      }
    } catch (error) {
      reply.fault = `${path} was not answered: ${error instanceof Error ? error.message : error}`;
    }
  }
  await client.close();
}
