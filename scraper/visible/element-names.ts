// The words that a page's makers call an element by: its classes, id and test names.
import type { PageElement } from '../parsed-page.ts';

const naming = [
  'class',
  'id',
  'itemprop',
  'data-testid',
  'data-test',
  'data-test-id',
  'data-qa',
  'data-hook',
  'data-role',
  'data-automation-id',
  'data-component',
  'role',
  'name',
  'property',
  'data-price-type',
  'aria-label',
  'data-ui',
  'data-cy',
] as const;

const known = new WeakMap<PageElement, string>();

/** Lower case, `camelCase` taken apart, joined by spaces; empty for a nameless element. */
export function namesOf(element: PageElement): string {
  const before = known.get(element);
  if (before !== undefined) return before;
  let names = '';
  for (const attribute of naming) {
    const value = element.attribs[attribute];
    if (value !== undefined && value !== '') names += ` ${value.slice(0, 300)}`;
  }
  const words = names.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  known.set(element, words);
  return words;
}

/** The element and what it is in, inside out, at most `levels` of them. */
export function* ancestry(element: PageElement, levels: number): Generator<PageElement> {
  let current: PageElement | null = element;
  for (let level = 0; level < levels && current !== null; level += 1) {
    yield current;
    current = parentOf(current);
  }
}

export function parentOf(element: PageElement): PageElement | null {
  const { parent } = element;
  return parent !== null && 'attribs' in parent ? parent : null;
}
