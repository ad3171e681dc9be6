// Switches of the model: which one is under way, who looks after it, and how it ends. What is left to embed is computed.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { activateModel, embeddingsTable } from './models.ts';

export interface SwitchCheck {
  /** Photos that were embedded again. */
  sampled: number;
  /** Of these, whose stored vector is what they give. */
  agreed: number;
  /** The lowest cosine similarity between the two; null when nothing could be compared. */
  worst: number | null;
}

export interface ModelSwitch {
  id: number;
  /** The next model. */
  model: string;
  /** What was active before; null until it is switched. */
  previous: string | null;
  photosFrom: 'shop' | 'stored';
  /** Switches by itself when all is there. */
  activates: boolean;
  startedAt: Date;
  pausedAt: Date | null;
  /** The process that looks after it; null when none is alive. */
  worker: string | null;
  photosPerSecond: number | null;
  checkedAt: Date | null;
  check: SwitchCheck | null;
  problem: string | null;
  endedAt: Date | null;
  outcome: 'switched' | 'abandoned' | null;
}

/** It can't be done in this state; the message says why. */
export class SwitchConflict extends Error {
  override name = 'SwitchConflict';
}

// A step's heartbeat comes every few seconds; after this long without one its process is taken for dead.
const leaseSeconds = 20;

const columns = `
  id, model, previous, photos_from as "photosFrom", activates, started_at as "startedAt", paused_at as "pausedAt",
  case when worker_seen_at > now() - interval '${leaseSeconds} seconds' then worker end as worker, photos_per_second as "photosPerSecond", checked_at as "checkedAt", check_result as "check", problem,
  ended_at as "endedAt", outcome`;

/** The switch under way, or null. */
export async function openSwitch(db: Queryable): Promise<ModelSwitch | null> {
  const { rows } = await db.query<ModelSwitch>(
    `select ${columns} from model_switches where ended_at is null`,
  );
  return rows[0] ?? null;
}

export async function switchById(db: Queryable, id: number): Promise<ModelSwitch | null> {
  const { rows } = await db.query<ModelSwitch>(`select ${columns} from model_switches where id = $1`, [id]);
  return rows[0] ?? null;
}

/** The latest that was carried out, or null: what going back takes back. */
export async function latestSwitch(db: Queryable): Promise<ModelSwitch | null> {
  const { rows } = await db.query<ModelSwitch>(
    `select ${columns} from model_switches where outcome = 'switched' order by ended_at desc, id desc limit 1`,
  );
  return rows[0] ?? null;
}

/**
 * Starts a switch to a registered model, or goes on with the one that is under way to it.
 *
 * @throws SwitchConflict when another is under way, or the model is active
 */
export async function startSwitch(
  db: Queryable,
  wanted: Pick<ModelSwitch, 'model' | 'photosFrom' | 'activates'>,
): Promise<ModelSwitch> {
  const { model, photosFrom, activates } = wanted;
  const { rows } = await db.query<ModelSwitch>(
    `
    insert into model_switches (model, photos_from, activates)
    select id, $2, $3 from models where id = $1 and not active
    on conflict ((true)) where ended_at is null do update
      set photos_from = excluded.photos_from, activates = excluded.activates, paused_at = null, problem = null
      where model_switches.model = excluded.model
    returning ${columns}`,
    [model, photosFrom, activates],
  );
  if (rows[0]) return rows[0];
  const other = await openSwitch(db);
  throw new SwitchConflict(
    other
      ? `A switch to ${other.model} is under way; abandon it first.`
      : `${model} is active already, or not known.`,
  );
}

/** @throws SwitchConflict when none is under way */
export async function pauseSwitch(db: Queryable): Promise<void> {
  await changeOpen(db, 'paused_at = coalesce(paused_at, now()), worker = null');
}

/** @throws SwitchConflict when none is under way */
export async function resumeSwitch(db: Queryable): Promise<void> {
  await changeOpen(db, 'paused_at = null, problem = null');
}

/** Its vectors stay, for a later switch or to be removed. @throws SwitchConflict when none is under way */
export async function abandonSwitch(db: Queryable): Promise<void> {
  await changeOpen(db, `ended_at = now(), outcome = 'abandoned', worker = null`);
}

