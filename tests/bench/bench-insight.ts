// How well clusters, classes, axes and outliers agree with what is known: the demo shop's drawings, clothes, groceries.
import { type Encoder, loadEncoder } from '../../clip/encoder.ts';
import { starterFolder } from '../../clip/model-folder.ts';
import { benchDatabases } from './bench-databases.ts';
import { defineBench } from './define-bench.ts';
import { demoProducts } from './quality/demo-products.ts';
import { type InsightTruth, printInsightTables } from './quality/insight-tables.ts';
import { demoTruth, fashionTruth, groceryTruth } from './quality/insight-truths.ts';
import { type KnownProduct, openQualityCatalogue } from './quality/quality-catalogue.ts';
import { dataAbsent, fashionProducts, groceryProducts } from './quality/shared-photos.ts';

export const bench = defineBench({
  usage: '[--only demo|grocery|fashion]',
  options: { only: { type: 'string' } },
  quick: { only: 'demo' },
  measure: ({ only }) => benchInsight({ only }),
});

/** On the embedded database, or on the server that TEST_DATABASE_URL names. @param only one of the three */
async function benchInsight({ only }: { only: string | undefined }): Promise<void> {
  const encoder = await loadEncoder(starterFolder, { modelId: 'starter' });
  const wants = (name: string) => only === undefined || only === name;
  if (wants('demo')) await among(encoder, 'demo shop', demoProducts(), demoTruth);
  if (wants('fashion')) await among(encoder, 'clothes', await fashionProducts(), fashionTruth);
  if (wants('grocery')) await among(encoder, 'groceries', await groceryProducts(), groceryTruth);
  await encoder.close();
}

async function among<Truth>(
  encoder: Encoder,
  name: string,
  known: KnownProduct<Truth>[] | null,
  truth: InsightTruth<Truth>,
): Promise<void> {
  if (!known) {
    process.stdout.write(`Skipped: ${dataAbsent}.\n\n`);
    return;
  }
  const [embedded, server] = benchDatabases();
  const open = server ?? embedded;
  if (!open) throw new Error('There is no database to measure on.');
  const catalogue = await openQualityCatalogue(await open(), encoder, known);
  await printInsightTables(catalogue, name, truth);
  await catalogue.close();
}
