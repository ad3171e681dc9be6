// Results of the command line: hits to a table or JSON.

import type { Facets } from '../../catalog/search/facets.ts';
import type { FoundIn, NamedPage } from '../../catalog/search/hybrid-search.ts';
import type { SearchSort } from '../../catalog/search/search.ts';
import { priceText } from '../start/amounts.ts';
import type { FilterOptions } from './filter-options.ts';
import type { CommandContext } from './run-command.ts';

/** The options that `search` and `similar` share, as commander hands them over. */
export interface ResultOptions extends FilterOptions {
  limit: number;
  sort: SearchSort;
  diversity: number;
  cutoff?: number | 'off';
  cursor?: string;
  facets?: boolean;
  explain?: boolean;
  json?: boolean;
}

// As many as fit on a line or two of a terminal; --json has all of them.
const facetsShown = 8;

/** What `search` and `similar` say of an empty catalogue. */
export const nothingEmbedded =
  'Nothing is embedded yet: `lookalike scrape URL` or `lookalike import FILE` first.';

/** Prints a page of hits: JSON in the shape of the API's answer, or aligned lines for people. */
export function printResults(
  { print, progress }: Pick<CommandContext, 'print' | 'progress'>,
  page: NamedPage,
  options: ResultOptions & { model: string; notices?: readonly string[] },
): void {
  const notices = [...(options.notices ?? []), ...page.notices];
  if (options.json) {
    const results = page.hits;
    const { nextCursor } = page;
    const facets = options.facets ? { facets: page.facets } : {};
    const explain = options.explain ? { explain: page.explain } : {};
    print(JSON.stringify({ results, nextCursor, model: options.model, notices, ...facets, ...explain }));
    return;
  }
  for (const notice of notices) progress.say(notice);
  if (page.hits.length === 0) progress.say('Nothing found; fewer filters may help.');
  for (const { product, score, match, offers, found, place } of page.hits) {
    const price = product.price ? priceText(product.price) : '–';
    const title = product.title.replace(/\s+/g, ' ');
    print(
      [scoreText(score), String(product.id).padStart(6), price.padStart(11), title, product.url].join('  ') +
        (match === 'loose' ? '  (loosely related)' : ''),
    );
    for (const offer of offers.items.slice(0, 3)) {
      const offered = offer.price ? priceText(offer.price) : '–';
      print(`${' '.repeat(13)}  ${offered.padStart(11)}  also at ${offer.shop.name}  ${offer.url}`);
    }
    if (offers.count > 3) print(`${' '.repeat(28)}and ${offers.count - 3} more offers`);
    if (place != null) print(`${' '.repeat(13)}  ${place.toFixed(2)} on the axis`);
    if (found) print(`${' '.repeat(13)}  ${foundText(found)}`);
  }
  if (page.facets) printFacets(print, page.facets);
  if (options.explain && page.explain) {
    const { strategy, reason, estimatedRows, candidates } = page.explain;
    progress.say(`${strategy}: ${reason} (about ${estimatedRows} rows match, ${candidates} looked at)`);
  }
  if (page.nextCursor) progress.say(`More with --cursor=${page.nextCursor}`);
}

function printFacets(print: CommandContext['print'], { counted, price, ...facets }: Facets): void {
  print(`Of the ${counted} nearest:`);
  for (const [name, values] of Object.entries(facets)) {
    const counts = values.slice(0, facetsShown).map(({ value, count }) => `${value} ${count}`);
    if (counts.length > 0) print(`${name.padStart(12)}  ${counts.join(' · ')}`);
  }
  const { currency, min, max } = price;
  if (currency === null || min === null || max === null) return;
  const bounds = [min, max].map((amount) => priceText({ amount, currency }));
  print(`${'price'.padStart(12)}  ${bounds.join(' to ')}`);
}

const scoreText = (score: number | null) => (score === null ? '    –' : score.toFixed(3));

/** Where a hit stood in the lists that were fused. */
function foundText({ visual, words, by }: FoundIn): string {
  const places = [
    visual === null ? [] : [`${visual} by looks`],
    words === null ? [] : [`${words} by words (${by.join(', ')})`],
  ];
  return places.flat().join(', ') || 'further off by looks';
}
