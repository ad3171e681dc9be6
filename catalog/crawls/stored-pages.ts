// The bodies of pages as they were last fetched, compressed, for reading them again without the network.
import type { Queryable } from '../database/database.ts';

export interface StoredPage {
  fetchedAt: Date;
  /** The address that answered, after redirects. */
  url: string;
  contentType: string | null;
  charset: string | null;
  /** zstd. */
  body: Buffer;
}

/** Null when it was not kept. */
export async function readStoredPage(db: Queryable, pageId: number): Promise<StoredPage | null> {
  const { rows } = await db.query<StoredPage>(
    `
    select fetched_at as "fetchedAt", url, content_type as "contentType", charset, body
    from stored_pages
    where page_id = $1`,
    [pageId],
  );
  return rows[0] ?? null;
}

/** Stores the pages' bodies in place of what was kept of them before. */
export async function storePages(
  db: Queryable,
  pages: readonly (StoredPage & { pageId: number })[],
): Promise<void> {
  if (pages.length === 0) return;
  // One buffer goes over as it is; an array of them would be written out in hex.
  const ends: number[] = [];
  for (const { body } of pages) ends.push((ends.at(-1) ?? 0) + body.length);
  await db.query(
    `
    insert into stored_pages (page_id, fetched_at, url, content_type, charset, body)
    select page_id, fetched_at, url, content_type, charset, substring($7::bytea from start + 1 for bytes)
    from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::int[], $8::int[])
      as page (page_id, fetched_at, url, content_type, charset, bytes, start)
    order by page_id
    on conflict (page_id) do update
      set fetched_at = excluded.fetched_at, url = excluded.url, content_type = excluded.content_type,
          charset = excluded.charset, body = excluded.body`,
    [
      pages.map(({ pageId }) => pageId),
      pages.map(({ fetchedAt }) => fetchedAt),
      pages.map(({ url }) => url),
      pages.map(({ contentType }) => contentType),
      pages.map(({ charset }) => charset),
      pages.map(({ body }) => body.length),
      Buffer.concat(pages.map(({ body }) => body)),
      ends.map((end, i) => end - (pages[i]?.body.length ?? 0)),
    ],
  );
}
