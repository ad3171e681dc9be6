// A real HTTP server on loopback that answers as a test tells it to, and remembers what it was asked.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LoopbackServer {
  /** Without a final slash. */
  origin: string;
  /** `host:port`, as it would be allowed. */
  host: string;
  requests: { path: string; headers: http.IncomingHttpHeaders; at: number; port: number | undefined }[];
}

/** Closed with every connection when the running test is over. */
export async function startServer(answer: http.RequestListener): Promise<LoopbackServer> {
  const requests: LoopbackServer['requests'] = [];
  const server = http.createServer((request, response) => {
    const { url: path = '', headers, socket } = request;
    requests.push({ path, headers, at: performance.now(), port: socket.remotePort });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, requests };
}
