// Turns a request's JSON body into validated values, or throws the problem that says which field is wrong.
import express, { type Request, type Response } from 'express';
import type { z } from 'zod';
import { Problem, type ProblemCode } from './problems.ts';
import { codeOf } from './read-request.ts';

/** What operators send is a few lines; a site's definition is the longest of it. */
const largestBody = 100_000;

/** Compressed bodies are refused: nobody needs them, and they could unpack to anything. */
const parseJson = express.json({ limit: largestBody, inflate: false, type: 'application/json' });

/** @throws Problem */
export async function readBody<Schema extends z.ZodObject>(
  schema: Schema,
  request: Request,
  response: Response,
): Promise<z.output<Schema>> {
  await new Promise<void>((resolve, reject) =>
    parseJson(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(asProblem(error)),
    ),
  );
  if (request.body === undefined) {
    throw request.headers['content-type'] === undefined || request.is('application/json')
      ? new Problem('invalid_body', 'Send a JSON object as the body, with Content-Type: application/json.')
      : new Problem('unsupported_media_type', 'The body must be sent as application/json.');
  }
  return validBody(schema, request.body);
}

/** @throws Problem */
export function validBody<Schema extends z.ZodObject>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw problemOf(result.error.issues, body);
}

/** What the parser throws carries a `type` of its own. */
function asProblem(cause: unknown): Problem {
  const type = cause instanceof Error && 'type' in cause ? String(cause.type) : '';
  if (type === 'entity.too.large') {
    return new Problem('body_too_large', `The body has more than ${largestBody / 1000} kB.`, { cause });
  }
  return type === 'encoding.unsupported' || type === 'charset.unsupported'
    ? new Problem('unsupported_media_type', 'The body must be UTF-8 and not compressed.', { cause })
    : new Problem('invalid_body', 'The body is not JSON.', { cause });
}

function problemOf(issues: z.core.$ZodIssue[], body: unknown): Problem {
  const errors = issues.flatMap((issue) => {
    const at = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) =>
        error('unknown_parameter', [...at, key], 'is not a field of this route'),
      );
    if (at.length === 0 && issue.code !== 'custom')
      return [{ code: 'invalid_body' as const, parameter: '', detail: 'The body must be a JSON object' }];
    const isMissing = issue.code === 'invalid_type' && valueAt(body, issue.path) === undefined;
    return [
      isMissing ? error('missing_parameter', at, 'is missing') : error(codeOf(issue), at, issue.message),
    ];
  });
  const [first] = errors;
  if (first === undefined) return new Problem('invalid_body', 'The body is not valid.');
  return new Problem(first.code, `${errors.map(({ detail }) => detail).join('; ')}.`, {
    ...(first.parameter === '' ? {} : { parameter: first.parameter }),
    errors: errors.map(({ parameter, detail }) => ({ parameter, detail })),
  });
}

function error(code: ProblemCode, at: string[], what: string) {
  const parameter = at.join('.').slice(0, 100);
  return { code, parameter, detail: `${parameter} ${what}` };
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined,
    value,
  );
}
