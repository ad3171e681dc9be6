// Looks up a photo that still has to be embedded, with the shop that decides how it may be fetched.

import { getShop, type Shop } from '../catalog/crawls/shops.ts';
import type { Queryable } from '../catalog/database/database.ts';
import { findMissingPhotos, type MissingPhoto } from '../catalog/photos/photos.ts';
import { createMicroBatcher } from '../clip/micro-batches.ts';

export interface PhotoToEmbed {
  id: number;
  url: string;
  /** Of the stored image, if it has one. */
  sha256: string | null;
  shop: Shop;
}

// A shop's settings hardly change; this bounds how long a worker goes on with the old ones.
const shopKeptMs = 30_000;

/** @returns a lookup that answers null for a photo that needs no embedding (any more) */
export function createPhotoFinder(
  db: Queryable,
  model: string,
): (photoId: number) => Promise<PhotoToEmbed | null> {
  const shops = new Map<number, { shop: Promise<Shop | null>; until: number }>();

  function shopOf(id: number): Promise<Shop | null> {
    const known = shops.get(id);
    if (known && known.until > Date.now()) return known.shop;
    const shop = getShop(db, id);
    shops.set(id, { shop, until: Date.now() + shopKeptMs });
    shop.catch(() => shops.delete(id));
    return shop;
  }

  // Photos that were stored together make room together: those that follow them are looked up together.
  const lookUps = createMicroBatcher<number, MissingPhoto | null>({
    async run(ids) {
      const found = await findMissingPhotos(db, model, ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    maxSize: 24,
    maxWaitMs: 2,
  });

  return async (photoId) => {
    const photo = await lookUps.add(photoId);
    const shop = photo && (await shopOf(photo.shopId));
    return shop && { id: photo.id, url: photo.url, sha256: photo.sha256, shop };
  };
}
