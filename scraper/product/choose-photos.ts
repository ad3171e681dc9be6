// Chooses a product's photos among those that its sources name.
import { mergePhotos } from './photo-list.ts';
import type { ProductFacts } from './product-facts.ts';
import type { SourceName } from './scraped-product.ts';
import type { FactsBySource } from './sourced-facts.ts';
import { isOrnament } from './sources/page-photos.ts';

const photoSources = ['selector', 'door', 'json-ld', 'microdata', 'rdfa', 'state'] as const;

/** OpenGraph's picture is made for sharing: the shop's logo here, a cut-out there. */
export function choosePhotos(
  facts: FactsBySource,
  moreSizes: readonly string[],
): { urls: string[]; source: SourceName | null } {
  const named = photoSources.filter((source) => photosOf(facts[source]).length > 0);
  const order: SourceName[] = [...(named.length > 0 ? named : (['meta'] as const)), 'page'];
  const domains = new Set(named.flatMap((source) => photosOf(facts[source]).map(domainOf)));
  const lists = order.map((source) => ({
    source,
    // Beside photos that the data names, a picture from elsewhere is an advertisement.
    urls: photosOf(facts[source]).filter(
      (url) => source !== 'page' || domains.size === 0 || domains.has(domainOf(url)),
    ),
  }));
  return {
    urls: mergePhotos(
      lists.map(({ urls }) => urls),
      moreSizes,
    ),
    source: lists.find(({ urls }) => urls.length > 0)?.source ?? null,
  };
}

function domainOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').split('.').slice(-2).join('.');
}

function photosOf(facts: ProductFacts | null | undefined): string[] {
  return (facts?.photoUrls ?? []).filter((url) => !isOrnament(url));
}
