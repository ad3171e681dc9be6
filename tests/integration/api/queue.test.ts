// Operators over HTTP: how the queue stands, who works at what, and what to do about what failed.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  failureListAnswer,
  failuresAnswer,
  handledAnswer,
  queueAnswer,
} from '../../../apps/api/queue-schemas.ts';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { missingPhotos } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { recordJobFailure } from '../../../catalog/queue/job-failures.ts';
import { embedJobId, embedJobOptions } from '../../../workers/job-payloads.ts';
import { workerName } from '../../../workers/queues.ts';
import { productInput } from '../catalog/stock.ts';
import { model, openWork, until, type Work } from '../workers/open-work.ts';
import { colouredPhoto, startTinyShop, type TinyShop } from '../workers/tiny-shop.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let work: Work;
let api: TestApi;
let site: TinyShop;
let serial = 0;

beforeAll(async () => {
  work = await openWork();
  api = await startTestApi({
    db: work.database.pool,
    encoder: work.encoder,
    queues: work.queues,
    queueReady: () => work.queues.ready(),
  });
}, 120_000);
beforeEach(async () => {
  site = await startTinyShop(0);
});
afterEach(async () => {
  await work.stop();
  await work.queues.embed.resume();
  await site.close();
  await work.database.pool.query('delete from products; delete from job_failures');
});
afterAll(async () => {
  await api?.close();
  await work?.close();
});

/** Products with one photo each at the tiny shop, whose jobs have a single attempt. */
async function queuePhotos(count: number): Promise<{ photoId: number; title: string; url: string }[]> {
  const db = work.database.pool;
  const { id: shopId } = await upsertShop(db, { baseUrl: site.url, name: 'Tiny', settings: {} });
  const queued = [];
  for (let i = 0; i < count; i++) {
    serial += 1;
    const slug = `queued-${serial}`;
    site.products.push({ slug, price: 1, photo: await colouredPhoto(serial), lastModified: null });
    const url = `${site.url}photo/${slug}.jpg`;
    const title = `Tap ${slug}`;
    const { id } = await upsertProduct(db, productInput(shopId, slug, { title, photoUrls: [url] }));
    const { rows } = await db.query<{ id: number }>('select id from photos where product_id = $1', [id]);
    const photoId = rows[0]?.id ?? 0;
    await work.queues.embed.add(
      'embed',
      { photoId, model },
      { ...embedJobOptions, attempts: 1, jobId: embedJobId(model, photoId) },
    );
    queued.push({ photoId, title, url });
  }
  return queued;
}

