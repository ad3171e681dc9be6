// What both contestants are given to do, and what they report; and how each part of it is measured.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { percentile } from '../table.ts';

export interface EncodeTask {
  /** Model folder. */
  folder: string;
  /** Int8 of ours is a folder of its own, theirs a file beside the others. */
  precision: 'full' | 'int8';
  /** That may be used: onnxruntime's own choice of threads takes all, wherever its process is kept. */
  cores: number;
  /** Paths of JPEGs, by the length of their longest side. */
  photos: Record<string, string[]>;
  /** All different. */
  texts: string[];
}

export interface Rate {
  perSecond: number;
  /** Of the whole process, per photo or text. */
  cpuMs: number;
}

export interface Latency {
  p50: number;
  p99: number;
}

export interface EncodeReport {
  /** JPEG bytes to vectors, by way of doing it and size of photos. */
  photos: Record<string, Record<string, Rate>>;
  /** Ready tensors to vectors, by way. */
  bare: Record<string, Rate>;
  /** Each text by itself, one after the other. */
  alone: Latency & Rate;
  /** Texts that are all there at once. */
  together: Rate;
  /** Each text by itself, while photos are embedded. */
  meanwhile: Latency;
  peakMb: number;
  /** Of the photos of each size, and of the texts, to be compared: a fast wrong answer is worth nothing. */
  vectors: Record<string, Float32Array[]>;
}

export interface Contestant {
  /** Ways of embedding photos; the first one also runs while texts are asked. */
  photos: Record<string, (bytes: Buffer[]) => Promise<Float32Array[]>>;
  /** Decodes, then gives back ways of embedding what was decoded. */
  bare(bytes: Buffer[]): Promise<Record<string, () => Promise<Float32Array[]>>>;
  embedTexts(texts: string[]): Promise<Float32Array[]>;
}

/** Waits for a task, does it and sends the report. */
export function contend(open: (task: EncodeTask) => Promise<Contestant>): void {
  process.once('disconnect', () => process.exit()); // the bench was stopped
  process.once('message', async (task: EncodeTask) => {
    process.send?.(await measureAll(await open(task), task), () => process.exit());
  });
}

async function measureAll(
  contestant: Contestant,
  { photos: files, texts }: EncodeTask,
): Promise<EncodeReport> {
  const photos: EncodeReport['photos'] = {};
  const vectors: EncodeReport['vectors'] = {};
  let bytes: Buffer[] = [];
  for (const [size, paths] of Object.entries(files)) {
    bytes = await Promise.all(paths.map((path) => readFile(path)));
    for (const [way, embed] of Object.entries(contestant.photos)) {
      await embed(bytes.slice(0, 8)); // the first run sets up buffers
      const { rate, result } = await measure(bytes.length, () => embed(bytes));
      photos[way] = { ...photos[way], [size]: rate };
      vectors[size] = result;
    }
  }
  const bare: EncodeReport['bare'] = {};
  for (const [way, embed] of Object.entries(await contestant.bare(bytes))) {
    bare[way] = (await measure(bytes.length, embed)).rate;
  }
  const alone = await oneByOne(contestant, texts);
  const together = await measure(texts.length, () => contestant.embedTexts(texts));
  const meanwhile = await whilePhotosCome(contestant, bytes, texts);
  return {
    photos,
    bare,
    alone,
    together: together.rate,
    meanwhile,
    peakMb: process.resourceUsage().maxRSS / 1024,
    vectors: { ...vectors, texts: together.result },
  };
}

async function measure<T>(count: number, work: () => Promise<T>): Promise<{ rate: Rate; result: T }> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  return { rate: { perSecond: count / seconds, cpuMs: (user + system) / 1000 / count }, result };
}

async function oneByOne({ embedTexts }: Contestant, texts: string[]): Promise<Latency & Rate> {
  await embedTexts(texts.slice(0, 8)); // the first run sets up buffers
  const times: number[] = [];
  const { rate } = await measure(texts.length, async () => {
    for (const text of texts) {
      const askedAt = performance.now();
      await embedTexts([text]);
      times.push(performance.now() - askedAt);
    }
  });
  return { ...rate, ...latencyOf(times) };
}

// Somebody searches fifty times a second.
const pauseMs = 20;

async function whilePhotosCome(contestant: Contestant, bytes: Buffer[], texts: string[]): Promise<Latency> {
  const [embed] = Object.values(contestant.photos);
  let isDone = false;
  const embedding = (async () => {
    while (!isDone) await embed?.(bytes);
  })();
  const times: number[] = [];
  for (const text of texts) {
    // From when it was to be asked: a thread that is blocked then makes people wait, too.
    const dueAt = performance.now() + pauseMs;
    await setTimeout(pauseMs);
    await contestant.embedTexts([text]);
    times.push(performance.now() - dueAt);
  }
  isDone = true;
  await embedding;
  return latencyOf(times);
}

const latencyOf = (times: number[]): Latency => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
});
