// `lookalike export products`: NDJSON that `lookalike import` takes back.
import { exportProducts } from '../../../catalog/products/export-products.ts';
import { toImportRow } from '../../../workers/export-row.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';
import { writeLines } from '../write-lines.ts';

export async function exportProductsCommand(
  context: CommandContext,
  file: string | undefined,
  filters: { shop?: string; collection?: string },
): Promise<void> {
  const { config, progress, signal } = context;
  const database = await openMigrated(config);
  let products = 0;
  async function* rows() {
    for await (const product of exportProducts(database.pool, filters)) {
      if (signal.aborted) throw new CommandFailed('Stopped before all products were written.');
      products += 1;
      yield toImportRow(product);
    }
  }
  try {
    await writeLines(context, file ?? '-', rows());
    if (file !== undefined) progress.say(`${products} products in ${file}.`);
  } finally {
    await database.close();
  }
}
