// Failures as operators look at them: grouped by reason, each group with its latest ones.
import type { Queryable } from '../database/database.ts';
import { isOpenFailure, type QueueName } from './job-failures.ts';

/** `passing`: the next sweep tries it again. `lasting`: a photo that will not be tried again by itself. */
export type FailureKind = 'passing' | 'lasting';

export interface FailureGroup {
  kind: FailureKind;
  queue: QueueName;
  reason: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

export interface FailureItem {
  subject: string;
  detail: string;
  times: number;
  lastAt: Date;
  photo: { id: number; url: string } | null;
  product: { id: number; title: string; url: string } | null;
  shop: { id: number; name: string } | null;
}

const mostGroups = 100;

/** The largest group first; at most 100. */
export async function groupFailures(db: Queryable, model: string): Promise<FailureGroup[]> {
  const { rows } = await db.query<FailureGroup>(
    `
    select 'passing' as kind, f.queue, f.reason, count(*) as count,
      min(f.first_at) as "firstAt", max(f.last_at) as "lastAt"
    from job_failures as f
    where ${isOpenFailure(model)}
    group by f.queue, f.reason
    union all
    select 'lasting', 'embed', failure, count(*), min(failed_at), max(failed_at)
    from photos
    where failure is not null
    group by failure
    order by kind desc, count desc, reason
    limit $1`,
    [mostGroups],
  );
  return rows;
}

export interface FailureList {
  kind: FailureKind;
  queue: QueueName;
  reason: string;
  limit: number;
  /** How many of the latest to leave out. */
  offset: number;
}

/** Of one group, the latest first. */
export async function listFailures(db: Queryable, model: string, list: FailureList): Promise<FailureItem[]> {
  return list.kind === 'passing' ? listPassing(db, model, list) : listLasting(db, list);
}

interface FailureRow extends Omit<FailureItem, 'photo' | 'product' | 'shop'> {
  photoId: number | null;
  photoUrl: string | null;
  productId: number | null;
  title: string | null;
  productUrl: string | null;
  shopId: number | null;
  shopName: string | null;
}

const belongings = `photos.id as "photoId", photos.url as "photoUrl", products.id as "productId",
      products.title, products.url as "productUrl", shops.id as "shopId", shops.name as "shopName"`;

async function listPassing(db: Queryable, model: string, list: FailureList): Promise<FailureItem[]> {
  const { rows } = await db.query<FailureRow>(
    `
    select f.subject, f.detail, f.times, f.last_at as "lastAt", ${belongings}
    from job_failures as f
    left join photos on photos.id = f.photo_id
    left join products on products.id = photos.product_id
    left join shops on shops.id = coalesce(f.shop_id, products.shop_id)
    where f.queue = $1 and f.reason = $2 and ${isOpenFailure(model)}
    order by f.last_at desc, f.subject
    limit $3 offset $4`,
    [list.queue, list.reason, list.limit, list.offset],
  );
  return rows.map(itemOf);
}

async function listLasting(db: Queryable, list: FailureList): Promise<FailureItem[]> {
  const { rows } = await db.query<FailureRow>(
    `
    select 'photo-' || photos.id as subject, photos.failure as detail, 1 as times,
      photos.failed_at as "lastAt", ${belongings}
    from photos
    join products on products.id = photos.product_id
    join shops on shops.id = products.shop_id
    where photos.failure = $1
    order by photos.failed_at desc, photos.id desc
    limit $2 offset $3`,
    [list.reason, list.limit, list.offset],
  );
  return rows.map(itemOf);
}

function itemOf(row: FailureRow): FailureItem {
  const { subject, detail, times, lastAt, photoId, photoUrl, productId, title, productUrl } = row;
  return {
    subject,
    detail,
    times,
    lastAt,
    photo: photoId === null ? null : { id: photoId, url: photoUrl ?? '' },
    product: productId === null ? null : { id: productId, title: title ?? '', url: productUrl ?? '' },
    shop: row.shopId === null ? null : { id: row.shopId, name: row.shopName ?? '' },
  };
}
