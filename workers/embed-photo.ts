// Embeds one photo: bytes, pixels, vector, catalog. Photos in flight at the same time share encoder runs.
import { createHash } from 'node:crypto';
import type { Queryable } from '../catalog/database/database.ts';
import { storeEmbeddings } from '../catalog/photos/embeddings.ts';
import { attachImage, findImageVectors, type PhotoImage, storeImages } from '../catalog/photos/images.ts';
import { failPhoto, readThumbnail } from '../catalog/photos/photos.ts';
import { type DecodedPhoto, decodePhoto, decodeTensor, UnusablePhoto } from '../clip/decode-photo.ts';
import type { Encoder } from '../clip/encoder.ts';
import { createMicroBatcher } from '../clip/micro-batches.ts';
import { GiveUp } from '../scraper/fetch/fetch-errors.ts';
import type { Logger } from './logger.ts';
import { readPhotoBytes } from './photo-bytes.ts';
import { createPhotoFinder } from './photo-to-embed.ts';
import type { ShopFetchers } from './shop-fetchers.ts';

export interface EmbedderOptions {
  db: Queryable;
  encoder: Pick<Encoder, 'modelId' | 'preprocessing' | 'embedPixels'>;
  fetchers: ShopFetchers;
  logger: Logger;
  /** Photos per encoder run at most; default 8. */
  batchSize?: number;
  /** How long a decoded photo waits for company; default 10. */
  batchWaitMs?: number;
}

/**
 * `reused`: the same bytes were embedded before. `failed`: never usable, the reason is on the photo.
 * `nothing to do`: it has its vector already, failed for good before, or is gone.
 */
export type EmbedOutcome = 'embedded' | 'reused' | 'failed' | 'nothing to do';

export interface PhotoSource {
  /** Take the stored thumbnail where there is one, and ask no shop. */
  stored?: boolean;
  /** No attempt comes after this one: what can't be had now is made of the stored thumbnail, if there is one. */
  isLast?: boolean;
}

export interface Embedder {
  /**
   * Idempotent: a second call for the same photo does nothing.
   * @throws RetryLater (and what the database throws) when another attempt may help
   */
  embed(photoId: number, from?: PhotoSource): Promise<EmbedOutcome>;
  /** Lets what is in flight end. */
  close(): Promise<void>;
}

interface EmbeddedRow {
  photoId: number;
  sha256: string;
  vector: Float32Array;
}

export function createEmbedder(options: EmbedderOptions): Embedder {
  const { db, encoder, fetchers, logger } = options;
  const model = encoder.modelId;
  const findPhotoToEmbed = createPhotoFinder(db, model);
  const maxSize = options.batchSize ?? 8;
  const vectors = createMicroBatcher<Float32Array, Float32Array>({
    run: (batch) => encoder.embedPixels(batch),
    maxSize,
    maxWaitMs: options.batchWaitMs ?? 10,
  });
  // The rows of one encoder run come at the same moment and go into the index in one statement.
  const rows = createMicroBatcher<EmbeddedRow, true>({
    run: async (batch) => {
      await storeEmbeddings(db, model, batch);
      return batch.map(() => true as const);
    },
    maxSize,
    maxWaitMs: 2,
  });

  // The database is asked about several photos at a time: 12 statements a photo were 12 round trips, and looks, which
  // are found by one process at a time, kept others waiting for eight of them.
  const known = createMicroBatcher<string, Float32Array | null>({
    async run(digests) {
      const vectors = await findImageVectors(db, model, digests);
      return digests.map((sha256) => vectors.get(sha256) ?? null);
    },
    maxSize,
    maxWaitMs: 2,
  });
  const images = createMicroBatcher<PhotoImage, true>({
    async run(batch) {
      await storeImages(db, batch);
      return batch.map(() => true as const);
    },
    maxSize,
    maxWaitMs: 10,
  });

  async function embedBytes(photoId: number, bytes: Buffer): Promise<EmbedOutcome> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const vector = await known.add(sha256);
    if (!vector) await storeDecoded(bytes, sha256, await decodePhoto(bytes, encoder.preprocessing), photoId);
    else {
      await attachImage(db, photoId, sha256);
      await rows.add({ photoId, sha256, vector });
    }
    return vector ? 'reused' : 'embedded';
  }

  async function storeDecoded(bytes: Buffer, sha256: string, decoded: DecodedPhoto, photoId: number) {
    const { width, height, format, thumbnail, features } = decoded;
    // The image is stored while the encoder works, and before the vector: a product found has its picture.
    const facts = { photoId, sha256, width, height, format, bytes: bytes.byteLength };
    const stored = images.add({ ...facts, thumbnail, picture: features });
    const [vector] = await Promise.all([vectors.add(decoded.pixels), stored]);
    await rows.add({ photoId, sha256, vector });
  }

  /** Of a picture that is known: the photo can be found already, and must stay so under another model. */
  async function embedStored({ id, sha256 }: { id: number; sha256: string | null }) {
    if (sha256 === null) return null;
    const reused = await known.add(sha256);
    const thumbnail = reused ? null : await readThumbnail(db, sha256);
    if (!reused && !thumbnail) return null;
    const vector =
      reused ??
      (await vectors.add((await decodeTensor(thumbnail ?? Buffer.of(), encoder.preprocessing)).pixels));
    await rows.add({ photoId: id, sha256, vector });
    return reused ? ('reused' as const) : ('embedded' as const);
  }

  return {
    async embed(photoId, from = {}) {
      const photo = await findPhotoToEmbed(photoId);
      if (!photo) return 'nothing to do';
      const stored = from.stored ? await embedStored(photo) : null;
      if (stored) return stored;
      try {
        return await embedBytes(photoId, await readPhotoBytes(photo, fetchers));
      } catch (error) {
        const isFinal = error instanceof GiveUp || error instanceof UnusablePhoto;
        const instead = isFinal || from.isLast ? await embedStored(photo) : null;
        if (instead) return instead;
        if (!isFinal) throw error;
        await failPhoto(db, photoId, error.reason);
        logger.warn({ photoId, url: photo.url, reason: error.reason }, 'a photo cannot be used');
        return 'failed';
      }
    },
    async close() {
      await Promise.all([known.close(), images.close(), vectors.close()]);
      await rows.close();
    },
  };
}
