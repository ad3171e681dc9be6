// Rows go in from NDJSON, CSV, standard input or a folder of images; bad lines are answered, the rest goes on.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportProducts } from '../../../catalog/products/export-products.ts';
import { browseProducts, getProduct } from '../../../catalog/products/products.ts';
import { toImportRow } from '../../../workers/export-row.ts';
import { importProducts } from '../../../workers/import-products.ts';
import { openImportSource } from '../../../workers/import-source.ts';
import { model, openWork, type Work } from './open-work.ts';
import { colouredPhoto } from './tiny-shop.ts';
import { waitUntilEmbedded } from './wait-until-embedded.ts';

let work: Work;
let folder: string;

beforeAll(async () => {
  work = await openWork();
  folder = await mkdtemp(join(tmpdir(), 'lookalike-import-'));
  await mkdir(join(folder, 'images'));
  for (const shade of [10, 60, 110, 160]) {
    await writeFile(join(folder, 'images', `${shade}.jpg`), await colouredPhoto(shade));
  }
  await work.start([]);
});
afterAll(async () => {
  await work.close();
  await rm(folder, { recursive: true, force: true });
});

async function importFrom(target: string, stdin?: Readable) {
  const source = await openImportSource(target, { cwd: folder, ...(stdin ? { stdin } : {}) });
  return importProducts({ db: work.database.pool, queues: work.queues, model, source });
}

async function productsOf(shop: string) {
  const { products } = await browseProducts(work.database.pool, {
    filters: { shop },
    sort: 'price',
    limit: 100,
  });
  return products;
}

const rows = [
  '{"id": "a", "title": "First", "price": "12.50 EUR", "image": "images/10.jpg", "season": "Winter"}',
  '{"id": "b", "title": "Broken"',
  '',
  '{"id": "c", "title": "No picture"}',
  '{"id": "d", "title": "Lost picture", "image": "images/none.jpg"}',
  '{"id": "e", "price": 7, "currency": "USD", "image": "images/60.jpg"}',
];

test('NDJSON: good rows are stored and embedded, each bad line is answered with its number', async () => {
  const file = join(folder, 'rows.jsonl');
  await writeFile(file, rows.join('\n'));
  const result = await importFrom(file);
  expect(result).toMatchObject({ rows: 5, new: 2, bad: 3 });
  expect(result.errors.map(({ line }) => line)).toEqual([2, 4, 5]);
  expect(result.errors.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/not JSON/),
    expect.stringMatching(/no image/),
    expect.stringMatching(/none\.jpg does not exist/),
  ]);
  const { failed } = await waitUntilEmbedded(work.database.pool, model);
  expect(failed).toBe(0);

  const products = await browseProducts(work.database.pool, {
    filters: { shop: result.shopId },
    sort: 'price',
    limit: 10,
  });
  expect(products.products.map(({ title, price }) => [title, price])).toEqual([
    // Of two currencies that are as common one is the first; what can't be compared with it comes last.
    ['First', { amount: 12.5, currency: 'EUR' }],
    ['60', { amount: 7, currency: 'USD' }],
  ]);
  const first = await getProduct(work.database.pool, products.products[0]?.id ?? 0);
  expect(first).toMatchObject({ extra: { season: 'Winter' } });
  expect(first?.url).toMatch(/^import:.*rows\/a$/);
  expect(first?.photos[0]?.image).toBeTruthy();
});

test('the same import again changes nothing', async () => {
  const file = join(folder, 'again.jsonl');
  await writeFile(file, rows.join('\n'));
  await importFrom(file);
  expect(await importFrom(file)).toMatchObject({ new: 0, changed: 0, unchanged: 2, bad: 3 });
});

test('CSV: quoted fields, semicolons and a record with too few columns', async () => {
  const file = join(folder, 'rows.csv');
  const lines = [
    'ID;Title;Price;Image URL;Colour',
    '1;"Tap; tall";"1.299,00 EUR";images/110.jpg;gold',
    '2;Half a line',
    '3;Short;5;images/160.jpg;black',
  ];
  await writeFile(file, `\uFEFF${lines.join('\r\n')}\r\n`);
  const result = await importFrom(file);
  expect(result).toMatchObject({ new: 2, bad: 1 });
  expect(result.errors).toEqual([{ line: 3, reason: expect.stringMatching(/column|length/i) }]);
  const products = await browseProducts(work.database.pool, {
    filters: { shop: result.shopId },
    sort: '-price',
    limit: 10,
  });
  expect(products.products[0]).toMatchObject({
    title: 'Tap; tall',
    price: { amount: 1299, currency: 'EUR' },
  });
});

test('standard input may hold either format', async () => {
  const csv = Readable.from([Buffer.from('id,title,image\n9,Nine,images/10.jpg\n')]);
  expect(await importFrom('-', csv)).toMatchObject({ new: 1, bad: 0 });
  const json = Readable.from([Buffer.from('{"id": "10", "image": "images/10.jpg"}\n')]);
  expect(await importFrom('-', json)).toMatchObject({ new: 1, bad: 0 });
  expect((await productsOf('stdin')).map(({ title }) => title).toSorted()).toEqual(['10', 'Nine']);
});

test('a folder, and a glob, import each image under its file name', async () => {
  expect(await importFrom('images')).toMatchObject({ new: 4, bad: 0 });
  expect(await importFrom('images/*.jpg')).toMatchObject({ bad: 0, unchanged: 4 });
  expect((await productsOf('images')).map(({ title }) => title)).toContain('110');
});

test('a source that is not there is refused in one sentence', async () => {
  await expect(importFrom('nowhere.jsonl')).rejects.toThrow(/nowhere\.jsonl is neither a file/);
});

test('what was exported and is imported again changes nothing', async () => {
  const name = 'round';
  const source = await openImportSource('-', {
    cwd: folder,
    name,
    stdin: Readable.from(
      [
        {
          id: 'a/b c',
          title: 'First',
          price: 12.5,
          regular_price: 20,
          currency: 'EUR',
          image: 'images/10.jpg',
        },
        {
          url: 'https://taps.example/p?id=1',
          title: 'Second',
          brand: 'Acme',
          ean: '4006381333931',
          sku: 'S-1',
        },
        {
          id: 3,
          title: '“Third”\n<b>',
          category: 'Bath > Taps',
          in_stock: 'sold out',
          season: ['Winter'],
          title_de: 'Drei',
        },
      ].map((row) => `${JSON.stringify({ image: 'images/60.jpg|images/110.jpg', ...row })}\n`),
    ),
  });
  const options = { db: work.database.pool, queues: work.queues, model };
  expect(await importProducts({ ...options, source })).toMatchObject({ new: 3, bad: 0 });
  const lines: string[] = [];
  for await (const product of exportProducts(work.database.pool, { shop: name })) {
    lines.push(`${JSON.stringify(toImportRow(product))}\n`);
  }
  expect(lines).toHaveLength(3);
  const again = await openImportSource('-', { cwd: '/', name, stdin: Readable.from(lines) });
  expect(await importProducts({ ...options, source: again })).toMatchObject({ unchanged: 3, bad: 0 });
});
