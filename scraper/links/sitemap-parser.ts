// Takes a sitemap's text piece by piece and gives its entries; never holds more than one entry's text.
import { Parser } from 'htmlparser2';

export interface SitemapEntry {
  /** As written: not yet absolute or checked. */
  location: string;
  /** W3C date as the sitemap wrote it; an RSS date as an instant; null when it is none. */
  lastModified: string | null;
  kind: 'sitemap' | 'page';
}

export interface SitemapParser {
  /** False once nothing more can be read: the file is broken beyond repair. */
  write(text: string): boolean;
  end(): void;
  /** The entries gathered since the last call, in file order. */
  take(): SitemapEntry[];
}

/** No address or date is longer; endless text must not be gathered. */
const longestText = 4096;
/** Nothing that is a sitemap is nested deeper, and the parser takes quadratic time in the depth. */
const deepestElement = 64;
const tooDeep = new Error(`The sitemap is nested more than ${deepestElement} elements deep.`);

/** What holds one entry, and what in it says when it changed: sitemaps, RSS, Atom. */
const entryElements = new Set(['url', 'sitemap', 'item', 'entry']);
const dateElements = new Set(['lastmod', 'pubdate', 'updated', 'date']);

/** Of XML sitemaps, their indexes, RSS and Atom feeds, and plain lists of addresses; the first character decides. */
export function createSitemapParser(): SitemapParser {
  const entries: SitemapEntry[] = [];
  let parser: TextTaker | null = null;
  let isBroken = false;
  return {
    write(text) {
      const first = parser === null ? text.replace(/^[\ufeff\s]+/, '') : text;
      if (isBroken || first === '') return !isBroken;
      parser ??= first.startsWith('<') ? createXmlParser(entries) : createLineParser(entries);
      try {
        parser.write(first);
      } catch (error) {
        if (error !== tooDeep) throw error;
        isBroken = true;
      }
      return !isBroken;
    },
    end() {
      if (!isBroken) parser?.end();
    },
    take: () => entries.splice(0),
  };
}

interface TextTaker {
  write(text: string): void;
  end(): void;
}

function createXmlParser(entries: SitemapEntry[]): TextTaker {
  const path: string[] = [];
  let hasEnded = false;
  let text = '';
  let location = '';
  let lastModified = '';

  function open(name: string): void {
    if (path.push(localName(name)) > deepestElement) throw tooDeep;
    text = '';
  }

  /** Atom's `<link href>`, but for feeds' links to themselves, to comments and to files. */
  function readAttributes(name: string, { href, rel = 'alternate' }: Record<string, string>): void {
    if (path.at(-2) !== 'entry' || name !== 'link' || href === undefined || rel !== 'alternate') return;
    location ||= href.slice(0, longestText);
  }

  function close(name: string): void {
    // The file's end closes what is open: half an address leads nowhere.
    if (hasEnded) return;
    const closed = localName(name);
    path.pop();
    const parent = path.at(-1);
    // image:loc and its like have another parent; xhtml:link has no text.
    if (parent !== undefined && entryElements.has(parent)) {
      if (closed === 'loc' || closed === 'link') location ||= text.trim();
      if (dateElements.has(closed)) lastModified ||= text.trim();
    }
    if (entryElements.has(closed)) {
      if (location !== '') {
        const kind = closed === 'sitemap' ? 'sitemap' : 'page';
        entries.push({ location, lastModified: plausibleDate(lastModified), kind });
      }
      location = '';
      lastModified = '';
    }
    text = '';
  }

  const parser = new Parser(
    {
      onopentagname: open,
      onopentag: (name, attributes) => readAttributes(localName(name), attributes),
      ontext: (data) => {
        if (text.length < longestText) text += data.slice(0, longestText);
      },
      onclosetag: close,
    },
    { xmlMode: true, decodeEntities: true },
  );
  return {
    write: (piece) => parser.write(piece),
    end() {
      hasEnded = true;
      parser.end();
    },
  };
}

/** A sitemap may also be a text file with one address per line. */
function createLineParser(entries: SitemapEntry[]): TextTaker {
  let rest = '';
  const add = (line: string) => {
    const location = line.trim();
    if (/^https?:\/\//i.test(location)) entries.push({ location, lastModified: null, kind: 'page' });
  };
  return {
    write(text) {
      const lines = (rest + text).split(/\r\n?|\n/);
      rest = (lines.pop() ?? '').slice(0, longestText);
      lines.forEach(add);
    },
    end: () => add(rest),
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** `2026-03-01` and instants stay as written; RSS writes `Sun, 01 Mar 2026 10:00:00 GMT`. */
function plausibleDate(value: string): string | null {
  if (value === '' || value.length > 40 || Number.isNaN(Date.parse(value))) return null;
  return /^\d{4}/.test(value) ? value : /^\w{3}, \d/.test(value) ? new Date(value).toISOString() : null;
}
