// How fast photos go from their bytes to a stored vector, held against the encoder alone on ready tensors.
import { join } from 'node:path';
import { defineBench, numbers } from './define-bench.ts';
import { benchModel } from './encode/bench-model.ts';
import { scaledPhotos } from './encode/scaled-photos.ts';
import type { Measured, PipelineTask } from './pipeline/pipeline-stages.ts';
import { runPinned } from './run-pinned.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    models: { type: 'string', default: 'starter,base-patch32' },
    sizes: { type: 'string', default: '500,2000' },
    cores: { type: 'string', default: '1,2' },
    photos: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '3' },
  },
  quick: { models: 'starter', sizes: '500', cores: '2', photos: '16', rounds: '1' },
  measure: (values) =>
    benchPipeline({
      models: values.models.split(','),
      sizes: numbers(values.sizes),
      cores: numbers(values.cores),
      photos: Number(values.photos),
      rounds: Number(values.rounds),
    }),
});

interface PipelineBenchSettings {
  models: string[];
  /** Longest sides of the photos in pixels. */
  sizes: number[];
  cores: number[];
  photos: number;
  rounds: number;
}

/** Prints photos per second, their ratio to the encoder alone in the same process, and CPU time per photo of each stage. */
async function benchPipeline(settings: PipelineBenchSettings): Promise<void> {
  const { rounds, photos } = settings;
  const runs = new Map<string, Measured[][]>();
  // Stages are compared within a process, processes in turns: noise hits all alike.
  for (let round = 0; round < rounds; round++) {
    for (const { name, cores, ...task } of await tasksOf(settings)) {
      const stages = await runPinned<Measured[]>(program, task, cores);
      runs.set(name, [...(runs.get(name) ?? []), stages]);
    }
  }
  printTable(
    `${photos} photos, medians of ${rounds} rounds`,
    ['model, cores, photos', 'stage', 'photos/s', 'of bare', 'CPU ms/photo'],
    [...runs].flatMap(([name, of]) => rowsOf(of).map((row) => [name, ...row])),
  );
}

const program = join(import.meta.dirname, 'pipeline/pipeline-stages.ts');

async function tasksOf({ models, sizes, cores, photos }: PipelineBenchSettings) {
  const tasks: (PipelineTask & { name: string; cores: number })[] = [];
  for (const model of models) {
    const { name, folder } = await benchModel(model);
    for (const side of sizes) {
      const { files } = await scaledPhotos(side, photos);
      for (const count of cores)
        tasks.push({ name: `${name}, ${count}, ${side} px`, cores: count, folder, files });
    }
  }
  return tasks;
}

function rowsOf(rounds: Measured[][]): string[][] {
  const stages = rounds[0]?.map(({ stage }) => stage) ?? [];
  return stages.map((stage, i) => {
    const median = (read: (measured: Measured, bare: Measured) => number) =>
      percentile(
        rounds.flatMap((round) => (round[i] && round[0] ? [read(round[i], round[0])] : [])),
        0.5,
      );
    return [
      stage,
      median(({ perSecond }) => perSecond).toFixed(1),
      median((measured, bare) => measured.perSecond / bare.perSecond).toFixed(2),
      median(({ cpuMs }) => cpuMs).toFixed(1),
    ];
  });
}
