// Builds the pages and ends: the process that build.ts runs.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compressAssets } from './compress-assets.ts';

await build({
  configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
  logLevel: 'error',
  mode: 'production',
});
await compressAssets(fileURLToPath(new URL('dist/assets', import.meta.url)));
