// Decides who may use the routes for operators: a bearer token, or a direct connection from this machine.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Problem } from './problems.ts';

/** Throws 401 or 403 unless the request may use operator routes. */
export function requireOperator(request: IncomingMessage, operatorToken: string | null): void {
  if (operatorToken === null) requireLoopback(request);
  else requireToken(request, operatorToken);
  if (request.method !== 'GET' && request.method !== 'HEAD') refuseCrossSite(request);
}

/** A page elsewhere can make an operator's browser send a request from this machine, but not hide that it did. */
function refuseCrossSite({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  if (origin === undefined || URL.parse(origin)?.host === host) return;
  throw new Problem('cross_site_request', 'This request was made by a page of another site.');
}

function requireToken(request: IncomingMessage, operatorToken: string): void {
  const sent = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (sent !== undefined && isSameSecret(sent, operatorToken)) return;
  const detail =
    sent === undefined
      ? 'Send the operator token in the header "Authorization: Bearer …".'
      : 'This is not the operator token.';
  throw new Problem('operator_token_required', detail, {
    headers: { 'WWW-Authenticate': 'Bearer realm="operators"' },
  });
}

/** Digests have one length, and comparing them takes the same time wherever they differ. */
function isSameSecret(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Headers never grant access, they only take it away: a request that a proxy passed on, or that names
 * another host (a page elsewhere whose name was made to resolve here), comes from this machine in form only.
 */
function requireLoopback(request: IncomingMessage): void {
  const { headers, socket } = request;
  const relayed = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => headers[name] !== undefined,
  );
  if (isLoopbackAddress(socket.remoteAddress) && isLoopbackHost(headers.host) && !relayed) return;
  throw new Problem(
    'operator_only_on_loopback',
    'This route answers only direct connections from the machine it runs on; set OPERATOR_TOKEN to open it to others.',
  );
}

/** `address` as a socket reports it; IPv4 arrives as ::ffff:127.0.0.1 on a dual-stack server. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);
}

function isLoopbackHost(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host ?? '');
}
