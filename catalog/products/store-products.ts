// Stores many products at once: what their pages say now, their photos and their prices, in a few statements.
import type pg from 'pg';
import { type Naming, storeProductWords } from '../lexical/product-words.ts';
import { refreshFilters } from './product-filters.ts';
import {
  columnNames,
  type InputRow,
  inputRow,
  inputRows,
  inputTable,
  type ProductInput,
} from './product-input.ts';
import { markSeen } from './seen-products.ts';

export interface SeenProduct extends ProductInput {
  /** When its page was fetched; default now. */
  at?: Date;
  /** Read from a page that is not the product's own: it doesn't overrule what the run has read before. */
  isAside?: boolean;
}

export interface StoredProduct {
  id: number;
  outcome: 'new' | 'changed' | 'unchanged';
  /** False for a new product. */
  priceChanged: boolean;
  /** The run had not met it before; true outside of runs. */
  isFirst: boolean;
}

export interface Sighting {
  /** Null outside of runs. */
  runId: number | null;
  /** False when only a stored page was read again: that says nothing about whether the product is still sold. */
  isVisit: boolean;
}

/**
 * The same again changes nothing but when a product was last seen; a photo that stays keeps its vector, one that is
 * gone from the page goes with it. A product that was gone is back.
 *
 * @param products all of one shop
 * @returns one answer per product given, in the same order; of two with one address only the first is `isFirst`
 */
export async function storeProducts(
  client: pg.PoolClient,
  products: readonly SeenProduct[],
  sighting: Sighting,
): Promise<StoredProduct[]> {
  const rows = products.map(toRow);
  const stored = new Map<string, StoredProduct>();
  let rest = onePerAddress(rows);
  for (let attempt = 0; rest.length > 0; attempt++) {
    // What someone else stored between the two statements is found by the next round.
    if (attempt === 3)
      throw new Error('Products were deleted while they were being stored; store them again.');
    const known = await compare(client, rest, sighting);
    await update(client, known, sighting);
    for (const one of known) stored.set(one.row.url, { id: one.id, ...verdictOn(one) });
    const unknown = rest.filter(({ url }) => !stored.has(url));
    const added = await insert(client, unknown, sighting);
    await nameNew(client, unknown, added);
    for (const { id, url } of added) {
      stored.set(url, { id, outcome: 'new', priceChanged: false, isFirst: true });
    }
    rest = rest.filter(({ url }) => !stored.has(url));
  }
  return rows.map(({ url }) => answerOnce(stored, url));
}

interface Row extends InputRow {
  url: string;
  isAside: boolean;
}

function toRow(product: SeenProduct, position: number): Row {
  const row = inputRow(product, position, product.at ?? null);
  return { ...row, url: String(row.url), isAside: product.isAside ?? false };
}

/** The columns of a row have these names and types; see product-input.ts. */
const namingOf = (row: Row) => row as unknown as Naming;

async function nameNew(
  client: pg.PoolClient,
  rows: readonly Row[],
  added: readonly { id: number; url: string }[],
): Promise<void> {
  const byUrl = new Map(rows.map((row) => [row.url, row]));
  await storeProductWords(
    client,
    added.flatMap(({ id, url }) => {
      const row = byUrl.get(url);
      return row ? [{ id, naming: namingOf(row) }] : [];
    }),
  );
}

/** Of several pages that give one product its own page counts, else the first. */
function onePerAddress(rows: readonly Row[]): Row[] {
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const known = chosen.get(row.url);
    if (!known || (known.isAside && !row.isAside)) chosen.set(row.url, row);
  }
  return [...chosen.values()];
}

function answerOnce(stored: Map<string, StoredProduct>, url: string): StoredProduct {
  const answer = stored.get(url);
  if (!answer) throw new Error(`The product ${url} was not stored.`);
  stored.set(url, { id: answer.id, outcome: 'unchanged', priceChanged: false, isFirst: false });
  return answer;
}

/** How a stored product differs from what its page says now. */
interface Difference {
  id: number;
  position: number;
  changed: boolean;
  priceChanged: boolean;
  filtersChanged: boolean;
  photosChanged: boolean;
  seenInRun: boolean;
}

interface Known extends Difference {
  row: Row;
  /** Another page of this run has said what the product is. */
  isOverruled: boolean;
}

