// The text of a page as a shopper gets it, in document order, each piece with its element and what stands between.
import type { PageElement, ParsedPage } from '../parsed-page.ts';

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

const unseen = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
  'canvas',
  'video',
  'textarea',
  'datalist',
  'select',
]);
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'meta',
  'nobr',
  'q',
  's',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'img',
  'link',
]);

export function readPageText(page: ParsedPage): PageText {
  const runs: TextRun[] = [];
  const buttons: TextRun[] = [];
  let offset = 0;
  let gap: TextRun['gap'] = 'block';
  for (const step of walk(page)) {
    if (runs.length >= mostRuns) break;
    if (step.text === undefined) {
      if (!inline.has(step.element.name)) gap = 'block';
      const caption = step.entering ? buttonCaption(step.element) : null;
      if (caption !== null) {
        buttons.push({ text: caption, element: step.element, index: runs.length, offset, gap: 'block' });
      }
      continue;
    }
    const raw = step.text.slice(0, longestRun);
    const text = raw.replace(/\s+/g, ' ').trim();
    if (/^\s/.test(raw) && gap === 'none') gap = 'space';
    if (text === '') continue;
    runs.push({ text, element: step.element, index: runs.length, offset, gap });
    offset += text.length + 1;
    gap = /\s$/.test(raw) ? 'space' : 'none';
  }
  return { runs, buttons };
}

type Step =
  | { element: PageElement; entering: boolean; text?: undefined }
  | { element: PageElement; text: string };

/** Without recursion: elements on entering and leaving, and the text between them. */
function* walk(page: ParsedPage): Generator<Step> {
  const [root] = page.elements;
  if (root === undefined) return;
  const topLevel = page.elements.filter((element) => element.parent === root.parent);
  for (const top of topLevel) yield* walkWithin(top);
}

function* walkWithin(top: PageElement): Generator<Step> {
  if (unseen.has(top.name)) return;
  yield { element: top, entering: true };
  let element = top;
  let node = top.firstChild;
  for (;;) {
    if (node === null) {
      yield { element, entering: false };
      if (element === top) return;
      node = element.next;
      // Cast because a parent may be the document by its type; below `top` it is an element.
      element = element.parent as PageElement;
    } else if ('attribs' in node) {
      if (unseen.has(node.name)) node = node.next;
      else {
        element = node;
        yield { element, entering: true };
        node = node.firstChild;
      }
    } else {
      if (node.type === 'text') yield { element, text: node.data };
      node = node.next;
    }
  }
}

/** What an `input` says on its face; other buttons have text of their own. */
function buttonCaption(element: PageElement): string | null {
  const { type = '', value = '', alt, title } = element.attribs;
  if (element.name === 'button') return element.attribs['aria-label'] ?? title ?? '';
  if (element.name !== 'input' || !/^(submit|button|image)$/i.test(type)) return null;
  return value || alt || title || '';
}
