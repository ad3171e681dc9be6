import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../catalog/database/transaction.ts';
import { judgePlaceholders } from '../../../catalog/looks/judge-placeholders.ts';
import { copyLooks } from '../../../catalog/looks/look-columns.ts';
import {
  findLookOfImage,
  findLookOfProduct,
  listPlaceholders,
  setPlaceholder,
} from '../../../catalog/looks/placeholders.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { browseProducts } from '../../../catalog/products/products.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { drawTap, storePhoto } from './pictures.ts';
import { addShop, direction } from './stock.ts';

let db: TestDatabase;
let shopId: number;
beforeAll(async () => {
  db = await createTestDatabase();
  for (const id of ['small', 'large']) await registerModel(db.pool, { id, dimension: 8 });
});
beforeEach(async () => {
  await db.pool.query('truncate shops, images, looks restart identity cascade');
  shopId = await addShop(db.pool);
});
afterAll(() => db?.drop());

const comingSoon = () => {
  const lines = ['Image', 'Coming', 'Soon'].map(
    (word, i) =>
      `<text x="200" y="${130 + i * 70}" font-size="60" text-anchor="middle" fill="#aaa" font-family="sans-serif">${word}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#fff"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten().png().toBuffer();
};

const unrelated = [
  'Oak dining table',
  'Wool blanket, striped',
  'Bathroom mixer with spray',
  'Garden hose reel',
  'Brass cabinet handle',
  'Leather desk pad',
  'Ceramic flower pot',
  'LED ceiling lamp',
  'Cotton bath towel',
  'Walnut picture frame',
  'Steel kitchen knife',
  'Velvet corner sofa',
];

async function sell(titles: readonly string[], photo: Buffer, shop = shopId) {
  const stored = [];
  for (const title of titles) stored.push(await storePhoto(db.pool, shop, photo, { title }));
  for (const model of ['small', 'large']) {
    await storeEmbeddings(
      db.pool,
      model,
      stored.map(({ photoId, sha256 }, i) => ({ photoId, sha256, vector: direction(i) })),
    );
  }
  return stored;
}

async function rankedAside(): Promise<Record<string, number>> {
  const { rows } = await db.pool.query(
    `select (select count(*) from embeddings_small where placeholder) as small,
      (select count(*) from embeddings_large where placeholder) as large`,
  );
  return rows[0];
}

test('lettering behind three unrelated products is a placeholder, beside the vectors of every model', async () => {
  const stored = await sell(unrelated.slice(0, 3), await comingSoon());
  await sell(['Chrome tap'], await drawTap('#c3cad1'));
  expect(await judgePlaceholders(db.pool)).toBe(1);
  expect(await rankedAside()).toEqual({ small: 3, large: 3 });
  const [found, ...others] = await listPlaceholders(db.pool);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    sha256: stored[0]?.sha256,
    placeholder: true,
    judgedBy: 'rule',
    products: 3,
    reason: 'lettering or a logo used for 3 products whose titles have little in common',
  });
  expect(await judgePlaceholders(db.pool)).toBe(0);
});

test('re-encoded copies of a placeholder count together', async () => {
  const picture = await comingSoon();
  const copies = [
    picture,
    await sharp(picture).jpeg({ quality: 70 }).toBuffer(),
    await sharp(picture).webp().toBuffer(),
  ];
  for (const [i, copy] of copies.entries()) await sell([unrelated[i] ?? ''], copy);
  expect(await judgePlaceholders(db.pool)).toBe(1);
  expect(await rankedAside()).toEqual({ small: 3, large: 3 });
});

test('a family of one model in ten sizes shares its photo, and that is no placeholder', async () => {
  const sizes = Array.from(
    { length: 12 },
    (_, i) => `Linen curtain Aurora, natural, ${100 + 10 * i} x 250 cm`,
  );
  await sell(sizes, await drawTap('#d8c3a5'));
  await sell(
    sizes.map((title) => `${title} lined`),
    await comingSoon(),
  );
  expect(await judgePlaceholders(db.pool)).toBe(0);
});

test('a photo is a placeholder only when many products have it', async () => {
  const photo = await drawTap('#2456c9');
  await sell(unrelated.slice(0, 9), photo);
  expect(await judgePlaceholders(db.pool)).toBe(0);
  await sell(unrelated.slice(9), photo);
  expect(await judgePlaceholders(db.pool)).toBe(1);
});

test('one product sold by many shops under many titles is a price comparison, not a placeholder', async () => {
  const photo = await drawTap('#c2683c');
  for (const [i, title] of unrelated.entries())
    await sell([title], photo, await addShop(db.pool, `Shop${i}`));
  expect(await judgePlaceholders(db.pool)).toBe(0);
});

test('titles that say nothing need more of a picture that looks like lettering', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `ABO-B07${i}QX${i * 7}`);
  const picture = await comingSoon();
  await sell(names.slice(0, 5), picture);
  await sell(names, await drawTap('#0f8a5f'));
  expect(await judgePlaceholders(db.pool)).toBe(0);
  await sell(names.slice(5), picture);
  expect(await judgePlaceholders(db.pool)).toBe(1);
});

test("an operator's word wins over the rule for ever, in both directions", async () => {
  const [soon] = await sell(unrelated.slice(0, 4), await comingSoon());
  const [tap] = await sell(['Chrome tap'], await drawTap('#c3cad1'));
  await judgePlaceholders(db.pool);
  const soonLook = (await findLookOfImage(db.pool, soon?.sha256.slice(0, 12) ?? '')) ?? 0;
  const tapLook = (await findLookOfProduct(db.pool, tap?.productId ?? 0)) ?? 0;
  await setPlaceholder(db.pool, soonLook, { placeholder: false, judgedBy: 'operator', reason: null });
  await setPlaceholder(db.pool, tapLook, { placeholder: true, judgedBy: 'operator', reason: null });
  expect(await rankedAside()).toEqual({ small: 1, large: 1 });
  expect(await judgePlaceholders(db.pool)).toBe(0);
  await setPlaceholder(db.pool, soonLook, { placeholder: true, judgedBy: 'rule', reason: 'again' });
  expect(await rankedAside()).toEqual({ small: 1, large: 1 });
  const [later] = await sell(
    ['Another chrome tap'],
    await sharp(await drawTap('#c3cad1'))
      .jpeg()
      .toBuffer(),
  );
  expect(await findLookOfProduct(db.pool, later?.productId ?? 0)).toBe(tapLook);
  expect(await rankedAside()).toEqual({ small: 2, large: 2 });
});

test('a product with nothing but a placeholder is still there, without a picture', async () => {
  await sell(unrelated.slice(0, 3), await comingSoon());
  await sell(['Chrome tap'], await drawTap('#c3cad1'));
  await judgePlaceholders(db.pool);
  const { products } = await browseProducts(db.pool, { limit: 9 });
  expect(products.map(({ title, image }) => [title, image !== null]).toSorted()).toEqual([
    ['Bathroom mixer with spray', false],
    ['Chrome tap', true],
    ['Oak dining table', false],
    ['Wool blanket, striped', false],
  ]);
});

test('a verdict and vectors that are stored at the same time agree in the end', async () => {
  const photo = await comingSoon();
  const [first] = await sell(unrelated.slice(0, 1), photo);
  const lookId = (await findLookOfProduct(db.pool, first?.productId ?? 0)) ?? 0;
  const rounds = Array.from({ length: 10 }, (_, i) => i % 2 === 0);
  await Promise.all([
    ...rounds.map((placeholder) =>
      setPlaceholder(db.pool, lookId, { placeholder, judgedBy: 'operator', reason: null }),
    ),
    ...unrelated.slice(1).map((title) => sell([title], photo)),
  ]);
  const { rows } = await db.pool.query('select placeholder from looks where id = $1', [lookId]);
  const expected = rows[0]?.placeholder ? unrelated.length : 0;
  expect(await rankedAside()).toEqual({ small: expected, large: expected });
});

test('a placeholder that is found while looks are copied beside the vectors is none the less one there', async () => {
  const [tap] = await sell(['Tap'], await drawTap('#c3cad1'));
  if (!tap) throw new Error('nothing was stored');
  const lookId = (await findLookOfProduct(db.pool, tap.productId)) ?? 0;
  await db.pool.query('update embeddings_small set look_id = null');
  const verdict = { placeholder: true, judgedBy: 'operator', reason: null } as const;
  const copied = await inTransaction(db.pool, async (client) => {
    await setPlaceholder(client, lookId, verdict);
    const copying = copyLooks(db.pool);
    // Either it waits for this transaction, or it is done within this time.
    await Promise.race([copying, setTimeout(300)]);
    return { copying };
  });
  await copied.copying;
  const { rows } = await db.pool.query('select look_id as "lookId", placeholder from embeddings_small');
  expect(rows).toEqual([{ lookId, placeholder: true }]);
});

test('nothing is similar to a product whose only picture is a placeholder, and a notice says why', async () => {
  const [bare] = await sell(unrelated.slice(0, 3), await comingSoon());
  const [tap] = await sell(['Chrome tap'], await drawTap('#c3cad1'));
  await sell(['Brass tap'], await drawTap('#b08d57', 1));
  await judgePlaceholders(db.pool);
  const options = { model: 'small', filters: {}, sort: 'relevance', limit: 5, cursor: null } as const;
  const toBare = await searchByProduct(db.pool, { ...options, productId: bare?.productId ?? 0 });
  expect(toBare?.hits).toEqual([]);
  expect(toBare?.notices).toEqual([expect.stringContaining('placeholder')]);
  const toTap = await searchByProduct(db.pool, { ...options, productId: tap?.productId ?? 0 });
  expect(toTap?.hits).toHaveLength(1);
});
