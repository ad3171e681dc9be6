// The objects that JSON-LD, microdata and RDFa describe, in one shape, so that one reader understands all three.

export type JsonObject = Record<string, unknown>;

export interface SchemaNodes {
  /** The page's own things, in page order; not what they refer to in passing. */
  nodes: JsonObject[];
  /** The whole object for a bare `{"@id": …}` reference to another of the page's objects; else `value` itself. */
  resolve(value: unknown): unknown;
  /** True for a node whose markup surrounds the page's heading; only markup in the page can tell. */
  holdsHeading?(node: JsonObject): boolean;
}

/** Enough for a page of a thousand listed products; a bound on what a hostile page can cost. */
export const mostNodes = 20_000;

/** Keys that lead from a wrapper to the page's own things; others (ItemList, isRelatedTo) lead to other pages' products. */
export const wrapperKeys: ReadonlySet<string> = new Set([
  '@graph',
  'mainEntity',
  'mainEntityOfPage',
  'about',
  'breadcrumb',
]);

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Schema.org type names without their prefix, in lower case. */
export function typesOf(node: JsonObject): string[] {
  return asList(node['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => (type.split(/[/#:]/).at(-1) ?? '').trim().toLowerCase());
}

/** One or many as a list; null and undefined as an empty one; `@list`, `@set` and `@value` unpacked. */
export function asList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.slice(0, mostNodes);
  if (!isJsonObject(value)) return [value];
  const packed = value['@list'] ?? value['@set'] ?? value['@value'];
  if (packed === undefined) return [value];
  return Array.isArray(packed) ? packed.slice(0, mostNodes) : [packed];
}

/** The objects among one or many values, references followed, at most `most` of them. */
export function objectsOf(value: unknown, schema: SchemaNodes, most = 500): JsonObject[] {
  return asList(value)
    .slice(0, most)
    .map((item) => schema.resolve(item))
    .filter(isJsonObject);
}

/** True for an object that only points to another. */
export function isReference(node: JsonObject): boolean {
  return (
    typeof node['@id'] === 'string' && Object.keys(node).every((key) => key === '@id' || key === '@type')
  );
}
