// Starts the whole thing for a browser: demo shop, scrape, embed, API and pages in this process, data in a temp folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadConfig } from '../../apps/config.ts';
import type { Progress } from '../../apps/start/progress.ts';
import { type Started, startAll } from '../../apps/start/start.ts';

const silence: Progress = {
  start: () => ({ update: () => {}, finish: () => {} }),
  say: () => {},
  close: () => {},
};

export interface WholeShop {
  address: string;
  parts: Started['parts'];
  close(): Promise<void>;
}

/** Resolves when every tap of the demo shop is scraped and embedded with the starter model. */
export async function startWholeShop(): Promise<WholeShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-e2e-'));
  const config = loadConfig({ PORT: '0', DATA_DIR: dataDir, MODEL: 'starter', LOG_LEVEL: 'silent' });
  const started = await startAll({ config, progress: silence, logger: pino({ level: 'silent' }) });
  const close = async () => {
    await started.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await started.ready;
  } catch (error) {
    await close();
    throw error;
  }
  return { address: started.address, parts: started.parts, close };
}
