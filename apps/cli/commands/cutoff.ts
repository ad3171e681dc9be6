// `lookalike cutoff`: from which score on a result is a good match; reckon it anew, or set it.

import type { Queryable } from '../../../catalog/database/database.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import {
  type Calibration,
  type CutoffKind,
  forgetCalibrations,
  readCalibrations,
  setCutoff,
} from '../../../catalog/ranking/calibrations.ts';
import { calibrate } from '../../../workers/calibrate.ts';
import { openEncoder } from '../../start/open-encoder.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function cutoff(
  context: CommandContext,
  options: { recalibrate?: boolean; set?: { kind: CutoffKind; cutoff: number }; json?: boolean },
): Promise<void> {
  const { config, print, progress } = context;
  const database = await openMigrated(config);
  try {
    const db = database.pool;
    const model = await activeModel(db);
    if (!model) throw new CommandFailed(nothingEmbedded);
    if (options.recalibrate) await recalibrate(context, db, model.id);
    if (options.set) await setCutoff(db, model.id, options.set);
    const known = await readCalibrations(db, model.id);
    if (options.json) return print(JSON.stringify({ model: model.id, cutoffs: known }));
    if (known.length === 0)
      progress.say('Nothing is calibrated yet: `lookalike cutoff --recalibrate` does it now.');
    for (const one of known) print(lineOf(model.id, one));
  } finally {
    await database.close();
  }
}

async function recalibrate({ config, progress }: CommandContext, db: Queryable, model: string) {
  const { encoder } = await openEncoder({ config, db, progress, parts: ['text'] });
  try {
    await forgetCalibrations(db, model);
    const done = await calibrate({ db, encoder });
    if (done.length === 0)
      throw new CommandFailed('There are too few photos to calibrate from: embed at least 50.');
  } finally {
    await encoder.close();
  }
}

function lineOf(model: string, one: Calibration): string {
  const how =
    one.setBy === 'operator'
      ? 'set by an operator'
      : `calibrated on ${one.at.toISOString().slice(0, 10)} from ${one.sampleSize} scores among ${one.photos} photos`;
  return `${one.kind.padEnd(5)}  ${one.cutoff.toFixed(3)}  ${model}, ${how}`;
}
