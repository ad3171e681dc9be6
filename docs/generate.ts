// `npm run docs`: writes the generated sections of the documentation anew.
import { writeFile } from 'node:fs/promises';
import { regenerate, sections } from './generated-sections.ts';

for (const file of new Set(sections.map(({ file }) => file))) await writeFile(file, await regenerate(file));
