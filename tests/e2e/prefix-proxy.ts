// A reverse proxy as one puts it in front of a service that shares its host with others: it serves one path prefix.
import { once } from 'node:events';
import { createServer, request as sendOn } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PrefixProxy {
  /** With the prefix. */
  address: string;
  /** What was asked for beside the prefix, and answered with 404. */
  strays: string[];
  close(): Promise<void>;
}

/** @param options.strips whether the service gets paths without the prefix, or as they came */
export async function startPrefixProxy(
  service: URL,
  options: { prefix: string; strips: boolean },
): Promise<PrefixProxy> {
  const { prefix, strips } = options;
  const strays: string[] = [];
  const server = createServer((request, response) => {
    const asked = request.url ?? '/';
    if (asked !== prefix && !asked.startsWith(`${prefix}/`) && !asked.startsWith(`${prefix}?`)) {
      strays.push(asked);
      response.writeHead(404).end();
      return;
    }
    const rest = asked.slice(prefix.length);
    const path = strips ? (rest.startsWith('/') ? rest : `/${rest}`) : asked;
    const headers = { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress };
    const { hostname, port } = service;
    const onward = sendOn({ hostname, port, path, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${prefix}`,
    strays,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
