// Embeds photos that a query brings along, few at a time, remembering the latest so that paging costs nothing.
import { createHash } from 'node:crypto';
import type { Crop } from '../../clip/crop.ts';
import { decodePhoto } from '../../clip/decode-photo.ts';
import type { Encoder } from '../../clip/encoder.ts';

export type PhotoTower = Pick<Encoder, 'preprocessing' | 'embedPixels'>;

export interface PhotoVector {
  /** Unit length. */
  vector: Float32Array;
  /** Pixels of the whole photo. */
  width: number;
  height: number;
}

export interface PhotoVectors {
  /** Throws UnusablePhoto and BadCrop, which are about the photo; anything else is the encoder's. */
  embed(bytes: Uint8Array, crop?: Crop | null): Promise<PhotoVector>;
}

// 200 vectors of 512 floats: 0.4 MB.
const rememberedPhotos = 200;
// A picture of 50 megapixels takes 150 MB while it is decoded; two at once stay under what the tests allow a process.
const decodedAtOnce = 2;

/** Remembers the promise, so that the same photo asked twice at once is decoded once. */
export function createPhotoVectors(tower: PhotoTower): PhotoVectors {
  const remembered = new Map<string, Promise<PhotoVector>>();
  const inTurn = createTurns(decodedAtOnce);
  return {
    embed(bytes, crop = null) {
      const key = createHash('sha256').update(bytes).update(JSON.stringify(crop)).digest('base64url');
      const known = remembered.get(key);
      if (known !== undefined) {
        // A Map keeps insertion order: put back last, what is first is what was used longest ago.
        remembered.delete(key);
        remembered.set(key, known);
        return known;
      }
      const asked = inTurn(() => embedOne(tower, bytes, crop));
      remembered.set(key, asked);
      asked.catch(() => remembered.delete(key));
      const oldest = remembered.keys().next();
      if (remembered.size > rememberedPhotos && !oldest.done) remembered.delete(oldest.value);
      return asked;
    },
  };
}

async function embedOne(tower: PhotoTower, bytes: Uint8Array, crop: Crop | null): Promise<PhotoVector> {
  const { pixels, width, height } = await decodePhoto(bytes, tower.preprocessing, { crop });
  const [vector] = await tower.embedPixels([pixels]);
  if (vector === undefined) throw new Error('The encoder gave no vector for a photo.');
  return { vector, width, height };
}

/** Runs at most `atOnce` pieces of work, the others one after the other as they came. */
function createTurns(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
