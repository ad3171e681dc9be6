// Reads the fields of an object whose keys nobody agreed on: `salePrice`, `sale_price` and `SalePrice` are one.
import { plainText } from '../../text/plain-text.ts';
import { isJsonObject, type JsonObject } from './schema-nodes.ts';

/** Values by their keys in lower case, letters and digits only. */
export type NamedValues = ReadonlyMap<string, unknown>;

/** Keys as `nameValues` has them, out of a text of words: the lists are long, and read better in lines. */
export function wordList(words: string): readonly string[] {
  return words.trim().split(/\s+/);
}

/** A product with more fields than this is an index of something. */
const mostKeys = 300;

export function nameValues(object: JsonObject): NamedValues {
  const values = new Map<string, unknown>();
  for (const key of Object.keys(object).slice(0, mostKeys)) {
    const name = key.length > 60 ? '' : key.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (name !== '' && !values.has(name)) values.set(name, object[key]);
  }
  return values;
}

/** The first value under any of `names` that is a text, or an object with a name; null when there is none. */
export function textAt(values: NamedValues, names: readonly string[], maxLength: number): string | null {
  for (const name of names) {
    const text = textOf(values.get(name), maxLength);
    if (text !== null) return text;
  }
  return null;
}

function textOf(value: unknown, maxLength: number): string | null {
  const [first] = Array.isArray(value) ? value : [value];
  if (!isJsonObject(first)) return plainText(first, maxLength);
  const [name] = ['name', 'title', 'label', 'displayName', 'value', 'text']
    .map((key) => first[key])
    .filter((candidate) => typeof candidate === 'string' || typeof candidate === 'number');
  return plainText(name, maxLength);
}

/** The objects in a list, in an object of them by id, or in GraphQL's `nodes` and `edges`. */
export function objectsAt(values: NamedValues, names: readonly string[], most: number): JsonObject[] {
  for (const name of names) {
    const objects = objectsIn(values.get(name), most);
    if (objects.length > 0) return objects;
  }
  return [];
}

function objectsIn(value: unknown, most: number): JsonObject[] {
  if (Array.isArray(value)) {
    return value.slice(0, most).flatMap((item) => {
      if (!isJsonObject(item)) return [];
      return isJsonObject(item.node) ? [item.node] : [item];
    });
  }
  if (!isJsonObject(value)) return [];
  if (Array.isArray(value.nodes) || Array.isArray(value.edges))
    return objectsIn(value.nodes ?? value.edges, most);
  const entries = Object.values(value).slice(0, most);
  return entries.every(isJsonObject) ? entries : [];
}
