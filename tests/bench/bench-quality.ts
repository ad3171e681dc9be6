// How good the answers are, where truth is known: the demo shop's drawings, groceries on shelves, fashion with labels.
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { starterFolder } from '../../clip/model-folder.ts';
import { benchDatabases } from './bench-databases.ts';
import { defineBench } from './define-bench.ts';
import { printCutoffTable, type sensibleQueries } from './quality/cutoff-table.ts';
import { demoProducts } from './quality/demo-products.ts';
import { printDemoTables } from './quality/demo-tables.ts';
import { printFashionTables } from './quality/fashion-tables.ts';
import { printGroceryTables } from './quality/grocery-tables.ts';
import {
  type KnownProduct,
  openQualityCatalogue,
  type QualityCatalogue,
} from './quality/quality-catalogue.ts';
import { dataAbsent, fashionProducts, groceryProducts } from './quality/shared-photos.ts';

export const bench = defineBench({
  usage: '[--only demo|grocery|fashion]',
  options: { only: { type: 'string' } },
  quick: { only: 'demo' },
  measure: ({ only }) => benchQuality({ only }),
});

/** On the embedded database, or on the server that TEST_DATABASE_URL names. @param only one of the three */
async function benchQuality({ only }: { only: string | undefined }): Promise<void> {
  const encoder = await loadEncoder(starterFolder, { modelId: 'starter' });
  const wants = (name: string) => only === undefined || only === name;
  if (wants('demo')) await among(encoder, 'demo', demoProducts(), printDemoTables);
  if (wants('grocery')) await among(encoder, 'grocery', await groceryProducts(), printGroceryTables);
  if (wants('fashion')) await among(encoder, 'fashion', await fashionProducts(), printFashionTables);
  await encoder.close();
}

async function among<Truth>(
  encoder: Encoder,
  name: keyof typeof sensibleQueries,
  known: KnownProduct<Truth>[] | null,
  print: (catalogue: QualityCatalogue<Truth>) => Promise<void>,
): Promise<void> {
  if (!known) {
    process.stdout.write(`Skipped: ${dataAbsent}.\n\n`);
    return;
  }
  const [embedded, server] = benchDatabases();
  const open = server ?? embedded;
  if (!open) throw new Error('There is no database to measure on.');
  const catalogue = await openQualityCatalogue(await open(), encoder, known);
  await print(catalogue);
  await printCutoffTable(catalogue, name);
  await catalogue.close();
}
