// Keeps cut-offs and colour directions up to date in a process that serves searches: it alone has the text tower.
import type { Logger } from 'pino';
import { type CalibrateOptions, calibrate } from '../../workers/calibrate.ts';

// Looking whether anything is due costs one count and two small reads; a new shop is calibrated within the minute.
const lookEveryMs = 30_000;

/** Starts at once; `close` waits for what is under way. */
export function keepCalibrated(options: {
  db: CalibrateOptions['db'];
  /** Asked at each look: the model may have been switched. */
  encoderInUse: () => CalibrateOptions['encoder'];
  logger: Logger;
}): { close(): Promise<void> } {
  let working: Promise<void> | null = null;
  const work = async () => {
    try {
      const done = await calibrate({ db: options.db, encoder: options.encoderInUse() });
      if (done.length > 0) options.logger.info({ done }, 'calibrated from the catalogue');
    } catch (error) {
      // Searches go on without or with the old ones, and the next look tries again.
      options.logger.warn({ err: error }, 'could not calibrate; trying again soon');
    }
  };
  const look = () => {
    working ??= work().finally(() => {
      working = null;
    });
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  look();
  return {
    async close() {
      clearInterval(timer);
      await working;
    },
  };
}
