// Which of a shop's pages its operator wants read.

import { isSameSite } from '../links/shop-address.ts';
import { comparablePath, compilePathPattern, type PathPattern } from '../robots/path-pattern.ts';
import type { SiteDefinition } from './site-shape.ts';

/**
 * May this page be read? The home page, the start pages and their further pages (same path, other parameters)
 * always: without them nothing would be found. Of the rest what `include` names, but nothing `exclude` names.
 */
export function isWanted(url: string | URL, site: SiteDefinition | null): boolean {
  if (site === null || (site.include === undefined && site.exclude === undefined)) return true;
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return false;
  const address = comparablePath(parsed.pathname + parsed.search);
  if (matchesAny(site.exclude ?? [], address)) return false;
  if (site.include === undefined || matchesAny(site.include, address)) return true;
  return [site.url, ...(site.start ?? [])].some(
    (start) => URL.parse(start)?.pathname === parsed.pathname && isSameSite(parsed, start),
  );
}

/** Patterns repeat for every link of every page; a site file has at most a few hundred. */
const compiled = new Map<string, PathPattern>();
const mostCompiled = 2000;

function matchesAny(patterns: readonly string[], address: string): boolean {
  return patterns.some((pattern) => {
    const known = compiled.get(pattern) ?? compilePathPattern(pattern);
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(pattern, known);
    return known.matches(address);
  });
}
