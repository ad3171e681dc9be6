// `lookalike model compare ID [text...]`: the same queries under the active model and another, side by side.
import { activeModel, listModels } from '../../../catalog/photos/models.ts';
import { getProduct } from '../../../catalog/products/products.ts';
import { type Comparison, compareModels, meanOverlap, proposeQueries } from '../../models/compare-models.ts';
import { findWanted } from '../../models/wanted-model.ts';
import { loadModel } from '../../start/load-model.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

const hitsShown = 5;
const columnWidth = 44;

export async function modelCompare(
  { config, print }: CommandContext,
  id: string,
  texts: string[],
  options: { json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  const db = database.pool;
  try {
    const active = await activeModel(db);
    if (!active) throw new CommandFailed(nothingEmbedded);
    if (!(await findWanted(db, id))) throw new CommandFailed(`There is no model "${id}".`);
    if (!(await listModels(db)).some((model) => model.id === id))
      throw new CommandFailed(
        `There are no vectors of ${id} to compare with: \`lookalike model use ${id} --prepare\` makes them.`,
      );
    const load = (model: string) => loadModel(model, { config, db, parts: ['text'] });
    const [mine, other] = await Promise.all([load(active.id), load(id)]);
    try {
      const queries = texts.length > 0 ? texts.map((text) => ({ text })) : await proposeQueries(db, 4);
      const compared = await compareModels(db, [mine, other], queries);
      const overlap = meanOverlap(compared);
      if (options.json) return print(JSON.stringify({ models: [active.id, id], overlap, queries: compared }));
      for (const one of compared) await printOne(one);
      print(`overlap@10 of ${active.id} and ${id}: ${overlap?.toFixed(2)} over ${compared.length} queries`);
    } finally {
      await Promise.all([mine.close(), other.close()]);
    }
  } finally {
    await database.close();
  }

  async function printOne({ query, hits, overlap }: Comparison): Promise<void> {
    const what = 'text' in query ? `"${query.text}"` : `similar to ${await titleOf(query.productId)}`;
    print(`${what}  overlap ${overlap.toFixed(1)}`);
    for (let i = 0; i < hitsShown; i++) print(`  ${cell(hits[0][i])}  ${cell(hits[1][i])}`.trimEnd());
    print('');
  }

  async function titleOf(productId: number): Promise<string> {
    return (await getProduct(db, productId))?.title ?? String(productId);
  }
}

function cell(hit: Comparison['hits'][0][number] | undefined): string {
  if (!hit) return ''.padEnd(columnWidth);
  const score = hit.score?.toFixed(2) ?? '';
  return `${score} ${hit.product.title}`.slice(0, columnWidth).padEnd(columnWidth);
}
