// Reads the text of a robots.txt for one crawler, by RFC 9309 and as leniently as Google's parser. Pure; never throws.
import { comparablePath, compilePathPattern, type PathPattern } from './path-pattern.ts';

export interface RobotsFile {
  /** @param pathAndQuery as they stand in the address */
  isAllowed(pathAndQuery: string): boolean;
  /** No part of the standard, but obeyed. */
  crawlDelaySeconds: number | null;
  /** As written. */
  sitemaps: string[];
}

interface Rule extends PathPattern {
  allow: boolean;
}

interface Group {
  rules: Rule[];
  crawlDelaySeconds: number | null;
}

type Line = [key: 'user-agent' | 'allow' | 'disallow' | 'crawl-delay' | 'sitemap', value: string];

/** 500 KiB hold some 50,000 rules; no shop needs more than these, and all of them are tried for each address. */
const mostRules = 20_000;
const mostSitemaps = 1000;

/** With the misspellings that Google's parser takes: those who made them meant it. */
const keys = new Map<string, Line[0]>([
  ...['user-agent', 'useragent', 'user agent'].map((name): [string, Line[0]] => [name, 'user-agent']),
  ...['disallow', 'dissallow', 'dissalow', 'disalow', 'diasllow', 'disallaw'].map(
    (name): [string, Line[0]] => [name, 'disallow'],
  ),
  ['allow', 'allow'],
  ...['crawl-delay', 'crawldelay'].map((name): [string, Line[0]] => [name, 'crawl-delay']),
  ...['sitemap', 'site-map'].map((name): [string, Line[0]] => [name, 'sitemap']),
]);

/** @param agent our product token, such as `Lookalike`; upper and lower case are the same */
export function parseRobotsFile(text: string, agent: string): RobotsFile {
  const sitemaps: string[] = [];
  const ours = createGroup();
  const everyones = createGroup();
  let isNamed = false;
  let rules = 0;
  let current = new Set<Group>();
  let isOpen = false;

  for (const [key, value] of readLines(text)) {
    if (key === 'sitemap') {
      if (value !== '' && sitemaps.length < mostSitemaps) sitemaps.push(value);
    } else if (key === 'user-agent') {
      // Only rules close a group: lines of any other kind stand between without meaning (§2.2.4).
      if (!isOpen) current = new Set();
      isOpen = true;
      if (/^\*(\s|$)/.test(value)) current.add(everyones);
      else if (productToken(value) === agent.toLowerCase()) {
        current.add(ours);
        isNamed = true;
      }
    } else if (key === 'crawl-delay') {
      for (const group of current) group.crawlDelaySeconds = longerDelay(group.crawlDelaySeconds, value);
    } else {
      isOpen = false;
      rules += 1;
      if (value === '' || current.size === 0 || rules > mostRules) continue;
      const rule = { allow: key === 'allow', ...compilePathPattern(fromRoot(value)) };
      for (const group of current) group.rules.push(rule);
    }
  }
  return { ...decideBy(isNamed ? ours : everyones), sitemaps };
}

function createGroup(): Group {
  return { rules: [], crawlDelaySeconds: null };
}

function decideBy({ rules, crawlDelaySeconds }: Group): Omit<RobotsFile, 'sitemaps'> {
  // The longest match decides, and of two as long as each other the one that allows (§2.2.2).
  const inOrder = rules.toSorted((a, b) => b.length - a.length || Number(b.allow) - Number(a.allow));
  return {
    crawlDelaySeconds,
    isAllowed(pathAndQuery) {
      if (pathAndQuery === '/robots.txt') return true;
      const path = comparablePath(pathAndQuery);
      return inOrder.find((rule) => rule.matches(path))?.allow ?? true;
    },
  };
}

function* readLines(text: string): Generator<Line> {
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [content = ''] = line.split('#', 1);
    const separator = content.includes(':') ? content.indexOf(':') : content.trimStart().search(/\s/);
    if (separator === -1) continue;
    const written = content.includes(':') ? content : content.trimStart();
    const key = keys.get(written.slice(0, separator).trim().toLowerCase());
    if (key !== undefined) yield [key, written.slice(separator + 1).trim()];
  }
}

/** `Lookalike/1.0` and `Lookalike, please` both name `lookalike`. */
function productToken(value: string): string {
  return /^[\w-]+/.exec(value)?.[0].toLowerCase() ?? '';
}

/** Every path begins with a slash; a pattern that was written without would never match, and was meant to. */
function fromRoot(pattern: string): string {
  return /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
}

function longerDelay(known: number | null, value: string): number | null {
  const seconds = value === '' ? Number.NaN : Number(value);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(known ?? 0, seconds) : known;
}
