// The limits of a shop as they are typed, and as the API takes them.

/** As typed; empty means as usual. */
export interface TypedLimits {
  delayMs: string;
  concurrency: string;
  maxPages: string;
}

export function readLimits(typed: TypedLimits): { [Name in keyof TypedLimits]?: number } {
  const given = Object.entries(typed).filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(given.map(([name, text]) => [name, Number(text)]));
}
