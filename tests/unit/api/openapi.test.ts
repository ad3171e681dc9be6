// The document says what is mounted, in valid OpenAPI, with every error code; the table in the docs comes from it.
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../apps/api/openapi.ts';
import { problemCatalogue, problemCodes } from '../../../apps/api/problems.ts';
import { apiRoutes } from '../../../apps/api/routes.ts';
import { routesTable } from '../../../apps/api/routes-table.ts';

const document = openApiDocument(apiRoutes);
const text = JSON.stringify(document);

type PathItem = NonNullable<typeof document.paths>[string];
const operationsOf = ({ get, post, put, delete: remove }: PathItem) =>
  [get, post, put, remove].filter((operation) => operation !== undefined);

describe('the OpenAPI document', () => {
  it('has each route once, under a name of its own', () => {
    const ids = apiRoutes.map((route) => route.spec.id);
    expect(new Set(ids).size).toBe(apiRoutes.length);
    const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual(
      apiRoutes.map(({ spec }) => `${spec.method ?? 'get'} ${spec.path}`).sort(),
    );
  });

  it('refers only to components it has', () => {
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references)
      expect(document.components?.schemas).toHaveProperty(String(reference));
  });

  it('declares each path parameter of each path', () => {
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      for (const operation of operationsOf(item)) {
        const declared = (operation.parameters ?? []).flatMap((p) =>
          'in' in p && p.in === 'path' ? [p.name] : [],
        );
        expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      }
    }
  });

  it('says of every parameter what it is for', () => {
    for (const operation of Object.values(document.paths ?? {}).flatMap(operationsOf)) {
      for (const parameter of operation.parameters ?? []) {
        expect(parameter).toMatchObject({ description: expect.stringMatching(/./) });
      }
    }
  });

  it('documents limits as numbers, not as the text they arrive in', () => {
    const limit = document.paths?.['/api/search']?.get?.parameters?.find(
      (p) => 'name' in p && p.name === 'limit',
    );
    expect(limit).toMatchObject({
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 24 },
    });
  });

  it('documents no value as one kind that must be another', () => {
    expect(text).toContain('"type":"boolean"');
    expect(text).not.toMatch(/"enum":\["true","false"\]/);
    // A crop is an object in JSON; that a form may send it as text is not said with both at once.
    expect(text).not.toMatch(/"anyOf":\[[^\]]*\],"description":"[^"]*","type":/);
  });

  it('lets a form come without a photo', () => {
    const body = document.paths?.['/api/search']?.post?.requestBody;
    const content = body && 'content' in body ? body.content['multipart/form-data'] : undefined;
    const form = content && 'schema' in content ? content.schema : undefined;
    expect(form).toMatchObject({ properties: { photo: { type: 'string', format: 'binary' } } });
    expect(form).not.toHaveProperty('required');
  });

  it.each(problemCodes)('explains %s and lists it at a route that can answer it', (code) => {
    expect(document.info.description).toContain(`| \`${code}\` | ${problemCatalogue[code].status} |`);
    const listed = Object.values(document.paths ?? {})
      .flatMap(operationsOf)
      .some(({ responses }) => JSON.stringify(responses).includes(`\`${code}\``));
    // Nothing is mounted where route_not_found is answered.
    expect(listed).toBe(code !== 'route_not_found');
  });
});

describe('the table of routes', () => {
  const table = routesTable(document);

  it('has a row for each route, with its parameters', () => {
    expect(table.split('\n')).toHaveLength(apiRoutes.length + 2);
    expect(table).toContain(
      '| `GET /api/search` | Products that look like the words | **`q`** `limit` `cursor`',
    );
  });

  it('names the fields of a body, those that must be sent in bold', () => {
    expect(table).toContain('| body: `url` `shop` `mode` `settings` |');
    expect(table).toContain('| body: **`every`** `mode` `timeZone` |');
  });

  it('escapes what would break a cell', () => {
    const paths = { '/x': { get: { summary: 'a | b', responses: {} } } };
    expect(routesTable({ ...document, paths })).toContain('| a \\| b |');
  });
});
