// Draws product photos for tests: a tap-like thing in a colour, re-encoded, cropped or framed as shops do.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import sharp from 'sharp';
import { storeImages } from '../../../catalog/photos/images.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { featuresOfThumbnail } from '../../../clip/picture/picture-features.ts';
import { productInput } from './stock.ts';

/** A tap on white, as PNG. Taps of one shape differ only in colour; other shapes stand elsewhere. */
export function drawTap(fill: string, shape = 0, background = '#ffffff'): Promise<Buffer> {
  const arms = [
    '<path d="M180 420 L180 200 Q180 90 290 90 Q390 90 390 200 L390 240 L340 240 L340 200 Q340 140 285 140 Q240 140 240 200 L240 420 Z"/><rect x="120" y="250" width="70" height="24" rx="12"/>',
    '<rect x="120" y="180" width="300" height="50" rx="10"/><rect x="240" y="180" width="60" height="240"/><circle cx="140" cy="150" r="40"/>',
    '<path d="M100 400 L260 100 L320 130 L190 420 Z"/><rect x="300" y="120" width="140" height="36" rx="18"/><circle cx="400" cy="330" r="50"/>',
  ];
  const shaded = `<linearGradient id="g"><stop stop-color="#000" stop-opacity=".35"/><stop offset=".4" stop-opacity="0"/></linearGradient>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><defs>${shaded}</defs><rect width="512" height="512" fill="${background}"/><g fill="${fill}">${arms[shape]}</g><g fill="url(#g)">${arms[shape]}</g></svg>`;
  return sharp(Buffer.from(svg)).flatten().png().toBuffer();
}

/** Stores the bytes as the photo of a new product, and answers their digest and the product. */
export async function storePhoto(
  pool: pg.Pool,
  shopId: number,
  bytes: Buffer,
  changes: Parameters<typeof productInput>[2] = {},
): Promise<{ sha256: string; photoId: number; productId: number }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = `${sha256.slice(0, 12)}-${products++}`;
  const { id: productId } = await upsertProduct(pool, productInput(shopId, name, changes));
  const { rows } = await pool.query<{ id: number }>('select id from photos where product_id = $1', [
    productId,
  ]);
  const photoId = rows[0]?.id ?? 0;
  const thumbnail = await sharp(bytes)
    .resize(400, 400, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer();
  const picture = await featuresOfThumbnail(bytes);
  const facts = { width: 512, height: 512, format: 'png', bytes: bytes.byteLength };
  await storeImages(pool, [{ photoId, sha256, ...facts, thumbnail, picture }]);
  return { sha256, photoId, productId };
}

let products = 0;