async function post(path: string, body?: unknown) {
  const answer = await api.get(path, {
    method: 'POST',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

const readQueue = async () => queueAnswer.parse((await api.get('/api/queue')).json);
const embedOf = async () => (await readQueue()).queues.find(({ name }) => name === 'embed');
const readGroups = async () => failuresAnswer.parse((await api.get('/api/failures')).json).groups;
const embedded = () => countEmbeddings(work.database.pool, model);
const isMissing = async (photoId: number) =>
  (await missingPhotos(work.database.pool, model, { afterId: 0, limit: 100 })).some(
    ({ id }) => id === photoId,
  );

/** Fails these photos at the shop, and waits until they were given up. */
async function failPhotos(count: number) {
  site.fault = (_request, response) => {
    response.writeHead(503).end();
    return true;
  };
  const photos = await queuePhotos(count);
  await work.start([site.host]);
  await until(async () => (await embedOf())?.failed === count);
  return photos;
}

it('groups failed photos by reason, with the photo and its product, until they are embedded after all', async () => {
  const photos = await failPhotos(3);
  const [group, ...others] = await readGroups();
  expect(others).toEqual([]);
  expect(group).toMatchObject({ kind: 'passing', queue: 'embed', reason: 'http 503', count: 3 });
  expect(group?.examples).toHaveLength(3);
  for (const example of group?.examples ?? []) {
    const photo = photos.find(({ photoId }) => photoId === example.photo?.id);
    expect(example).toMatchObject({
      photo: { url: photo?.url },
      product: { title: photo?.title },
      shop: { name: 'Tiny' },
      times: 1,
    });
    expect(example.detail).toContain('503');
  }
  const listed = await api.get('/api/failures/list?kind=passing&reason=http+503&limit=2&offset=2');
  expect(failureListAnswer.parse(listed.json).failures).toHaveLength(1);

  site.fault = () => false;
  expect(await post('/api/failures/retry', { kind: 'passing', queue: 'embed', reason: 'http 503' })).toEqual({
    done: 3,
    mayHaveMore: false,
  });
  await until(async () => (await embedded()) === 3);
  expect(await readGroups()).toEqual([]);
  expect(await post('/api/failures/retry', { kind: 'passing' })).toEqual({ done: 0, mayHaveMore: false });
});

it('tries a single one again, and leaves the rest of its group', async () => {
  const [photo] = await failPhotos(2);
  site.fault = () => false;
  const subjects = [`photo-${photo?.photoId}-${model}`];
  expect(handledAnswer.parse(await post('/api/failures/retry', { kind: 'passing', subjects })).done).toBe(1);
  await until(async () => (await embedded()) === 1);
  expect(await readGroups()).toMatchObject([{ count: 1 }]);
});

it('tries one at once that a sweep has queued again and that waits for its next attempt', async () => {
  const [photo] = await failPhotos(1);
  const photoId = photo?.photoId ?? 0;
  await work.queues.embed.add(
    'embed',
    { photoId, model },
    { ...embedJobOptions, jobId: embedJobId(model, photoId), delay: 3_600_000 },
  );
  site.fault = () => false;
  await post('/api/failures/retry', { kind: 'passing' });
  await until(async () => (await embedded()) === 1);
});

it('gives a discarded photo up, so that no sweep finds it, and tries it again on demand', async () => {
  const [photo] = await failPhotos(1);
  const photoId = photo?.photoId ?? 0;
  expect(await isMissing(photoId)).toBe(true);
  expect(await post('/api/failures/discard', { queue: 'embed' })).toEqual({ done: 1, mayHaveMore: false });
  expect(await isMissing(photoId)).toBe(false);
  const reason = 'given up by an operator: http 503';
  expect(await readGroups()).toMatchObject([{ kind: 'lasting', reason, count: 1 }]);
  expect((await readGroups())[0]?.examples).toMatchObject([
    { photo: { id: photoId }, product: { title: photo?.title } },
  ]);

  site.fault = () => false;
  await post('/api/failures/retry', { kind: 'lasting', reason });
  await until(async () => (await embedded()) === 1);
  expect(await readGroups()).toEqual([]);
});

it('says what waits and for how long while a queue is paused, and goes on when it is resumed', async () => {
  const before = Date.now();
  const paused = queueAnswer.parse(await post('/api/queue/embed/pause'));
  expect(paused.queues.find(({ name }) => name === 'embed')).toMatchObject({ isPaused: true });
  await queuePhotos(2);
  await work.start([site.host]);
  const state = await embedOf();
  expect(state).toMatchObject({ isPaused: true, waiting: 2, active: 0 });
  const oldest = Date.parse(state?.oldestWaitingAt ?? '');
  expect(oldest).toBeGreaterThanOrEqual(before);
  expect(oldest).toBeLessThanOrEqual(Date.now());
  await post('/api/queue/embed/resume');
  await until(async () => (await embedded()) === 2);
  expect(await embedOf()).toMatchObject({ isPaused: false, waiting: 0, oldestWaitingAt: null });
});

it('lists the process that works, what it has in hand and since when, and none once it has stopped', async () => {
  const held: (() => void)[] = [];
  site.fault = (_request, response) => {
    held.push(() => response.writeHead(404).end());
    return true;
  };
  const before = Date.now();
  const [photo] = await queuePhotos(1);
  await work.start([site.host]);
  const worker = await until(async () => {
    const { workers } = await readQueue();
    return workers.find(({ startedAt, jobs }) => startedAt !== null && jobs.length > 0);
  });
  expect(worker).toMatchObject({ name: workerName, model, isSilent: false });
  expect(worker.jobs).toMatchObject([
    {
      queue: 'embed',
      attempt: 1,
      photo: { id: photo?.photoId, url: photo?.url },
      product: { title: photo?.title },
      run: null,
    },
  ]);
  expect(Date.parse(worker.jobs[0]?.since ?? '')).toBeGreaterThanOrEqual(before);
  site.fault = () => false;
  for (const answer of held) answer();
  await until(async () => (await embedOf())?.active === 0);
  await work.stop();
  expect((await readQueue()).workers).toEqual([]);
});

it('counts what other queues gave up, and forgets what is gone from the catalogue', async () => {
  const db = work.database.pool;
  const failure = { queue: 'upkeep', subject: 'sweep', reason: 'no space', detail: 'no space left' } as const;
  await recordJobFailure(db, failure);
  await recordJobFailure(db, failure);
  await recordJobFailure(db, { ...failure, queue: 'embed', photo: { id: 999_999, model } });
  expect(await readGroups()).toMatchObject([{ queue: 'upkeep', count: 1, examples: [{ times: 2 }] }]);
  expect((await readQueue()).queues.map(({ failed }) => failed)).toEqual([0, 0, 1]);
  await post('/api/failures/discard', { queue: 'upkeep' });
  expect(await readGroups()).toEqual([]);
});

it('counts what failed under a model that is being built, until nothing was heard of it for an hour', async () => {
  const [photo] = await queuePhotos(1);
  await recordJobFailure(work.database.pool, {
    queue: 'embed',
    subject: `photo-${photo?.photoId}-next`,
    photo: { id: photo?.photoId ?? 0, model: 'next' },
    reason: 'timeout',
    detail: 'timeout',
  });
  await work.start([site.host]);
  await until(async () => (await embedded()) === 1);
  expect(await readGroups()).toMatchObject([{ reason: 'timeout', count: 1 }]);
  await work.database.pool.query("update job_failures set last_at = now() - interval '61 minutes'");
  expect(await readGroups()).toEqual([]);
});

it('refuses a queue that there is none of', async () => {
  const answer = await api.get('/api/queue/mail/pause', { method: 'POST' });
  expect([answer.status, answer.json.code]).toEqual([404, 'route_not_found']);
});
