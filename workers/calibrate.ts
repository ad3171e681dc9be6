// Learns what a catalogue's own vectors tell: from which score on a result is good, and where colour lies.
import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '../catalog/database/database.ts';
import { countEmbeddings } from '../catalog/photos/embeddings.ts';
import { fromVectorText } from '../catalog/photos/vectors.ts';
import {
  type Calibration,
  readCalibrations,
  type SampledPhoto,
  samplePhotos,
  storeCalibration,
} from '../catalog/ranking/calibrations.ts';
import { readColourDirections, storeColourDirections } from '../catalog/ranking/colour-directions.ts';
import { fitColourDirections } from '../catalog/ranking/colour-fit.ts';
import { photoCutoff, quantile, textCutoff } from '../catalog/ranking/cutoff-rules.ts';
import { searchByVector } from '../catalog/search/search.ts';
import { backgroundTexts } from './background-texts.ts';

export interface CalibrateOptions {
  db: Queryable;
  encoder: { readonly modelId: string; embedTexts(texts: string[]): Promise<{ vector: Float32Array }[]> };
}

// Fewer say nothing about a distribution; a cut-off from a dozen photos would mark at random.
const fewestPhotos = 50;
const mostChange = 0.2;
// Chosen, not measured: 100 pairs lie beyond the 95 % quantile, enough to place it.
const pairsSampled = 2000;
// Chosen for its cost, some 0.7 ms of one core each; how many the directions need was not measured.
const photosFitted = 1500;

/**
 * Does what is missing, or was done when the catalogue differed by more than a fifth.
 *
 * @returns what was done
 */
export async function calibrate(options: CalibrateOptions): Promise<string[]> {
  const { db, encoder } = options;
  const model = encoder.modelId;
  const photos = await countEmbeddings(db, model);
  if (photos < fewestPhotos) return [];
  const known = await readCalibrations(db, model);
  const isDue = (kind: Calibration['kind']) => {
    const one = known.find((calibration) => calibration.kind === kind);
    return !one || (one.setBy === 'calibration' && hasChanged(one.photos, photos));
  };
  const done: string[] = [];
  if (isDue('text')) {
    await calibrateTexts(options, photos);
    done.push('text');
  }
  const colours = await readColourDirections(db, model);
  const coloursAreDue = !colours || hasChanged(colours.photos, photos);
  if (!isDue('photo') && !coloursAreDue) return done;
  const sample = await samplePhotos(db, model, photosFitted);
  if (isDue('photo')) {
    await calibratePhotos(options, { sample, photos });
    done.push('photo');
  }
  if (coloursAreDue && (await findColours(options, { sample, photos }))) done.push('colour');
  return done;
}

function hasChanged(before: number, now: number): boolean {
  return Math.abs(now - before) > mostChange * before;
}

async function calibrateTexts({ db, encoder }: CalibrateOptions, photos: number): Promise<void> {
  const best: number[] = [];
  for (const text of backgroundTexts) {
    const [encoded] = await encoder.embedTexts([text]);
    if (!encoded) throw new Error(`${encoder.modelId} gave no vector for "${text}".`);
    const { hits } = await searchByVector(db, {
      model: encoder.modelId,
      vector: encoded.vector,
      filters: {},
      sort: 'relevance',
      limit: 1,
      cursor: null,
    });
    best.push(...hits.flatMap(({ score }) => score ?? []));
  }
  if (best.length === 0) return;
  await storeCalibration(db, encoder.modelId, {
    kind: 'text',
    cutoff: textCutoff(best),
    ...described(best),
    photos,
  });
}

async function calibratePhotos(
  { db, encoder }: CalibrateOptions,
  { sample, photos }: { sample: readonly SampledPhoto[]; photos: number },
): Promise<void> {
  const scores = pairScores(sample);
  if (scores.length === 0) return;
  await storeCalibration(db, encoder.modelId, {
    kind: 'photo',
    cutoff: photoCutoff(scores),
    ...described(scores),
    photos,
  });
}

/** Of photos of different products: each with those 1, 2, 3 … places behind it. The sample is in random order. */
function pairScores(sample: readonly SampledPhoto[]): number[] {
  const vectors = sample.map(({ vector }) => fromVectorText(vector));
  const scores: number[] = [];
  for (let step = 1; step < sample.length && scores.length < pairsSampled; step++) {
    for (let i = 0; i + step < sample.length && scores.length < pairsSampled; i++) {
      if (sample[i]?.productId === sample[i + step]?.productId) continue;
      const other = vectors[i + step];
      scores.push(vectors[i]?.reduce((sum, x, at) => sum + x * (other?.[at] ?? 0), 0) ?? 0);
    }
  }
  return scores;
}

function described(scores: readonly number[]): Pick<Calibration, 'sampleSize' | 'quantiles'> {
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
  const quantiles = Object.fromEntries(
    shares.map((share) => [String(share), Math.round(quantile(scores, share) * 1000) / 1000]),
  );
  return { sampleSize: scores.length, quantiles };
}

async function findColours(
  { db, encoder }: CalibrateOptions,
  { sample, photos }: { sample: readonly SampledPhoto[]; photos: number },
): Promise<boolean> {
  const coloured = sample.flatMap(({ vector, colours }) =>
    colours && colours.length > 0 ? [{ vector: fromVectorText(vector), colours }] : [],
  );
  // Images from before there were colours get them in time; until then there is nothing to learn from.
  if (coloured.length < fewestPhotos) return false;
  const directions = await fitColourDirections(coloured, () => setImmediate());
  if (directions.length === 0) return false;
  await storeColourDirections(db, encoder.modelId, { directions, sampleSize: coloured.length, photos });
  return true;
}
