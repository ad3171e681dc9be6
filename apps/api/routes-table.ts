// The Markdown table of routes for the docs, from the OpenAPI document.
import type { OpenApiDocument } from './openapi-document.ts';

/** One row per operation, in the document's order. Pure; ends without a newline. */
export function routesTable(document: OpenApiDocument): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => row(method, path, operation as Operation)),
  );
  return ['| route | does | parameters |', '|---|---|---|', ...rows].join('\n');
}

type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;

// The other keys of a path item (summary, servers, parameters) are not operations.
const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

function row(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .flatMap((parameter) => ('name' in parameter && parameter.in === 'query' ? [parameter] : []))
    .map(({ name, required }) => (required === true ? `**\`${name}\`**` : `\`${name}\``));
  return `| \`${method.toUpperCase()} ${path}\` | ${cell(operation.summary ?? '')} | ${parameters.join(' ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
