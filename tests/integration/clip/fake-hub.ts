// A model hub on loopback that serves made-up files and misbehaves on request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface HubHit {
  path: string;
  range: string | null;
  authorization: string | null;
}

export interface FakeHub {
  url: string;
  /** Every request so far. */
  hits: HubHit[];
  close(): Promise<void>;
}

/** What a hub does with one request; falling through to `serveFile` is behaving well. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** Starts a hub that answers `/<anything>/resolve/<revision>/<path>` with the file of that path. */
export async function startFakeHub(
  files: Map<string, Buffer>,
  behave: Behaviour = serveFile,
): Promise<FakeHub> {
  const hits: HubHit[] = [];
  const server = createServer(async (request, response) => {
    await buffer(request);
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    hits.push({
      path: pathname,
      range: request.headers.range ?? null,
      authorization: request.headers.authorization ?? null,
    });
    const body = files.get(pathname.replace(/^.*\/resolve\/[^/]+\//, ''));
    if (body) behave(request, response, body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Serves the file, or the range of it that was asked for. */
export function serveFile(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const { status, part, headers } = selectRange(request, body);
  response.writeHead(status, headers).end(part);
}

/** Announces the whole answer but breaks the connection after `bytes`. */
export function cutAfter(bytes: number): Behaviour {
  return (request, response, body) => {
    const { status, part, headers } = selectRange(request, body);
    response.writeHead(status, headers);
    if (part.length <= bytes) response.end(part);
    else response.write(part.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };
}

function selectRange(request: IncomingMessage, body: Buffer) {
  const etag = '"v1"';
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
  const unchanged = (request.headers['if-range'] ?? etag) === etag;
  if (!Number.isInteger(start) || !unchanged) {
    return { status: 200, part: body, headers: { etag, 'content-length': body.length } };
  }
  if (start >= body.length) return { status: 416, part: Buffer.alloc(0), headers: {} };
  const part = body.subarray(start);
  const range = `bytes ${start}-${body.length - 1}/${body.length}`;
  return { status: 206, part, headers: { etag, 'content-length': part.length, 'content-range': range } };
}
