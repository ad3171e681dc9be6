// Makes the blurs of images that were stored before there were any, from their stored thumbnails.
import type { Queryable } from '../catalog/database/database.ts';
import { imagesWithoutThumbHash, storeThumbHash } from '../catalog/looks/thumb-hashes.ts';
import { thumbHashOfThumbnail } from '../clip/picture/picture-features.ts';
import type { Logger } from './logger.ts';

// A thumbnail takes about 10 KB.
const batchSize = 50;

export interface ThumbHashContext {
  db: Queryable;
  logger: Logger;
  /** Ends it after the image in hand; what is left is found again. */
  signal?: AbortSignal;
}

/** @returns how many images got one */
export async function completeThumbHashes({ db, logger, signal }: ThumbHashContext): Promise<number> {
  let done = 0;
  for (let afterSha256 = ''; !signal?.aborted; ) {
    const images = await imagesWithoutThumbHash(db, { afterSha256, limit: batchSize });
    const last = images.at(-1);
    if (!last) break;
    for (const { sha256, thumbnail } of images) {
      if (signal?.aborted) break;
      // What is no picture gets none, and the next sweep need not try again.
      await storeThumbHash(db, sha256, await thumbHashOfThumbnail(thumbnail).catch(() => null));
      done++;
    }
    afterSha256 = last.sha256;
  }
  if (done > 0) logger.info({ images: done }, 'made the blurs of stored images');
  return done;
}
