// What operators set beside the products, over HTTP: exchange rates and collections, and what searches make of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(() => api?.close());

const put = (path: string, body: unknown) =>
  api.get(path, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const relayed = { headers: { 'x-forwarded-for': '203.0.113.9' } };

describe('exchange rates', () => {
  it('are set, listed, replaced and forgotten, and prices are compared by them', async () => {
    expect((await api.get('/api/rates')).json).toEqual({ base: null, rates: [] });
    const all = (await api.get('/api/products')).json.total;
    const inEuro = () => api.get('/api/products?currency=EUR&minPrice=0');
    expect((await inEuro()).json.total).toBeLessThan(all);

    const { currency } = (await api.get('/api/products?limit=1&sort=price')).json.results[0].product.price;
    const set = await put('/api/rates', { currency: 'eur', rate: 1.09, base: currency.toLowerCase() });
    expect(set.status).toBe(200);
    expect(set.json).toEqual({
      base: currency,
      rates: [{ currency: 'EUR', rate: 1.09, updatedAt: expect.any(String) }],
    });
    expect((await api.get('/api/rates')).json).toEqual(set.json);
    const converted = (await inEuro()).json.total;
    expect(converted).toBeGreaterThan(0);
    expect((await put('/api/rates', { currency: 'EUR', rate: 2 })).json.rates).toMatchObject([{ rate: 2 }]);

    const removed = await api.get('/api/rates?currency=eur', { method: 'DELETE' });
    expect(removed.status).toBe(200);
    expect(removed.json).toEqual({ base: null, rates: [] });
    expect((await inEuro()).json.total).toBeLessThan(converted);
  });

  it.each([
    ['currency', { currency: 'EURO', rate: 1 }],
    ['rate', { currency: 'EUR', rate: 0 }],
    ['rate', { currency: 'EUR', rate: '1.09' }],
    ['rate', { currency: 'EUR', rate: 1e300, base: 'USD' }],
    ['base', { currency: 'EUR', rate: 1, base: '$' }],
  ])('with a wrong %s are a 400 that names it', async (parameter, body) => {
    const answer = await put('/api/rates', body);
    expect([answer.status, answer.json.parameter]).toEqual([400, parameter]);
  });
});

describe('collections', () => {
  it('are filled, searched in, filled anew and forgotten', async () => {
    const [first = 0, second = 0, third = 0] = api.shop.ids.values();
    const filled = await put('/api/collections/My%20bath', { productIds: [first, second, first] });
    expect(filled.status).toBe(200);
    const mine = { id: expect.any(Number), name: 'My bath', createdAt: expect.any(String) };
    expect(filled.json).toEqual({ collections: [{ ...mine, products: 2, items: 0 }] });
    expect((await api.get('/api/collections')).json).toEqual(filled.json);

    const found = async () => {
      const { results } = (await api.get('/api/products?collection=my%20BATH')).json;
      return results.map(({ product }: { product: { id: number } }) => product.id).toSorted();
    };
    expect(await found()).toEqual([first, second].toSorted());
    await put('/api/collections/my%20bath', { productIds: [third] });
    expect(await found()).toEqual([third]);

    const gone = await api.get(`/api/collections/${filled.json.collections[0].id}`, { method: 'DELETE' });
    expect(gone.json).toEqual({ collections: [] });
    expect((await api.get(`/api/products/${first}`)).status).toBe(200);
  });

  it('are listed for everybody, and changed by operators only', async () => {
    expect((await api.get('/api/collections', relayed)).status).toBe(200);
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? '{"productIds":[]}' : null;
      const headers = { 'content-type': 'application/json' };
      const passedOn = { method, body, headers: { ...headers, ...relayed.headers } };
      expect((await api.get('/api/collections/x', passedOn)).json.code).toBe('operator_only_on_loopback');
      const elsewhere = { method, body, headers: { ...headers, origin: 'https://evil.example' } };
      expect((await api.get('/api/collections/x', elsewhere)).json.code).toBe('cross_site_request');
    }
  });
});
