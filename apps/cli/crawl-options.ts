// The options that `scrape` and `rerun` share, as commander hands them over.
import type { StartableMode } from '../../catalog/crawls/runs.ts';
import type { ShopSettings } from '../../catalog/crawls/shops.ts';

export interface CrawlOptions {
  mode?: StartableMode;
  /** The old name of `--mode full`. */
  full?: boolean;
  delay?: number;
  concurrency?: number;
  maxPages?: number;
  maxBytes?: number;
  maxMinutes?: number;
  json?: boolean;
}

export const modeOf = ({ mode, full }: CrawlOptions): StartableMode =>
  mode ?? (full ? 'full' : 'incremental');

/** Only what was given: a shop keeps its other settings. */
export function settingsOf(options: CrawlOptions): ShopSettings {
  const { delay, concurrency, maxPages, maxBytes, maxMinutes } = options;
  return {
    ...(delay !== undefined && { delayMs: delay }),
    ...(concurrency !== undefined && { concurrency }),
    ...(maxPages !== undefined && { maxPages }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(maxMinutes !== undefined && { maxMinutes }),
  };
}
