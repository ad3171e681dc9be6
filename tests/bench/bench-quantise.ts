// What a vision tower in int8 gains and costs: speed on ready tensors, and fidelity on photos that it was not calibrated on.
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { fidelityOf } from '../../apps/models/fidelity.ts';
import { decodePhoto } from '../../clip/decode-photo.ts';
import { readModelConfig } from '../../clip/model-config.ts';
import { type OnnxFile, readOnnxFile, writeOnnxFile } from '../../clip/onnx/onnx-file.ts';
import { channelRanges } from '../../clip/quantise/calibrate.ts';
import { findLayerGroups } from '../../clip/quantise/linear-layers.ts';
import { poolEarly } from '../../clip/quantise/pool-early.ts';
import { quantiseGraph } from '../../clip/quantise/quantise-graph.ts';
import { unitVectors } from '../../clip/unit-vectors.ts';
import { benchPhotos } from './bench-photos.ts';
import { defineBench } from './define-bench.ts';
import { clipShapedModel } from './models/clip-shaped-model.ts';
import { printTable } from './table.ts';

export const bench = defineBench({
  options: {
    size: { type: 'string', default: 'base-patch32' },
    photos: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '7' },
    threads: { type: 'string', default: '1' },
  },
  quick: { size: 'small', photos: '24', rounds: '2' },
  measure: ({ size, photos, rounds, threads }) =>
    benchQuantise({
      size: size === 'small' ? 'small' : 'base-patch32',
      photos: Number(photos),
      rounds: Number(rounds),
      threads: Number(threads),
    }),
});

interface QuantiseBench {
  size: 'small' | 'base-patch32';
  /** To calibrate with, and as many others to check on. */
  photos: number;
  rounds: number;
  threads: number;
}

const batchSize = 8;
const bar = { meanCosine: 0.995, overlap: 0.95 };

async function benchQuantise({ size, photos, rounds, threads }: QuantiseBench): Promise<void> {
  const folder = await clipShapedModel({ size });
  const { preprocessing } = await readModelConfig(folder);
  const { what, files } = await benchPhotos(2 * photos);
  const decode = async (file: string) => (await decodePhoto(await readFile(file), preprocessing)).pixels;
  const pixels = await Promise.all(files.map(decode));
  const calibration = pixels.filter((_, i) => i % 2 === 0);
  const others = pixels.filter((_, i) => i % 2 === 1);
  const fp32 = await readOnnxFile(join(folder, 'onnx/vision_model.onnx'));
  const early = poolEarly(fp32);
  const groups = findLayerGroups(early.graph);
  const values = groups.map(({ input }) => input);
  const ranges = await channelRanges(early, { values, batches: batchesOf(calibration), threads });
  const rows = [
    { name: 'fp32', model: fp32 },
    { name: 'fp32, last layer on one token', model: early },
    { name: 'int8, outliers left in', model: quantiseGraph(early, groups, ranges, { smooth: false }) },
    { name: 'int8, as `model quantise` makes it', model: quantiseGraph(early, groups, ranges) },
  ];
  const sessions = await Promise.all(rows.map(async ({ model }) => openSession(model, threads)));
  const vectors: Float32Array[][] = [];
  for (const session of sessions) vectors.push(await embed(session, others));
  const milliseconds = await timed(sessions, others, rounds);
  const [full = []] = vectors;
  const fidelities = vectors.map((found) =>
    fidelityOf({ photos: full, texts: [] }, { photos: found, texts: [] }),
  );
  printTable(
    `${size} with random weights, ${threads} threads, batches of ${batchSize}; ${others.length} ${what}`,
    ['vision tower', 'photos/s', 'of fp32', 'CPU ms/photo', 'cosine mean', 'lowest', 'overlap@10'],
    rows.map(({ name }, i) => {
      const { wall = Number.NaN, cpu = Number.NaN } = milliseconds[i] ?? {};
      const { meanCosine, worstCosine, photoOverlap } = fidelities[i] ?? {};
      return [
        name,
        (1000 / wall).toFixed(1),
        ((milliseconds[0]?.wall ?? Number.NaN) / wall).toFixed(2),
        cpu.toFixed(1),
        meanCosine?.toFixed(4) ?? '',
        worstCosine?.toFixed(4) ?? '',
        photoOverlap?.toFixed(3) ?? '',
      ];
    }),
  );
  await Promise.all(sessions.map((session) => session.release()));
  const last = fidelities.at(-1);
  if (!last || last.meanCosine < bar.meanCosine || last.photoOverlap < bar.overlap)
    throw new Error(`int8 is not true enough: ${JSON.stringify(last)}`);
}

async function* batchesOf(photos: Float32Array[]): AsyncGenerator<Float32Array[]> {
  for (let at = 0; at < photos.length; at += batchSize) yield photos.slice(at, at + batchSize);
}

/** From a file, as a service loads it: in one piece the large ones exceed what a session takes. */
async function openSession(model: OnnxFile, threads: number): Promise<InferenceSession> {
  const file = join(tmpdir(), `lookalike-bench-${process.pid}-${performance.now()}.onnx`);
  await writeOnnxFile(file, model);
  const session = await InferenceSession.create(file, { intraOpNumThreads: threads, interOpNumThreads: 1 });
  await rm(file);
  return session;
}

async function embed(session: InferenceSession, photos: Float32Array[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for await (const batch of batchesOf(photos)) {
    const { image_embeds } = await session.run({ pixel_values: tensorOf(batch) });
    if (image_embeds?.type !== 'float32') throw new Error('The tower gave no float32.');
    // The type was checked above; the package does not narrow by it.
    vectors.push(
      ...unitVectors({ dims: image_embeds.dims, data: image_embeds.data as Float32Array }, 'tower'),
    );
  }
  return vectors;
}

/** Milliseconds a photo, median over rounds in which each has its turn. */
async function timed(sessions: readonly InferenceSession[], photos: Float32Array[], rounds: number) {
  const feeds = { pixel_values: tensorOf(photos.slice(0, batchSize)) };
  const runs = sessions.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, session] of sessions.entries()) {
      const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
      await session.run(feeds);
      const { user, system } = process.cpuUsage(cpuBefore);
      runs[i]?.wall.push((performance.now() - startedAt) / batchSize);
      runs[i]?.cpu.push((user + system) / 1000 / batchSize);
    }
  }
  return runs.map(({ wall, cpu }) => ({ wall: median(wall), cpu: median(cpu) }));
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function tensorOf(photos: readonly Float32Array[]): Tensor {
  const samples = photos[0]?.length ?? 0;
  const side = Math.sqrt(samples / 3);
  const pixels = new Float32Array(photos.length * samples);
  for (const [i, photo] of photos.entries()) pixels.set(photo, i * samples);
  return new Tensor('float32', pixels, [photos.length, 3, side, side]);
}
