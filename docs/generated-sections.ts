// The parts of the documentation that are made from the code: settings, commands, routes, import graph.
import { readFile } from 'node:fs/promises';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { openApiDocument } from '../apps/api/openapi.ts';
import { apiRoutes } from '../apps/api/routes.ts';
import { routesTable } from '../apps/api/routes-table.ts';
import { commandsTable } from '../apps/cli/commands-table.ts';
import { settings } from '../apps/config.ts';

/** Where each generated section stands: `file` holds `<!-- generated: name -->` … `<!-- end -->`. */
export const sections: readonly { file: string; name: string; make: () => string | Promise<string> }[] = [
  { file: 'README.md', name: 'settings', make: settingsTable },
  { file: 'README.md', name: 'imports', make: importGraph },
  { file: 'docs/command-line.md', name: 'commands', make: commandsTable },
  { file: 'docs/api.md', name: 'routes', make: () => routesTable(openApiDocument(apiRoutes)) },
];

/**
 * The file's text with its generated sections made anew.
 *
 * @throws {Error} when a section's marks are not in the file
 */
export async function regenerate(file: string): Promise<string> {
  let text = await readFile(file, 'utf8');
  for (const section of sections.filter((section) => section.file === file)) {
    const start = `<!-- generated: ${section.name} -->`;
    const from = text.indexOf(start);
    const to = text.indexOf('<!-- end -->', from);
    if (from < 0 || to < 0)
      throw new Error(`${file} has no section ${start} … <!-- end -->; put the two lines in.`);
    text = `${text.slice(0, from + start.length)}\n${await section.make()}\n${text.slice(to)}`;
  }
  return text;
}

function settingsTable(): string {
  const rows = Object.entries(settings).map(
    ([name, { defaultText, what }]) => `| \`${name}\` | ${defaultText} | ${what} |`,
  );
  return ['| name | default | what |', '|---|---|---|', ...rows].join('\n');
}

/** Which part imports which, as a Mermaid graph, read off the source by dependency-cruiser. */
async function importGraph(): Promise<string> {
  const { output } = await cruise(['scraper', 'clip', 'catalog', 'workers', 'apps'], {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(scraper|clip|catalog|workers|apps)/',
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx'] },
  });
  // The JSON-less form of `cruise` always answers with the result object; the type covers text reporters too.
  const { modules } = output as ICruiseResult;
  const edges = new Set<string>();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      const [from, to] = [partOf(source), partOf(resolved)];
      if (from !== to) edges.add(`  ${from} --> ${to}`);
    }
  }
  return ['```mermaid', 'graph LR', ...[...edges].sort(), '```'].join('\n');
}

const partOf = (path: string): string =>
  path.startsWith('apps/')
    ? path.split('/').slice(0, 2).join('/').replace(/\.ts$/, '')
    : (path.split('/')[0] ?? path);
