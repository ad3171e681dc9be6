// Styles, scripts and the icon of a site: those of the pages that a server gives, and what is its own.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = new URL('../web/', import.meta.url);
const own = new URL('./', import.meta.url);

const styles = [
  new URL('src/styles/tokens.css', web),
  new URL('src/styles/base.css', web),
  new URL('src/frame/header.css', web),
  new URL('src/results/cards.css', web),
  new URL('src/product/similar.css', web),
  new URL('src/product/product.css', web),
  new URL('src/filters/filters.css', web),
  new URL('site.css', own),
];

const scripts = ['prefer-language', 'find-products'];

export async function writeAssets(folder: string): Promise<void> {
  const sheets = await Promise.all(styles.map((file) => readFile(file, 'utf8')));
  await writeFile(join(folder, 'site.css'), sheets.join('\n'));
  await copyFile(new URL('public/icon.svg', web), join(folder, 'icon.svg'));
  for (const name of scripts) {
    await writeFile(join(folder, `${name}.js`), await readScript(new URL(`browser/${name}.ts`, own)));
  }
}

/** A classic script, as modules don't load from files; Vite, which takes half a second to load, leaves the types out. */
async function readScript(file: URL): Promise<string> {
  const { transformWithOxc } = await import('vite');
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), fileURLToPath(file), {
    sourcemap: false,
  });
  return `(() => {\n'use strict';\n${code}})();\n`;
}
