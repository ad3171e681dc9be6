// The pages a preview may still look at, the most promising first; bounded, and taught by what led to nothing.
import type { PageLink } from './links/page-links.ts';

export interface QueuedPage extends PageLink {
  /** The path of the page, sitemap or list that led to it. */
  via: string;
}

export interface PreviewQueue {
  /** Pages met before are left out. */
  add(links: readonly PageLink[], via: string): void;
  next(): QueuedPage | null;
  /** Pages of a group that shows no products come later and later. */
  learn(page: QueuedPage, foundProduct: boolean): void;
}

/** Far more than a preview visits; what a sitemap of a million pages leads to need not all be kept. */
const mostPages = 5000;
const patience = 3;

const ranks = { door: 0, likely: 1, sitemap: 2, page: 3 } as const;

export function createPreviewQueue(): PreviewQueue {
  const met = new Set<string>();
  const waiting: QueuedPage[] = [];
  const fruitless = new Map<string, number>();

  function rank(page: QueuedPage): number {
    const own = page.kind === 'page' && page.likelyProduct ? ranks.likely : ranks[page.kind];
    // Of several sitemaps the one that by its name lists products.
    const better = page.kind === 'sitemap' && page.likelyProduct ? 0.5 : 0;
    return own - better + Math.floor((fruitless.get(page.group) ?? 0) / patience);
  }

  return {
    add(links, via) {
      for (const link of links) {
        if (met.size >= mostPages) return;
        if (met.has(link.url)) continue;
        met.add(link.url);
        waiting.push({ ...link, via });
      }
    },
    next() {
      let best = -1;
      let bestRank = Number.POSITIVE_INFINITY;
      for (const [index, page] of waiting.entries()) {
        const own = rank(page);
        if (own >= bestRank) continue;
        best = index;
        bestRank = own;
      }
      return best === -1 ? null : (waiting.splice(best, 1)[0] ?? null);
    },
    learn({ kind, group }, foundProduct) {
      if (kind !== 'page') return;
      if (foundProduct) fruitless.delete(group);
      else fruitless.set(group, (fruitless.get(group) ?? 0) + 1);
    },
  };
}
