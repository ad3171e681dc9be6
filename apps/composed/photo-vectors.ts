// Embeds photos that a query brings along, few at a time, remembering the latest so that paging costs nothing.
import { createHash } from 'node:crypto';
import type { Crop } from '../../clip/crop.ts';
import { decodeTensor } from '../../clip/decode-photo.ts';
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
  /** The same for what `fetch` gets from an address, unless that is remembered. Throws what `fetch` throws, too. */
  embedFrom(
    url: string,
    crop: Crop | null,
    fetch: (url: string) => Promise<Uint8Array>,
  ): Promise<PhotoVector>;
}

// 200 vectors of 512 floats: 0.4 MB.
const rememberedPhotos = 200;
// Long enough to leaf through the pages; a shop may put another photo at the address meanwhile.
const freshMs = 10 * 60_000;
// A picture of 50 megapixels takes 150 MB while it is decoded; two at once are enough to keep two cores busy.
const decodedAtOnce = 2;

/** Remembers promises, so that the same photo asked twice at once is fetched and decoded once. */
export function createPhotoVectors(tower: PhotoTower): PhotoVectors {
  const remembered = createMemory<PhotoVector>();
  const inTurn = createTurns(decodedAtOnce);
  const embed: PhotoVectors['embed'] = (bytes, crop = null) => {
    const key = createHash('sha256').update(bytes).update(JSON.stringify(crop)).digest('base64url');
    return remembered(key, () => inTurn(() => embedOne(tower, bytes, crop)));
  };
  return {
    embed,
    embedFrom: (url, crop, fetch) =>
      remembered(JSON.stringify([url, crop]), async () => embed(await fetch(url), crop)),
  };
}

/** The latest values by key; what failed, and what is older than `freshMs`, is made anew. */
function createMemory<Value>() {
  const remembered = new Map<string, { value: Promise<Value>; until: number }>();
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = remembered.get(key);
    const entry = known && known.until > Date.now() ? known : { value: make(), until: Date.now() + freshMs };
    // A Map keeps insertion order: put back last, what is first is what was used longest ago.
    remembered.delete(key);
    remembered.set(key, entry);
    entry.value.catch(() => {
      if (remembered.get(key) === entry) remembered.delete(key);
    });
    const oldest = remembered.keys().next();
    if (remembered.size > rememberedPhotos && !oldest.done) remembered.delete(oldest.value);
    return entry.value;
  };
}

async function embedOne(tower: PhotoTower, bytes: Uint8Array, crop: Crop | null): Promise<PhotoVector> {
  const { pixels, width, height } = await decodeTensor(bytes, tower.preprocessing, { crop });
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
