// Answers a request with validators: ETag, Last-Modified, 304 for what the visitor already has, no body for HEAD.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Answer {
  status?: number;
  type: string;
  /** Null when only the validators are known so far: `body()` is called if the visitor has none. */
  body: string | (() => Promise<Buffer>);
  /** Changes with the content; taken from the body when absent. */
  etag?: string;
  lastModified?: Date;
  cacheControl?: string;
}

export async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const etag = answer.etag ?? (typeof answer.body === 'string' ? etagOf(answer.body) : undefined);
  const headers = {
    'Content-Type': answer.type,
    'Cache-Control': answer.cacheControl ?? 'no-cache',
    ...(etag === undefined ? {} : { ETag: etag }),
    ...(answer.lastModified === undefined ? {} : { 'Last-Modified': answer.lastModified.toUTCString() }),
  };
  if (answer.status === undefined && isCurrent(request, etag, answer.lastModified)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : await answer.body();
  response.writeHead(answer.status ?? 200, { ...headers, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('hex').slice(0, 20)}"`;

/** If-None-Match decides alone when present; only then is If-Modified-Since looked at (RFC 9110, 13.2.2). */
function isCurrent(
  request: IncomingMessage,
  etag: string | undefined,
  lastModified: Date | undefined,
): boolean {
  const known = request.headers['if-none-match'];
  if (known !== undefined) {
    return known.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  // HTTP dates have whole seconds.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}
