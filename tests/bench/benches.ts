// What `npm run bench` can measure, in the order of `--quick`; loaded when asked for.
import type { Bench } from './define-bench.ts';

export const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  encode: () => import('./bench-encode.ts'),
  pipeline: () => import('./bench-pipeline.ts'),
  search: () => import('./bench-search.ts'),
  index: () => import('./bench-index.ts'),
  api: () => import('./bench-api.ts'),
  start: () => import('./bench-start.ts'),
  filters: () => import('./bench-filters.ts'),
  words: () => import('./bench-words.ts'),
  map: () => import('./bench-map.ts'),
  related: () => import('./bench-related.ts'),
  scrape: () => import('./bench-scrape.ts'),
  queue: () => import('./bench-queue.ts'),
  crawl: () => import('./bench-crawl.ts'),
  quality: () => import('./bench-quality.ts'),
  insight: () => import('./bench-insight.ts'),
  page: () => import('./bench-page.ts'),
  quantise: () => import('./bench-quantise.ts'),
};
