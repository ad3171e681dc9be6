// Every route answers what its schema promises, from a real database with the real starter encoder.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { browseAnswer, embeddingAnswer, productDetail, searchAnswer } from '../../../apps/api/schemas.ts';
import { refreshRelated } from '../../../workers/related/refresh-related.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(async () => {
  await api?.close();
});

/** The answer as its strict schema reads it: a field too many or too few fails. */
async function read<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
  const answer = await api.get(path);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return schema.parse(answer.json);
}

interface Page {
  results: { product: { id: number; title: string } }[];
  nextCursor: string | null;
}
const titles = (page: Page) => page.results.map((result) => result.product.title);

async function allPages<Schema extends z.ZodType<Page>>(
  schema: Schema,
  path: string,
): Promise<z.output<Schema>[]> {
  const pages: z.output<Schema>[] = [];
  let cursor: string | null = null;
  do {
    const page: z.output<Schema> = await read(
      schema,
      cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
    );
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null && pages.length < 50);
  return pages;
}

describe('searching by words', () => {
  it('puts what the words describe first, with a score that falls', async () => {
    const page = await read(searchAnswer, '/api/search?q=purple+pot+filler&mode=visual');
    expect(titles(page)[0]).toBe('purple pot filler');
    expect(page.results).toHaveLength(24);
    const scores = page.results.map((result) => result.score);
    expect(scores).toEqual([...scores].sort((a, b) => Number(b) - Number(a)));
    expect(page.model).toBe('starter');
    expect(page.explain).toBeUndefined();
  });

  it('pages through everything embedded, once each', async () => {
    const pages = await allPages(searchAnswer, '/api/search?q=gold&limit=7');
    const seen = pages.flatMap(titles);
    expect(seen).toHaveLength(31);
    expect(new Set(seen).size).toBe(31);
    expect(pages.slice(0, -1).every((page) => page.results.length === 7)).toBe(true);
  });

  it.each([
    ['minPrice=50&maxPrice=120', (p: Found) => between(p, 50, 120)],
    ['currency=eur', (p: Found) => p.price?.currency === 'EUR'],
    [
      'brand=nobody&brand=aurelia&brand=br%C3%BCck+%26+S%C3%B6hne',
      (p: Found) => p.brand === 'Brück & Söhne' || p.brand === 'Aurelia',
    ],
    ['brand=br%C3%BCck+%26+S%C3%B6hne', (p: Found) => p.brand === 'Brück & Söhne'],
    ['category=kitchen+taps', (p: Found) => p.category.includes('Kitchen taps')],
    ['available=true', (p: Found) => p.availability === 'in_stock'],
    ['available=false', (p: Found) => p.availability === 'out_of_stock'],
    ['shop=Taps+%26+Co', (p: Found) => p.shop.name === 'Taps & Co'],
  ])('%s keeps only what fits', async (filter, fits) => {
    for (const path of ['/api/search?q=tap&limit=100&', '/api/products?limit=100&']) {
      const page = await (path.includes('search')
        ? read(searchAnswer, path + filter)
        : read(browseAnswer, path + filter));
      expect(page.results.length).toBeGreaterThan(3);
      for (const { product } of page.results) expect(product).toSatisfy(fits);
    }
  });

  it('finds nothing in a shop that is not there, and says so with an empty page', async () => {
    expect((await read(searchAnswer, '/api/search?q=tap&shop=99')).results).toEqual([]);
  });

  it.each(['price', '-price'])('sorts by %s', async (sort) => {
    const { results } = await read(searchAnswer, `/api/search?q=tap&maxPrice=500&limit=100&sort=${sort}`);
    const prices = results.map(({ product }) => product.price?.amount ?? Number.NaN);
    expect(prices.length).toBeGreaterThan(20);
    expect(prices).toEqual([...prices].sort((a, b) => (sort === 'price' ? a - b : b - a)));
  });

  it('explains its plan when asked', async () => {
    const { explain } = await read(searchAnswer, '/api/search?q=tap&explain=true');
    expect(explain?.reason).not.toBe('');
  });

  it('says which photos wait, that a long text was cut, and what the operator said at start', async () => {
    const { notices } = await read(searchAnswer, `/api/search?q=${'very+long+tap+'.repeat(60)}`);
    expect(notices).toContainEqual('The starter model answers.');
    expect(notices).toContainEqual(expect.stringMatching(/^1 photo is still being embedded/));
    expect(notices).toContainEqual(expect.stringMatching(/only its first \d+ tokens were used/));
  });
});

