// Placeholders: pictures that are no photo of the product. Which there are, and saying that one is or isn't.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { embeddingsTable, listModels } from '../photos/models.ts';

export interface Placeholder {
  lookId: number;
  /** Of the first image with this look: what its thumbnail is known by. */
  sha256: string;
  placeholder: boolean;
  reason: string | null;
  judgedBy: 'rule' | 'operator';
  judgedAt: Date;
  /** Products that use it. */
  products: number;
  /** Some of their titles. */
  titles: string[];
}

export interface Verdict {
  placeholder: boolean;
  judgedBy: 'rule' | 'operator';
  reason: string | null;
}

/**
 * Says what a look is, beside the vectors of every model too, in one transaction. An operator's word is never
 * overruled by the rule.
 */
export async function setPlaceholder(db: Queryable, lookId: number, verdict: Verdict): Promise<void> {
  await inTransaction(db, async (client) => {
    // The row stays locked until the vectors are told: one that is stored meanwhile waits for it.
    const { rowCount } = await client.query(
      `
      update looks
      set placeholder = $2, judged_by = $3, placeholder_reason = $4, judged_at = now()
      where id = $1 and ($3 = 'operator' or judged_by is distinct from 'operator')`,
      [lookId, verdict.placeholder, verdict.judgedBy, verdict.reason],
    );
    if (!rowCount) return;
    for (const model of await listModels(client)) {
      await client.query(
        `update ${embeddingsTable(model.id)} set placeholder = $2 where look_id = $1 and placeholder <> $2`,
        [lookId, verdict.placeholder],
      );
    }
  });
}

/** Those that the rule or an operator judged, the latest first; cleared ones too, so that a verdict can be found again. */
export async function listPlaceholders(
  db: Queryable,
  options: { limit?: number; lookId?: number } = {},
): Promise<Placeholder[]> {
  const { rows } = await db.query<Placeholder>(
    `
    select looks.id as "lookId", looks.placeholder, looks.placeholder_reason as reason,
      looks.judged_by as "judgedBy", looks.judged_at as "judgedAt",
      (
        select sha256 from images where look_id = looks.id order by created_at, sha256 limit 1
      ) as sha256,
      used.products, coalesce(used.titles, '{}') as titles
    from looks
    cross join lateral (
      select count(distinct products.id) as products, (array_agg(distinct products.title))[1:3] as titles
      from images
      join photos on photos.image_sha256 = images.sha256
      join products on products.id = photos.product_id
      where images.look_id = looks.id
    ) as used
    where looks.judged_by is not null and ($2::bigint is null or looks.id = $2)
    order by looks.judged_at desc, looks.id
    limit $1`,
    [options.limit ?? 100, options.lookId ?? null],
  );
  return rows;
}

/** The look of an image, by its digest or the beginning of one (8 characters or more); null for none or several. */
export async function findLookOfImage(db: Queryable, sha256: string): Promise<number | null> {
  const { rows } = await db.query<{ lookId: number }>(
    `
    select distinct look_id as "lookId"
    from images
    where sha256 >= $1 and sha256 < $1 || 'g' and look_id is not null
    limit 2`,
    [sha256],
  );
  return rows.length === 1 ? (rows[0]?.lookId ?? null) : null;
}

/** The look of a product's first photo that has one, or null. */
export async function findLookOfProduct(db: Queryable, productId: number): Promise<number | null> {
  const { rows } = await db.query<{ lookId: number }>(
    `
    select images.look_id as "lookId"
    from photos
    join images on images.sha256 = photos.image_sha256
    where photos.product_id = $1 and images.look_id is not null
    order by photos.position
    limit 1`,
    [productId],
  );
  return rows[0]?.lookId ?? null;
}
