// The catalogue's own categories as classes: each is what its products look like.
import type { Queryable } from '../../catalog/database/database.ts';
import { readMappable } from '../../catalog/map/mappable-products.ts';
import { readWords } from '../../catalog/map/read-map.ts';
import type { LabelledExamples } from './classifier.ts';

// A mean of fewer says little, and of more nothing new.
const fewestProducts = 5;
const mostProducts = 500;
const batchSize = 250;

/** Categories (the last step of the path) with at least five products, by the first 500 of each. */
export async function categoryClasses(db: Queryable, model: string): Promise<LabelledExamples[]> {
  const byName = new Map<string, Float32Array[]>();
  for (let afterId = 0; ; ) {
    const batch = await readMappable(db, model, { afterId, limit: batchSize });
    const last = batch.at(-1);
    if (!last) break;
    const words = new Map(
      (
        await readWords(
          db,
          batch.map(({ productId }) => productId),
        )
      ).map((one) => [one.id, one.category.at(-1)]),
    );
    for (const { productId, vector } of batch) {
      const name = words.get(productId);
      if (name === undefined) continue;
      const examples = byName.get(name) ?? [];
      if (examples.length < mostProducts) examples.push(vector);
      byName.set(name, examples);
    }
    afterId = last.productId;
  }
  return [...byName]
    .filter(([, examples]) => examples.length >= fewestProducts)
    .map(([name, examples]) => ({ name, examples }));
}
