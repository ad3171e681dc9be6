// `lookalike work`: takes jobs from the queue until it is stopped.
import { createServiceLogger } from '../../start/logger.ts';
import { withWorkers } from '../../start/with-workers.ts';
import type { CommandContext } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export async function work(
  { config: settings, progress, signal }: CommandContext,
  { threads = settings.encoderThreads }: { threads?: number },
): Promise<void> {
  const config = { ...settings, encoderThreads: threads };
  const logger = createServiceLogger(config);
  await withWorkers({ config, progress, logger }, async ({ encoder, notices }) => {
    for (const notice of notices) logger.warn(notice);
    logger.info({ model: encoder.modelId }, 'taking jobs');
    await untilStopped(signal);
  });
}
