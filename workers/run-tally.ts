// Counts what a run has done, and adds it to the run's row now and then.
import type { Queryable } from '../catalog/database.ts';
import { type RunCounts, saveRunProgress } from '../catalog/runs.ts';

export interface RunTally {
  /** Of the whole run, what earlier workers did included. */
  readonly total: Readonly<RunCounts>;
  add(counts: Partial<RunCounts>): void;
  /** Writes what came since the last save. A process killed in between loses at most that. */
  save(): Promise<void>;
  /** Saves when the last time is more than a second ago. */
  saveNowAndThen(): Promise<void>;
}

const saveEveryMs = 1_000;
export function createRunTally(db: Queryable, runId: number, before: RunCounts): RunTally {
  const total = { ...before };
  let savedAt = Date.now();

  async function save() {
    savedAt = Date.now();
    await saveRunProgress(db, runId, { counts: total, failures: {}, bytes: 0, activeMs: 0 });
  }

  return {
    total,
    add(counts) {
      for (const [name, value] of Object.entries(counts) as [keyof RunCounts, number][]) {
        total[name] += value;
      }
    },
    save,
    async saveNowAndThen() {
      if (Date.now() - savedAt > saveEveryMs) await save();
    },
  };
}
