// The models: list, pull, add, use, compare, check, quantise, reindex, remove.

import { positive } from '../option-values.ts';
import type { AddCommand } from './add-command.ts';
import { load } from './load.ts';

export function addModelsCommands(command: AddCommand): void {
  const model = command('model', 'the models that turn photos and texts into vectors');
  model
    .command('list')
    .description('the known models: which is active, which are on disk')
    .option('--notes', 'what to know of each: licence, quirks, what has to be done first')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/model-list.ts')).modelList));
  model
    .command('pull <id>')
    .description('download a model, going on where an earlier download stopped')
    .option('--accept-licence', 'agree to a licence that allows no commercial use')
    .option('--unverified', 'take files of which nobody has published a digest')
    .option('--all', 'every precision it is offered in, for `check`')
    .action(load(async () => (await import('../commands/model-pull.ts')).modelPull));
  model
    .command('add <folder>')
    .description('make a model in a folder of your own known')
    .option('--id <id>', 'what to call it; default: the name of the folder')
    .action(load(async () => (await import('../commands/model-add.ts')).modelAdd));
  model
    .command('use [model]')
    .description(
      'embed everything under another model, by its id or folder, while the old one answers; then switch',
    )
    .option(
      '--stored',
      'from the stored pictures instead of fetching the photos again: faster, a little coarser',
    )
    .option('--prepare', 'do not switch yet, so that both can be compared')
    .option('--force', 'switch even though a process that answers can not load it')
    .option('--rollback', 'go back to the model before the latest switch')
    .action(load(async () => (await import('../commands/model-use.ts')).modelUse));
  const switching = {
    pause: 'let the switch rest, over restarts too',
    resume: 'let running workers go on with a paused switch',
    abandon: 'end the switch; the vectors made so far stay',
  } as const;
  for (const [verb, description] of Object.entries(switching) as [keyof typeof switching, string][]) {
    model
      .command(verb)
      .description(description)
      .action(load(async () => (await import('../commands/model-steer.ts')).modelSteer(verb)));
  }
  model
    .command('compare <id> [text...]')
    .description('the same queries under the active model and another; without texts some are proposed')
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/model-compare.ts')).modelCompare));
  model
    .command('check [id]')
    .description(
      'how true and how quick each precision of a model is on this catalogue; default: the active model',
    )
    .option('--photos <count>', 'how many of the catalogue’s photos to look at', positive, 200)
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/model-check.ts')).modelCheck));
  model
    .command('quantise [id]')
    .alias('quantize')
    .description(
      'make a variant in int8, calibrated on this catalogue’s photos and titles, and keep it if it finds the same',
    )
    .option(
      '--photos <count>',
      'how many photos to calibrate with, and as many others to check on',
      positive,
      200,
    )
    .option('--json', 'print one JSON document')
    .action(load(async () => (await import('../commands/model-quantise.ts')).modelQuantise));
  model
    .command('reindex')
    .description('build the index of the active model’s vectors anew; the old one answers meanwhile')
    .action(load(async () => (await import('../commands/model-reindex.ts')).modelReindex));
  model
    .command('remove <id>')
    .description('remove the vectors of a model that no longer answers')
    .option('--yes', 'really')
    .action(load(async () => (await import('../commands/model-remove.ts')).modelRemove));
}