interface Found {
  price: { amount: number; currency: string } | null;
  brand: string | null;
  category: string[];
  availability: string | null;
  shop: { name: string };
}
function between(product: Found, low: number, high: number): boolean {
  const amount = product.price?.amount ?? Number.NaN;
  return amount >= low && amount <= high;
}

describe('finding what looks like a product', () => {
  const idOf = (title: string) => api.shop.ids.get(title);

  it('precomputed gives the same as a search, and explain says where it came from', async () => {
    const path = `/api/products/${idOf('gold pot filler')}/similar?limit=5&explain=true`;
    const searched = await read(searchAnswer, path);
    const early = await read(searchAnswer, `${path}&precomputed=true`);
    expect(early.explain?.reason).toMatch(/not precomputed: this product has no list yet/);
    await refreshRelated({ db: api.database.pool, model: 'starter', top: 5 });
    const stored = await read(searchAnswer, `${path}&precomputed=true`);
    expect(stored.explain?.strategy).toBe('precomputed');
    expect(stored.results).toEqual(searched.results);
  });

  it('leaves the product itself out and ranks its like first', async () => {
    const page = await read(searchAnswer, `/api/products/${idOf('gold pot filler')}/similar?limit=100`);
    expect(titles(page)).not.toContain('gold pot filler');
    expect(titles(page)).toHaveLength(30);
    expect(
      titles(page)
        .slice(0, 5)
        .filter((title) => title.includes('pot filler')).length,
    ).toBeGreaterThan(1);
  });

  it('cheaper keeps strictly what is below its price, in its currency, on every page', async () => {
    const id = idOf('white waterfall bathroom tap');
    const { price } = await read(productDetail, `/api/products/${id}`);
    const pages = await allPages(searchAnswer, `/api/products/${id}/similar?cheaper=true&limit=5`);
    const found = pages.flatMap((page) => page.results.map((result) => result.product));
    expect(found.length).toBeGreaterThan(15);
    expect(new Set(found.map((product) => product.id)).size).toBe(found.length);
    for (const product of found) {
      expect(product.price?.amount).toBeLessThan(price?.amount ?? 0);
      expect(product.price?.currency).toBe(price?.currency);
    }
  });

  it('finds nothing below the cheapest', async () => {
    const page = await read(
      searchAnswer,
      `/api/products/${idOf('gold gooseneck kitchen tap')}/similar?cheaper=true`,
    );
    expect(page.results).toEqual([]);
  });

  it('says why there is nothing: no price, or no embedded photo yet', async () => {
    const { unpricedId, pendingId, failedId } = api.shop;
    const unpriced = await read(searchAnswer, `/api/products/${unpricedId}/similar?cheaper=true`);
    expect(unpriced).toMatchObject({
      results: [],
      notices: expect.arrayContaining([expect.stringMatching(/no price/)]),
    });
    for (const id of [pendingId, failedId]) {
      const page = await read(searchAnswer, `/api/products/${id}/similar`);
      expect(page).toMatchObject({ results: [], nextCursor: null });
      expect(page.notices).toContainEqual(expect.stringMatching(/no embedded photo/));
    }
  });
});

describe('browsing', () => {
  it.each(['newest', 'random'])('%s pages through everything, once each', async (sort) => {
    const pages = await allPages(browseAnswer, `/api/products?limit=10&sort=${sort}`);
    expect(pages.map((page) => page.results.length)).toEqual([10, 10, 10, 3]);
    expect(pages.map((page) => page.total)).toEqual([33, 33, 33, 33]);
    expect(new Set(pages.flatMap(titles)).size).toBe(33);
  });

  it.each(['price', '-price'])(
    '%s pages through everything, what is not priced in the most common currency last',
    async (sort) => {
      const pages = await allPages(browseAnswer, `/api/products?limit=10&sort=${sort}`);
      const all = pages.flatMap((page) => page.results.map(({ product }) => product));
      expect(new Set(all.map(({ id }) => id)).size).toBe(33);
      const currencies = all.map(({ price }) => price?.currency);
      expect(currencies.slice(0, 26).every((currency) => currency === 'USD')).toBe(true);
      expect(currencies.slice(26)).not.toContain('USD');
      expect(pages[0]?.notices.join()).toContain('EUR');
    },
  );

  it('shuffles the same for the same seed, differently for another', async () => {
    const shuffled = async (seed: number) =>
      titles(await read(browseAnswer, `/api/products?sort=random&limit=30&seed=${seed}`));
    expect(await shuffled(1)).toEqual(await shuffled(1));
    expect(await shuffled(1)).not.toEqual(await shuffled(2));
  });

  it('counts what the filters let through', async () => {
    const page = await read(browseAnswer, '/api/products?limit=1&maxPrice=50');
    expect(page.total).toBe(4);
  });
});

