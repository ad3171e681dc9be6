// What a bench of saved pages found, as data: for printing, and for machines.
import { percentile } from '../table.ts';
import { type Attribute, attributes } from './page-truth.ts';
import { missesOf, type ReadPage, scorePages } from './read-saved-pages.ts';

export interface PageGroup {
  name: string;
  pages: ReadPage[];
}

/** F1 on the benchmark's 140 pages, of which DIR may hold a part: github.com/scrapinghub/product-extraction-benchmark. */
export const published = [
  { name: 'extruct (published, 140 pages)', price: 0.685, sku: 0.537, availability: 0.626 },
  { name: 'Diffbot (published, 140 pages)', price: 0.824, sku: 0.765, availability: 0.943 },
  { name: 'Zyte (published, 140 pages)', price: 0.918, sku: 0.841, availability: 0.957 },
];

export function reportOf(groups: PageGroup[], options: { folder: string; errors: boolean }) {
  const report = groups.map(({ name, pages }) => ({
    name,
    pages: pages.length,
    shops: shopsIn(pages),
    scores: Object.fromEntries(attributes.map((attribute) => [attribute, scorePages(pages, attribute)])),
    ...timing(pages),
  }));
  const misses = developedOn(groups[0]?.pages ?? []).flatMap((read) =>
    missesOf(read).map((attribute) => ({
      id: read.page.id,
      url: read.page.url,
      attribute,
      answer: read.answer[attribute],
      right: read.page.truth[attribute],
      source: sourceOf(read, attribute),
    })),
  );
  return { folder: options.folder, groups: report, published, ...(options.errors ? { misses } : {}) };
}

export function developedOn(pages: ReadPage[]): ReadPage[] {
  return pages.filter((page) => !page.leftOut);
}

export function shopsIn(pages: ReadPage[]): number {
  return new Set(pages.map((page) => page.shop)).size;
}

export function timing(pages: ReadPage[]) {
  const times = pages.map((page) => page.ms);
  return {
    medianMs: percentile(times, 0.5),
    slowestMs: percentile(times, 1),
    threw: pages.filter((page) => page.error !== null).length,
    withoutProduct: pages.filter((page) => page.product === null).length,
  };
}

export function sourceOf(read: ReadPage, name: Attribute): string {
  const sources: Record<string, string> = read.product?.sources ?? {};
  return sources[name] ?? '-';
}
