// The parts of a page around its product: what each element is in, and where other products begin.
import type { PageElement } from '../../page/parsed-page.ts';
import { createZoneLookup } from './element-zones.ts';
import type { PageText } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import { relatedHeadings } from './zone-words.ts';

export interface PageZones {
  of(element: PageElement): number;
  /** The offset after which the page shows other products; infinite when it says nowhere that it does. */
  relatedFrom: number;
}

/** @param title its surroundings belong to the product, whatever they are called */
export function mapZones(text: PageText, title: PageTitle | null): PageZones {
  return { of: createZoneLookup(title?.surroundings), relatedFrom: relatedFrom(text, title) };
}

/** Where a heading such as "Customers also bought" begins, if one follows the title. */
function relatedFrom(text: PageText, title: PageTitle | null): number {
  const after = title?.end ?? 0;
  for (const { offset, text: words } of text.runs) {
    if (offset > after && words.length < 80 && relatedHeadings.test(words)) return offset;
  }
  return Number.POSITIVE_INFINITY;
}
