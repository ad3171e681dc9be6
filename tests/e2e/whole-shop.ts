// Starts the whole thing for a browser on a copy of the scraped demo shop: workers, API and pages in this process.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { inject } from 'vitest';
import { loadConfig } from '../../apps/config.ts';
import { type Started, startAll } from '../../apps/start/start.ts';
import { silence } from './silence.ts';

export interface WholeShop {
  address: string;
  parts: Started['parts'];
  close(): Promise<void>;
}

export interface WholeShopOptions {
  /** Opens the operator routes with this token; without one they answer, as the browser is on this machine. */
  operatorToken?: string;
  /** Popular queries, clicks and dislikes are recorded; default false. */
  feedback?: boolean;
  /** Private hosts that may be fetched beside the demo shop, such as another shop that a test opens. */
  allowHosts?: readonly string[];
  /** Path prefix that it lives under; default none. */
  basePath?: string;
  /** A language model's server; default none. */
  llmBaseUrl?: string;
  /** Hears what the service says; default nobody. */
  logger?: Logger;
}

/**
 * Resolves when it serves every tap of the demo shop, scraped and embedded with the starter model. What a test
 * stores is its own; the demo shop itself is shared by all test files.
 */
export async function startWholeShop(options: WholeShopOptions = {}): Promise<WholeShop> {
  const { folder, shopUrl } = inject('shopTemplate');
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-e2e-'));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    await cp(join(folder, 'postgres'), join(dataDir, 'postgres'), { recursive: true });
    const config = loadConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      MODEL: 'starter',
      LOG_LEVEL: 'silent',
      SHOP: 'none',
      ALLOW_HOSTS: [new URL(shopUrl).host, ...(options.allowHosts ?? [])].join(','),
      FEEDBACK: options.feedback ? 'on' : 'off',
      OPERATOR_TOKEN: options.operatorToken,
      BASE_PATH: options.basePath,
      LLM_BASE_URL: options.llmBaseUrl,
      LLM_MODEL: options.llmBaseUrl && 'tiny',
    });
    const logger = options.logger ?? pino({ level: 'silent' });
    const started = await startAll({ config, progress: silence, logger });
    const close = async () => {
      await started.close();
      await remove();
    };
    await started.ready.catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { address: started.address, parts: started.parts, close };
  } catch (error) {
    await remove();
    throw error;
  }
}
