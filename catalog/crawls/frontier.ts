// The crawl frontier: which pages a run still has to visit, and what is remembered of each between runs.
import type { Queryable } from '../database/database.ts';

/** `door`: one page of a platform's own product list. */
export type PageKind = 'sitemap' | 'page' | 'door';

export interface FrontierLink {
  url: string;
  kind: PageKind;
  /** As the sitemap states it. */
  lastModified: string | null;
  likelyProduct: boolean;
  /** Shape of the address, shared by the pages of one template or trap. */
  group: string;
  /** The group of the page that led to it; none for where a run begins. */
  foundIn?: string;
  /** The page id of the sitemap that names it. */
  listedIn?: number;
}

export interface FrontierPage {
  id: number;
  url: string;
  kind: PageKind;
  group: string;
  foundIn: string;
  /** Visited only because nothing else waits: its group has led to nothing for long. */
  deferred: boolean;
  /** Why it failed before in this run, when it is asked again; counted as failed until then. */
  failedBefore: string | null;
  /** Validators and content hash of the last visit, in this run or an earlier one. */
  etag: string | null;
  lastModified: string | null;
  contentHash: string | null;
  sitemapLastModified: string | null;
  visitedAt: Date | null;
  /** A product was read from it before. */
  wasProduct: boolean;
  likelyProduct: boolean;
  /** That product, when it is still in the catalog. */
  productId: number | null;
  /** What it held at the last visit is still here (its body, or a sitemap's pages), so it need not be sent again. */
  isRemembered: boolean;
}

/** The run that pages are added to. */
export interface FrontierRun {
  runId: number;
  shopId: number;
  /** Links to pages that any run of the shop has met are left out. */
  onlyUnknown?: boolean;
}

/** What a page is when it enters a run; what earlier runs learned of it stays. */
export const entersRun = `
  state = 'waiting', reason = null, products = 0, new_products = 0, changed_products = 0,
  changed_prices = 0, photos = 0, bytes = 0`;

/**
 * Adds links that the run hasn't met yet; those of earlier runs keep their validators. Links that the run has met,
 * which is most of them, are only looked up: `on conflict` would lock, and so write, each one's row.
 *
 * @param deferredGroups pages of these groups are visited when nothing else waits
 * @returns how many were new to the run
 */
export async function addPages(
  db: Queryable,
  { runId, shopId, onlyUnknown = false }: FrontierRun,
  links: readonly FrontierLink[],
  deferredGroups: readonly string[] = [],
): Promise<number> {
  if (links.length === 0) return 0;
  const { rowCount } = await db.query(
    `
    insert into pages (shop_id, run_id, url, kind, state, likely_product, sitemap_last_modified, address_group,
      found_in, listed_in, deferred)
    select $1::bigint, $2::bigint, url, kind, 'waiting', likely, modified, address_group, found_in, listed_in,
      address_group = any($10::text[])
    from (
      select distinct on (url) *
      from unnest($3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::bigint[])
        with ordinality as link (url, kind, modified, likely, address_group, found_in, listed_in, position)
      order by url, modified desc nulls last, likely desc, position
    ) as link
    where not exists (
      select from pages where pages.shop_id = $1 and pages.url = link.url and (pages.run_id = $2 or $11)
    )
    order by position
    on conflict (shop_id, url) do update
      set ${entersRun},
          run_id = excluded.run_id,
          kind = excluded.kind,
          likely_product = excluded.likely_product or pages.was_product,
          sitemap_last_modified = excluded.sitemap_last_modified,
          address_group = excluded.address_group,
          found_in = excluded.found_in,
          listed_in = coalesce(excluded.listed_in, pages.listed_in),
          deferred = excluded.deferred and not pages.was_product
      where pages.run_id is distinct from excluded.run_id`,
    [
      shopId,
      runId,
      links.map((link) => link.url),
      links.map((link) => link.kind),
      links.map((link) => link.lastModified),
      links.map((link) => link.likelyProduct),
      links.map((link) => link.group),
      links.map((link) => link.foundIn ?? ''),
      links.map((link) => link.listedIn ?? null),
      deferredGroups,
      onlyUnknown,
    ],
  );
  return rowCount ?? 0;
}

/**
 * Adds the pages that a sitemap named when it was last read: it says that it is unchanged, so they still stand in it
 * with the same dates.
 *
 * @returns how many were new to the run
 */
export async function addListedPages(
  db: Queryable,
  { runId }: FrontierRun,
  sitemapPageId: number,
): Promise<number> {
  const { rowCount } = await db.query(
    `
    update pages
    set ${entersRun}, deferred = false, run_id = $1, likely_product = likely_product or was_product, found_in = ''
    where listed_in = $2 and run_id is distinct from $1`,
    [runId, sitemapPageId],
  );
  return rowCount ?? 0;
}

/** After a sitemap was read to its end: what it named before and names no longer. */
export async function forgetUnlisted(db: Queryable, runId: number, sitemapPageId: number): Promise<void> {
  await db.query(`update pages set listed_in = null where listed_in = $2 and run_id is distinct from $1`, [
    runId,
    sitemapPageId,
  ]);
}

