// Parses HTML into a tree that can be queried, of bounded depth, and lists its elements once for every source to read.
import { type CheerioAPI, load } from 'cheerio';
import { DomHandler, Parser } from 'htmlparser2';
import { absoluteUrl } from '../links/shop-address.ts';

type PageNode = NonNullable<ReturnType<CheerioAPI['root']>[0]>['childNodes'][number];
export type PageElement = Extract<PageNode, { attribs: Record<string, string> }>;

/** A page with its address: what every source of product facts reads. */
export interface ParsedPage {
  $: CheerioAPI;
  /** Absolute, after redirects, without fragment and tracking parameters. */
  url: string;
  /** What the page's relative addresses are relative to. */
  baseUrl: string;
  /** Every element in document order. */
  elements: readonly PageElement[];
  /** Those of one tag (lower case), in document order: one look-up where `$('tag')` walks the whole page. */
  byTag(name: string): readonly PageElement[];
}

/** Chrome's own limit. Beyond it parsers take quadratic time and recursive walks of the tree end in a RangeError. */
const deepestElement = 512;

/** The largest pages seen have 30,000; a bound on what a hostile page can cost. */
const mostElements = 200_000;

const tooMuch = new Error(`The page has ${mostElements} elements or is nested ${deepestElement} deep.`);

/**
 * Parses with htmlparser2 instead of cheerio's usual parse5: on 65 saved product pages it found the same
 * products in 0.6 s where parse5 took 2.6 s. What parse5 adds, a browser's own tree for broken markup, is
 * not needed to find scripts, meta tags and links. A page that is absurdly deep or long ends where it becomes so.
 */
export function parsePage(html: string): CheerioAPI {
  const handler = new BoundedDomHandler();
  const parser = new Parser(handler, { decodeEntities: true });
  try {
    parser.end(html);
  } catch (error) {
    // What was read up to there stays.
    if (error !== tooMuch) throw error;
  }
  // Cast because cheerio's types come from an older domhandler; the trees are the same plain objects.
  return load(handler.root as unknown as Parameters<typeof load>[0], { xml: { xmlMode: false } });
}

/** Null when `url` is no http(s) address. */
export function describePage($: CheerioAPI, url: string): ParsedPage | null {
  const own = absoluteUrl(url, url);
  if (own === null) return null;
  const elements = listElements($);
  const tags = Map.groupBy(elements, (element) => element.name);
  const byTag = (name: string) => tags.get(name) ?? [];
  const base = byTag('base').find((element) => element.attribs.href !== undefined);
  return { $, url: own, baseUrl: absoluteUrl(base?.attribs.href, own) ?? own, elements, byTag };
}

/** Without recursion: a page may be as deep as it is long. */
function listElements($: CheerioAPI): PageElement[] {
  const elements: PageElement[] = [];
  const waiting: PageNode[] = [...$.root().contents()].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!('attribs' in node)) continue;
    elements.push(node);
    for (let child = node.lastChild; child !== null; child = child.prev) waiting.push(child);
  }
  return elements;
}

class BoundedDomHandler extends DomHandler {
  private elements = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    super.onopentag(name, attributes);
    this.elements += 1;
    if (this.tagStack.length > deepestElement || this.elements >= mostElements) throw tooMuch;
  }
}
