// `lookalike search --mode` and `lookalike feedback export` as processes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import { storeFeedback } from '../../../catalog/feedback/feedback.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { productInput } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';
import { drawShirts } from './shirts.ts';

const rows = [
  '{"sku": "RS-100", "title": "Red shirt", "brand": "Zefiro", "image": "shirts/red.jpg"}',
  '{"sku": "BS-200", "title": "Blue shirt", "brand": "Merrow", "image": "shirts/blue.jpg"}',
];

let folder: string;
let database: TestDatabase;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  await drawShirts(join(folder, 'shirts'));
  await writeFile(join(folder, 'rows.jsonl'), rows.join('\n'));
  database = await createTestDatabase();
  here = { cwd: folder, env: settingsFor(database, folder) };
  await runCli(['import', 'rows.jsonl'], here);
  const shop = await upsertShop(database.pool, { baseUrl: 'http://lost.test/', name: 'Lost', settings: {} });
  const lost = { title: 'Lost shirt', brand: 'Zefiro', sku: 'LS-300', photoUrls: [] };
  await upsertProduct(database.pool, productInput(shop.id, 'lost', lost));
}, 120_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const found = async (...args: string[]) => {
  const { results } = await runForJson(['search', ...args], here);
  return results.map(({ product, score }: { product: { sku: string }; score: number | null }) => [
    product.sku,
    score,
  ]);
};

test('a code comes first, a mistyped brand is understood, and what has no photo has no score', async () => {
  expect((await found('bs', '200'))[0]?.[0]).toBe('BS-200');
  expect(await found('Zefirro', '--mode', 'text')).toEqual([
    ['RS-100', expect.any(Number)],
    ['LS-300', null],
  ]);
  expect(await found('Zefiro', '--mode', 'visual')).toHaveLength(2);
});

test('--explain says where each was found', async () => {
  const { stdout, stderr } = await runCli(['search', 'zefirro', '--mode', 'text', '--explain'], here);
  expect(stdout).toMatch(/Lost shirt.*\n +1 by words \(brand\)/);
  expect(stderr).toContain('“zefiro” was looked for as well');
});

test('feedback export prints one JSON document a line, and says why there is none', async () => {
  const none = await runCli(['feedback', 'export'], here);
  expect(none).toMatchObject({ status: 0, stdout: '' });
  expect(none.stderr).toContain('FEEDBACK=on');
  const { rows: products } = await database.pool.query<{ id: number }>('select id from products order by id');
  for (const { id } of products) {
    await storeFeedback(database.pool, {
      kind: 'click',
      query: { text: 'red' },
      productId: id,
      position: 1,
      model: 'm',
    });
  }
  const { stdout } = await runCli(['feedback', 'export'], here);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ productId }) => productId)).toEqual(products.map(({ id }) => id));
});
