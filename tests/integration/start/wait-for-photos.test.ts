// Waiting for photos ends when the last is embedded, and also when nothing is left that could embed the rest.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Progress } from '../../../apps/start/progress.ts';
import { waitForPhotos } from '../../../apps/start/wait-for-photos.ts';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { failPhoto, missingPhotos } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const model = 'starter';
const photoUrls = ['https://a.example/1.jpg', 'https://a.example/2.jpg', 'https://a.example/3.jpg'];
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool: db } = database;
  await registerModel(db, { id: model, dimension: 512 });
  const shop = await upsertShop(db, { baseUrl: 'https://a.example/', name: 'a', settings: {} });
  await upsertProduct(db, {
    shopId: shop.id,
    url: 'https://a.example/p',
    sku: null,
    title: 'A tap',
    brand: null,
    description: null,
    price: null,
    currency: null,
    availability: null,
    category: [],
    photoUrls,
  });
});
afterAll(() => database.drop());

function watch(jobs: () => number, signal = new AbortController().signal, state = 'waiting') {
  const longestIdleMs = 1_000;
  const said: string[] = [];
  const progress: Progress = {
    start: () => ({ update: () => {}, finish: () => {} }),
    say: (line) => void said.push(line),
    close: () => {},
  };
  const counts = async () => ({ crawl: {}, embed: { [state]: jobs() }, upkeep: {} });
  const before = { done: 0, total: 3, failed: 0 };
  const db = database.pool;
  const ended = waitForPhotos({
    db,
    queues: { counts },
    model,
    progress,
    signal,
    before,
    longestIdleMs,
  });
  return { ended, said };
}

test('photos without a job are reported as left, those that can’t be used with their reason', async () => {
  const [first] = await missingPhotos(database.pool, model, { afterId: 0, limit: 1 });
  await failPhoto(database.pool, first?.id ?? 0, 'it is not an image');
  const { ended, said } = watch(() => 0);
  expect(await ended).toEqual({ embedded: 0, failed: 1, left: 2 });
  expect(said).toEqual([
    '1 photo can’t be used:',
    `  ${photoUrls[0]}: it is not an image`,
    '2 photos could not be had now; the same command tries again.',
  ]);
});

test('as long as a job is left it waits, until it is stopped', async () => {
  const stopping = new AbortController();
  let asked = 0;
  const { ended } = watch(() => {
    asked += 1;
    if (asked === 2) stopping.abort();
    return 1;
  }, stopping.signal);
  expect(await ended).toBeNull();
  expect(asked).toBeGreaterThanOrEqual(2);
});

test('a job whose turn is far off holds up nobody for long', async () => {
  const { ended, said } = watch(() => 1, undefined, 'delayed');
  expect(await ended).toMatchObject({ left: 2 });
  expect(said.at(-1)).toBe('2 photos could not be had now; the same command tries again.');
});