/** Locks the rows that are there, always in the order of their ids, so that two at once never wait in a circle. */
async function compare(client: pg.PoolClient, rows: readonly Row[], sighting: Sighting): Promise<Known[]> {
  const differs = (names: readonly string[]) =>
    `(${names.map((name) => `products.${name}`).join(', ')}) is distinct from (${names.map((name) => `input.${name}`).join(', ')})`;
  const found = await client.query<Difference>(
    `
    select products.id, input.position,
      ${differs(columnNames)} as changed,
      ${differs(['price', 'currency'])} as "priceChanged",
      ${differs(['price', 'currency', 'brand_key', 'category_keys', 'available'])}
        as "filtersChanged",
      input.photos is distinct from array(
        select photos.url from photos where photos.product_id = products.id order by photos.position
      ) as "photosChanged",
      products.seen_run_id is not distinct from $2::bigint and $2::bigint is not null as "seenInRun"
    from ${inputTable}
    join products on products.shop_id = input.shop_id and products.url = input.url
    order by products.id
    for update of products`,
    [inputRows(rows), sighting.runId],
  );
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return found.rows.flatMap((difference) => {
    const row = byPosition.get(difference.position);
    return row ? [{ ...difference, row, isOverruled: difference.seenInRun && row.isAside }] : [];
  });
}

function verdictOn(known: Known): Omit<StoredProduct, 'id'> {
  const changed = !known.isOverruled && (known.changed || known.photosChanged);
  return {
    outcome: changed ? 'changed' : 'unchanged',
    priceChanged: !known.isOverruled && known.priceChanged,
    isFirst: !known.seenInRun,
  };
}

async function update(client: pg.PoolClient, all: readonly Known[], sighting: Sighting): Promise<void> {
  const current = all.filter(({ isOverruled }) => !isOverruled);
  const withId = (known: Known): Row => ({ ...known.row, id: known.id });
  const changed = current.filter((one) => one.changed);
  await rewrite(client, changed.map(withId));
  await storeProductWords(
    client,
    changed.map(({ id, row }) => ({ id, naming: namingOf(row) })),
  );
  await replacePhotos(client, current.filter(({ photosChanged }) => photosChanged).map(withId));
  await rememberPrices(
    client,
    current.filter(({ priceChanged }) => priceChanged).map(withId),
    sighting.runId,
  );
  await markSeen(
    client,
    all.map(({ id }) => id),
    sighting,
  );
  await refreshFilters(
    client,
    current.filter(({ filtersChanged }) => filtersChanged).map(({ id }) => id),
  );
}

async function insert(
  client: pg.PoolClient,
  rows: readonly Row[],
  sighting: Sighting,
): Promise<{ id: number; url: string }[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await client.query<{ id: number; url: string }>(
    `
    with input as materialized (select * from ${inputTable}),
    added as (
      insert into products (${columnNames.join(', ')}, first_seen, last_seen, first_run_id, seen_run_id)
      select ${columnNames.map((name) => `input.${name}`).join(', ')}, coalesce(input.at, now()),
        coalesce(input.at, now()), $2, $2
      from input
      order by input.url
      on conflict (shop_id, url) do nothing
      returning id, url
    ),
    added_photos as (
      insert into photos (product_id, url, position)
      select added.id, photo.url, photo.position
      from added
      join input using (url), unnest(input.photos) with ordinality as photo (url, position)
      order by added.id, photo.position
    ),
    added_prices as (
      insert into price_history (product_id, price, currency, at)
      select added.id, input.price, input.currency, coalesce(input.at, now())
      from added
      join input using (url)
      where input.price is not null
      order by added.id
    )
    select id, url from added`,
    [inputRows(rows), sighting.runId],
  );
  return inserted;
}

/** A price that was missing for a while is held against the one before that; another currency's never counts. */
const priceBefore = `
  case
    when (products.price, products.currency) is not distinct from (input.price, input.currency)
      then products.price_before
    else (
      select earlier.price
      from price_history as earlier
      where earlier.product_id = products.id and earlier.currency = input.currency
        and earlier.price <> input.price
      order by earlier.id desc
      limit 1
    )
  end`;

async function rewrite(client: pg.PoolClient, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `
    update products
    set (${columnNames.join(', ')}, changed_at, price_before) =
      row (${columnNames.map((name) => `input.${name}`).join(', ')}, now(), ${priceBefore})
    from ${inputTable}
    where products.id = input.id`,
    [inputRows(rows)],
  );
}

async function replacePhotos(client: pg.PoolClient, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `
    delete from photos
    using ${inputTable}
    where photos.product_id = input.id and photos.url <> all(input.photos)`,
    [inputRows(rows)],
  );
  await addPhotos(client, rows);
}

async function addPhotos(client: pg.PoolClient, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `
    insert into photos (product_id, url, position)
    select input.id, wanted.url, wanted.position
    from ${inputTable}, unnest(input.photos) with ordinality as wanted (url, position)
    order by input.id, wanted.position
    on conflict (product_id, url) do update set position = excluded.position`,
    [inputRows(rows)],
  );
}

async function rememberPrices(
  client: pg.PoolClient,
  rows: readonly Row[],
  runId: number | null,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `
    insert into price_history (product_id, price, currency, at, run_id)
    select input.id, input.price, input.currency, coalesce(input.at, now()), $2
    from ${inputTable}
    where input.price is not null
    order by input.id`,
    [inputRows(rows), runId],
  );
}
