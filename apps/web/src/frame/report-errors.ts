// Tells the server when a script of the pages fails, so that an operator hears of it. The console has it as always.
import { apiUrl, basePath } from './base-path.ts';

type Kind = 'error' | 'rejection' | 'crash';

// A fault in a loop must not become a flood; what is left out says the same.
const mostReports = 5;
const longestMessage = 500;
const longestStack = 4_000;
const reported = new Set<string>();

/** Call once, before anything that can fail. */
export function listenForErrors(): void {
  addEventListener('error', ({ error, message }) => {
    // Without an error it is a script of another origin (a browser extension's), or a harmless notice of the layout.
    if (error) reportError('error', error, message);
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    // Somebody left the page before its answer was there.
    if (!(reason instanceof DOMException && reason.name === 'AbortError')) reportError('rejection', reason);
  });
}

/** Each message is sent once for as long as the page is open. */
export function reportError(kind: Kind, error: unknown, said = String(error)): void {
  const message = (said || kind).slice(0, longestMessage);
  if (reported.has(message) || reported.size >= mostReports) return;
  reported.add(message);
  const stack = error instanceof Error && error.stack ? withoutQueries(error.stack) : null;
  const body = JSON.stringify({ kind, message, stack: stack?.slice(0, longestStack) ?? null, page: path() });
  const headers = { 'content-type': 'application/json' };
  // Without a server to tell there is nobody to tell that either.
  fetch(apiUrl('/api/page-errors'), { method: 'POST', body, headers, keepalive: true }).catch(() => {});
}

/** What somebody searched for stays with them. */
const path = () => (location.pathname.slice(basePath.length) || '/').slice(0, 200);
const withoutQueries = (stack: string) => stack.replaceAll(/\?[^\s:)]*/g, '');
