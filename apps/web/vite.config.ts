// How Vite builds the pages into apps/web/dist, and serves them while developing beside a running API.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = 'http://127.0.0.1:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The server writes its own path prefix into index.html; everything else finds its way from there.
  base: './',
  plugins: [react(), announceFirstView()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Small files stay files: a data: URL would need a looser content-security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What asks first in one file, and what the first view needs in another: else each module that a later page shares
    // is a request of its own (31 of them).
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // With what fetches the rest, which would else have to be fetched first.
            {
              name: 'start',
              test: /\/src\/(start\/ask-early|frame\/report-errors)\.ts$|vite\/preload-helper/,
              priority: 2,
            },
            { name: 'first-view', test: /\/src\/main\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api, '/images': api } },
});

/** Names what start.ts imports in the page itself, so that it is fetched beside start.ts and not after it. */
function announceFirstView(): Plugin {
  return {
    name: 'announce-first-view',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const entry = chunks.find(({ isEntry }) => isEntry);
        const found = new Set<string>();
        const known = new Set(entry?.imports);
        const visit = (names: readonly string[]) => {
          for (const name of names) {
            if (found.has(name) || known.has(name)) continue;
            found.add(name);
            visit(chunks.find(({ fileName }) => fileName === name)?.imports ?? []);
          }
        };
        visit(entry?.dynamicImports ?? []);
        const styles = [...found].flatMap((name) => [
          ...(chunks.find(({ fileName }) => fileName === name)?.viteMetadata?.importedCss ?? []),
        ]);
        const link = (rel: string, name: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        });
        return [
          ...[...found].map((name) => link('modulepreload', name)),
          ...styles.map((name) => link('stylesheet', name)),
        ];
      },
    },
  };
}
