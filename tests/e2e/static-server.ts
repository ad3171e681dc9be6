// Serves a folder as a file host does: files by their names, index.html for folders, 404 for the rest.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

export interface StaticServer {
  address: string;
  close(): Promise<void>;
}

/** @param under path that the folder is served below, such as `/a/shop` */
export async function serveFolder(folder: string, under: string): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const inside = pathname.startsWith(`${under}/`) ? normalize(pathname.slice(under.length)) : null;
    const file = inside?.endsWith('/') ? `${inside}index.html` : inside;
    const body =
      file === null || file === undefined ? null : await readFile(join(folder, file)).catch(() => null);
    response.statusCode = body === null ? 404 : 200;
    if (body !== null) response.setHeader('content-type', types[extname(file ?? '')] ?? 'text/plain');
    response.end(body ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    address: `http://127.0.0.1:${port}${under}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
