// `lookalike outliers`: products whose photo looks like another category than the one they are filed under.
import { findOutliers, readOutliers } from '../../../catalog/health/outliers.ts';
import { withActiveCatalogue } from '../active-catalogue.ts';
import type { CommandContext } from '../run-command.ts';

export async function outliers(
  context: CommandContext,
  { category, limit, json = false }: { category?: string; limit: number; json?: boolean },
): Promise<void> {
  const { print, progress } = context;
  await withActiveCatalogue(context, async ({ db, model }) => {
    const isAsked = (name: string) => category === undefined || name.toLowerCase() === category.toLowerCase();
    const found = (await findOutliers(db, model)).filter((one) => isAsked(one.category));
    const shown = await readOutliers(db, found.slice(0, limit));
    for (const { product, outlier } of shown) {
      const { id, title, url } = product;
      const { productId: _, ...seen } = outlier;
      if (json) print(JSON.stringify({ id, title, url, ...seen }));
      else {
        const likeness = [outlier.likeness, outlier.otherLikeness].map((one) => one.toFixed(2));
        print(
          `${String(id).padStart(6)}  in ${outlier.category} (${likeness[0]}), looks like ${outlier.otherCategory} (${likeness[1]})  ${title.replaceAll(/\s+/g, ' ')}`,
        );
      }
    }
    if (found.length === 0) progress.say('Nothing looks as if it were filed under the wrong category.');
    if (found.length > shown.length) progress.say(`${found.length} in all; more with --limit.`);
  });
}
