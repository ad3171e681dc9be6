import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyLooks } from '../../../catalog/looks/look-columns.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { registerModel } from '../../../catalog/photos/models.ts';
import { featuresOfThumbnail } from '../../../clip/picture/picture-features.ts';
import { completeLooks } from '../../../workers/complete-looks.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { drawTap, storePhoto } from './pictures.ts';
import { addShop, direction } from './stock.ts';

let db: TestDatabase;
let shopId: number;
beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  for (const id of ['small', 'large']) await registerModel(db.pool, { id, dimension: 8 });
});
afterAll(() => db?.drop());

async function lookOf(bytes: Buffer): Promise<number> {
  const { sha256 } = await storePhoto(db.pool, shopId, bytes);
  return storedLook(sha256);
}

async function storedLook(sha256: string): Promise<number> {
  const { rows } = await db.pool.query<{ look: number }>(
    'select look_id as look from images where sha256 = $1',
    [sha256],
  );
  return rows[0]?.look ?? 0;
}

const copies: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  'a JPEG of quality 50': (bytes) => sharp(bytes).jpeg({ quality: 50 }).toBuffer(),
  'a WebP': (bytes) => sharp(bytes).webp({ quality: 70 }).toBuffer(),
  '60 % of the size': (bytes) => sharp(bytes).resize(307).jpeg().toBuffer(),
  'a crop of 2 % on each side': (bytes) =>
    sharp(bytes).extract({ left: 10, top: 10, width: 492, height: 492 }).jpeg().toBuffer(),
  'a thin grey border': (bytes) =>
    sharp(bytes).extend({ top: 5, bottom: 5, left: 5, right: 5, background: '#888' }).jpeg().toBuffer(),
  'a thumbnail of 200 px': (bytes) => sharp(bytes).resize(200).jpeg({ quality: 80 }).toBuffer(),
};

test.each(Object.keys(copies))('%s is the same look', async (name) => {
  const original = await drawTap('#2456c9');
  expect(await lookOf((await copies[name]?.(original)) ?? original)).toBe(await lookOf(original));
});

test('one drawing in another colour is another look, and another shape is too', async () => {
  const fills = ['#c3cad1', '#d9a520', '#232326', '#8a8a90', '#b98a3c', '#1f62d6', '#2a2a30', '#fbfaf8'];
  const looks = [];
  for (const fill of fills) looks.push(await lookOf(await drawTap(fill, 1)));
  for (const fill of fills) looks.push(await lookOf(await drawTap(fill, 2)));
  expect(new Set(looks).size).toBe(looks.length);
});

test('a picture that shows nothing swallows no other', async () => {
  const plain = (fill: string) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background: fill } })
      .jpeg()
      .toBuffer();
  const white = await lookOf(await plain('#ffffff'));
  const others = [
    await plain('#f0f0f0'),
    await plain('#000000'),
    await plain('#ff0000'),
    await drawTap('#f6f6f6', 0),
    await drawTap('#fafafa', 2),
  ];
  for (const other of others) expect(await lookOf(other)).not.toBe(white);
  expect(
    await lookOf(
      await sharp(await plain('#ffffff'))
        .resize(99)
        .webp()
        .toBuffer(),
    ),
  ).toBe(white);
});

test('many workers that store one picture at the same time found one look', async () => {
  const original = await drawTap('#0f8a5f', 2, '#e8e4da');
  const bytes = await Promise.all(
    [40, 50, 60, 70, 80, 90].map((quality) => sharp(original).jpeg({ quality }).toBuffer()),
  );
  const looks = await Promise.all(bytes.map(lookOf));
  expect(new Set(looks).size).toBe(1);
});

