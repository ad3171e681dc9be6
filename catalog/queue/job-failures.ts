// Jobs that were given up for now: recorded here, because the queue forgets a job when it ends.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';

export type QueueName = 'crawl' | 'embed' | 'upkeep';

export interface JobFailure {
  queue: QueueName;
  /** What the job was about, in a word: one row each. */
  subject: string;
  photo?: { id: number; model: string } | undefined;
  shopId?: number | undefined;
  /** Short and the same for the same cause. */
  reason: string;
  detail: string;
}

/** Counts another failure of the same subject. A photo or shop that is gone meanwhile leaves no row. */
export async function recordJobFailure(db: Queryable, failure: JobFailure): Promise<void> {
  const { queue, subject, photo, shopId, reason, detail } = failure;
  await db.query(
    `
    insert into job_failures (queue, subject, photo_id, model, shop_id, reason, detail)
    select $1, $2, $3::bigint, $4, $5::bigint, $6, $7
    where ($3::bigint is null or exists (select from photos where id = $3::bigint))
      and ($5::bigint is null or exists (select from shops where id = $5::bigint))
    on conflict (queue, subject) do update
      set reason = excluded.reason, detail = excluded.detail, times = job_failures.times + 1, last_at = now()`,
    [queue, subject, photo?.id ?? null, photo?.model ?? null, shopId ?? null, reason, detail],
  );
}

/** It went well this time. */
export async function forgetJobFailure(db: Queryable, queue: QueueName, subject: string): Promise<void> {
  await db.query('delete from job_failures where queue = $1 and subject = $2', [queue, subject]);
}

/**
 * A photo's failure counts while the photo still has to be embedded; one under a model that is being built, for an
 * hour: the sweep renews it until it went well. Every other one counts until it went well.
 */
export function isOpenFailure(model: string): string {
  // Whose id is none of a model is refused here, so it can stand in the statement as it is.
  const table = embeddingsTable(model);
  return `(
      f.photo_id is null
      or exists (select from photos where photos.id = f.photo_id and photos.failure is null)
        and case
          when f.model = '${model}' then not exists (select from ${table} as e where e.photo_id = f.photo_id)
          else f.last_at > now() - interval '1 hour'
        end
    )`;
}

/** Drops what no longer counts. @returns how many */
export async function dropSettledFailures(db: Queryable, model: string): Promise<number> {
  const { rowCount } = await db.query(`delete from job_failures as f where not ${isOpenFailure(model)}`);
  return rowCount ?? 0;
}

/** Open failures by queue; counted no further than 10,000 each. */
export async function countOpenFailures(db: Queryable, model: string): Promise<Record<QueueName, number>> {
  const { rows } = await db.query<Record<QueueName, number>>(`
    select ${(['crawl', 'embed', 'upkeep'] as const).map((queue) => `(${openCount(model, queue)}) as ${queue}`).join(', ')}`);
  return rows[0] ?? { crawl: 0, embed: 0, upkeep: 0 };
}

const openCount = (model: string, queue: QueueName) => `
      select count(*)
      from (
        select from job_failures as f where f.queue = '${queue}' and ${isOpenFailure(model)} limit 10000
      ) as open`;

export interface FailureChoice {
  /** Under which photos count as embedded. */
  model: string;
  queue?: QueueName | undefined;
  reason?: string | undefined;
  subjects?: readonly string[] | undefined;
  limit: number;
}

export interface TakenFailure {
  queue: QueueName;
  subject: string;
  photoId: number | null;
  model: string | null;
  shopId: number | null;
  reason: string;
}

/** Takes the rows of open failures away, the oldest first, and hands them out; nobody else gets the same. */
export async function takeJobFailures(db: Queryable, choice: FailureChoice): Promise<TakenFailure[]> {
  const { model, queue, reason, subjects, limit } = choice;
  const { rows } = await db.query<TakenFailure>(
    `
    delete from job_failures
    where (queue, subject) in (
      select f.queue, f.subject
      from job_failures as f
      where ($1::text is null or f.queue = $1)
        and ($2::text is null or f.reason = $2)
        and ($3::text[] is null or f.subject = any($3))
        and ${isOpenFailure(model)}
      order by f.last_at, f.subject
      limit $4
      for update skip locked
    )
    returning queue, subject, photo_id as "photoId", model, shop_id as "shopId", reason`,
    [queue ?? null, reason ?? null, subjects ?? null, limit],
  );
  return rows;
}
