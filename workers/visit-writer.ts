// Writes a run's visits to the catalog, one batch after the other: what comes in while one is written is the next.

import { storeVisits, type Visit, type VisitOptions, type VisitResult } from '../catalog/crawls/visits.ts';
import type { Queryable } from '../catalog/database/database.ts';

export interface VisitWriter {
  /** @throws what the database threw, when it is the database's fault and not the page's */
  write(visit: Visit): Promise<void>;
  /** Runs other statements of the run in turn with its visits, so that no two wait for each other's rows. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export interface VisitWriterOptions {
  db: Queryable;
  /** Asked before each batch. */
  visitOptions: () => VisitOptions;
  /** After each batch, in the order in which visits were written. */
  onStored(visits: readonly Visit[], results: readonly VisitResult[]): Promise<void>;
}

// Waiting this long for company took a crawl of 230 pages a second from 4.3 statements a page to 0.65.
const gatherMs = 40;
const enough = 16;
// Larger batches gain little, and each visit holds its body until it is written.
const mostVisits = 50;
const mostBytes = 4_000_000;

interface Waiting {
  visit: Visit;
  resolve(): void;
  reject(error: unknown): void;
}

export function createVisitWriter({ db, visitOptions, onStored }: VisitWriterOptions): VisitWriter {
  const waiting: Waiting[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let isQueued = false;
  let timer: NodeJS.Timeout | undefined;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {}); // whoever asked for it gets the error
    return done;
  }

  async function writeBatch(): Promise<void> {
    isQueued = false;
    const batch = takeBatch(waiting);
    if (waiting.length > 0) queueBatch();
    try {
      await store(batch.map(({ visit }) => visit));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (isFaultOfData(error)) return writeEach(batch);
      for (const { reject } of batch) reject(error);
    }
  }

  /** One page whose data can't be stored must not take the others with it. */
  async function writeEach(batch: readonly Waiting[]): Promise<void> {
    for (const { visit, resolve, reject } of batch) {
      await store([visit])
        .catch((error) => {
          if (!isFaultOfData(error)) throw error;
          return store([withoutContent(visit, error)]);
        })
        .then(resolve, reject);
    }
  }

  async function store(visits: readonly Visit[]): Promise<void> {
    await onStored(visits, await storeVisits(db, visits, visitOptions()));
  }

  function queueBatch(): void {
    if (isQueued || (timer && waiting.length < enough)) return;
    if (waiting.length < enough) {
      timer = setTimeout(writeSoon, gatherMs);
    } else writeSoon();
  }

  function writeSoon(): void {
    clearTimeout(timer);
    timer = undefined;
    isQueued = true;
    void inTurn(writeBatch);
  }

  return {
    write: (visit) =>
      new Promise((resolve, reject) => {
        waiting.push({ visit, resolve, reject });
        queueBatch();
      }),
    inTurn,
  };
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const { visit } of waiting) {
    bytes += visit.body?.body.length ?? 0;
    if (count > 0 && (bytes > mostBytes || count >= mostVisits)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** SQLSTATE classes 22 (data), 23 (constraints) and 54 (limits): the same page would fail again. */
function isFaultOfData(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^(22|23|54)/.test(String(error.code));
}

function withoutContent({ page, bytes }: Visit, error: unknown): Visit {
  const why = error instanceof Error ? error.message : String(error);
  return { page, ...(bytes ? { bytes } : {}), outcome: 'failed', reason: `can't be stored: ${why}` };
}
