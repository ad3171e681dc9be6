// Turns a request's address into validated values, or throws the problem that says which parameter is wrong.
import type { z } from 'zod';
import { isList } from './parameters.ts';
import { Problem, type ProblemCode, problemCatalogue } from './problems.ts';

/**
 * The parameters of an address as the schema's output.
 * `search` is what follows the path: '' or '?a=1&b=2'. Throws a 400 Problem naming the parameter.
 */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, search: string): z.output<Schema> {
  const raw = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const before = raw.get(name);
    if (Object.hasOwn(schema.shape, name) && isList(schema.shape[name]))
      raw.set(name, [...(before ?? []), value]);
    else if (before !== undefined) throw invalid(name, 'was sent twice; send it once');
    else raw.set(name, value);
  }
  // A null prototype: a parameter named __proto__ is a name like any other here.
  const values: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of raw) values[name] = value;
  const unknown = [...raw.keys()].filter((name) => !Object.hasOwn(schema.shape, name));
  if (unknown.length > 0) throw unknownParameters(unknown, Object.keys(schema.shape));
  const result = schema.safeParse({ ...values });
  if (result.success) return result.data;
  throw problemOf(result.error.issues, values);
}

/** The path's own parameters; one that does not fit names nothing, so the answer is the route's 404. */
export function readParams<Schema extends z.ZodObject>(
  schema: Schema,
  raw: Record<string, unknown>,
  notFound: ProblemCode,
): z.output<Schema> {
  const result = schema.safeParse({ ...raw });
  if (result.success) return result.data;
  const name = String(result.error.issues[0]?.path[0] ?? 'id');
  throw new Problem(notFound, `${problemCatalogue[notFound].title}: ${quote(raw[name])}.`, {
    parameter: name,
  });
}

/** Throws a 400 Problem if an address is not percent-encoded UTF-8, which lenient parsers would guess at. */
export function refuseMalformedUrl(url: string): void {
  let decoded: string;
  try {
    decoded = decodeURIComponent(url);
  } catch (cause) {
    throw new Problem('malformed_url', 'The address is not valid percent-encoded UTF-8.', { cause });
  }
  if (decoded.includes('\0')) throw new Problem('malformed_url', 'The address holds a null character.');
}

function problemOf(issues: z.core.$ZodIssue[], values: Record<string, string | string[]>): Problem {
  const errors = issues.map((issue) => {
    const parameter = String(issue.path[0] ?? '');
    const value = values[parameter];
    if (value === undefined) {
      return { code: 'missing_parameter' as const, parameter, detail: `${parameter} is missing` };
    }
    const code = codeOf(issue);
    const shown = code === 'invalid_parameter' ? `, not ${quote(value)}` : '';
    return { code, parameter, detail: `${parameter} ${issue.message}${shown}` };
  });
  const [first] = errors;
  if (first === undefined) return new Problem('invalid_parameter', 'The query is not valid.');
  return new Problem(first.code, `${errors.map((error) => error.detail).join('; ')}.`, {
    parameter: first.parameter,
    errors: errors.map(({ parameter, detail }) => ({ parameter, detail })),
  });
}

/** Schemas name a code of their own in `params`; everything else is an invalid parameter. */
export function codeOf(issue: z.core.$ZodIssue): ProblemCode {
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof code === 'string' && Object.hasOwn(problemCatalogue, code)
    ? (code as ProblemCode) // just checked to be one of the catalogue's keys
    : 'invalid_parameter';
}

function unknownParameters(unknown: string[], known: string[]): Problem {
  const names = unknown.map(quote).join(', ');
  const hint = known.length === 0 ? 'This route takes none' : `This route takes ${known.join(', ')}`;
  return new Problem('unknown_parameter', `Unknown parameter ${names}. ${hint}.`, {
    parameter: clip(unknown[0] ?? ''),
    errors: unknown.map((name) => ({ parameter: clip(name), detail: 'is not a parameter of this route' })),
  });
}

function invalid(parameter: string, what: string): Problem {
  return new Problem('invalid_parameter', `${clip(parameter)} ${what}.`, { parameter: clip(parameter) });
}

function quote(value: unknown): string {
  return JSON.stringify(clip(String(value)));
}

/** Input is repeated in answers so that it can be recognised, never at full length. */
function clip(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 60)}…`;
}
