// A small catalogue of taps for the API's tests: real rows, with embeddings of the real starter encoder.
import { createHash } from 'node:crypto';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { storeEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { storeImages } from '../../../catalog/photos/images.ts';
import { activateModel, registerModel } from '../../../catalog/photos/models.ts';
import { failPhoto, missingPhotos } from '../../../catalog/photos/photos.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import type { Encoder } from '../../../clip/encoder.ts';

const finishes = ['gold', 'purple', 'chrome', 'matte black', 'copper', 'white'];
const shapes = [
  'gooseneck kitchen tap',
  'waterfall bathroom tap',
  'cross handle tap',
  'wall mounted tap',
  'pot filler',
];

export interface TapShop {
  shopId: number;
  /** By title; prices are 20, 30, 40 … in the order of the titles. */
  ids: Map<string, number>;
  titles: string[];
  /** SHA-256 of the one stored thumbnail. */
  sha256: string;
  thumbnail: Buffer;
  pendingId: number;
  failedId: number;
  unpricedId: number;
}

/**
 * 30 taps (each finish of each shape), one of them without a price, one whose photo waits to be embedded,
 * one whose photo is broken. A photo's vector is that of its title's text: ranked like a shopper would.
 */
export async function fillTapShop(db: Queryable, encoder: Encoder): Promise<TapShop> {
  await registerModel(db, { id: encoder.modelId, dimension: encoder.dimension });
  await activateModel(db, encoder.modelId);
  const shop = await upsertShop(db, { baseUrl: 'https://taps.example/', name: 'Taps & Co', settings: {} });
  const titles = finishes.flatMap((finish) => shapes.map((shape) => `${finish} ${shape}`));
  const ids = new Map<string, number>();
  for (const [i, title] of titles.entries()) ids.set(title, await addTap(db, shop.id, title, i));
  const thumbnail = Buffer.from(
    'RIFF\x1a\0\0\0WEBPVP8L\r\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0',
    'latin1',
  );
  const sha256 = createHash('sha256').update(thumbnail).digest('hex');
  const image = { sha256, width: 1, height: 1, format: 'webp', bytes: thumbnail.length, thumbnail };
  const encoded = await encoder.embedTexts(titles);
  const photos = await missingPhotos(db, encoder.modelId, { afterId: 0, limit: 100 });
  const rows = [];
  for (const [i, photo] of photos.entries()) {
    const vector = encoded[i]?.vector;
    if (vector === undefined) throw new Error(`no title for photo ${photo.id}`);
    await storeImages(db, [{ photoId: photo.id, ...image }]);
    rows.push({ photoId: photo.id, sha256, vector });
  }
  await storeEmbeddings(db, encoder.modelId, rows);
  const unpricedId = (
    await upsertProduct(db, { ...tap(shop.id, 'unpriced tap', 90), price: null, currency: null })
  ).id;
  const failedId = (await upsertProduct(db, tap(shop.id, 'tap with a broken photo', 91))).id;
  const [, broken] = await missingPhotos(db, encoder.modelId, { afterId: 0, limit: 10 });
  if (broken === undefined) throw new Error('the broken photo is not there');
  await failPhoto(db, broken.id, 'not an image');
  const pendingId = (await upsertProduct(db, tap(shop.id, 'tap that waits', 92))).id;
  const [unpriced] = await missingPhotos(db, encoder.modelId, { afterId: 0, limit: 10 });
  const [vector] = await encoder.embedTexts(['chrome tap']);
  if (unpriced === undefined || vector === undefined) throw new Error('the unpriced photo is not there');
  await storeEmbeddings(db, encoder.modelId, [{ photoId: unpriced.id, sha256, vector: vector.vector }]);
  return { shopId: shop.id, ids, titles, sha256, thumbnail, pendingId, failedId, unpricedId };
}

async function addTap(db: Queryable, shopId: number, title: string, i: number): Promise<number> {
  const { id } = await upsertProduct(db, tap(shopId, title, i));
  return id;
}

function tap(shopId: number, title: string, i: number) {
  return {
    shopId,
    url: `https://taps.example/taps/${i}`,
    sku: `T-${i}`,
    title,
    brand: i % 2 === 0 ? 'Aurelia' : 'Brück & Söhne',
    description: `A ${title}.`,
    price: 20 + 10 * i,
    currency: i % 5 === 4 ? 'EUR' : 'USD',
    availability: i % 3 === 2 ? ('out_of_stock' as const) : ('in_stock' as const),
    category: ['Taps', title.includes('kitchen') ? 'Kitchen taps' : 'Bathroom taps'],
    photoUrls: [i === 0 ? 'file:///srv/photos/secret.jpg' : `https://taps.example/photos/${i}.jpg`],
    extra: { colour: title.split(' ')[0] },
  };
}
