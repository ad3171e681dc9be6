// Whoever reads a figure finds the command that makes it, and whoever finds a bench reads what it found.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benches } from '../../bench/benches.ts';

const docs = join(import.meta.dirname, '../../../docs');

test('each bench has its command in a page of the documentation', async () => {
  const pages = (await readdir(docs)).filter((name) => name.endsWith('.md'));
  const text = (await Promise.all(pages.map((name) => readFile(join(docs, name), 'utf8')))).join('\n');
  const missing = Object.keys(benches).filter(
    (name) => !new RegExp(`npm run bench -- ${name}(?![\\w-])`).test(text),
  );
  expect(missing).toEqual([]);
});

test('each command for a bench in the documentation names one that there is', async () => {
  const pages = (await readdir(docs)).filter((name) => name.endsWith('.md'));
  for (const page of pages) {
    const text = await readFile(join(docs, page), 'utf8');
    for (const [, name] of text.matchAll(/npm run bench -- ([a-z]\w*)/g))
      expect(Object.keys(benches), page).toContain(name);
  }
});
