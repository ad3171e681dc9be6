// `lookalike serve`: the API and the pages, without workers.

import { createServiceLogger } from '../../start/logger.ts';
import { openParts } from '../../start/open-parts.ts';
import { servePages } from '../../start/serve-pages.ts';
import { buildWebIfStale } from '../../web/build.ts';
import type { CommandContext } from '../run-command.ts';
import { untilStopped } from '../until-stopped.ts';

export async function serve({ config, progress, signal }: CommandContext): Promise<void> {
  const logger = createServiceLogger(config);
  const web = await buildWebIfStale();
  const parts = await openParts({ config, progress, logger, towers: ['text', 'late vision'] });
  try {
    for (const notice of parts.notices) logger.warn(notice);
    const pages = await servePages({ config, parts, logger, webDir: web.dir });
    logger.info({ address: pages.address }, 'serving');
    await untilStopped(signal);
    await pages.close();
  } finally {
    await parts.close();
  }
}
