// How a page of hits is printed, and how options become filters.
import { expect, test } from 'vitest';
import { toFilters } from '../../../apps/cli/filter-options.ts';
import { printResults, type ResultOptions } from '../../../apps/cli/results.ts';
import type { CommandContext } from '../../../apps/cli/run-command.ts';
import type { SearchPage } from '../../../catalog/search/search.ts';

const options: ResultOptions & { model: string } = {
  limit: 10,
  sort: 'relevance',
  diversity: 0,
  model: 'starter',
};

function show(page: SearchPage, more: Partial<ResultOptions & { notices: string[] }> = {}) {
  const printed: string[] = [];
  const said: string[] = [];
  const context: Pick<CommandContext, 'print' | 'progress'> = {
    print: (line) => void printed.push(line),
    progress: {
      start: () => ({ update: () => {}, finish: () => {} }),
      say: (line) => void said.push(line),
      close: () => {},
    },
  };
  printResults(context, page, { ...options, ...more });
  return { printed, said };
}

function pageOf(price: { amount: number; currency: string } | null): SearchPage {
  const product = {
    id: 7,
    shop: { id: 1, name: 'a' },
    url: 'https://a.example/7',
    sku: null,
    title: 'A\ttall\n tap',
    brand: null,
    description: null,
    price,
    availability: null,
    category: [],
    image: null,
    thumbHash: null,
  };
  const hit = { product, score: 0.25, match: 'good' as const, offers: { count: 0, items: [] } };
  return { hits: [hit], nextCursor: null, notices: [], facets: null, explain: null };
}

test.each([
  [{ amount: 1299.5, currency: 'EUR' }, '0.250       7    €1,299.50  A tall tap  https://a.example/7'],
  [{ amount: 5, currency: 'no' }, '0.250       7         5 no  A tall tap  https://a.example/7'],
  [null, '0.250       7            –  A tall tap  https://a.example/7'],
])('a hit is one line (price %j)', (price, line) => {
  expect(show(pageOf(price)).printed).toEqual([line]);
});

test('the cursor, notices and the plan are said beside the results', () => {
  const explain = {
    strategy: 'exact' as const,
    reason: 'few rows',
    estimatedRows: 3,
    candidates: 3,
    visited: 3,
    efSearch: null,
    cutoff: { score: 0.2, from: 'asked for' },
  };
  const page = { ...pageOf(null), nextCursor: 'abc', explain };
  const { said } = show(page, { explain: true, notices: ['A notice.'] });
  expect(said).toEqual([
    'A notice.',
    'exact: few rows (about 3 rows match, 3 looked at)',
    'More with --cursor=abc',
  ]);
});

test('JSON holds everything in one document', () => {
  const page = { ...pageOf(null), nextCursor: 'abc' };
  const { printed, said } = show(page, { json: true, notices: ['A notice.'] });
  expect(said).toEqual([]);
  expect(printed).toHaveLength(1);
  expect(JSON.parse(printed[0] ?? '')).toEqual({
    results: page.hits,
    nextCursor: 'abc',
    model: 'starter',
    notices: ['A notice.'],
  });
});

test('facets are lines below the results, and all of them in JSON', () => {
  const facets = {
    counted: 40,
    shop: [{ value: 'a', count: 40 }],
    brand: Array.from({ length: 9 }, (_, i) => ({ value: `b${i}`, count: 9 - i })),
    category: [],
    available: [],
    colour: [],
    currency: [],
    price: { currency: 'EUR', min: 5, max: 9, buckets: [] },
  };
  const page = { ...pageOf(null), facets };
  expect(show(page, { facets: true }).printed.slice(1)).toEqual([
    'Of the 40 nearest:',
    '        shop  a 40',
    '       brand  b0 9 · b1 8 · b2 7 · b3 6 · b4 5 · b5 4 · b6 3 · b7 2',
    '       price  €5.00 to €9.00',
  ]);
  expect(JSON.parse(show(page, { facets: true, json: true }).printed[0] ?? '').facets).toEqual(facets);
});

test('an option left out sets no filter', () => {
  expect(toFilters(options)).toEqual({});
  expect(toFilters({ ...options, minPrice: 0, currency: 'eur', available: true })).toEqual({
    minPrice: 0,
    currency: 'EUR',
    available: true,
  });
});
