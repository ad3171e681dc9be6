// Serves the compressed twin of a built file to whoever takes it; see apps/web/compress-assets.ts.
import { extname } from 'node:path';
import type { RequestHandler } from 'express';

/** The best first. */
const twins = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

/**
 * Passes on what has no twin. Mount it at the folder's address.
 *
 * @param cacheControl of every file in the folder
 */
export function compressedAssets(folder: string, cacheControl: string): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    response.vary('Accept-Encoding');
    const twin = twins.find(({ encoding }) => request.acceptsEncodings(encoding));
    if (!twin) return next();
    const headers = {
      'Cache-Control': cacheControl,
      'Content-Encoding': twin.encoding,
      // The twin's own ending says nothing about what it is.
      'Content-Type': contentTypes[extname(request.path)] ?? 'application/octet-stream',
    };
    response.sendFile(
      request.path.slice(1) + twin.ending,
      { root: folder, cacheControl: false, headers },
      (error?: Error) => {
        if (!error || response.headersSent) return;
        for (const name of Object.keys(headers)) response.removeHeader(name);
        next();
      },
    );
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
