// Clusters, classes, orders along an axis, and lists of what does not belong, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyAnswer } from '../../../apps/api/classify-schemas.ts';
import { axisAnswer } from '../../../apps/api/routes/axis.ts';
import { clustersAnswer } from '../../../apps/api/routes/clusters.ts';
import { searchAnswer } from '../../../apps/api/schemas.ts';
import { startTapApi, type TapApi } from './tap-api.ts';

let api: TapApi;
beforeAll(async () => {
  api = await startTapApi();
}, 120_000);
afterAll(() => api?.close());

const idOf = (title: string) => api.shop.ids.get(title) ?? 0;
const post = (body: object) =>
  api.get('/api/classify', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('clusters', () => {
  it('hold every product with a photo once, named, the most typical first', async () => {
    const { json } = await api.get('/api/clusters?count=6');
    const { clusters, others, model } = clustersAnswer.parse(json);
    expect(model).toBe('starter');
    expect(clusters).toHaveLength(6);
    expect(others).toEqual([]);
    const ids = clusters.flatMap(({ productIds }) => productIds);
    expect(ids.toSorted((a, b) => a - b)).toEqual(
      [...api.shop.ids.values(), api.shop.unpricedId].toSorted((a, b) => a - b),
    );
    expect(clusters.map(({ name }) => name).join()).toMatch(/pot filler/i);
    for (const { size, productIds, medoid } of clusters) {
      expect(productIds).toHaveLength(size);
      expect(medoid?.id).toBe(productIds[0]);
    }
  });

  it('are made of what filters let through, by density too, and of a handful there are none', async () => {
    const { json } = await api.get('/api/clusters?method=density&leastSize=3&category=Bathroom%20taps');
    const { clusters, others } = clustersAnswer.parse(json);
    const titles = [...api.shop.ids].filter(([title]) => !title.includes('kitchen'));
    expect(clusters.flatMap(({ productIds }) => productIds).length + others.length).toBe(titles.length + 1);
    const few = clustersAnswer.parse((await api.get('/api/clusters?maxPrice=40&currency=USD')).json);
    expect(few).toMatchObject({ clusters: [], others: [] });
  });

  it.each(['count=1', 'count=201', 'method=magic'])('%s is refused', async (query) => {
    expect((await api.get(`/api/clusters?${query}`)).json).toMatchObject({ code: 'invalid_parameter' });
  });
});

describe('classes', () => {
  it('are told by their names', async () => {
    const products = ['gold pot filler', 'chrome pot filler', 'white cross handle tap'].map(idOf);
    const { json } = await post({ classes: ['gold', 'chrome', 'white', 'purple'], products, top: 2 });
    const { results, leaveOneOut } = classifyAnswer.parse(json);
    expect(results.map(({ label }) => label)).toEqual(['gold', 'chrome', 'white']);
    expect(results.map(({ product }) => product?.id)).toEqual(products);
    expect(results[0]?.scores).toHaveLength(2);
    expect(leaveOneOut).toBeNull();
  });

  it('are told by examples, with how often those are right when left out', async () => {
    const of = (finish: string) =>
      ['gooseneck kitchen tap', 'pot filler'].map((tap) => idOf(`${finish} ${tap}`));
    const classes = ['gold', 'purple'].map((name) => ({ name, like: of(name) }));
    const { json } = await post({ classes, products: [idOf('purple wall mounted tap')] });
    const { results, leaveOneOut } = classifyAnswer.parse(json);
    expect(results[0]?.label).toBe('purple');
    expect(leaveOneOut).toMatchObject({ examples: 4 });
  });

  it('give nothing a label that is not clearly one of them', async () => {
    const { json } = await post({
      classes: ['gold', 'chrome'],
      products: [idOf('gold pot filler')],
      margin: 1,
    });
    expect(classifyAnswer.parse(json).results[0]).toMatchObject({ label: null });
  });

  it.each([
    [{ classes: ['gold'], products: [1] }, 'invalid_parameter', 'classes'],
    [{ classes: ['gold', 'gold'], products: [1] }, 'invalid_parameter', 'classes'],
    [{ classes: ['gold', { name: 'mine', like: [1] }], products: [1] }, 'invalid_parameter', 'classes.1'],
    [{ classes: ['gold', 'chrome'] }, 'missing_parameter', 'products'],
    [{ classes: ['gold', 'chrome'], products: [999_999_999] }, 'product_not_found', 'products.0'],
  ])('%j is refused', async (body, code, parameter) => {
    expect((await post(body)).json).toMatchObject({ code, parameter });
  });
});

describe('an order along an axis', () => {
  const path = '/api/search?q=tap&mode=visual&sort=axis&axis=gold..purple';

  it('goes from one end to the other, with a place and a colour for each', async () => {
    const { results } = searchAnswer.parse((await api.get(`${path}&limit=100`)).json);
    const places = results.map(({ axis }) => axis?.place ?? Number.NaN);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([-1, 1]);
    expect(results[0]?.product.title).toMatch(/^gold/);
    expect(results.at(-1)?.product.title).toMatch(/^purple/);
    expect(results[0]?.axis?.colour).toBe('#2166ac');
  });

  it('is the same in pages, and backwards with its ends exchanged', async () => {
    const whole = searchAnswer.parse((await api.get(`${path}&limit=100`)).json);
    const first = searchAnswer.parse((await api.get(`${path}&limit=20`)).json);
    const second = searchAnswer.parse((await api.get(`${path}&limit=20&cursor=${first.nextCursor}`)).json);
    expect([...first.results, ...second.results]).toEqual(whole.results);
    const reversed = await api.get('/api/search?q=tap&mode=visual&sort=axis&axis=purple..gold&limit=100');
    const titles = searchAnswer.parse(reversed.json).results.map(({ product }) => product.title);
    expect(titles[0]).toMatch(/^purple/);
  });

  it('has ends made of products, too', async () => {
    const ends = `${idOf('gold pot filler')},${idOf('gold wall mounted tap')}..${idOf('white pot filler')}`;
    const { json } = await api.get(`/api/search?q=pot+filler&mode=visual&sort=axis&axis=${ends}`);
    expect(searchAnswer.parse(json).results[0]?.product.title).toMatch(/^gold/);
  });

  it('holds the whole catalogue, of which it shows as many as asked, from end to end', async () => {
    const { json } = await api.get('/api/axis?axis=gold..purple&limit=5');
    const { results, total } = axisAnswer.parse(json);
    expect(total).toBe(31);
    expect(results).toHaveLength(5);
    expect([results[0]?.place, results[4]?.place]).toEqual([-1, 1]);
    expect(results[0]?.product.title).toMatch(/^gold/);
    expect(results[4]?.product.title).toMatch(/^purple/);
    const narrowed = axisAnswer.parse(
      (await api.get('/api/axis?axis=gold..purple&category=Kitchen%20taps')).json,
    );
    expect(narrowed.total).toBe(6);
    expect((await api.get('/api/axis')).json).toMatchObject({ code: 'missing_parameter', parameter: 'axis' });
  });

  it.each([
    ['sort=axis', 'missing_parameter', 'axis'],
    ['axis=gold..purple', 'invalid_parameter', 'sort'],
    ['sort=axis&axis=gold', 'invalid_parameter', 'axis'],
    ['sort=axis&axis=gold..gold', 'invalid_parameter', 'axis'],
    ['sort=axis&axis=gold..1', 'invalid_parameter', 'axis'],
  ])('%s is refused', async (query, code, parameter) => {
    expect((await api.get(`/api/search?q=tap&${query}`)).json).toMatchObject({ code, parameter });
  });
});

it('duplicates may be kept to those across shops, outliers to a category', async () => {
  expect((await api.get('/api/catalogue-health/duplicate?acrossShops=true')).json).toEqual({ results: [] });
  expect((await api.get('/api/catalogue-health/outlier?category=Taps')).json).toEqual({ results: [] });
});