describe('facets', () => {
  it('of browsing say what a visitor would count, and stay away unasked', async () => {
    const { results, facets } = await read(browseAnswer, '/api/products?limit=100&facets=true&currency=USD');
    const brands = Map.groupBy(results, ({ product }) => product.brand);
    expect(facets?.counted).toBe(results.length);
    expect(new Map(facets?.brand.map(({ value, count }) => [value, count]))).toEqual(
      new Map([...brands].map(([brand, all]) => [brand, all.length])),
    );
    expect((await read(browseAnswer, '/api/products?limit=1')).facets).toBeUndefined();
  });

  it('of a search fit its results', async () => {
    const { results, facets } = await read(searchAnswer, '/api/search?q=tap&limit=100&facets=true');
    expect(facets?.counted).toBe(results.length);
  });
});

describe('one product', () => {
  it('has its photos, price history and the fields of its import', async () => {
    const id = api.shop.ids.get('purple pot filler');
    const found = await read(productDetail, `/api/products/${id}`);
    expect(found).toMatchObject({ id, title: 'purple pot filler', extra: { colour: 'purple' } });
    expect(found.photos).toEqual([
      {
        url: 'https://taps.example/photos/9.jpg',
        image: `/images/${api.shop.sha256}.webp`,
        thumbHash: null,
        failure: null,
      },
    ]);
    expect(found.priceHistory).toHaveLength(1);
  });

  it('never says where on the disk an imported photo lies', async () => {
    const answer = await api.get(`/api/products/${api.shop.ids.get('gold gooseneck kitchen tap')}`);
    expect(answer.json.photos[0].url).toBeNull();
    expect(answer.text).not.toContain('secret.jpg');
  });

  it('tells why a photo failed', async () => {
    const found = await read(productDetail, `/api/products/${api.shop.failedId}`);
    expect(found.photos[0]?.failure).toBe('not an image');
  });
});

describe('the embedding of a text', () => {
  it("is the encoder's own, of unit length", async () => {
    const answer = await read(embeddingAnswer, '/api/embeddings?text=gold%20tap');
    const [expected] = await api.encoder.embedTexts(['gold tap']);
    expect(answer.vector).toHaveLength(answer.dimension);
    // JSON has no -0.
    expect(answer.vector).toEqual(Array.from(expected?.vector ?? [], (x) => x + 0));
    expect(Math.hypot(...answer.vector)).toBeCloseTo(1, 5);
    expect(answer).toMatchObject({ text: 'gold tap', model: 'starter', truncated: false });
  });
});

describe('a thumbnail', () => {
  const path = () => `/images/${api.shop.sha256}.webp`;

  it('may be kept for ever, and is not sent again to who has it', async () => {
    const response = await fetch(api.url + path());
    expect(Buffer.from(await response.arrayBuffer())).toEqual(api.shop.thumbnail);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('etag')).toBe(`"${api.shop.sha256}"`);
    const again = await api.get(path(), { headers: { 'if-none-match': `W/"x", "${api.shop.sha256}"` } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(again.headers.get('cache-control')).toContain('immutable');
  });

  it('that is not there is not cached', async () => {
    for (const name of ['0'.repeat(64), 'A'.repeat(64), 'short', `${'0'.repeat(65)}`]) {
      const answer = await api.get(`/images/${name}.webp`);
      expect(answer).toMatchObject({ status: 404, json: { code: 'image_not_found' } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('etag')).toBeNull();
    }
  });
});

it('no request of these tests made the API log a fault', () => {
  expect(api.logger.faults).toEqual([]);
});
