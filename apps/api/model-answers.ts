// Models and their switch as the API's answers.
import type { Queryable } from '../../catalog/database/database.ts';
import { latestSwitch, type ModelSwitch, openSwitch } from '../../catalog/photos/model-switches.ts';
import { countPhotos } from '../../catalog/photos/photos.ts';
import { listProcesses } from '../../catalog/photos/serving-processes.ts';
import { knownModels } from '../models/known-models.ts';
import type { ModelFiles } from '../models/model-files.ts';
import { isoTime } from './iso-time.ts';
import type { ModelsAnswer } from './model-schemas.ts';

export async function modelsAnswerOf(db: Queryable, files: ModelFiles): Promise<ModelsAnswer> {
  const [models, open, latest, processes] = await Promise.all([
    knownModels(db, files),
    openSwitch(db),
    latestSwitch(db),
    listProcesses(db),
  ]);
  const previous = latest?.previous ?? null;
  const canGoBack = models.some(({ id, active, vectors }) => id === previous && !active && vectors > 0);
  return {
    models,
    switch: open && (await switchAnswerOf(db, open)),
    previous: canGoBack ? previous : null,
    processes,
  };
}

async function switchAnswerOf(db: Queryable, open: ModelSwitch): Promise<ModelsAnswer['switch']> {
  const { model, photosFrom, activates, photosPerSecond, check, problem } = open;
  const { embedded, missing } = await countPhotos(db, model);
  const isMoving = photosPerSecond !== null && photosPerSecond > 0 && !open.pausedAt;
  return {
    model,
    phase: phaseOf(open, missing),
    photosFrom,
    activates,
    startedAt: isoTime(open.startedAt),
    done: embedded,
    total: embedded + missing,
    photosPerSecond,
    secondsLeft: isMoving ? missing / photosPerSecond : null,
    check,
    problem,
    hasWorker: open.worker !== null,
  };
}

function phaseOf({ pausedAt, checkedAt }: ModelSwitch, missing: number) {
  if (pausedAt) return 'paused';
  if (checkedAt) return 'ready';
  return missing > 0 ? 'embedding' : 'finishing';
}
