// The words that a page's makers call an element by: its classes, id and test names.
import type { PageElement } from '../../page/parsed-page.ts';

const naming = new Set(
  `class id itemprop name role property aria-label data-testid data-test data-test-id data-qa data-hook data-role
  data-automation-id data-component data-price-type data-ui data-cy`.split(/\s+/),
);

const longestNames = 300;

/** Lower case, `camelCase` and `snake_case` taken apart by hyphens, joined by spaces; empty for a nameless element. */
export function namesOf({ attribs }: PageElement): string {
  let names = '';
  for (const attribute in attribs) {
    if (naming.has(attribute)) names += ` ${attribs[attribute]?.slice(0, longestNames)}`;
  }
  return names === '' ? '' : inWords(names);
}

const inWords = oncePerSpelling((names) =>
  names
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[-_]+/g, '-')
    .toLowerCase(),
);

/** A page's elements share a few hundred spellings, and a shop's pages the same ones. */
const mostKnown = 5000;

/** The same function, remembering its answers: many regular expressions are asked of every element's names. */
export function oncePerSpelling<Answer>(read: (names: string) => Answer): (names: string) => Answer {
  const known = new Map<string, Answer>();
  return (names) => {
    const before = known.get(names);
    if (before !== undefined) return before;
    const answer = read(names);
    if (names.length > longestNames) return answer;
    if (known.size >= mostKnown) known.clear();
    known.set(names, answer);
    return answer;
  };
}

/** The element and what it is in, inside out, at most `levels` of them. */
export function ancestry(element: PageElement, levels: number): PageElement[] {
  const found: PageElement[] = [];
  let current: PageElement | null = element;
  for (let level = 0; level < levels && current !== null; level += 1) {
    found.push(current);
    current = parentOf(current);
  }
  return found;
}

export function parentOf(element: PageElement): PageElement | null {
  const { parent } = element;
  return parent !== null && 'attribs' in parent ? parent : null;
}
