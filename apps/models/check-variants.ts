// Runs each variant of a model's files on the catalogue's own pictures and titles: how true it is, how quick, which is best.
import type { ModelCheck, VariantCheck } from '../../catalog/photos/model-checks.ts';
import { decodeTensor } from '../../clip/decode-photo.ts';
import type { Encoder } from '../../clip/encoder.ts';
import type { Dtype } from '../../clip/registry/model-spec.ts';
import { fidelityOf, type VariantVectors } from './fidelity.ts';

/** The files of one precision, on this machine. */
export interface VariantFiles {
  dtype: Dtype;
  bytes: number;
  load(): Promise<Encoder>;
}

export interface CheckMaterial {
  pictures: readonly Buffer[];
  texts: readonly string[];
}

export interface CheckWatch {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

// What workers give the encoder.
const photosAtOnce = 8;

/** One variant after the other, so that only one is in memory. @param variants full precision first */
export async function checkVariants(
  variants: readonly VariantFiles[],
  { pictures, texts }: CheckMaterial,
  { signal, onProgress }: CheckWatch,
): Promise<ModelCheck> {
  const total = variants.length * (pictures.length + texts.length);
  let done = 0;
  const step = (count: number) => {
    signal.throwIfAborted();
    done += count;
    onProgress(done, total);
  };
  const checks: VariantCheck[] = [];
  let full: VariantVectors | null = null;
  for (const { dtype, bytes, load } of variants) {
    const encoder = await load();
    try {
      const photos = await embedPhotos(encoder, pictures, step);
      const titles = await embedTexts(encoder, texts, step);
      const vectors = { photos: photos.vectors, texts: titles.vectors };
      checks.push({
        dtype,
        fileBytes: bytes,
        photosPerSecond: photos.vectors.length / photos.seconds,
        msPerText: texts.length === 0 ? 0 : (1000 * titles.seconds) / texts.length,
        fidelity: full && fidelityOf(full, vectors),
      });
      full ??= vectors;
    } finally {
      await encoder.close();
    }
  }
  return { photos: pictures.length, texts: texts.length, variants: checks };
}

/** How near to full precision a variant has to be. */
export interface Bar {
  meanCosine: number;
  overlap: number;
}

// What a shopper would not notice: nine in ten of the same answers, and hardly a photo that lies elsewhere.
const enough: Bar = { meanCosine: 0.99, overlap: 0.9 };
// Below this the coarser one is not worth it.
const quickerBy = 1.1;

/** Whether it finds what full precision finds. */
export function isTrue({ fidelity }: VariantCheck, bar = enough): boolean {
  if (!fidelity) return true;
  const { meanCosine, textCosine, photoOverlap, textOverlap } = fidelity;
  return (
    Math.min(meanCosine, textCosine ?? 1) >= bar.meanCosine &&
    Math.min(photoOverlap, textOverlap ?? 1) >= bar.overlap
  );
}

export const isQuicker = (one: VariantCheck, than: VariantCheck) =>
  one.photosPerSecond > quickerBy * than.photosPerSecond;

/** The quickest with photos of those that are true; the finer one when there is little between them. */
export function recommend({ variants }: ModelCheck): Dtype {
  const [first, ...others] = variants.filter((variant) => isTrue(variant));
  if (!first) return 'fp32';
  return others.reduce((best, other) => (isQuicker(other, best) ? other : best), first).dtype;
}

type Embedded = { vectors: Float32Array[]; seconds: number };

/** Only the encoder is timed; decoding is the same under all variants. */
async function embedPhotos(
  encoder: Encoder,
  pictures: readonly Buffer[],
  step: (count: number) => void,
): Promise<Embedded> {
  const vectors: Float32Array[] = [];
  let seconds = 0;
  for (let at = 0; at < pictures.length; at += photosAtOnce) {
    const some = pictures.slice(at, at + photosAtOnce);
    const decoded = await Promise.all(some.map((bytes) => decodeTensor(bytes, encoder.preprocessing)));
    const batch = decoded.map(({ pixels }) => pixels);
    // The first run is slower than all others: memory is laid out, threads start.
    if (at === 0) await encoder.embedPixels(batch);
    const timed = await inSeconds(() => encoder.embedPixels(batch));
    vectors.push(...timed.value);
    seconds += timed.seconds;
    step(some.length);
  }
  return { vectors, seconds };
}

/** One by one, as searches come. */
async function embedTexts(
  encoder: Encoder,
  texts: readonly string[],
  step: (count: number) => void,
): Promise<Embedded> {
  const vectors: Float32Array[] = [];
  let seconds = 0;
  for (const [i, text] of texts.entries()) {
    if (i === 0) await encoder.embedTexts([text]);
    const timed = await inSeconds(() => encoder.embedTexts([text]));
    for (const { vector } of timed.value) vectors.push(vector);
    seconds += timed.seconds;
    step(1);
  }
  return { vectors, seconds };
}

async function inSeconds<Value>(work: () => Promise<Value>): Promise<{ value: Value; seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedAt) / 1000 };
}
