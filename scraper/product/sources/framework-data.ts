// Undoes the two forms in which frameworks hand data to their scripts that are no plain JSON: Nuxt's and Next's.
import { isJsonObject } from './schema-nodes.ts';

/** Bounds on what a hostile page can cost. */
const deepest = 40;
const mostValues = 100_000;
const mostRows = 2000;

/**
 * Nuxt 3 (devalue): a flat list in which each object and list holds the places of its values: `[{"name": 1}, "Tap"]`.
 * Null for any other list.
 */
export function unflatten(list: unknown): unknown {
  if (!Array.isArray(list) || list.length < 3 || list.length > mostValues) return null;
  let taken = 0;
  const resolve = (index: unknown, depth: number): unknown => {
    if (typeof index !== 'number' || depth > deepest || taken > mostValues) return undefined;
    taken += 1;
    const value: unknown = list[index];
    if (Array.isArray(value)) {
      // `["Reactive", 5]`, `["Date", "…"]`: a wrapper around one value.
      const [kind, inner] = value;
      if (typeof kind === 'string') return resolve(inner, depth + 1);
      return value.slice(0, mostRows).map((item) => resolve(item, depth + 1));
    }
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '__proto__')
        .map(([key, place]) => [key, resolve(place, depth + 1)]),
    );
  };
  const [first] = list;
  const isFlat = isJsonObject(first) || (Array.isArray(first) && typeof first[0] === 'string');
  return isFlat ? resolve(0, 0) : null;
}

/** Next's streamed rows: `5:["$","div",null,{"product":{…}}]`, one a line, in pieces that scripts push. */
export function readStreamedRows(pieces: readonly string[]): unknown[] {
  const values: unknown[] = [];
  for (const row of pieces.join('').split('\n', mostRows)) {
    const [start] = /^[0-9a-f]{1,6}:(?=[[{])/i.exec(row.slice(0, 10)) ?? [];
    if (start === undefined) continue;
    try {
      values.push(JSON.parse(row.slice(start.length)));
    } catch {
      // A row of text or of another kind.
    }
  }
  return values;
}