/**
 * Adds the pages of products that the run has not met: nothing led to them, but they may still be there. No sitemap
 * of this run names them, so whatever date one gave them before is of no worth.
 *
 * @returns how many there were
 */
export async function addKnownPages(db: Queryable, { runId, shopId }: FrontierRun): Promise<number> {
  const { rowCount } = await db.query(
    `
    update pages
    set ${entersRun}, deferred = false, run_id = $1, sitemap_last_modified = null, found_in = ''
    where shop_id = $2 and was_product and run_id is distinct from $1
      and not exists (
        select from products
        where products.id = pages.product_id
          and (products.gone_at is not null or products.seen_run_id is not distinct from $1)
      )`,
    [runId, shopId],
  );
  return rowCount ?? 0;
}

/**
 * Adds the doors that an earlier run found, so that they come before what they make needless.
 *
 * @returns how many were new to the run
 */
export async function addKnownDoors(db: Queryable, { runId, shopId }: FrontierRun): Promise<number> {
  const { rowCount } = await db.query(
    `
    update pages
    set ${entersRun}, deferred = false, run_id = $1
    where shop_id = $2 and kind = 'door' and state = 'read' and run_id is distinct from $1
      and found_in <> address_group -- the first page of each: it leads to the others`,
    [runId, shopId],
  );
  return rowCount ?? 0;
}

/** Adds every page whose body is stored. @returns how many were new to the run */
export async function addStoredPages(db: Queryable, { runId, shopId }: FrontierRun): Promise<number> {
  const { rowCount } = await db.query(
    `
    update pages
    set ${entersRun}, deferred = false, run_id = $1
    where shop_id = $2 and run_id is distinct from $1
      and exists (select from stored_pages where stored_pages.page_id = pages.id)`,
    [runId, shopId],
  );
  return rowCount ?? 0;
}

/** How far down a claim goes: only what leads to pages, pages too, or even those that may be a trap. */
export const lowestRank = { leads: 1, pages: 3, deferred: 4 } as const;

/** Takes up to `n` pages that no one else has taken, in the order of their rank and then of their age. */
export async function claimPages(
  db: Queryable,
  runId: number,
  n: number,
  lowest: keyof typeof lowestRank = 'pages',
): Promise<FrontierPage[]> {
  const { rows } = await db.query<FrontierPage & { rank: number }>(
    `
    with claimed as (
      select id
      from pages
      where run_id = $1 and state = 'waiting' and rank <= $3
      order by rank, id
      limit $2
      for update skip locked
    )
    update pages
    set state = 'claimed'
    from claimed
    where pages.id = claimed.id
    returning pages.id, rank, url, kind, address_group as "group", found_in as "foundIn", deferred,
      reason as "failedBefore", etag,
      last_modified as "lastModified", content_hash as "contentHash",
      sitemap_last_modified as "sitemapLastModified", visited_at as "visitedAt", was_product as "wasProduct",
      likely_product as "likelyProduct",
      (select products.id from products where products.id = pages.product_id) as "productId",
      case
        when kind = 'sitemap' then exists (select from pages as listed where listed.listed_in = pages.id)
        else exists (select from stored_pages where stored_pages.page_id = pages.id)
      end as "isRemembered"`,
    [runId, n, lowestRank[lowest]],
  );
  return rows.sort((a, b) => a.rank - b.rank || a.id - b.id).map(({ rank: _rank, ...page }) => page);
}

/** Gives back pages that a killed worker had taken. */
export async function releaseClaims(db: Queryable, runId: number): Promise<number> {
  const { rowCount } = await db.query(
    `update pages set state = 'waiting' where run_id = $1 and state = 'claimed'`,
    [runId],
  );
  return rowCount ?? 0;
}

/** Gives back pages that were taken and not visited. */
export async function releasePages(db: Queryable, runId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `update pages set state = 'waiting' where run_id = $1 and state = 'claimed' and id = any($2::bigint[])`,
    [runId, ids],
  );
}

/** Pages of the run not finished yet, taken ones included. */
export async function remaining(db: Queryable, runId: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from pages where run_id = $1 and state in ('waiting', 'claimed')`,
    [runId],
  );
  return rows[0]?.count ?? 0;
}

/** Pages of the run that could not be read, with why. */
export async function pageFailures(
  db: Queryable,
  runId: number,
  options: { limit: number },
): Promise<{ url: string; reason: string | null }[]> {
  const { rows } = await db.query<{ url: string; reason: string | null }>(
    `
    select url, reason
    from pages
    where run_id = $1 and state in ('failed', 'missing')
    order by id
    limit $2`,
    [runId, options.limit],
  );
  return rows;
}

/** How far a run is, counted at one moment: `total` grows while pages are found. */
export async function countPages(db: Queryable, runId: number): Promise<{ done: number; total: number }> {
  const { rows } = await db.query<{ done: number; total: number }>(
    `
    select count(*) filter (where state not in ('waiting', 'claimed')) as done, count(*) as total
    from pages
    where run_id = $1`,
    [runId],
  );
  return rows[0] ?? { done: 0, total: 0 };
}
