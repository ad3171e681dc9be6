// Embeds a sample of photos again and compares with what is stored: the proof that a table holds what its model gives.
import { createHash } from 'node:crypto';
import { getShop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { type SampledEmbedding, sampleEmbeddings } from '../catalog/photos/model-sizes.ts';
import type { SwitchCheck } from '../catalog/photos/model-switches.ts';
import { fromVectorText } from '../catalog/photos/vectors.ts';
import { decodeTensor } from '../clip/decode-photo.ts';
import type { VisionEncoder } from './embedders.ts';
import { readPhotoBytes } from './photo-bytes.ts';
import type { ShopFetchers } from './shop-fetchers.ts';

// If one row in ten were wrong, 24 would miss it one time in thirteen.
const sampleSize = 24;
// Half precision and another batch change the fourth digit.
const sameVector = 0.995;
// A photo's thumbnail gives its vector less exactly: .81 at the worst of 700 photos. Another model's gives about 0.
const samePhoto = 0.75;

/** Vectors may be of the shop's photo or of its thumbnail; a photo that can't be had again is judged by the latter. */
export async function checkVectors(options: {
  db: Queryable;
  encoder: VisionEncoder;
  fetchers: ShopFetchers;
}): Promise<SwitchCheck> {
  const sample = await sampleEmbeddings(options.db, options.encoder.modelId, sampleSize);
  const check: SwitchCheck = { sampled: 0, agreed: 0, worst: null };
  for (const row of sample) {
    const found = await compare(row, options);
    if (!found) continue;
    check.sampled += 1;
    if (found.agrees) check.agreed += 1;
    check.worst = Math.min(check.worst ?? 1, Math.round(found.similarity * 1e4) / 1e4);
  }
  return check;
}

async function compare(
  row: SampledEmbedding,
  { db, encoder, fetchers }: Parameters<typeof checkVectors>[0],
): Promise<{ similarity: number; agrees: boolean } | null> {
  const stored = fromVectorText(row.vector);
  const similarityOf = async (bytes: Buffer) => {
    const [vector] = await encoder.embedPixels([(await decodeTensor(bytes, encoder.preprocessing)).pixels]);
    return vector?.reduce((sum, x, i) => sum + x * (stored[i] ?? 0), 0) ?? 0;
  };
  const ofThumbnail = row.thumbnail && (await similarityOf(row.thumbnail));
  if (ofThumbnail !== null && ofThumbnail >= sameVector) return { similarity: ofThumbnail, agrees: true };
  const bytes = await fetchAgain(row, db, fetchers);
  // The shop may show another photo by now.
  if (bytes && createHash('sha256').update(bytes).digest('hex') === row.sha256) {
    const similarity = await similarityOf(bytes);
    return { similarity, agrees: similarity >= sameVector };
  }
  return ofThumbnail === null ? null : { similarity: ofThumbnail, agrees: ofThumbnail >= samePhoto };
}

async function fetchAgain(
  { url, shopId }: SampledEmbedding,
  db: Queryable,
  fetchers: ShopFetchers,
): Promise<Buffer | null> {
  const shop = await getShop(db, shopId);
  // Whatever hinders it: the thumbnail has to do.
  return shop && readPhotoBytes({ url, shop }, fetchers).catch(() => null);
}
