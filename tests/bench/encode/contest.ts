// Lets both contestants do the same work in turns, each in a process of its own, and compares what they give.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosine } from '../../unit/clip/cosine.ts';
import { runPinned } from '../run-pinned.ts';
import type { EncodeReport, EncodeTask } from './encode-task.ts';

export interface Contested {
  name: string;
  /** One a round. */
  reports: EncodeReport[];
}

const packageFile = '../../../node_modules/@huggingface/transformers/package.json';
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, packageFile), 'utf8'));
const contestants = [
  { name: 'Lookalike', program: 'encode-by-lookalike.ts' },
  { name: `@huggingface/transformers ${version}`, program: 'encode-by-transformers.ts' },
];

// It resizes without antialiasing, which moves vectors (docs/encoders.md), the more the larger a photo: of 48 with 2,000 px .989 on
// average, .897 at the lowest. Of texts both know the same.
const least = { photos: { mean: 0.97, lowest: 0.85 }, texts: { mean: 0.9999, lowest: 0.9999 } };

/** @throws when vectors are missing, or differ by more than the way of resizing explains */
export async function contest(
  task: EncodeTask,
  { cores, rounds }: { cores: number; rounds: number },
): Promise<Contested[]> {
  const contested = contestants.map(({ name }): Contested => ({ name, reports: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { program }] of contestants.entries())
      contested[i]?.reports.push(
        await runPinned<EncodeReport>(join(import.meta.dirname, program), task, cores),
      );
    const [ours, theirs] = contested.map(({ reports }) => reports.at(-1)?.vectors ?? {});
    for (const [size, { length }] of Object.entries(task.photos))
      compare(`photos of ${size} px`, { count: length, least: least.photos }, ours?.[size], theirs?.[size]);
    compare('texts', { count: task.texts.length, least: least.texts }, ours?.texts, theirs?.texts);
  }
  return contested;
}

function compare(
  what: string,
  { count, least }: { count: number; least: { mean: number; lowest: number } },
  some: Float32Array[] = [],
  others: Float32Array[] = [],
): void {
  if (some.length !== count || others.length !== count)
    throw new Error(`${what}: ${some.length} and ${others.length} vectors instead of ${count}.`);
  const cosines = some.map((vector, i) => cosine(vector, others[i]));
  const mean = cosines.reduce((sum, value) => sum + value, 0) / count;
  const lowest = Math.min(...cosines);
  const found = `${what}: cosine of both ${mean.toFixed(5)} on average, lowest ${lowest.toFixed(5)}`;
  process.stderr.write(`${found}\n`);
  if (!(mean >= least.mean && lowest >= least.lowest))
    throw new Error(`${found}; expected at least ${least.mean} and ${least.lowest}.`);
}
