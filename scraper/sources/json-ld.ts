// Gets the objects out of a page's JSON-LD scripts, however badly they are written.
import type { CheerioAPI } from 'cheerio';
import { parseLenientJson } from './lenient-json.ts';

export type JsonObject = Record<string, unknown>;

/** Enough for a page of a thousand listed products; a bound on what a hostile page can cost. */
const mostNodes = 20_000;
const deepest = 12;

/** Keys that lead from a wrapper to the page's own things; others (ItemList, isRelatedTo) lead to other pages' products. */
const wrapperKeys = ['@graph', 'mainEntity', 'mainEntityOfPage', 'about', 'breadcrumb'];

export interface JsonLd {
  /** Top-level objects and what `@graph`, `mainEntity` and the like hold, in page order. */
  nodes: JsonObject[];
  /** The whole object for a bare `{"@id": …}` reference to another of the page's objects; else `value` itself. */
  resolve(value: unknown): unknown;
}

/** Never throws; scripts that can't be read are left out. */
export function readJsonLd($: CheerioAPI): JsonLd {
  const nodes: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  $('script').each((_, element) => {
    const type = $(element).attr('type') ?? '';
    if (!/^\s*application\/ld\+json/i.test(type)) return;
    gather(parseLenientJson($(element).text()), 0);
  });

  function gather(value: unknown, depth: number): void {
    if (depth > deepest || nodes.length >= mostNodes) return;
    if (Array.isArray(value)) {
      for (const item of value) gather(item, depth + 1);
      return;
    }
    if (!isJsonObject(value)) return;
    nodes.push(value);
    const id = value['@id'];
    if (typeof id === 'string' && !isReference(value) && !byId.has(id)) byId.set(id, value);
    for (const key of wrapperKeys) gather(value[key], depth + 1);
  }

  function resolve(value: unknown): unknown {
    if (!isJsonObject(value) || !isReference(value)) return value;
    return byId.get(String(value['@id'])) ?? value;
  }

  return { nodes, resolve };
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Schema.org type names without their prefix, in lower case. */
export function typesOf(node: JsonObject): string[] {
  return asList(node['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => (type.split(/[/#:]/).at(-1) ?? '').trim().toLowerCase());
}

/** One or many as a list; null and undefined as an empty one. */
export function asList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.slice(0, mostNodes) : [value];
}

function isReference(node: JsonObject): boolean {
  return (
    typeof node['@id'] === 'string' && Object.keys(node).every((key) => key === '@id' || key === '@type')
  );
}
