// Waits until every photo is embedded, or until what is left can't be had just now, and says what came of them.
import { setTimeout } from 'node:timers/promises';
import type { Queryable } from '../../catalog/database/database.ts';
import { judgePlaceholders } from '../../catalog/looks/judge-placeholders.ts';
import { photoFailures } from '../../catalog/photos/photos.ts';
import { type EmbedProgress, embedProgress } from '../../workers/embed-progress.ts';
import type { Queues } from '../../workers/queues.ts';
import type { Progress } from './progress.ts';

/** What became of the photos while a command ran. */
export interface PhotosEnded {
  embedded: number;
  /** Can never be embedded; the reasons are in the catalogue. */
  failed: number;
  /** Could not be had now, such as from a host that is down; every later start tries again. */
  left: number;
}

export interface PhotoWatch {
  db: Queryable;
  queues: Pick<Queues, 'counts'>;
  model: string;
  progress: Progress;
  signal: AbortSignal;
  /** How far embedding was before the command's own work. */
  before: EmbedProgress;
  /** How long to wait while every job that is left waits for its next attempt; default 20 s. */
  longestIdleMs?: number;
}

// Counting takes longer the more photos there are: 20 to 1 keeps it under a twentieth of the database's time.
const shortestPauseMs = 250;
const pausesPerCount = 20;
const reasonsShown = 5;
// A shop may ask to come back in a quarter of an hour (Retry-After); the queue waits for that, a person shouldn't.
const defaultLongestIdleMs = 20_000;

/** @returns null when the signal came first */
export async function waitForPhotos(watch: PhotoWatch): Promise<PhotosEnded | null> {
  const ended = await follow(watch);
  if (!ended) return null;
  await explain(watch, ended);
  const placeholders = await judgePlaceholders(watch.db);
  if (placeholders > 0) {
    const what = placeholders === 1 ? '1 picture is no photo' : `${placeholders} pictures are no photos`;
    watch.progress.say(
      `${what} of the products that use it and will not be found: \`lookalike placeholders list\`.`,
    );
  }
  return ended;
}

async function follow(watch: PhotoWatch) {
  const { db, queues, model, progress, signal, before, longestIdleMs = defaultLongestIdleMs } = watch;
  const bar = progress.start('Embedding the photos', 'photos');
  let lastMissing = Number.POSITIVE_INFINITY;
  let hasStalled = false;
  let busyAt = performance.now();
  while (!signal.aborted) {
    const startedAt = performance.now();
    // A photo whose host is down stays missing with no job left once its attempts are used up. Asked before the
    // photos are counted: a job goes only after its photo is stored.
    const jobs = hasStalled ? await jobsLeft(queues) : null;
    if (jobs === null || jobs.soon > 0) busyAt = startedAt;
    const isOver = jobs?.soon === 0 && (jobs.delayed === 0 || startedAt - busyAt > longestIdleMs);
    const { done, total, failed } = await embedProgress(db, model);
    const missing = total - done;
    bar.update(done, total);
    if (missing === 0 || isOver) {
      bar.finish();
      // Fewer than before when a product's photos were taken away meanwhile.
      const more = (now: number, then: number) => Math.max(0, now - then);
      return { embedded: more(done, before.done), failed: more(failed, before.failed), left: missing };
    }
    hasStalled = missing === lastMissing;
    lastMissing = missing;
    const pauseMs = Math.max(shortestPauseMs, pausesPerCount * (performance.now() - startedAt));
    await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined); // an abort ends the loop
  }
  return null;
}

async function jobsLeft(queues: Pick<Queues, 'counts'>): Promise<{ soon: number; delayed: number }> {
  const { embed } = await queues.counts();
  const soon = ['waiting', 'active', 'prioritized', 'paused'].reduce(
    (sum, state) => sum + (embed[state] ?? 0),
    0,
  );
  return { soon, delayed: embed.delayed ?? 0 };
}

async function explain({ db, progress }: PhotoWatch, { failed, left }: PhotosEnded): Promise<void> {
  if (failed > 0) {
    progress.say(`${counted(failed)} can’t be used:`);
    for (const { url, reason } of await photoFailures(db, { limit: Math.min(failed, reasonsShown) }))
      progress.say(`  ${url}: ${reason}`);
  }
  if (left > 0) progress.say(`${counted(left)} could not be had now; the same command tries again.`);
}

const counted = (count: number) => (count === 1 ? '1 photo' : `${count} photos`);
