// Gets the objects out of a page's JSON-LD scripts, however badly they are written.
import type { ParsedPage } from '../../page/parsed-page.ts';
import { parseLenientJson } from './lenient-json.ts';
import {
  isJsonObject,
  isReference,
  type JsonObject,
  mostNodes,
  type SchemaNodes,
  wrapperKeys,
} from './schema-nodes.ts';

const deepest = 12;

/** Never throws; scripts that can't be read are left out. */
export function readJsonLd(page: ParsedPage): SchemaNodes {
  const nodes: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  for (const script of page.byTag('script')) {
    if (!/^\s*application\/(x-)?ld\+json/i.test(script.attribs.type ?? '')) continue;
    gather(parseLenientJson(page.$(script).text()), 0);
  }

  function gather(value: unknown, depth: number): void {
    if (depth > deepest || nodes.length >= mostNodes) return;
    if (Array.isArray(value)) {
      for (const item of value) gather(item, depth + 1);
      return;
    }
    if (!isJsonObject(value)) return;
    const id = value['@id'];
    if (!isReference(value)) {
      nodes.push(value);
      if (typeof id === 'string' && !byId.has(id)) byId.set(id, value);
    }
    for (const key of wrapperKeys) gather(value[key], depth + 1);
  }

  function resolve(value: unknown): unknown {
    if (!isJsonObject(value) || !isReference(value)) return value;
    return byId.get(String(value['@id'])) ?? value;
  }

  return { nodes, resolve };
}
