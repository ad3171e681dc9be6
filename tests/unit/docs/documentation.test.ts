import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { regenerate, sections } from '../../../docs/generated-sections.ts';

const packageFile = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const readme = readFileSync('README.md', 'utf8');
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')];

describe('documentation', () => {
  test.each([...new Set(sections.map(({ file }) => file))])(
    '%s says what the code says (else run `npm run docs`)',
    async (file) => {
      expect(readFileSync(file, 'utf8')).toBe(await regenerate(file));
    },
    30_000,
  );

  test('every dependency has a row in the README that says why', () => {
    for (const name of Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies })) {
      if (name.startsWith('@types/')) continue;
      expect(readme, `no row for ${name}`).toMatch(
        new RegExp(`^\\|.*\`${name.replace(/[/.]/g, '\\$&')}\`.*\\|.*\\S.*\\|`, 'm'),
      );
    }
  });

  test.each(pages)('links and pictures of %s lead somewhere', (page) => {
    const targets = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)];
    for (const [, target = ''] of targets) expect(existsSync(join(dirname(page), target)), target).toBe(true);
  });
});
