// A host of photos on loopback: serves what a test gives it, and counts what it was asked for.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PhotoHost {
  /** host:port */
  host: string;
  url(path: string): string;
  /** Paths asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

export async function startPhotoHost(answers: Record<string, RequestListener>): Promise<PhotoHost> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const answer = answers[path];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    host: `127.0.0.1:${port}`,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
