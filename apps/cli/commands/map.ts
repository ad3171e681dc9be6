// `lookalike map`: draws the map of the catalogue anew, or brings it up to date, and writes its points to a file.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Queryable } from '../../../catalog/database/database.ts';
import { type MapLayout, readMap } from '../../../catalog/map/maps.ts';
import { exportPoints, readClusters } from '../../../catalog/map/read-map.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { drawMap, fewestOnMap } from '../../../workers/map/draw-map.ts';
import { type Refreshed, refreshMap } from '../../../workers/map/refresh-map.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface MapOptions {
  export?: string;
  refresh?: boolean;
  layout?: MapLayout;
  json?: boolean;
}

export async function map(context: CommandContext, options: MapOptions): Promise<void> {
  const { config, print, signal } = context;
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = (await activeModel(db))?.id;
    if (model === undefined) throw new CommandFailed(nothingEmbedded);
    const done = options.refresh
      ? await refreshMap({ db, model, signal })
      : { drawn: await draw(context, { db, model, layout: options.layout }), placed: 0 };
    if (options.export === '-') {
      for (const point of await exportPoints(db, model)) print(JSON.stringify(point));
      return;
    }
    if (options.export !== undefined) await writePoints(options.export, await exportPoints(db, model));
    await report(context, { db, model, done, json: options.json === true });
  } finally {
    await database.close();
  }
}

async function draw(
  { progress, signal }: CommandContext,
  catalogue: { db: Queryable; model: string; layout: MapLayout | undefined },
): Promise<number> {
  const bar = progress.start('Drawing the map', '%');
  // Reading the vectors takes a tenth of the time.
  const drawn = await drawMap({
    ...catalogue,
    signal,
    onProgress: (step, share) =>
      bar.update(Math.floor(step === 'reading' ? 10 * share : 10 + 90 * share), 100),
  });
  if (drawn === 0)
    throw new CommandFailed(`A map takes at least ${fewestOnMap} products with a photo; embed more first.`);
  bar.update(100, 100);
  bar.finish();
  return drawn;
}

async function report(
  { print, progress }: CommandContext,
  { db, model, done, json }: { db: Queryable; model: string; done: Refreshed; json: boolean },
): Promise<void> {
  const [drawing, clusters] = [await readMap(db, model), await readClusters(db, model)];
  const regions = clusters.filter(({ level }) => level === 'region');
  if (json)
    return print(
      JSON.stringify({
        model,
        ...done,
        layout: drawing?.layout ?? null,
        drawnAt: drawing?.drawnAt ?? null,
        clusters,
      }),
    );
  if (!drawing) return progress.say('There is no map yet: too few products have a photo.');
  const placed = done.drawn > 0 ? `${done.drawn} products drawn` : `${done.placed} products placed`;
  print(`${placed}; ${regions.length} regions, ${clusters.length - regions.length} areas (${model})`);
  for (const { name, size } of regions) print(`${String(size).padStart(6)}  ${name ?? '(no name)'}`);
}

async function writePoints(file: string, points: readonly object[]): Promise<void> {
  const lines = points.map((point) => `${JSON.stringify(point)}\n`);
  await pipeline(lines, createWriteStream(file)).catch((cause: Error) => {
    throw new CommandFailed(`${file} can't be written (${cause.message}); give another name.`, { cause });
  });
}
