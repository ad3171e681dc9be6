// The Markdown table of routes for the docs, from the OpenAPI document.
import type { OpenApiDocument } from './openapi-document.ts';

/** One row per operation, in the document's order. Pure; ends without a newline. */
export function routesTable(document: OpenApiDocument): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => row(method, path, operation as Operation)),
  );
  return ['| route | does | takes |', '|---|---|---|', ...rows].join('\n');
}

type Operation = NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>;

// The other keys of a path item (summary, servers, parameters) are not operations.
const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

function row(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .flatMap((parameter) => ('name' in parameter && parameter.in === 'query' ? [parameter] : []))
    .map(({ name, required }) => (required === true ? `**\`${name}\`**` : `\`${name}\``));
  const fields = fieldsOf(operation);
  const taken = [...parameters, ...(fields.length > 0 ? ['body:', ...fields] : [])].join(' ');
  return `| \`${method.toUpperCase()} ${path}\` | ${cell(operation.summary ?? '')} | ${taken} |`;
}

/** The fields of the JSON body. */
function fieldsOf({ requestBody }: Operation): string[] {
  const media = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
  const schema = media && 'schema' in media ? media.schema : undefined;
  if (!schema || typeof schema !== 'object' || !('properties' in schema)) return [];
  const { properties = {}, required = [] } = schema;
  return Object.keys(properties).map((name) => (required.includes(name) ? `**\`${name}\`**` : `\`${name}\``));
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
