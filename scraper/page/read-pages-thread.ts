// What a reading thread runs: takes a page, reads it, answers, and waits for the next.
import { parentPort } from 'node:worker_threads';
import { readPage } from './page-reading.ts';
import type { ReadReply, ReadRequest } from './reading-thread.ts';

const port = parentPort;
if (port) {
  port.on('message', ({ resource, kind, options }: ReadRequest) => {
    port.postMessage(answer({ resource, kind, options }));
  });
  port.postMessage({ ready: true } satisfies ReadReply);
}

function answer({ resource, kind, options }: ReadRequest): ReadReply {
  try {
    const { buffer, byteOffset, byteLength } = resource.body;
    const body = Buffer.from(buffer, byteOffset, byteLength);
    return { reading: readPage({ ...resource, body }, kind, options) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
