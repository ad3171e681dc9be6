// The text of a page as a shopper gets it, in document order, each piece with its element and what stands between.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { parentOf } from './element-names.ts';

export interface TextRun {
  text: string;
  /** The element it stands directly in. */
  element: PageElement;
  /** Place in `PageText.runs`. */
  index: number;
  /** Visible characters of the page before it. */
  offset: number;
  /** What is between it and the run before: nothing, white space, or the edge of a block. */
  gap: 'none' | 'space' | 'block';
}

export interface PageText {
  runs: TextRun[];
  /** Places where a product is put into the cart or bought. */
  buttons: TextRun[];
}

/** Bounds on what a hostile page can cost; the largest pages seen have 12,000 runs. */
const mostRuns = 40_000;
const longestRun = 2000;

const unseen = new Set(
  'title script style template noscript head svg iframe object canvas video textarea datalist select'.split(
    ' ',
  ),
);
const inline = new Set(
  `a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark meta nobr q s small span strike strong sub
  sup time tt u var wbr img link`.split(/\s+/),
);

export function readPageText(page: ParsedPage): PageText {
  const runs: TextRun[] = [];
  const buttons: TextRun[] = [];
  let offset = 0;
  let gap: TextRun['gap'] = 'block';
  const enter = (element: PageElement) => {
    leave(element);
    const caption = buttonCaption(element);
    if (caption !== null) buttons.push({ text: caption, element, index: runs.length, offset, gap: 'block' });
  };
  const leave = (element: PageElement) => {
    if (!inline.has(element.name)) gap = 'block';
  };
  const read = (written: string, element: PageElement) => {
    const raw = written.slice(0, longestRun);
    const text = raw.trim().replace(/\s+/g, ' ');
    if (gap === 'none' && /^\s/.test(raw)) gap = 'space';
    if (text === '' || runs.length >= mostRuns) return;
    runs.push({ text, element, index: runs.length, offset, gap });
    offset += text.length + 1;
    gap = /\s$/.test(raw) ? 'space' : 'none';
  };
  const [first] = page.elements;
  // What follows the first element at the top of the tree: `html`, or whatever a broken page begins with.
  for (let top: PageNode | null = first ?? null; top !== null; top = top.next) {
    if ('attribs' in top) walk(top, { enter, leave, read });
  }
  return { runs, buttons };
}

type PageNode = PageElement['childNodes'][number];

interface Visitor {
  enter(element: PageElement): void;
  leave(element: PageElement): void;
  read(text: string, element: PageElement): void;
}

/** Without recursion: a page may be as deep as it is long. */
function walk(top: PageElement, visitor: Visitor): void {
  if (unseen.has(top.name)) return;
  visitor.enter(top);
  let element = top;
  let node = top.firstChild;
  for (;;) {
    if (node === null) {
      visitor.leave(element);
      const outer = parentOf(element);
      if (element === top || outer === null) return;
      node = element.next;
      element = outer;
    } else if ('attribs' in node && !unseen.has(node.name)) {
      element = node;
      visitor.enter(element);
      node = node.firstChild;
    } else {
      if (node.type === 'text') visitor.read(node.data, element);
      node = node.next;
    }
  }
}

const cartLink = /cart|basket|buy|kosz|kosik|warenkorb|kauf|panier|carrito|carrello/i;

/** What a button says that has no text inside; null for what is no button. */
function buttonCaption(element: PageElement): string | null {
  const { type = '', value = '', alt, title } = element.attribs;
  if (element.name === 'a' && cartLink.test(`${element.attribs.class} ${element.attribs.id}`))
    return title ?? '';
  if (element.name === 'button') return element.attribs['aria-label'] ?? title ?? '';
  if (element.name !== 'input' || !/^(submit|button|image)$/i.test(type)) return null;
  return value || alt || title || '';
}
