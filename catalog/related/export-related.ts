// All stored lists of a model as they are served: results with their scores.
import type { Queryable } from '../database/database.ts';
import { NotEmbedded, searchByProduct } from '../search/search-by-product.ts';

export interface RelatedProducts {
  id: number;
  title: string;
  /** Nearest first, with scores of four digits. */
  related: { id: number; score: number | null }[];
}

const idsAtOnce = 500;

/** In order of the products' ids. */
export async function* exportRelated(
  db: Queryable,
  { model, top }: { model: string; top: number },
): AsyncIterable<RelatedProducts> {
  for (let afterId = 0; ; ) {
    const batch = await readIds(db, model, afterId);
    for (const { id, title } of batch) {
      const related = await relatedTo(db, { model, productId: id, limit: top });
      if (related) yield { id, title, related };
    }
    const last = batch.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}

async function readIds(
  db: Queryable,
  model: string,
  afterId: number,
): Promise<{ id: number; title: string }[]> {
  const { rows } = await db.query<{ id: number; title: string }>(
    `
    select products.id, products.title
    from related
    join products on products.id = related.product_id
    where related.model = $1 and related.product_id > $2 and products.gone_at is null
    order by related.product_id
    limit $3`,
    [model, afterId, idsAtOnce],
  );
  return rows;
}

async function relatedTo(
  db: Queryable,
  which: { model: string; productId: number; limit: number },
): Promise<RelatedProducts['related'] | null> {
  const plain = { filters: {}, sort: 'relevance', cursor: null, precomputed: true } as const;
  const page = await searchByProduct(db, { ...which, ...plain }).catch((error: unknown) => {
    if (error instanceof NotEmbedded) return null; // its photo went a moment ago
    throw error;
  });
  if (!page) return null;
  return page.hits.map(({ product, score }) => ({
    id: product.id,
    score: score && Number(score.toFixed(4)),
  }));
}
