// Exporting a site: whole, with no link that leads nowhere, and never at the cost of what is in the folder.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportSite } from '../../../apps/export-site/export-site.ts';
import { activateModel } from '../../../catalog/photos/models.ts';
import { addToCollection, createCollection } from '../../../catalog/products/collections.ts';
import { addShop, clusteredVectors, fillCatalog, model, randomNumbers } from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  [db, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), 'lookalike-site-'))]);
  const shopId = await addShop(db.pool);
  const vectors = clusteredVectors(randomNumbers(3), 16);
  await fillCatalog(db.pool, { shopId, products: 60, dimension: 16, vectors });
  await activateModel(db.pool, model);
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const exportTo = (name: string, more: Partial<Parameters<typeof exportSite>[0]> = {}) =>
  exportSite({
    db: db.pool,
    model,
    folder: join(folder, name),
    title: 'Taps',
    filters: {},
    neighbours: 5,
    ...more,
  });

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Every address in the pages that is not a shop's. */
async function linksOf(name: string): Promise<string[]> {
  const links: string[] = [];
  for (const file of (await filesOf(name)).filter((one) => one.endsWith('.html'))) {
    const text = (await readFile(file, 'utf8')).replace(/<template[\s\S]*?<\/template>/g, '');
    for (const [, link = ''] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      if (!/^(https?:|#)/.test(link)) links.push(resolve(dirname(file), link.replace(/#.*/, '')));
    }
  }
  return links;
}

test('every product has a page, every link leads to one, and photos are there', async () => {
  const image = 'a'.repeat(64);
  await db.pool.query(
    `insert into images (sha256, width, height, format, bytes, thumbnail) values ($1, 4, 3, 'jpeg', 9, 'RIFF')`,
    [image],
  );
  await db.pool.query(
    'update photos set image_sha256 = $1 where product_id = (select min(id) from products)',
    [image],
  );
  expect(await exportTo('site')).toEqual({ products: 60, photos: 1 });
  const files = await filesOf('site');
  expect(files.filter((file) => /\/products\/\d+\.html$/.test(file))).toHaveLength(60);
  expect(await readFile(join(folder, `site/photos/${image}.webp`), 'latin1')).toBe('RIFF');
  const links = await linksOf('site');
  expect(links.length).toBeGreaterThan(500);
  expect(links.filter((link) => !files.includes(link))).toEqual([]);
});

test('a part of the catalogue leads to nothing outside of it', async () => {
  const { id } = await createCollection(db.pool, 'few');
  const { rows } = await db.pool.query<{ id: number }>('select id from products order by id limit 7');
  await addToCollection(
    db.pool,
    id,
    rows.map((row) => row.id),
  );
  expect((await exportTo('part', { filters: { collection: 'few' } })).products).toBe(7);
  const files = await filesOf('part');
  expect((await linksOf('part')).filter((link) => !files.includes(link))).toEqual([]);
});

test('a product that goes while the site is made leaves a page that says so', async () => {
  let gone: number | undefined;
  const { products } = await exportTo('gone', {
    onProgress: async () => {
      if (gone !== undefined) return;
      const written = (await readdir(join(folder, '.gone.unfinished/products'))).map((name) =>
        Number.parseInt(name, 10),
      );
      const { rows } = await db.pool.query<{ id: number }>('select id from products order by id');
      gone = rows.map(({ id }) => id).find((id) => !written.includes(id)) ?? 0;
      await db.pool.query('update products set gone_at = now() where id = $1', [gone]);
    },
  });
  await db.pool.query('update products set gone_at = null');
  expect(products).toBe(59);
  expect(await readFile(join(folder, `gone/products/${gone}.html`), 'utf8')).toContain('no longer here');
  const files = await filesOf('gone');
  expect((await linksOf('gone')).filter((link) => !files.includes(link))).toEqual([]);
});

test('an earlier site is replaced, and anything else is left alone', async () => {
  await exportTo('twice');
  await writeFile(join(folder, 'twice/products/999999.html'), 'of an earlier export');
  await exportTo('twice');
  expect(await filesOf('twice')).not.toContain(join(folder, 'twice/products/999999.html'));

  await mkdir(join(folder, 'mine'));
  await writeFile(join(folder, 'mine/letter.txt'), 'dear');
  await expect(exportTo('mine')).rejects.toThrow(/holds something other than an exported site/);
  await expect(exportTo('mine/letter.txt')).rejects.toThrow(/is a file/);
  expect(await readFile(join(folder, 'mine/letter.txt'), 'utf8')).toBe('dear');
});

test('stopped, it leaves the site before it, and nothing beside it', async () => {
  await exportTo('kept');
  const before = (await filesOf('kept')).sort();
  const stopping = new AbortController();
  await expect(
    exportTo('kept', { signal: stopping.signal, onProgress: () => stopping.abort() }),
  ).rejects.toThrow();
  expect((await filesOf('kept')).sort()).toEqual(before);
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
});