test('images that are stored together find the same looks as one after the other', async () => {
  const taps = await Promise.all(['#5b2a86', '#d0f0c0', '#800020'].map((fill) => drawTap(fill, 1)));
  const pictures = await Promise.all(
    taps.flatMap((tap) =>
      [90, 50].map(async (quality) => ({
        bytes: await sharp(tap).jpeg({ quality }).toBuffer(),
        features: await featuresOfThumbnail(tap),
      })),
    ),
  );
  const known = await lookOf(taps[0] ?? Buffer.of());
  const images = pictures.map(({ bytes, features }, i) => ({
    photoId: 1_000_000 + i,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...{
      width: 512,
      height: 512,
      format: 'jpeg',
      bytes: bytes.byteLength,
      thumbnail: bytes,
      picture: features,
    },
  }));
  // One of them twice, as two photos of the same bytes are.
  await storeImages(db.pool, [...images, ...images.slice(0, 1)]);
  const looks = await Promise.all(images.map(({ sha256 }) => storedLook(sha256)));
  expect(looks.slice(0, 2)).toEqual([known, known]);
  expect(looks[3]).toBe(looks[2]);
  expect(looks[5]).toBe(looks[4]);
  expect(new Set(looks).size).toBe(3);
});

async function besideVectors(photoId: number) {
  const { rows } = await db.pool.query(
    `select look_id is not null as looked, placeholder, colour_names as names, cardinality(colour_cells) as cells
    from embeddings_small where photo_id = $1`,
    [photoId],
  );
  return rows[0];
}

test('vectors stand beside the look and the colours of their image', async () => {
  const { photoId, sha256 } = await storePhoto(db.pool, shopId, await drawTap('#7332b8', 1));
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256, vector: direction(0) }]);
  expect(await besideVectors(photoId)).toEqual({
    looked: true,
    placeholder: false,
    names: ['purple'],
    cells: expect.any(Number),
  });
});

test('an image of an earlier version gets its look from its thumbnail, and tells its vectors', async () => {
  const bytes = await drawTap('#c2187a', 0);
  const look = await lookOf(bytes);
  const { photoId, sha256 } = await storePhoto(db.pool, shopId, await sharp(bytes).jpeg().toBuffer());
  await db.pool.query(
    `update images set look_id = null, colours = null, colour_cells = '{}' where sha256 = $1`,
    [sha256],
  );
  await storeEmbeddings(db.pool, 'small', [{ photoId, sha256, vector: direction(0) }]);
  expect(await besideVectors(photoId)).toMatchObject({ looked: false, names: [] });

  expect(await completeLooks({ db: db.pool, logger: silentLogger })).toBe(1);
  expect(await besideVectors(photoId)).toMatchObject({ looked: true, names: ['pink'] });
  const { rows } = await db.pool.query('select look_id as look from images where sha256 = $1', [sha256]);
  expect(rows).toEqual([{ look }]);
  expect(await completeLooks({ db: db.pool, logger: silentLogger })).toBe(0);
  expect(await copyLooks(db.pool)).toBe(0);
});

test('a thumbnail that is no picture is asked once, and is like no other', async () => {
  const { sha256 } = await storePhoto(db.pool, shopId, await drawTap('#f2c318', 0));
  await db.pool.query(`update images set look_id = null, thumbnail = 'nothing' where sha256 = $1`, [sha256]);
  expect(await completeLooks({ db: db.pool, logger: silentLogger })).toBe(1);
  expect(await completeLooks({ db: db.pool, logger: silentLogger })).toBe(0);
});

test('a copy is known by its thumbnail as by itself', async () => {
  const bytes = await drawTap('#ec7a1c', 1);
  const small = await sharp(bytes).resize(400).webp({ quality: 75 }).toBuffer();
  const [one, other] = await Promise.all([featuresOfThumbnail(bytes), featuresOfThumbnail(small)]);
  expect(other.colours[0]?.name).toBe(one.colours[0]?.name);
  const bits = [...one.hash].filter((bit, i) => bit !== other.hash[i]).length;
  expect(bits).toBeLessThan(5);
});
