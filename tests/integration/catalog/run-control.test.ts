// What operators do to runs: one run a shop, pause, resume, cancel, and confirming what is gone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noCounts } from '../../../catalog/crawls/run-rows.ts';
import {
  cancelRun,
  confirmRun,
  finishRun,
  getRun,
  listRuns,
  pauseRun,
  type Run,
  RunStateError,
  resumeRun,
  runChanges,
  saveRunProgress,
  startRun,
  unfinishedRuns,
} from '../../../catalog/crawls/runs.ts';
import { inTransaction } from '../../../catalog/database/transaction.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { countMissing, missingPhotos } from '../../../catalog/photos/photos.ts';
import { countUnseen, markGone } from '../../../catalog/products/gone.ts';
import { browseProducts, getProduct, upsertProduct } from '../../../catalog/products/products.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addEmbedded, addShop, direction, model, productInput } from './stock.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await registerModel(db.pool, { id: model, dimension: 8 });
});
afterAll(() => db?.drop());

async function begin(shopId: number): Promise<Run> {
  return (await startRun(db.pool, { shopId, mode: 'incremental', startedBy: 'a test' })).run;
}

const isOpen = async (id: number) => (await unfinishedRuns(db.pool)).some((run) => run.id === id);

test('however many operators start a shop at once, there is one run', async () => {
  const shopId = await addShop(db.pool, 'Crowded');
  const started = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      startRun(db.pool, { shopId, mode: 'full', startedBy: `operator ${i}` }),
    ),
  );
  expect(new Set(started.map(({ run }) => run.id)).size).toBe(1);
  expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
  const [one] = started;
  await finishRun(db.pool, one?.run.id ?? 0, { outcome: 'done', reason: null });
  const next = await startRun(db.pool, { shopId, mode: 'full', startedBy: 'another' });
  expect(next).toMatchObject({ isNew: true, run: { startedBy: 'another' } });
  expect(await listRuns(db.pool, { limit: 9, shopId })).toHaveLength(2);
});

test('a paused run rests until it is resumed, and its worker is told', async () => {
  const { id } = await begin(await addShop(db.pool, 'Resting'));
  expect(await pauseRun(db.pool, id)).toMatchObject({ pausedAt: expect.any(Date), finishedAt: null });
  expect(await isOpen(id)).toBe(false);
  const progress = { counts: noCounts, failures: {}, bytes: 0, activeMs: 0 };
  expect(await saveRunProgress(db.pool, id, progress)).toMatchObject({ paused: true });
  await expect(pauseRun(db.pool, id)).rejects.toThrow(`Run ${id} is paused already.`);
  expect(await resumeRun(db.pool, id)).toMatchObject({ pausedAt: null });
  expect(await isOpen(id)).toBe(true);
  await expect(resumeRun(db.pool, id)).rejects.toThrow(RunStateError);
});

test('a run that nobody works at is cancelled at once, one that is worked at by its worker', async () => {
  const idle = await begin(await addShop(db.pool, 'Idle'));
  expect(await cancelRun(db.pool, idle.id)).toMatchObject({ outcome: 'cancelled' });
  await expect(cancelRun(db.pool, idle.id)).rejects.toThrow(`Run ${idle.id} has ended (cancelled).`);

  const busy = await begin(await addShop(db.pool, 'Busy'));
  const progress = { counts: noCounts, failures: {}, bytes: 0, activeMs: 0 };
  await saveRunProgress(db.pool, busy.id, progress);
  expect(await cancelRun(db.pool, busy.id)).toMatchObject({
    outcome: null,
    cancelRequestedAt: expect.any(Date),
  });
  expect(await saveRunProgress(db.pool, busy.id, progress)).toMatchObject({ cancelled: true });
  await expect(pauseRun(db.pool, busy.id)).rejects.toThrow(/being cancelled/);

  const paused = await begin(await addShop(db.pool, 'Paused'));
  await saveRunProgress(db.pool, paused.id, progress);
  await pauseRun(db.pool, paused.id);
  expect(await cancelRun(db.pool, paused.id)).toMatchObject({ outcome: 'cancelled' });
  await expect(cancelRun(db.pool, 999_999)).rejects.toThrow('There is no run 999999.');
});

