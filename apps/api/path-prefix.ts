// Serving under a path prefix: a proxy may pass it on or strip it, and what we answer names it.
import type { RequestHandler } from 'express';

/** Takes `basePath` off the address, where the proxy left it on. Must come before everything that reads it. */
export function withoutPrefix(basePath: string): RequestHandler {
  return (request, _response, next) => {
    const rest = request.url.slice(basePath.length);
    if (basePath !== '' && request.url.startsWith(basePath) && /^([/?]|$)/.test(rest)) {
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    next();
  };
}

/** For JSON.stringify: the addresses of thumbnails, as a client at `basePath` reaches them. */
export function imageAddresses(basePath: string): ((key: string, value: unknown) => unknown) | undefined {
  if (basePath === '') return undefined;
  return (_key, value) =>
    typeof value === 'string' && /^\/images\/[0-9a-f]{64}\.webp$/.test(value) ? basePath + value : value;
}
