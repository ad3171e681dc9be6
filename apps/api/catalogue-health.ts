// The catalogue's health as the API keeps it: counted once in a while, whoever asks, and never twice at a time.
import type { Queryable } from '../../catalog/database/database.ts';
import { type HealthReport, reportHealth } from '../../catalog/health/health-report.ts';
import { type RecallSample, sampleRecall } from '../../catalog/health/recall-sample.ts';

export interface CatalogueHealth {
  /** The last report, which may be a while old; null while the first is being made. Begins another when it is due. */
  read(options: { anew: boolean }): Promise<{ report: HealthReport | null; isCounting: boolean }>;
  /** Whoever asks while a sample is measured gets that one. */
  measureRecall(sample: number): Promise<RecallSample & { at: Date }>;
  /** The last sample, or null. */
  lastRecall(): (RecallSample & { at: Date }) | null;
}

const freshMs = 10 * 60_000;
// A small catalogue is counted sooner than a page could ask again.
const waitMs = 2_000;

export function createCatalogueHealth(db: Queryable, model: string): CatalogueHealth {
  let report: HealthReport | null = null;
  let counting: Promise<void> | null = null;
  let recall: (RecallSample & { at: Date }) | null = null;
  let measuring: Promise<RecallSample & { at: Date }> | null = null;

  function count(): Promise<void> {
    counting ??= reportHealth(db, model)
      .then((made) => {
        report = made;
      })
      .finally(() => {
        counting = null;
      });
    return counting;
  }

  return {
    async read({ anew }) {
      const isDue = report === null || Date.now() - report.at.getTime() > freshMs;
      if (anew || isDue || counting) {
        const counted = count();
        // Whoever waits for it is told; nobody waiting must not end the process.
        counted.catch(() => {});
        if (report === null || anew) await Promise.race([counted, later(waitMs)]);
      }
      return { report, isCounting: counting !== null };
    },
    measureRecall(sample) {
      measuring ??= sampleRecall(db, { model, sample })
        .then((measured) => {
          recall = { ...measured, at: new Date() };
          return recall;
        })
        .finally(() => {
          measuring = null;
        });
      return measuring;
    },
    lastRecall: () => recall,
  };
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
