// What shoppers clicked and what they found unlike, without anything of the shopper; for evaluating searches.
import type { Queryable } from '../database/database.ts';
import { storableText } from '../database/storable.ts';

export interface Feedback {
  kind: 'click' | 'dislike';
  /** What had been asked for: a text, or a product whose likes were shown. */
  query: { text: string } | { productId: number };
  productId: number;
  /** Of the product among the results, from 1; null where there is no order. */
  position: number | null;
  /** The model of the answer. */
  model: string;
}

export interface StoredFeedback extends Feedback {
  id: number;
  /** To the hour. */
  at: Date;
}

/** @returns false when there is no such product */
export async function storeFeedback(db: Queryable, feedback: Feedback): Promise<boolean> {
  const { kind, query, productId, position, model } = feedback;
  const { rowCount } = await db.query(
    `
    insert into feedback (kind, query_text, query_product_id, product_id, position, model)
    select $1, $2, $3::bigint, id, $5::integer, $6
    from products
    where id = $4::bigint`,
    [
      kind,
      'text' in query ? storableText(query.text) : null,
      'text' in query ? null : query.productId,
      productId,
      position,
      storableText(model),
    ],
  );
  return rowCount === 1;
}

const batch = 1000;

/** All of it, oldest first, a thousand at a time: what is exported may be more than fits into memory. */
export async function* readFeedback(db: Queryable): AsyncGenerator<StoredFeedback> {
  for (let afterId = 0; ; ) {
    const { rows } = await db.query<Row>(
      `
      select id, at, kind, query_text as "queryText", query_product_id as "queryProductId",
        product_id as "productId", position, model
      from feedback
      where id > $1
      order by id
      limit $2`,
      [afterId, batch],
    );
    yield* rows.map(toFeedback);
    afterId = rows.at(-1)?.id ?? afterId;
    if (rows.length < batch) return;
  }
}

interface Row {
  id: number;
  at: Date;
  kind: Feedback['kind'];
  queryText: string | null;
  queryProductId: number | null;
  productId: number;
  position: number | null;
  model: string;
}

function toFeedback({ queryText, queryProductId, ...row }: Row): StoredFeedback {
  return { ...row, query: queryText === null ? { productId: Number(queryProductId) } : { text: queryText } };
}

/** @returns how many older than so many days are gone now */
export async function dropOldFeedback(db: Queryable, days: number): Promise<number> {
  const { rowCount } = await db.query(`delete from feedback where at < now() - make_interval(days => $1)`, [
    days,
  ]);
  return rowCount ?? 0;
}
