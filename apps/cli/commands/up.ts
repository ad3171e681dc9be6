// `lookalike up`, which is also `npm start`: everything in one process.
import { createFileLogger } from '../../start/logger.ts';
import { startAll } from '../../start/start.ts';
import type { CommandContext } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export async function up({ config, progress, signal, print }: CommandContext): Promise<void> {
  const started = await startAll({ config, progress, logger: createFileLogger(config), signal });
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
