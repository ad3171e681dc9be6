// Records visits to pages: products, links, bodies and the pages' ends, all or nothing.
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import type { ProductInput } from '../products/product-input.ts';
import { markSeen } from '../products/seen-products.ts';
import { type StoredProduct, storeProducts } from '../products/store-products.ts';
import { addPages, type FrontierLink, type FrontierRun, type PageKind } from './frontier.ts';
import { type StoredPage, storePages } from './stored-pages.ts';

/** `missing`: the shop says that it isn't there (404, 410). */
export type PageOutcome = 'read' | 'unchanged' | 'failed' | 'missing' | 'skipped';

export interface Visit {
  page: {
    id: number;
    url: string;
    kind: PageKind;
    group: string;
    foundIn: string;
    /** See `FrontierPage`. */
    failedBefore?: string | null;
  };
  outcome: PageOutcome;
  /** Short and stable, fit for counting. */
  reason?: string | null;
  /** What the answer said; kept from the last good visit where it is absent. */
  etag?: string | null;
  lastModified?: string | null;
  contentHash?: string | null;
  /** Transferred. */
  bytes?: number;
  products?: readonly Omit<ProductInput, 'shopId'>[];
  /** When `products` were true; default now. */
  at?: Date;
  /** Of `unchanged`: the product that was read from the page before. */
  knownProductId?: number | null;
  links?: readonly FrontierLink[];
  body?: StoredPage | null;
  /** A door was read to its end. */
  isDoorDone?: boolean;
}

/** What came of a visit. */
export interface VisitResult {
  /** Products that the run had not met before. */
  products: number;
  newProducts: number;
  changedProducts: number;
  changedPrices: number;
  photos: number;
}

export interface VisitOptions extends FrontierRun {
  /** False when the stored body was read again instead of fetching the page. */
  isVisit: boolean;
  /** See `addPages`. */
  deferredGroups?: readonly string[];
}

/** One transaction, a handful of statements however many visits. */
export async function storeVisits(
  db: Queryable,
  visits: readonly Visit[],
  options: VisitOptions,
): Promise<VisitResult[]> {
  return inTransaction(db, async (client) => {
    const stored = await storeAllProducts(client, visits, options);
    const seen = await markSeen(
      client,
      visits.flatMap(({ knownProductId }) => knownProductId ?? []),
      { runId: options.runId, isVisit: options.isVisit },
    );
    const results = visits.map((visit, i) => resultOf(visit, stored[i] ?? [], seen));
    await recordListed(client, visits, stored, options);
    const links = visits.flatMap(({ page, links: found = [] }) =>
      found.map((link) => ({ foundIn: page.group, ...link })),
    );
    await addPages(client, options, links, options.deferredGroups);
    await storePages(
      client,
      visits.flatMap(({ page, body }) => (body ? [{ ...body, pageId: page.id }] : [])),
    );
    await finishPages(client, visits, { stored, results, ...options });
    if (visits.some(({ isDoorDone }) => isDoorDone)) {
      await client.query('update runs set door_done = true where id = $1', [options.runId]);
    }
    return results;
  });
}

async function storeAllProducts(
  client: pg.PoolClient,
  visits: readonly Visit[],
  { shopId, runId, isVisit }: VisitOptions,
): Promise<StoredProduct[][]> {
  const products = visits.flatMap(({ page, products: found = [], at }) =>
    found.map((product) => ({
      ...product,
      shopId,
      isAside: page.kind === 'page' && product.url !== page.url,
      ...(at ? { at } : {}),
    })),
  );
  if (products.length === 0) return [];
  const stored = await storeProducts(client, products, { runId, isVisit });
  const rest = stored.values();
  return visits.map(({ products: found = [] }) => [...rest.take(found.length)]);
}

function resultOf(visit: Visit, stored: StoredProduct[], seen: Set<number>): VisitResult {
  const first = stored.filter(({ isFirst }) => isFirst);
  const isKnownFirst = visit.knownProductId != null && seen.delete(visit.knownProductId);
  const photos = (visit.products ?? []).flatMap((product, i) =>
    stored[i]?.isFirst ? product.photoUrls : [],
  );
  return {
    products: first.length + (isKnownFirst ? 1 : 0),
    newProducts: first.filter(({ outcome }) => outcome === 'new').length,
    changedProducts: first.filter(({ outcome }) => outcome === 'changed').length,
    changedPrices: first.filter(({ priceChanged }) => priceChanged).length,
    photos: photos.length,
  };
}

