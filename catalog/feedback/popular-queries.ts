// Popular queries: counts by text, shop and day, and which of them may be shown to others.
import type { Queryable } from '../database/database.ts';
import { storableJson } from '../database/storable.ts';
import { wordsOf } from '../lexical/fold.ts';

export interface CountedQuery {
  /** As {@link normalQuery} makes it. */
  text: string;
  /** A shop's id, name or address; null: the search was not narrowed to one. */
  shop: string | null;
  searches: number;
}

const mostWords = 8;
const longest = 80;

/** The words of a query, folded; null when there are none, or more than a query has that others would ask, too. */
export function normalQuery(text: string): string | null {
  const words = wordsOf(text, mostWords + 1);
  const normal = words.join(' ');
  return words.length > mostWords || normal.length < 2 || normal.length > longest ? null : normal;
}

/**
 * Adds to today's counts. Only queries all of whose words some product has are stored: a name, an address or
 * whatever else got into the search field by mistake never reaches the disk.
 */
export async function countQueries(db: Queryable, queries: readonly CountedQuery[]): Promise<void> {
  if (queries.length === 0) return;
  await db.query(
    `
    insert into popular_queries (text, shop_id, day, searches)
    select input.text, coalesce(shops.id, 0), current_date, sum(input.searches)
    from json_to_recordset($1::json) as input (text text, shop text, searches integer)
    left join lateral (
      select id from shops
      where id::text = input.shop or lower(name) = lower(input.shop) or base_url = input.shop
      order by id
      limit 1
    ) as shops on true
    where (input.shop is null or shops.id is not null)
      and not exists (
        select from unnest(string_to_array(input.text, ' ')) as word
        where not exists (select from terms where kind = 'word' and key = word)
      )
    group by 1, 2
    order by 1, 2
    on conflict (text, shop_id, day) do update set searches = popular_queries.searches + excluded.searches`,
    [storableJson(queries)],
  );
}

// What a single shopper keeps asking for is nobody else's business: it takes several days and searches. Who asked is
// not known, so this is not proof; together with the rule on words it leaves nothing odd.
const fewestDays = 3;
const fewestSearches = 5;
const lookBackDays = 90;

/** Of the last 90 days, most asked first. @param start a beginning, folded */
export async function popularQueries(
  db: Queryable,
  { start, shop, limit }: { start: string; shop: string | null; limit: number },
): Promise<{ text: string; searches: number }[]> {
  const { rows } = await db.query<{ text: string; searches: number }>(
    `
    select text, sum(searches)::int as searches
    from popular_queries
    where text like $1 || '%' and day > current_date - $2::int
      and ($3::text is null or shop_id = any(array(
        select id from shops where id::text = $3 or lower(name) = lower($3) or base_url = $3)))
    group by text
    having count(distinct day) >= $4 and sum(searches) >= $5
    order by searches desc, text
    limit $6`,
    [start, lookBackDays, shop, fewestDays, fewestSearches, limit],
  );
  return rows;
}

/** @returns how many rows older than so many days are gone now */
export async function dropOldQueries(db: Queryable, days: number): Promise<number> {
  const { rowCount } = await db.query('delete from popular_queries where day < current_date - $1::int', [
    days,
  ]);
  return rowCount ?? 0;
}
