// The text inside an element, as far as it is needed: a product's name may be wrapped around a whole page.
import type { PageElement } from '../../page/parsed-page.ts';

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

/** What is there for screen readers only, such as the "Details about" before a name. */
const readAloudOnly =
  /(^|[\s_-])(sr-only|visually-?hidden|screen-?reader(-?text)?|a11y-?hidden|hdn|offscreen)($|[\s_-])/i;

/**
 * Raw, at least `length` characters when there are so many; block elements are kept apart by a space. What only
 * screen readers are given is left out, unless there is nothing else.
 */
export function elementText(element: PageElement, length: number): string {
  const shown = gatherText(element, length, true);
  return shown.trim() === '' ? gatherText(element, length, false) : shown;
}

function gatherText(element: PageElement, length: number, shownOnly: boolean): string {
  const pieces: string[] = [];
  let gathered = 0;
  const waiting: PageNode[] = [element];
  for (let node = waiting.pop(); node !== undefined && gathered < length; node = waiting.pop()) {
    if ('data' in node && node.type === 'text') {
      pieces.push(node.data);
      gathered += node.data.length;
    }
    if (!('attribs' in node) || (node !== element && isSilent(node, shownOnly))) continue;
    if (!inline.has(node.name)) pieces.push(' ');
    for (let child = node.lastChild; child !== null; child = child.prev) waiting.push(child);
  }
  return pieces.join('');
}

function isSilent({ name, attribs }: PageElement, shownOnly: boolean): boolean {
  return silent.has(name) || (shownOnly && attribs.class !== undefined && readAloudOnly.test(attribs.class));
}
