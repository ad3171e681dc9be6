// Builds the pages and ends: the process that build.ts runs.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { compressAssets } from './compress-assets.ts';

// A test's would build React's slow development form, to be served from then on.
process.env.NODE_ENV = 'production';
await build({
  configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
  logLevel: 'error',
  mode: 'production',
});
await compressAssets(fileURLToPath(new URL('dist/assets', import.meta.url)));
