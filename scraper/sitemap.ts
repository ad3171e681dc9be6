// Reads a sitemap or sitemap index, plain or gzipped. Pure; never throws.
import zlib from 'node:zlib';
import { Parser } from 'htmlparser2';

export interface SitemapEntry {
  /** As written: not yet absolute or checked. */
  location: string;
  lastModified: string | null;
  kind: 'sitemap' | 'page';
}

/** The protocol's own limits: https://www.sitemaps.org/protocol.html */
const mostEntries = 50_000;
const mostBytes = 52_428_800;

const chunkBytes = 64 * 1024;

/** Entries in file order, at most 50,000; what stands before the first damage in a broken file. */
export function readSitemap(body: Buffer): SitemapEntry[] {
  const plain = gunzipIfNeeded(body);
  if (!startsWithMarkup(plain)) return readTextSitemap(plain);
  const entries: SitemapEntry[] = [];
  const parser = createParser(entries);
  const decoder = new TextDecoder('utf-8');
  for (let start = 0; start < plain.length && entries.length < mostEntries; start += chunkBytes) {
    parser.write(decoder.decode(plain.subarray(start, start + chunkBytes), { stream: true }));
  }
  parser.end();
  return entries.slice(0, mostEntries);
}

function createParser(entries: SitemapEntry[]): Parser {
  const path: string[] = [];
  let text = '';
  let location = '';
  let lastModified = '';
  return new Parser(
    {
      onopentagname: (name) => {
        path.push(localName(name));
        text = '';
      },
      ontext: (data) => {
        // No address or date is longer; endless text must not be gathered.
        if (text.length < 4096) text += data;
      },
      onclosetag: (name) => {
        const closed = localName(name);
        path.pop();
        const parent = path.at(-1);
        // image:loc and its like have another parent than url.
        if (parent === 'url' || parent === 'sitemap') {
          if (closed === 'loc') location = text.trim();
          if (closed === 'lastmod') lastModified = text.trim();
        }
        if (closed === 'url' || closed === 'sitemap') {
          if (location !== '') {
            const kind = closed === 'url' ? 'page' : 'sitemap';
            entries.push({ location, lastModified: plausibleDate(lastModified), kind });
          }
          location = '';
          lastModified = '';
        }
        text = '';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** A sitemap may also be a text file with one address per line. */
function readTextSitemap(body: Buffer): SitemapEntry[] {
  return body
    .toString('utf8')
    .split(/\r?\n/, mostEntries)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//i.test(line))
    .map((location) => ({ location, lastModified: null, kind: 'page' }));
}

function gunzipIfNeeded(body: Buffer): Buffer {
  // By its first bytes, not by name or type: servers undo the gzip, or not, whatever the name says.
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    const whatThereIs = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
    return zlib.gunzipSync(body, { maxOutputLength: mostBytes, ...whatThereIs });
  } catch {
    // Not gzip after all, or larger than a sitemap may be: nothing in it can be used.
    return Buffer.alloc(0);
  }
}

function startsWithMarkup(body: Buffer): boolean {
  return /^[\ufeff\s]*</.test(body.toString('utf8', 0, 200));
}

function plausibleDate(value: string): string | null {
  return value.length <= 40 && /^\d{4}/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}
