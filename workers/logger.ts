// The part of pino's interface that the workers use, so that any logger of that shape fits.

type Write = (details: object, message: string) => void;

export interface Logger {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

/** Drops everything; for callers that show progress some other way. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
