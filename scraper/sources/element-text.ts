// The text inside an element, as far as it is needed: a product's name may be wrapped around a whole page.
import type { PageElement } from '../parsed-page.ts';

type PageNode = PageElement['childNodes'][number];

const silent = new Set(['script', 'style', 'noscript', 'template', 'svg', 'select', 'iframe']);
const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'em',
  'font',
  'i',
  'mark',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);

/** Raw, at least `length` characters when there are so many; block elements are kept apart by a space. */
export function elementText(element: PageElement, length: number): string {
  const pieces: string[] = [];
  let gathered = 0;
  const waiting: PageNode[] = [element];
  for (let node = waiting.pop(); node !== undefined && gathered < length; node = waiting.pop()) {
    if ('data' in node && node.type === 'text') {
      pieces.push(node.data);
      gathered += node.data.length;
    }
    if (!('attribs' in node) || (silent.has(node.name) && node !== element)) continue;
    if (!inline.has(node.name)) pieces.push(' ');
    for (let child = node.lastChild; child !== null; child = child.prev) waiting.push(child);
  }
  return pieces.join('');
}
