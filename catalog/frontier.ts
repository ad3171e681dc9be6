// The crawl frontier: which pages a run still has to visit, and what is remembered of each between runs.
import type { Queryable } from './database.ts';

export type PageKind = 'sitemap' | 'page' | 'door';
export type PageOutcome = 'read' | 'unchanged' | 'failed' | 'skipped';

export interface FrontierLink {
  url: string;
  kind: PageKind;
  /** As the sitemap states it. */
  lastModified: string | null;
  likelyProduct: boolean;
}

export interface FrontierPage {
  id: number;
  url: string;
  kind: PageKind;
  /** Validators and content hash of the last visit, in this run or an earlier one. */
  etag: string | null;
  lastModified: string | null;
  contentHash: string | null;
  sitemapLastModified: string | null;
  visitedAt: Date | null;
  /** A product was read from it before. */
  wasProduct: boolean;
  likelyProduct: boolean;
}

/**
 * Adds links that the run hasn't met yet; those of earlier runs keep their validators.
 *
 * @returns how many were new to the run
 */
export async function addPages(
  db: Queryable,
  runId: number,
  shopId: number,
  links: readonly FrontierLink[],
): Promise<number> {
  const { rowCount } = await db.query(
    `
    insert into pages (shop_id, run_id, url, kind, state, likely_product, sitemap_last_modified)
    select distinct on (url) $1::bigint, $2::bigint, url, kind, 'waiting', likely, modified
    from unnest($3::text[], $4::text[], $5::text[], $6::boolean[]) as link (url, kind, modified, likely)
    order by url, modified desc nulls last, likely desc
    on conflict (shop_id, url) do update
      set run_id = excluded.run_id,
          state = 'waiting',
          kind = excluded.kind,
          likely_product = excluded.likely_product or pages.was_product,
          sitemap_last_modified = coalesce(excluded.sitemap_last_modified, pages.sitemap_last_modified),
          reason = null
      where pages.run_id is distinct from excluded.run_id`,
    [
      shopId,
      runId,
      links.map((link) => link.url),
      links.map((link) => link.kind),
      links.map((link) => link.lastModified),
      links.map((link) => link.likelyProduct),
    ],
  );
  return rowCount ?? 0;
}

/** Takes up to `n` pages that no one else has taken: sitemaps first, then likely products, then by age. */
export async function claimPages(db: Queryable, runId: number, n: number): Promise<FrontierPage[]> {
  const { rows } = await db.query<FrontierPage>(
    `
    with claimed as (
      select id
      from pages
      where run_id = $1 and state = 'waiting'
      order by (kind = 'sitemap') desc, likely_product desc, id
      limit $2
      for update skip locked
    )
    update pages
    set state = 'claimed'
    from claimed
    where pages.id = claimed.id
    returning pages.id, url, kind, etag, last_modified as "lastModified", content_hash as "contentHash",
      sitemap_last_modified as "sitemapLastModified", visited_at as "visitedAt", was_product as "wasProduct",
      likely_product as "likelyProduct"`,
    [runId, n],
  );
  const rank = (page: FrontierPage) => (page.kind === 'sitemap' ? 0 : page.likelyProduct ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/** Gives back what a killed worker had taken. */
export async function releaseClaims(db: Queryable, runId: number): Promise<number> {
  const { rowCount } = await db.query(
    `update pages set state = 'waiting' where run_id = $1 and state = 'claimed'`,
    [runId],
  );
  return rowCount ?? 0;
}

/**
 * Records a visit. Validators and hash are replaced only by a page that was read: after a failure the
 * ones of the last good visit still hold.
 *
 * @param visit.wasProduct a product was read from the page; left out: as it was
 */
export async function finishPage(
  db: Queryable,
  visit: {
    runId: number;
    pageId: number;
    outcome: PageOutcome;
    etag?: string | null;
    lastModified?: string | null;
    contentHash?: string | null;
    reason?: string | null;
    wasProduct?: boolean;
  },
): Promise<void> {
  await db.query(
    `
    update pages
    set state         = $3,
        etag          = case when $3 = 'read' then $4 else coalesce($4, etag) end,
        last_modified = case when $3 = 'read' then $5 else coalesce($5, last_modified) end,
        content_hash  = coalesce($6, content_hash),
        reason        = $7,
        was_product   = coalesce($8, was_product),
        visited_at    = case when $3 in ('read', 'unchanged') then now() else visited_at end
    where id = $2 and run_id = $1`,
    [
      visit.runId,
      visit.pageId,
      visit.outcome,
      visit.etag ?? null,
      visit.lastModified ?? null,
      visit.contentHash ?? null,
      visit.reason ?? null,
      visit.wasProduct ?? null,
    ],
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
    `select url, reason from pages where run_id = $1 and state = 'failed' order by id limit $2`,
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
