// `lookalike up`, which is also `npm start`: everything in one process.
import { createFileLogger } from '../../start/logger.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import type { CommandContext } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export async function up({ config, progress, signal, print }: CommandContext): Promise<void> {
  const logger = createFileLogger(config);
  // The embedded database opens in a thread of its own, which takes as long as loading all the rest.
  const database = openMigrated(config);
  database.catch(() => {}); // whoever waits for it is told
  const { startAll } = await import('../../start/start.ts');
  const started = await startAll({ config, progress, logger, signal, database });
  try {
    // Reading a shop of thousands takes hours, and the pages answer from now on.
    if (config.shop !== 'none') progress.say(`Have a look at ${started.address} while it fills up.`);
    await Promise.race([started.ready, untilStopped(signal)]);
    if (signal.aborted) return;
    progress.close();
    print(`Lookalike is ready: ${started.address}`);
    await untilStopped(signal);
  } finally {
    await started.close();
  }
}
