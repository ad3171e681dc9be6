// One photo, one vector: what may pass is tried again, what won't ends with a reason, nothing is done twice.
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { photoFailures } from '../../../catalog/photos/photos.ts';
import { getProduct, upsertProduct } from '../../../catalog/products/products.ts';
import { enqueueMissing } from '../../../workers/enqueue-missing.ts';
import { embedJobId, embedJobOptions } from '../../../workers/job-payloads.ts';
import { model, openWork, until, type Work } from './open-work.ts';
import { colouredPhoto, startTinyShop, type TinyShop } from './tiny-shop.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

let work: Work;
let shop: TinyShop;
let serial = 0;

beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());
beforeEach(async () => {
  shop = await startTinyShop(0);
});
afterEach(async () => {
  await work.stop();
  await shop.close();
});

/** A product with one photo; returns the product's id. */
async function addPhoto(url: string, baseUrl = shop.url): Promise<number> {
  const db = work.database.pool;
  const { id: shopId } = await upsertShop(db, { baseUrl, name: baseUrl, settings: {} });
  serial += 1;
  const { id } = await upsertProduct(db, {
    shopId,
    url: `${baseUrl}${serial}`,
    sku: null,
    title: `Product ${serial}`,
    brand: null,
    description: null,
    price: 10,
    currency: 'USD',
    availability: 'in_stock',
    category: [],
    photoUrls: [url],
  });
  return id;
}

async function addPhotoOf(bytes: Buffer): Promise<number> {
  const slug = `photo-${serial}`;
  shop.products.push({ slug, price: 1, photo: bytes, lastModified: null });
  return addPhoto(`${shop.url}photo/${slug}.jpg`);
}

const enqueue = () => enqueueMissing(work.queues, work.database.pool, model);
const asked = (path: string) => shop.requests.filter((url) => url.startsWith(path)).length;
const photoOf = async (product: number) => (await getProduct(work.database.pool, product))?.photos[0];

test('a corrupt photo ends with its reason and is asked for once', async () => {
  await work.start([shop.host]);
  const whole = await colouredPhoto(9);
  const product = await addPhotoOf(whole.subarray(0, whole.length / 2));
  await enqueue();
  const failure = await until(async () => (await photoOf(product))?.failure);
  expect(failure).toMatch(/corrupt|damaged|truncated|read/i);
  await enqueue();
  expect(asked('/photo')).toBe(1);
  expect(await photoFailures(work.database.pool, {})).toContainEqual(
    expect.objectContaining({ productId: product, reason: failure }),
  );
});

test('a photo that is not there fails at once', async () => {
  await work.start([shop.host]);
  const product = await addPhoto(`${shop.url}photo/none.jpg`);
  await enqueue();
  expect(await until(async () => (await photoOf(product))?.failure)).toMatch(/404|not found/i);
  expect(asked('/photo')).toBe(1);
});

test('a photo that answers 503 first is tried again, not before its Retry-After', async () => {
  const times: number[] = [];
  shop.fault = (_request, response) => {
    times.push(Date.now());
    if (times.length > 1) return false;
    response.writeHead(503, { 'retry-after': '3' }).end();
    return true;
  };
  await work.start([shop.host]);
  const product = await addPhotoOf(await colouredPhoto(77));
  await enqueue();
  await waitUntilEmbedded(work.database.pool, model);
  expect((await photoOf(product))?.image).toMatch(/^\/images\/[0-9a-f]{64}\.webp$/);
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2_900);
});

test('the same photo queued twice has one vector', async () => {
  const db = work.database.pool;
  await addPhotoOf(await colouredPhoto(120));
  const before = await countEmbeddings(db, model);
  const encodedBefore = work.encoded();
  await enqueue();
  await enqueue();
  await work.start([shop.host]);
  await waitUntilEmbedded(db, model);
  await enqueue();
  await until(async () => (await work.queues.embed.getActiveCount()) === 0);
  expect(await countEmbeddings(db, model)).toBe(before + 1);
  expect(work.encoded()).toBe(encodedBefore + 1);
});

test('the same bytes under another address are not encoded again', async () => {
  const db = work.database.pool;
  await work.start([shop.host]);
  const bytes = await colouredPhoto(200);
  await addPhotoOf(bytes);
  await enqueue();
  await waitUntilEmbedded(db, model);
  const encoded = work.encoded();
  const twin = await addPhotoOf(bytes);
  await enqueue();
  await waitUntilEmbedded(db, model);
  expect(work.encoded()).toBe(encoded);
  expect((await photoOf(twin))?.image).toBeTruthy();
});

test('a job for a model that is not kept (any more) does nothing', async () => {
  await work.start([shop.host]);
  const product = await addPhotoOf(await colouredPhoto(33));
  const job = await work.queues.embed.add(
    'embed',
    { photoId: product, model: 'another-model' },
    { ...embedJobOptions, removeOnComplete: false, jobId: embedJobId('another-model', product) },
  );
  const done = await until(async () => {
    const stored = await work.queues.embed.getJob(job.id ?? '');
    return stored?.finishedOn ? stored : null;
  });
  expect(done.returnvalue).toBe('nothing to do');
  await done.remove();
});

test('a shop page may not make us read a file of this machine; an import may', async () => {
  const db = work.database.pool;
  const file = join(tmpdir(), `lookalike-own-photo-${process.pid}.jpg`);
  await writeFile(file, await colouredPhoto(55));
  await work.start([shop.host]);
  const scraped = await addPhoto(pathToFileURL(file).href);
  const imported = await addPhoto(pathToFileURL(file).href, 'import:mine/');
  await enqueue();
  await waitUntilEmbedded(db, model);
  expect((await photoOf(scraped))?.failure).toMatch(/may not name files/);
  expect((await photoOf(imported))?.image).toBeTruthy();
});
