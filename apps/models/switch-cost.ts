// What a switch to a model would cost, measured on this machine with the catalogue's own pictures.
import type { Queryable } from '../../catalog/database/database.ts';
import { modelSize } from '../../catalog/photos/model-sizes.ts';
import { activeModel } from '../../catalog/photos/models.ts';
import { missingByShop, sampleThumbnails } from '../../catalog/photos/photos-to-embed.ts';
import { decodeTensor } from '../../clip/decode-photo.ts';
import type { Encoder } from '../../clip/encoder.ts';

export interface SwitchCost {
  /** Photos without a vector under it. */
  photos: number;
  /** Of them, photos of which no picture is stored: they are fetched in any case. */
  withoutPicture: number;
  /** Decoded and embedded; null without its files, or a stored picture to measure with. */
  photosPerSecond: number | null;
  /** From the stored pictures. */
  storedSeconds: number | null;
  /** Fetching them again, at the pace that is kept with each shop. */
  shopSeconds: number | null;
  /** Vectors and index of all photos, reckoned from those of the active model. */
  vectorBytes: number | null;
}

const measuredPhotos = 48;
// Somebody waits for it, on a machine that may be busy.
const measuredSeconds = 1.5;
// What workers give the encoder.
const photosAtOnce = 8;
// What a fetcher waits between two requests to a host where nobody set anything else.
const usualDelayMs = 500;

/** Takes a second or several: the model is run. @param encoder of the model; null while its files are not here */
export async function switchCost(
  db: Queryable,
  model: { id: string; dimension: number },
  encoder: Pick<Encoder, 'preprocessing' | 'embedPixels'> | null,
): Promise<SwitchCost> {
  const shops = await missingByShop(db, model.id);
  const photos = shops.reduce((sum, shop) => sum + shop.photos, 0);
  const photosPerSecond = encoder && (await measure(encoder, await sampleThumbnails(db, measuredPhotos)));
  const storedSeconds = photosPerSecond === null ? null : photos / photosPerSecond;
  const waits = shops.map((shop) => (shop.photos * (shop.delayMs ?? usualDelayMs)) / 1000);
  return {
    photos,
    withoutPicture: shops.reduce((sum, shop) => sum + shop.withoutPicture, 0),
    photosPerSecond,
    storedSeconds,
    // Shops are fetched from side by side.
    shopSeconds: storedSeconds === null ? null : Math.max(storedSeconds, ...waits),
    vectorBytes: await reckonBytes(db, model, photos),
  };
}

async function measure(
  encoder: Pick<Encoder, 'preprocessing' | 'embedPixels'>,
  pictures: Buffer[],
): Promise<number | null> {
  const [first] = pictures;
  if (!first) return null;
  const embed = async (some: Buffer[]) => {
    const decoded = await Promise.all(some.map((bytes) => decodeTensor(bytes, encoder.preprocessing)));
    await encoder.embedPixels(decoded.map(({ pixels }) => pixels));
  };
  // The first run is slower than all others: memory is laid out, and a late tower loaded.
  await embed([first]);
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  let done = 0;
  while (done < pictures.length && seconds() < measuredSeconds) {
    const some = pictures.slice(done, done + photosAtOnce);
    await embed(some);
    done += some.length;
  }
  return done / seconds();
}

async function reckonBytes(
  db: Queryable,
  { id, dimension }: { id: string; dimension: number },
  photos: number,
): Promise<number | null> {
  const active = await activeModel(db);
  if (!active || active.id === id) return null;
  const { vectors, bytes } = await modelSize(db, active.id);
  return vectors === 0 ? null : Math.round((bytes / vectors) * (dimension / active.dimension) * photos);
}
