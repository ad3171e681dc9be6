// The pages of a run that are being fetched, read and stored at the moment.
import type { FrontierPage } from '../catalog/crawls/frontier.ts';

export interface Flight {
  readonly all: number;
  readonly leads: number;
  /** Waiting for the shop's answer; the others are being read and stored. */
  readonly fetching: number;
  /** Something threw; `landed` throws it. */
  readonly hasFailed: boolean;
  /** Grows with every change, so that none is missed while something else was awaited. */
  readonly version: number;
  add(page: FrontierPage, work: (onFetched: () => void) => Promise<void>): void;
  changedSince(version: number): Promise<void>;
  /** Waits for all of them. @throws what the first that failed threw */
  landed(): Promise<void>;
}

export function createFlight(): Flight {
  const tasks = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let leads = 0;
  let fetching = 0;
  let version = 0;
  let wake = () => {};

  function changed() {
    version += 1;
    wake();
  }

  return {
    get all() {
      return tasks.size;
    },
    get leads() {
      return leads;
    },
    get fetching() {
      return fetching;
    },
    get hasFailed() {
      return failures.length > 0;
    },
    get version() {
      return version;
    },
    add(page, work) {
      const lead = page.kind === 'page' ? 0 : 1;
      let mine = 1;
      const onFetched = () => {
        fetching -= mine;
        mine = 0;
        changed();
      };
      fetching += 1;
      leads += lead;
      const task: Promise<void> = work(onFetched)
        .catch((error) => void failures.push(error))
        .finally(() => {
          tasks.delete(task);
          leads -= lead;
          onFetched();
        });
      tasks.add(task);
    },
    async changedSince(seen) {
      if (version !== seen) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
    async landed() {
      while (tasks.size > 0) await Promise.all(tasks);
      if (failures.length > 0) throw failures[0];
    },
  };
}
