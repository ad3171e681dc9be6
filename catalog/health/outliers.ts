// Products whose photo looks like another category than the one they are filed under.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import type { Product } from '../products/product-rows.ts';
import { readSeveralProducts } from '../products/several-products.ts';

/**
 * The likeness (cosine) of a product's first photo to the mean photo of its own category and of the one it is most
 * like. It is an outlier where the other one is ahead, and by far more than usual in its category.
 */
export interface Outlier {
  productId: number;
  category: string;
  likeness: number;
  otherCategory: string;
  otherLikeness: number;
}

// A mean of fewer is mostly the product itself.
const fewestProducts = 8;
const mostCategories = 200;
// Rounds off the mean of a category far beyond need.
const mostForMean = 1000;
const mostOutliers = 500;

// Each statement takes less than a search: on the embedded database everything else waits for it.
const pageSize = 200;
const pauseMs = 20;

/** Goes through the whole catalogue in small statements with pauses. The clearest first; at most 500. */
export async function findOutliers(db: Queryable, model: string): Promise<Outlier[]> {
  const means = await readMeans(db, model);
  if (means.length < 2) return [];
  const judged: Judged[] = [];
  for (let afterId = 0; ; ) {
    const page = await compare(db, { model, means, afterId });
    judged.push(...page.flatMap((row) => (row.likeness === null ? [] : [row as Judged])));
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    afterId = last.productId;
    await setTimeout(pauseMs);
  }
  return outliersAmong(judged, new Map(means.map(({ key, name }) => [key, name])));
}

interface Mean {
  key: string;
  name: string;
  mean: string;
}

const categoryKey = 'lower(products.category[cardinality(products.category)])';
const firstEmbedding = (model: string) => `
      select e.embedding
      from ${embeddingsTable(model)} as e
      join photos on photos.id = e.photo_id
      where e.product_id = products.id and not e.placeholder
      order by photos.position
      limit 1`;

async function readMeans(db: Queryable, model: string): Promise<Mean[]> {
  const { rows: categories } = await db.query<{ key: string; name: string }>(
    `
    select ${categoryKey} as key, min(products.category[cardinality(products.category)]) as name
    from products
    where products.gone_at is null and products.category <> '{}'
    group by 1
    having count(*) >= $1
    order by count(*) desc, 1
    limit $2`,
    [fewestProducts, mostCategories],
  );
  const means: Mean[] = [];
  for (const { key, name } of categories) {
    const { rows } = await db.query<{ mean: string | null; count: number }>(
      `
      select avg(first.embedding)::text as mean, count(*) as count
      from (
        select products.id
        from products
        where products.category_keys @> array[$1] and ${categoryKey} = $1 and products.gone_at is null
        limit $2
      ) as products
      cross join lateral (${firstEmbedding(model)}
      ) as first`,
      [key, mostForMean],
    );
    const [found] = rows;
    if (found?.mean && found.count >= fewestProducts) means.push({ key, name, mean: found.mean });
    await setTimeout(pauseMs);
  }
  return means;
}

interface Judged {
  productId: number;
  key: string;
  likeness: number;
  otherKey: string;
  otherLikeness: number;
}

type Compared = { productId: number } & (Judged | { likeness: null });

async function compare(
  db: Queryable,
  { model, means, afterId }: { model: string; means: readonly Mean[]; afterId: number },
): Promise<Compared[]> {
  const { rows } = await db.query<Compared>(
    `
    with means as materialized (
      select key, mean::vector as mean from unnest($1::text[], $2::text[]) as given (key, mean)
    ),
    page as (
      select products.id, ${categoryKey} as key, first.embedding
      from products
      left join lateral (${firstEmbedding(model)}
      ) as first on true
      where products.id > $3 and products.gone_at is null and ${categoryKey} = any($1)
      order by products.id
      limit ${pageSize}
    )
    select page.id as "productId", page.key, 1 - (page.embedding <=> own.mean) as likeness,
      other.key as "otherKey", other.likeness as "otherLikeness"
    from page
    join means as own on own.key = page.key
    cross join lateral (
      select means.key, 1 - (page.embedding <=> means.mean) as likeness
      from means
      where means.key <> page.key
      order by page.embedding <=> means.mean
      limit 1
    ) as other
    order by page.id`,
    [means.map(({ key }) => key), means.map(({ mean }) => mean), afterId],
  );
  return rows;
}

// With one of fifty products filed elsewhere (ten draws, `npm run bench -- insight`) these find 76 % of them among 384 taps of
// 13 kinds, and 72 % of what is found was planted; among 1,934 clothes of 35 kinds, whose neighbours (tops, T-shirts) look
// alike anyway, 90 % and 57 %.
const clearlyMore = 3.5;
// A category of one product in many sizes has hardly any spread; a hundredth more would then be "far".
const leastSpread = 0.02;

function outliersAmong(judged: readonly Judged[], names: ReadonlyMap<string, string>): Outlier[] {
  const leadOf = ({ likeness, otherLikeness }: Judged) => likeness - otherLikeness;
  const found: Judged[] = [];
  for (const members of Map.groupBy(judged, ({ key }) => key).values()) {
    const middle = median(members.map(leadOf));
    const spread = 1.4826 * median(members.map((one) => Math.abs(leadOf(one) - middle)));
    const limit = Math.min(0, middle - clearlyMore * Math.max(spread, leastSpread));
    found.push(...members.filter((one) => leadOf(one) < limit));
  }
  return found
    .toSorted((one, other) => leadOf(one) - leadOf(other))
    .slice(0, mostOutliers)
    .map(({ productId, key, likeness, otherKey, otherLikeness }) => ({
      productId,
      category: names.get(key) ?? key,
      likeness,
      otherCategory: names.get(otherKey) ?? otherKey,
      otherLikeness,
    }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The products of outliers, in the same order; those that are gone meanwhile are left out. */
export async function readOutliers(
  db: Queryable,
  outliers: readonly Outlier[],
): Promise<{ product: Product; outlier: Outlier }[]> {
  const byId = new Map(outliers.map((outlier) => [outlier.productId, outlier]));
  const products = await readSeveralProducts(db, [...byId.keys()]);
  return products.flatMap(({ product, goneAt }) => {
    const outlier = byId.get(product.id);
    return outlier && goneAt === null ? [{ product, outlier }] : [];
  });
}
