// Finds out how images look of which that isn't known yet, from their stored thumbnails.
import type { Queryable } from '../catalog/database/database.ts';
import { copyLooks } from '../catalog/looks/look-columns.ts';
import { storeLooks } from '../catalog/looks/looks.ts';
import { imagesWithoutLook } from '../catalog/looks/missing-looks.ts';
import { featuresOfThumbnail, type PictureFeatures } from '../clip/picture/picture-features.ts';
import type { Logger } from './logger.ts';

// A thumbnail takes about 10 KB and, decoded, half a megabyte, one after the other.
const batchSize = 50;

export interface LooksContext {
  db: Queryable;
  logger: Logger;
  /** Ends it after the image in hand; what is left is found again. */
  signal?: AbortSignal;
}

/** @returns how many images were looked at */
export async function completeLooks({ db, logger, signal }: LooksContext): Promise<number> {
  let done = 0;
  for (let afterSha256 = ''; !signal?.aborted; ) {
    const images = await imagesWithoutLook(db, { afterSha256, limit: batchSize });
    const last = images.at(-1);
    if (!last) break;
    for (const { sha256, thumbnail } of images) {
      if (signal?.aborted) break;
      await storeLooks(db, [{ sha256, picture: await readFeatures(thumbnail) }]);
      done++;
    }
    afterSha256 = last.sha256;
    // After each batch, so that a search profits from a long run before it ends.
    await copyLooks(db);
  }
  if (done > 0) logger.info({ images: done }, 'found out how stored images look');
  else await copyLooks(db);
  return done;
}

async function readFeatures(thumbnail: Buffer): Promise<PictureFeatures | null> {
  try {
    return await featuresOfThumbnail(thumbnail);
  } catch {
    return null; // Not a picture: nothing can be known of it, and the next sweep need not try again.
  }
}
