// `lookalike model list`: the known models, which are on disk, which have vectors, which answers, and what to know of them.

import { type KnownModel, knownModels } from '../../models/known-models.ts';
import { modelFilesIn } from '../../models/model-files.ts';
import { bytesText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { CommandContext } from '../run-command.ts';
import { printTable } from '../table.ts';

export interface ListOptions {
  notes?: boolean;
  json?: boolean;
}

export async function modelList({ config, print }: CommandContext, options: ListOptions): Promise<void> {
  const database = await openMigrated(config);
  try {
    const known = await knownModels(database.pool, modelFilesIn(config.modelDir));
    if (options.json) return print(JSON.stringify(known));
    if (options.notes) return printNotes(print, known);
    printTable(
      print,
      [
        { title: '' },
        { title: 'model' },
        { title: 'files', align: 'right' },
        { title: '' },
        { title: 'vectors', align: 'right' },
        { title: '', align: 'right' },
        { title: 'licence' },
      ],
      known.map(rowOf),
    );
    print('');
    print('* answers. `--notes` tells what to know of each.');
  } finally {
    await database.close();
  }
}

function rowOf(model: KnownModel): string[] {
  const { id, active, vectors, vectorBytes, fileBytes } = model;
  return [
    active ? '*' : '',
    id,
    fileBytes === null ? '' : bytesText(fileBytes),
    stateOf(model),
    vectors > 0 ? String(vectors) : '',
    vectors > 0 ? bytesText(vectorBytes) : '',
    licenceOf(model),
  ];
}

function stateOf({ folder, onDisk, source, verifiable }: KnownModel): string {
  if (folder) return folder;
  if (onDisk) return 'on disk';
  if (source === 'export') return 'to be exported';
  return verifiable === false ? 'not downloaded, not verifiable' : 'not downloaded';
}

function licenceOf({ licence, commercialUse, source }: KnownModel): string {
  if (licence === null) return source === 'folder' ? 'your own' : '';
  return commercialUse ? licence : `NOT FOR COMMERCIAL USE: ${licence}`;
}

/** A model's precisions share what there is to know. */
function printNotes(print: (line: string) => void, known: readonly KnownModel[]): void {
  const told = new Set<string>();
  for (const model of known) {
    if (told.has(model.title)) continue;
    told.add(model.title);
    print(`${model.title} (${model.dimension} numbers a vector): ${licenceOf(model)}`);
    for (const note of model.notes) print(`  - ${note}`);
    if (model.before) print(`  - ${model.before}`);
  }
}
