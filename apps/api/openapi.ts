// Writes the OpenAPI 3.1 document from the routes and the schemas that validate their requests.
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverrideContext,
} from 'zod-openapi';
import packageJson from '../../package.json' with { type: 'json' };
import type { ApiRoute } from './define-route.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { type ProblemCode, problemCatalogue, problemCodes, statusLine } from './problems.ts';
import { problemAnswer } from './schemas.ts';

/** @param basePath the path prefix that the routes live under */
export function openApiDocument(routes: readonly ApiRoute[], basePath = ''): OpenApiDocument {
  const servers = basePath === '' ? {} : { servers: [{ url: basePath }] };
  return createDocument({ ...contentsOf(routes), ...servers }, { override: forgetText });
}

const toldOfText = ['description', 'default', 'example'];

/**
 * What arrives as text is documented as what it means. The pattern or the words it is read by would stay beside that:
 * a boolean that must be one of two strings is a schema that nothing fits.
 */
function forgetText({ zodSchema, jsonSchema }: ZodOpenApiOverrideContext): void {
  const shown: unknown = z.globalRegistry.get(zodSchema)?.override;
  if (typeof shown !== 'object' || shown === null || !('type' in shown || 'anyOf' in shown)) return;
  for (const key of Object.keys(jsonSchema))
    if (!toldOfText.includes(key)) delete (jsonSchema as Record<string, unknown>)[key];
}

function contentsOf(routes: readonly ApiRoute[]): ZodOpenApiObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lookalike',
      version: packageJson.version,
      license: { name: packageJson.license },
      description: [
        'Finds products that look alike, by words or by likeness.',
        'Errors are problem details (RFC 9457) with a stable `code`:',
        '',
        '| code | status | meaning |',
        '|---|---|---|',
        ...problemCodes.map((code) => {
          const { status, meaning } = problemCatalogue[code];
          return `| \`${code}\` | ${status} | ${meaning} |`;
        }),
      ].join('\n'),
    },
    tags: [
      { name: 'search', description: 'Find products by words or by likeness' },
      { name: 'catalogue', description: 'Browse what there is' },
      {
        name: 'operators',
        description: 'How scraping goes; from this machine only, or with the operator token',
      },
      { name: 'service', description: 'Probes, numbers and this description' },
    ],
    paths: Object.fromEntries(
      [...Map.groupBy(routes, ({ spec }) => spec.path)].map(([path, ofPath]) => [
        path,
        Object.fromEntries(ofPath.map((route) => [route.spec.method ?? 'get', operation(route)])),
      ]),
    ),
    components: { securitySchemes: { operatorToken: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation({ spec }: ApiRoute): ZodOpenApiOperationObject {
  return {
    operationId: spec.id,
    tags: [spec.tag],
    summary: spec.summary,
    requestParams: { path: spec.params, query: spec.query },
    // {} says that without a configured token none is needed (on loopback).
    ...(spec.operatorsOnly === true ? { security: [{ operatorToken: [] }, {}] } : {}),
    ...(spec.body ? { requestBody: { required: true, content: contentOf(spec, spec.body) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(spec.statuses ?? { 200: 'OK' }).map(([status, description]) => [
          status,
          {
            description,
            content: {
              [spec.mediaType ?? 'application/json']: { schema: spec.answer },
              ...(spec.events ? { 'text/event-stream': { schema: spec.events } } : {}),
            },
          },
        ]),
      ),
      ...problemResponses(problemCodesOf(spec)),
    },
  };
}

function contentOf(spec: ApiRoute['spec'], body: z.ZodObject): ZodOpenApiContentObject {
  const json = { 'application/json': { schema: body } };
  if (spec.takesPhoto !== true) return json;
  const query = body
    .optional()
    .meta({ description: 'As the JSON body; its plain fields may be fields of the form.' });
  const photo = z
    .string()
    .meta({ description: 'The file, 20 MB at most.', override: { type: 'string', format: 'binary' } });
  return { ...json, 'multipart/form-data': { schema: z.object({ photo: photo.optional(), query }) } };
}

/** What this route can answer with beside its answer, the codes common to all included. */
function problemCodesOf(spec: ApiRoute['spec']): ProblemCode[] {
  const parameters = Object.keys(spec.query.shape).length > 0 || spec.body !== undefined;
  const isChange = (spec.method ?? 'get') !== 'get';
  return [
    'unknown_parameter',
    'malformed_url',
    ...(parameters ? (['missing_parameter', 'invalid_parameter'] as const) : []),
    ...(spec.operatorsOnly === true
      ? (['operator_token_required', 'operator_only_on_loopback'] as const)
      : []),
    ...(spec.operatorsOnly === true && isChange ? (['cross_site_request'] as const) : []),
    ...(spec.body ? (['invalid_body', 'body_too_large', 'unsupported_media_type'] as const) : []),
    ...spec.problems,
    'method_not_allowed',
    'internal_error',
    'database_unavailable',
    'timed_out',
  ];
}

function problemResponses(codes: ProblemCode[]): ZodOpenApiOperationObject['responses'] {
  const byStatus = Map.groupBy(codes, (code) => problemCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: `${statusLine(status)}: ${ofStatus.map((code) => `\`${code}\``).join(', ')}`,
        content: { 'application/problem+json': { schema: problemAnswer } },
      },
    ]),
  );
}