test('a product that is gone is shown by no search, but by its page, and comes back when it is seen', async () => {
  const shopId = await addShop(db.pool, 'Season');
  const staying = await addEmbedded(db.pool, productInput(shopId, 'stays'), [direction(0)]);
  const leaving = await addEmbedded(db.pool, productInput(shopId, 'leaves'), [direction(5)]);
  await upsertProduct(db.pool, {
    ...productInput(shopId, 'leaves'),
    photoUrls: ['http://taps.test/new.jpg'],
  });
  await addEmbedded(db.pool, productInput(shopId, 'leaves'), [direction(5)]);
  const run = await begin(shopId);
  await db.pool.query('update products set seen_run_id = $1 where id = $2', [run.id, staying]);
  expect(await countUnseen(db.pool, run)).toEqual({ unseen: 1, known: 2 });
  expect(await markGone(db.pool, run)).toBe(1);

  const filters = { shop: shopId };
  const options = { model, filters, sort: 'relevance', limit: 9, cursor: null } as const;
  const ids = (page: { hits: { product: { id: number } }[] } | null) =>
    page?.hits.map(({ product }) => product.id);
  const browsed = async () =>
    (await browseProducts(db.pool, { filters, limit: 9 })).products.map(({ id }) => id);
  expect(await browsed()).toEqual([staying]);
  expect(ids(await searchByVector(db.pool, { ...options, vector: direction(5) }))).toEqual([staying]);
  expect(ids(await searchByProduct(db.pool, { ...options, productId: staying }))).toEqual([]);
  expect(ids(await searchByProduct(db.pool, { ...options, productId: leaving }))).toEqual([staying]);
  expect(await getProduct(db.pool, leaving)).toMatchObject({ goneAt: expect.any(Date) });
  expect((await runChanges(db.pool, run.id, { kind: 'gone', limit: 9 })).map((one) => one.productId)).toEqual(
    [leaving],
  );

  await upsertProduct(db.pool, {
    ...productInput(shopId, 'leaves'),
    photoUrls: ['http://taps.test/p/leaves/0.jpg'],
  });
  expect(await getProduct(db.pool, leaving)).toMatchObject({ goneAt: null });
  expect(await browsed()).toEqual([leaving, staying]);
  expect(ids(await searchByVector(db.pool, { ...options, vector: direction(5) }))).toEqual([
    leaving,
    staying,
  ]);
});

test('photos of what is gone are not waited for', async () => {
  const shopId = await addShop(db.pool, 'Unphotographed');
  await upsertProduct(db.pool, productInput(shopId, 'unphotographed'));
  const before = await countMissing(db.pool, model);
  const run = await begin(shopId);
  await markGone(db.pool, run);
  expect(await countMissing(db.pool, model)).toBe(before - 1);
  expect(await missingPhotos(db.pool, model, { afterId: 0, limit: 9, shopId })).toEqual([]);
});

test('only the newest run of a shop can be confirmed, and only a suspicious one', async () => {
  const shopId = await addShop(db.pool, 'Doubted');
  const { id: productId } = await upsertProduct(db.pool, productInput(shopId, 'doubted'));
  const doubted = await begin(shopId);
  await expect(confirmRun(db.pool, doubted.id)).rejects.toThrow(/is not suspicious \(going on\)/);
  await finishRun(db.pool, doubted.id, { outcome: 'suspicious', reason: 'too many' });
  const later = await begin(shopId);
  await expect(confirmRun(db.pool, doubted.id)).rejects.toThrow(/has had another run since/);
  expect(await getProduct(db.pool, productId)).toMatchObject({ goneAt: null });
  await finishRun(db.pool, later.id, { outcome: 'suspicious', reason: 'too many' });
  expect(await confirmRun(db.pool, later.id)).toMatchObject({ outcome: 'done', counts: { gone: 1 } });
  expect(await getProduct(db.pool, productId)).toMatchObject({ goneAt: expect.any(Date) });
  expect(await getRun(db.pool, later.id)).toMatchObject({ outcome: 'done' });
  await expect(confirmRun(db.pool, 999_999)).rejects.toThrow('There is no run 999999.');
});

test('nothing half-confirmed is left when confirming fails', async () => {
  const shopId = await addShop(db.pool, 'Undone');
  const { id: productId } = await upsertProduct(db.pool, productInput(shopId, 'undone'));
  const run = await begin(shopId);
  await finishRun(db.pool, run.id, { outcome: 'suspicious', reason: 'too many' });
  await expect(
    inTransaction(db.pool, async (client) => {
      await confirmRun(client, run.id);
      throw new Error('the connection broke');
    }),
  ).rejects.toThrow('the connection broke');
  expect(await getRun(db.pool, run.id)).toMatchObject({ outcome: 'suspicious' });
  expect(await getProduct(db.pool, productId)).toMatchObject({ goneAt: null });
});