async function changeOpen(db: Queryable, change: string): Promise<void> {
  const { rowCount } = await db.query(`update model_switches set ${change} where ended_at is null`);
  if (rowCount === 0) throw new SwitchConflict('No switch of the model is under way.');
}

/**
 * Makes the next model the active one: from this transaction on it answers.
 *
 * @param options.unchecked even if not every photo is there
 * @throws SwitchConflict when none is under way, or it isn't complete
 */
export async function completeSwitch(
  db: Queryable,
  options: { unchecked?: boolean } = {},
): Promise<ModelSwitch> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<ModelSwitch>(
      `
      update model_switches
      set previous = (select id from models where active), ended_at = now(), outcome = 'switched', worker = null,
        paused_at = null
      where ended_at is null and (checked_at is not null or $1)
      returning ${columns}`,
      [options.unchecked ?? false],
    );
    const [done] = rows;
    if (!done) throw new SwitchConflict('No switch of the model is under way that is complete and checked.');
    await activateModel(client, done.model);
    return done;
  });
}

/**
 * Goes back to the model before the latest switch, whose vectors were kept.
 *
 * @throws SwitchConflict when there is none, or another switch is under way
 */
export async function rollBackSwitch(db: Queryable): Promise<ModelSwitch> {
  return inTransaction(db, async (client) => {
    const open = await openSwitch(client);
    if (open) throw new SwitchConflict(`A switch to ${open.model} is under way; abandon it first.`);
    const latest = await latestSwitch(client);
    if (!latest?.previous) throw new SwitchConflict('There is no earlier model to go back to.');
    const { rows } = await client.query<ModelSwitch>(
      `
      insert into model_switches (model, previous, photos_from, activates, ended_at, outcome)
      select $1, id, 'shop', true, now(), 'switched' from models where active and id <> $1
      returning ${columns}`,
      [latest.previous],
    );
    const [done] = rows;
    if (!done) throw new SwitchConflict(`${latest.previous} is active already.`);
    await activateModel(client, done.model);
    return done;
  });
}

/** @returns false when another process looks after it */
export async function claimSwitch(
  db: Queryable,
  id: number,
  worker: string,
  isDead: (worker: string) => boolean,
): Promise<boolean> {
  const { rows } = await db.query<{ worker: string | null }>(
    `
    with claimed as (
      update model_switches set worker = $2, worker_seen_at = now()
      where id = $1 and ended_at is null and paused_at is null
        and (worker is null or worker = $2 or worker_seen_at < now() - make_interval(secs => $3))
      returning worker
    )
    select worker from claimed
    union all
    select worker from model_switches where id = $1 and not exists (select from claimed)`,
    [id, worker, leaseSeconds],
  );
  const owner = rows[0]?.worker;
  if (owner === worker) return true;
  if (!owner || !isDead(owner)) return false;
  await releaseSwitch(db, owner);
  return claimSwitch(db, id, worker, () => false);
}

export async function releaseSwitch(db: Queryable, worker: string): Promise<void> {
  await db.query('update model_switches set worker = null where ended_at is null and worker = $1', [worker]);
}

export async function noteOnSwitch(
  db: Queryable,
  id: number,
  note: { photosPerSecond?: number; problem?: string | null },
): Promise<void> {
  await db.query(
    `
    update model_switches
    set photos_per_second = coalesce($2, photos_per_second), problem = case when $3 then $4 else problem end
    where id = $1`,
    [id, note.photosPerSecond, note.problem !== undefined, note.problem],
  );
}

export async function storeCheck(db: Queryable, id: number, check: SwitchCheck): Promise<void> {
  await db.query(
    'update model_switches set check_result = $2, checked_at = now(), problem = null where id = $1',
    [id, JSON.stringify(check)],
  );
}

/** Photos that can be found under one model but not yet under another: what a switch would lose. */
export async function countBehind(db: Queryable, models: { active: string; next: string }): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`
    select count(*) as count
    from ${embeddingsTable(models.active)} as known
    where not known.gone
      and not exists (select from ${embeddingsTable(models.next)} as e where e.photo_id = known.photo_id)`);
  return rows[0]?.count ?? 0;
}
