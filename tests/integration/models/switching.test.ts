// Switching the model while it serves: no request fails, no answer is mixed, nothing is lost, and back again.
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEncoderShelf } from '../../../apps/start/encoder-shelf.ts';
import { vectorIndex } from '../../../catalog/photos/build-vector-index.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { openSwitch } from '../../../catalog/photos/model-switches.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import type { TestApi } from '../api/test-api.ts';
import { until } from '../workers/open-work.ts';
import { waitUntilEmbedded } from '../workers/wait-until-embedded.ts';
import { openSwitchable, photoCount, type Switchable } from './switchable.ts';

const queries = ['red', 'a green picture', 'purple', 'something blue'];
const likeFirst = '/api/products/1/similar?limit=10';
let service: Switchable;
let one: Awaited<ReturnType<Switchable['serve']>>;
let other: Awaited<ReturnType<Switchable['serve']>>;

beforeAll(async () => {
  service = await openSwitchable();
  one = await service.serve('one');
  other = await service.serve('other');
}, 300_000);
afterAll(() => service.close());

const post = (api: TestApi, path: string, body?: object) =>
  api.get(path, {
    method: 'POST',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
const search = (api: TestApi, q: string) =>
  api.get(`/api/search?mode=visual&limit=10&q=${encodeURIComponent(q)}`);
const state = async () => (await one.get('/api/models')).json;

/** What a model alone answers: its own vector of the text in its own vectors. */
async function expectedOf(modelId: string, q: string): Promise<string> {
  const options = { model: modelId, filters: {}, sort: 'relevance' as const, limit: 10, cursor: null };
  if (q === likeFirst) {
    const page = await searchByProduct(service.database.pool, { ...options, productId: 1 });
    return scoresOf(page?.hits ?? []);
  }
  const { encoder, release } = await service.encoders.take(modelId);
  const [text] = await encoder.embedTexts([q]);
  const { hits } = await searchByVector(service.database.pool, {
    ...options,
    vector: text?.vector ?? new Float32Array(),
  });
  release();
  return scoresOf(hits);
}

const scoresOf = (hits: { product: { id: number }; score: number | null }[]) =>
  hits.map(({ product, score }) => `${product.id} ${score?.toFixed(3)}`).join(', ');

describe('a switch', { timeout: 120_000 }, () => {
  test('tells beforehand what it costs, from a measurement', async () => {
    const { json } = await one.get('/api/models/second/cost');
    expect(json).toMatchObject({ model: 'second', photos: photoCount, withoutPicture: 0, downloadBytes: 0 });
    expect(json.photosPerSecond).toBeGreaterThan(0);
    expect(json.vectorBytes).toBeGreaterThan(photoCount * 512);
  });

  test('embeds everything beside the active model, checks it, and waits to be told', {
    timeout: 240_000,
  }, async () => {
    expect((await post(one, '/api/model-switch', { model: 'second' })).status).toBe(202);
    const ready = await until(async () => {
      const now = await state();
      expect(now.models[0]).toMatchObject({ id: 'starter', active: true });
      return now.switch.phase === 'ready' && now;
    });
    expect(ready.switch).toMatchObject({ done: photoCount, total: photoCount, problem: null });
    expect(ready.switch.check.agreed).toBe(ready.switch.check.sampled);
    expect(ready.switch.check.sampled).toBeGreaterThan(0);
    expect(await vectorIndex(service.database.pool, 'second')).toMatchObject({ valid: true });
    expect((await search(one, 'red')).json.model).toBe('starter');
  });

  test('embeds photos that come meanwhile under both', async () => {
    await service.addPhotos(photoCount, 5);
    const { pool: db } = service.database;
    await waitUntilEmbedded(db, 'starter');
    await waitUntilEmbedded(db, 'second');
    expect(await countEmbeddings(db, 'second')).toBe(photoCount + 5);
  });

  test('can be looked at before: the same queries under both, and how much they agree', async () => {
    const { json } = await post(one, '/api/models/compare', {
      model: 'second',
      texts: ['red'],
      products: [1],
    });
    expect(json.models).toEqual(['starter', 'second']);
    expect(json.queries.map(({ overlap }: { overlap: number }) => overlap > 0 && overlap <= 1)).toEqual([
      true,
      true,
    ]);
    const [text] = json.queries;
    expect(scoresOf(text.hits[0])).toBe(await expectedOf('starter', 'red'));
    expect(scoresOf(text.hits[1])).toBe(await expectedOf('second', 'red'));
    const proposed = await post(one, '/api/models/compare', { model: 'second' });
    expect(proposed.json.queries.length).toBeGreaterThan(2);
  });

  test('happens under load without a failed request and without a mixed answer', async () => {
    const expected = new Map<string, string>();
    for (const model of ['starter', 'second'])
      for (const q of [...queries, likeFirst]) expected.set(`${model} ${q}`, await expectedOf(model, q));
    const seen = { starter: 0, second: 0 };
    const wrong: string[] = [];
    let isOver = false;
    const load = [one, other, one, other].map(async (api, i) => {
      for (let n = i; !isOver; n += 1) {
        const q = [...queries, likeFirst][n % (queries.length + 1)] ?? 'red';
        const { status, json } = await (q === likeFirst ? api.get(likeFirst) : search(api, q));
        const model = json?.model as 'starter' | 'second';
        if (status !== 200 || scoresOf(json.results) !== expected.get(`${model} ${q}`))
          wrong.push(`${status} ${model} ${q}: ${status === 200 ? scoresOf(json.results) : json?.detail}`);
        else seen[model] += 1;
      }
    });
    await until(async () => seen.starter > 20);
    expect((await post(one, '/api/model-switch/activate', {})).status).toBe(200);
    // The process that was asked answers with it at once, the other within a moment.
    expect((await search(one, 'red')).json.model).toBe('second');
    await until(async () => (await search(other, 'red')).json.model === 'second');
    const until20 = seen.second + 20;
    await until(async () => seen.second > until20);
    expect((await post(other, '/api/model-switch/rollback')).status).toBe(200);
    await until(async () => (await search(one, 'red')).json.model === 'starter');
    expect((await post(one, '/api/model-switch/rollback')).status).toBe(200);
    await until(async () => (await search(other, 'red')).json.model === 'second');
    isOver = true;
    await Promise.all(load);
    expect(wrong).toEqual([]);
    expect(seen.starter).toBeGreaterThan(20);
    expect(seen.second).toBeGreaterThan(20);
  });

  test('leaves no way from one model’s question to another model’s vectors', async () => {
    const page = (await search(one, 'red&')).json;
    const { json: first } = await one.get('/api/search?mode=visual&limit=5&q=red');
    expect(first.model).toBe('second');
    expect(page.nextCursor).not.toBeNull();
    const similar = (await one.get('/api/products/1/similar?limit=5')).json;
    const embedding = (await one.get('/api/embeddings?text=red')).json;
    expect(similar.model).toBe('second');
    expect(embedding.model).toBe('second');
    await post(one, '/api/model-switch/rollback');
    // A remembered text is embedded anew, by the model that answers now.
    const again = (await one.get('/api/embeddings?text=red')).json;
    expect(again.model).toBe('starter');
    const cosine = again.vector.reduce(
      (sum: number, x: number, i: number) => sum + x * embedding.vector[i],
      0,
    );
    expect(Math.abs(cosine)).toBeLessThan(0.3);
    for (const [path, cursor] of [
      ['/api/search?mode=visual&limit=5&q=red', first.nextCursor],
      ['/api/products/1/similar?limit=5', similar.nextCursor],
    ]) {
      const answer = await one.get(`${path}&cursor=${cursor}`);
      expect([answer.status, answer.json.code]).toEqual([400, 'invalid_cursor']);
    }
    const mixed = await post(one, '/api/search', { q: 'red', like: [{ id: 1 }], limit: 5 });
    expect(mixed.json.model).toBe('starter');
    await post(one, '/api/model-switch/rollback');
    await other.models.look();
  });

  test('lets go of the old vectors only when nobody searches them any more', async () => {
    const active = await one.get('/api/models/second', { method: 'DELETE' });
    expect([active.status, active.json.code]).toEqual([409, 'model_switch_conflict']);
    await until(async () => (await one.get('/api/models/starter', { method: 'DELETE' })).status === 200);
    const { models, previous } = await state();
    expect(models.find(({ id }: { id: string }) => id === 'starter').vectors).toBe(0);
    expect(previous).toBeNull();
    expect((await post(one, '/api/model-switch/rollback')).status).toBe(409);
    expect((await search(one, 'red')).status).toBe(200);
  });
});

test('paused it rests, and abandoned it leaves the active model as it was', {
  timeout: 240_000,
}, async () => {
  await post(one, '/api/model-switch', { model: 'starter', photosFrom: 'stored' });
  expect((await post(one, '/api/model-switch/pause')).json.switch.phase).toBe('paused');
  expect((await post(one, '/api/model-switch', { model: 'clip-vit-base-patch32' })).status).toBe(409);
  expect((await post(one, '/api/model-switch/activate', {})).status).toBe(409);
  const unasked = await post(one, '/api/model-switch', { model: 'mobileclip-s0' });
  expect([unasked.status, unasked.json.detail]).toEqual([503, expect.stringContaining('--accept-licence')]);
  await post(one, '/api/model-switch/resume');
  await until(async () => (await state()).switch.phase === 'ready');
  expect((await post(one, '/api/model-switch/abandon')).json.switch).toBeNull();
  expect((await search(one, 'red')).json.model).toBe('second');
  expect(await countEmbeddings(service.database.pool, 'starter')).toBe(photoCount + 5);
});

test('a process that can’t load the next model holds the switch up, and goes on answering when left behind', async () => {
  const own = await loadEncoder(service.secondFolder, { modelId: 'second', parts: ['text'] });
  const lame = createEncoderShelf(() => Promise.reject(new Error('no memory')), own);
  const behind = await service.serve('behind', lame);
  await behind.models.look();
  expect((await search(behind, 'red')).json.model).toBe('second');
  await post(one, '/api/model-switch', { model: 'starter', activates: true });
  const problem = await until(async () => (await openSwitch(service.database.pool))?.problem);
  expect(problem).toMatch(/starter can't be loaded: no memory/);
  await post(one, '/api/model-switch/activate', { unchecked: true });
  await behind.models.look();
  const answer = await search(behind, 'red');
  expect([answer.status, answer.json.model]).toEqual([200, 'second']);
  const ready = await behind.get('/readyz');
  expect([ready.status, ready.json.checks.model]).toEqual([503, 'behind']);
  expect((await search(one, 'red')).json.model).toBe('starter');
  await behind.models.close();
  await lame.close();
});

test('a folder whose files have changed is never loaded under its old name', async () => {
  await appendFile(join(service.secondFolder, 'config.json'), ' ');
  await until(async () => !service.encoders.held().includes('second'));
  await expect(service.encoders.take('second')).rejects.toThrow(/no longer holds the files/);
});
