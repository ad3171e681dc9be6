// How Vite builds the pages into apps/web/dist, and serves them while developing beside a running API.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = 'http://127.0.0.1:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The server writes its own path prefix into index.html; everything else finds its way from there.
  base: './',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Small files stay files: a data: URL would need a looser content-security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first view needs in one file: else each module that a later page shares is a request of its own (31 of them).
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first-view', test: /\/src\/app\.tsx$/ }] } },
    },
  },
  server: { proxy: { '/api': api, '/images': api } },
});