/** The pages of a door's products need no visit in this run; what was stored of them is older than the door. */
async function recordListed(
  client: pg.PoolClient,
  visits: readonly Visit[],
  stored: readonly StoredProduct[][],
  { shopId, runId, isVisit }: VisitOptions,
): Promise<void> {
  const listed = visits.flatMap(({ page, products = [] }, i) =>
    page.kind === 'door'
      ? products.map(({ url }, j) => ({ url, productId: stored[i]?.[j]?.id ?? null }))
      : [],
  );
  if (listed.length === 0 || !isVisit) return;
  const { rows } = await client.query<{ id: number }>(
    `
    insert into pages (shop_id, run_id, url, kind, state, likely_product, was_product, product_id, visited_at)
    select distinct on (url) $1::bigint, $2::bigint, url, 'page', 'listed', true, true, product_id, now()
    from unnest($3::text[], $4::bigint[]) as listed (url, product_id)
    order by url
    on conflict (shop_id, url) do update
      set run_id = excluded.run_id, state = 'listed', likely_product = true, was_product = true,
          product_id = excluded.product_id, visited_at = now(), reason = null, deferred = false, products = 0,
          new_products = 0, changed_products = 0, changed_prices = 0, photos = 0, bytes = 0
      where pages.kind = 'page' and (pages.run_id is distinct from excluded.run_id or pages.state = 'waiting')
    returning id`,
    [shopId, runId, listed.map(({ url }) => url), listed.map(({ productId }) => productId)],
  );
  await client.query('delete from stored_pages where page_id = any($1::bigint[])', [
    rows.map(({ id }) => id),
  ]);
}

/**
 * Validators and hash are replaced only by a page that was read: after a failure the ones of the last good visit
 * still hold. Reading a stored body again says nothing about the shop, so it leaves them alone, and takes no product
 * away from its page.
 */
async function finishPages(
  client: pg.PoolClient,
  visits: readonly Visit[],
  { runId, isVisit, stored, results }: VisitOptions & { stored: StoredProduct[][]; results: VisitResult[] },
): Promise<void> {
  const rows = visits.map(({ page, outcome, reason, etag, lastModified, contentHash, bytes }, i) => ({
    id: page.id,
    outcome,
    reason: reason ?? null,
    etag: etag ?? null,
    last_modified: lastModified ?? null,
    content_hash: contentHash ?? null,
    bytes: bytes ?? 0,
    product_id: page.kind === 'page' ? (stored[i]?.[0]?.id ?? null) : null,
    result: results[i],
  }));
  await client.query(
    `
    update pages
    set state         = visit.outcome,
        reason        = visit.reason,
        etag          = case when replaces then visit.etag else coalesce(visit.etag, pages.etag) end,
        last_modified = case when replaces then visit.last_modified else coalesce(visit.last_modified, pages.last_modified) end,
        content_hash  = coalesce(visit.content_hash, pages.content_hash),
        product_id    = case when replaces then visit.product_id else coalesce(visit.product_id, pages.product_id) end,
        was_product   = case when replaces then visit.product_id is not null else pages.was_product or visit.product_id is not null end,
        visited_at    = case
          when $3 and visit.outcome in ('read', 'unchanged') then now()
          when visit.outcome = 'missing' then null -- whatever date a sitemap gives it later, it has to be looked at
          else pages.visited_at
        end,
        bytes         = pages.bytes + visit.bytes, -- of a page that failed before in this run, too
        products         = (visit.result ->> 'products')::int,
        new_products     = (visit.result ->> 'newProducts')::int,
        changed_products = (visit.result ->> 'changedProducts')::int,
        changed_prices   = (visit.result ->> 'changedPrices')::int,
        photos           = (visit.result ->> 'photos')::int
    from json_to_recordset($2::json) as visit (id bigint, outcome text, reason text, etag text, last_modified text,
        content_hash text, bytes bigint, product_id bigint, result json)
      cross join lateral (select $3 and visit.outcome = 'read' as replaces) as rule
    where pages.id = visit.id and pages.run_id = $1`,
    [runId, JSON.stringify(rows), isVisit],
  );
}
