// `lookalike work`: takes jobs from the queue until it is stopped.
import { startWorkers } from '../../../workers/start-workers.ts';
import { createServiceLogger } from '../../start/logger.ts';
import { openParts } from '../../start/open-parts.ts';
import type { CommandContext } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export async function work({ config, progress, signal }: CommandContext): Promise<void> {
  const logger = createServiceLogger(config);
  const parts = await openParts({ config, progress, logger, towers: ['vision'] });
  try {
    for (const notice of parts.notices) logger.warn(notice);
    const workers = await startWorkers({
      database: parts.database,
      queues: parts.queues,
      encoder: parts.encoder,
      fetcherOptions: { allowHosts: [...config.allowHosts] },
      logger,
    });
    logger.info({ model: parts.encoder.modelId }, 'taking jobs');
    await untilStopped(signal);
    await workers.close();
  } finally {
    await parts.close();
  }
}
