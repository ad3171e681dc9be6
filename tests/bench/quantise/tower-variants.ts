// A tower in full precision and in the ways of making it int8, each as a session.
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { type OnnxFile, readOnnxFile, writeOnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { channelRanges } from '../../../clip/quantise/calibrate.ts';
import { findLayerGroups } from '../../../clip/quantise/linear-layers.ts';
import { poolEarly } from '../../../clip/quantise/pool-early.ts';
import { quantiseGraph } from '../../../clip/quantise/quantise-graph.ts';
import { sessionOptions, type TowerInput, tensorOf } from '../../../clip/tower.ts';
import { unitVectors } from '../../../clip/unit-vectors.ts';
import { quantiseDynamically } from '../models/quantise-dynamically.ts';
import { percentile } from '../table.ts';

export type Feed = Record<string, TowerInput>;

export interface TowerVariant {
  name: string;
  session: InferenceSession;
}

/** Full precision first, what `model quantise` makes last. */
export async function openVariants(
  file: string,
  { feeds, threads }: { feeds: readonly Feed[]; threads: number },
): Promise<TowerVariant[]> {
  const fp32 = await readOnnxFile(file);
  const early = poolEarly(fp32);
  const groups = findLayerGroups(early.graph);
  const values = groups.map(({ input }) => input);
  const ranges = await channelRanges(early, { values, feeds: oneByOne(feeds), threads });
  const graphs: [name: string, model: OnnxFile][] = [
    ['fp32', fp32],
    ...(early === fp32 ? [] : [['fp32, last layer on one token', early] as [string, OnnxFile]]),
    ['int8, dynamic, as the hub has it', quantiseDynamically(fp32)],
    ['int8, outliers left in', quantiseGraph(early, groups, ranges, { smooth: false })],
    ['int8, as `model quantise` makes it', quantiseGraph(early, groups, ranges)],
  ];
  const variants: TowerVariant[] = [];
  for (const [name, model] of graphs) variants.push({ name, session: await openSession(model, threads) });
  return variants;
}

async function* oneByOne(feeds: readonly Feed[]): AsyncGenerator<Feed> {
  yield* feeds;
}

/** From a file, as a service loads it: in one piece the large ones exceed what a session takes. */
async function openSession(model: OnnxFile, threads: number): Promise<InferenceSession> {
  const file = join(tmpdir(), `lookalike-bench-${process.pid}-${performance.now()}.onnx`);
  await writeOnnxFile(file, model);
  const session = await InferenceSession.create(file, sessionOptions(threads));
  await rm(file);
  return session;
}

/** Of all feeds, in their order. */
export async function embedAll(
  { name, session }: TowerVariant,
  feeds: readonly Feed[],
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  const [output = ''] = session.outputNames;
  for (const feed of feeds) {
    const tensor = (await session.run(tensorsOf(feed)))[output];
    if (tensor?.type !== 'float32') throw new Error(`${name} gave no float32.`);
    // The type was checked above; the package does not narrow by it.
    vectors.push(...unitVectors({ dims: tensor.dims, data: tensor.data as Float32Array }, name));
  }
  return vectors;
}

/** Milliseconds of one run of each, the medians over rounds in which each has its turn. */
export async function timed(
  variants: readonly TowerVariant[],
  feed: Feed,
  rounds: number,
): Promise<{ wall: number; cpu: number }[]> {
  const feeds = tensorsOf(feed);
  const runs = variants.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { session }] of variants.entries()) {
      const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
      await session.run(feeds);
      const { user, system } = process.cpuUsage(cpuBefore);
      runs[i]?.wall.push(performance.now() - startedAt);
      runs[i]?.cpu.push((user + system) / 1000);
    }
  }
  return runs.map(({ wall, cpu }) => ({ wall: percentile(wall, 0.5), cpu: percentile(cpu, 0.5) }));
}

const tensorsOf = (feed: Feed) =>
  Object.fromEntries(Object.entries(feed).map(([name, input]) => [name, tensorOf(input)]));
