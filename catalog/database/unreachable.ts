// Tells a database that can not be reached, which passes, from a fault in a query, which does not.

/** Node's and Postgres's own codes; class 08 is any connection exception. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // the embedded database's socket is gone
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  '42P01', // a table is missing: not migrated yet, or the model is not registered yet
  '53300', // too many connections
  '57P01', // the server is shutting down
  '57P02', // the server crashed
  '57P03', // the server is starting
  '57P05', // idle session ended
]);

// pg gives these no code: lib/client.js, lib/query.js and pg-pool/index.js.
const unreachableMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after calling end|Client was closed|Client has already been)/;

/** Looks through causes and the members of an AggregateError (localhost is tried on both address families). */
export function isDatabaseUnreachable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unreachableCodes.has(code) || /^08...$/.test(code) || unreachableMessages.test(error.message))
    return true;
  if (error instanceof AggregateError) {
    return error.errors.some((inner: unknown) => isDatabaseUnreachable(inner, depth + 1));
  }
  return isDatabaseUnreachable(error.cause, depth + 1);
}
