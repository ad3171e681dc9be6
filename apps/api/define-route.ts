// One route as plain data: what it takes, answers and may fail with. Documents and handlers both come from it.
import type { Handler, Request, Response } from 'express';
import type { z } from 'zod';
import { isUnreadableValue } from './database-errors.ts';
import { requireOperator } from './operators.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { readBody, validBody } from './read-body.ts';
import { isForm, readForm } from './read-form.ts';
import { readParams, readQuery } from './read-request.ts';
import { sendJson } from './send-json.ts';
import type { ApiServices } from './services.ts';

/** Returned by a route that wrote to the response itself (an image, a page). */
export const answered = Symbol('answered');

export type Method = 'get' | 'post' | 'put' | 'delete';

interface RouteInput<Query, Params, Body> {
  query: Query;
  params: Params;
  body: Body;
  /** The file of a form, where the route takes one. */
  photo: Uint8Array | null;
  request: Request;
  response: Response;
  /** performance.now() when the request came in, for `tookMs`. */
  startedAt: number;
}

export interface RouteSpec<
  Query extends z.ZodObject,
  Params extends z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
  Body extends z.ZodObject = z.ZodObject,
> {
  /** Default get. */
  method?: Method;
  /** In OpenAPI's form: /api/products/{id} */
  path: string;
  id: string;
  tag: 'search' | 'catalogue' | 'operators' | 'service';
  summary: string;
  query: Query;
  params: Params;
  /** What is sent as JSON; left out, nothing is read. */
  body?: Body;
  /** The body may also be a form with a file `photo`. */
  takesPhoto?: boolean;
  answer: Answer;
  /** Its statuses, each with when it is answered; default 200. The route sets another than 200 itself. */
  statuses?: Readonly<Record<`${number}`, string>>;
  /** Default application/json. */
  mediaType?: string;
  /** What it sends instead as server-sent events, when it is asked to. */
  events?: z.ZodType;
  /** How long an answer may take; default what the service allows. */
  withinMs?: number;
  /** Codes beyond those that any route can answer with; see openapi.ts. */
  problems: ProblemCode[];
  /** What a path parameter that names nothing is answered with. */
  notFound?: ProblemCode;
  operatorsOnly?: boolean;
  answerTo(
    services: ApiServices,
    input: RouteInput<z.output<Query>, z.output<Params>, z.output<Body>>,
  ): Promise<z.input<Answer> | typeof answered>;
}

/** A route whose types have been checked, ready to be documented and mounted. */
export interface ApiRoute {
  spec: Omit<RouteSpec<z.ZodObject, z.ZodObject>, 'answerTo'>;
  /** @param now what each request gets, for as long as it lasts */
  handler(now: () => ApiServices): Handler;
}

export function defineRoute<
  Query extends z.ZodObject,
  Params extends z.ZodObject,
  Answer extends z.ZodType,
  Body extends z.ZodObject,
>(spec: RouteSpec<Query, Params, Answer, Body>): ApiRoute {
  return {
    spec,
    handler: (now) => async (request, response) => {
      const startedAt = performance.now();
      const services = now();
      if (spec.operatorsOnly === true) requireOperator(request, services.operatorToken);
      const params = readParams(spec.params, request.params, spec.notFound ?? 'route_not_found');
      const query = readQuery(spec.query, searchOf(request.url));
      const { body, photo } = await readSent(spec, services, request, response);
      const answer = await withinTime(
        spec.withinMs ?? services.answerWithinMs,
        spec.answerTo(services, { query, params, body, photo, request, response, startedAt }),
      ).catch((error: unknown) => {
        throw query.cursor !== undefined && isUnreadableValue(error) ? inventedCursor(error) : error;
      });
      if (answer === answered) return;
      if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache');
      await sendJson(request, response, { answer, basePath: services.basePath });
    },
  };
}

async function readSent<Body extends z.ZodObject>(
  spec: { body?: Body; takesPhoto?: boolean },
  services: ApiServices,
  request: Request,
  response: Response,
): Promise<{ body: z.output<Body>; photo: Uint8Array | null }> {
  // Without a schema nothing is read, and nobody looks at it.
  if (!spec.body) return { body: {} as z.output<Body>, photo: null };
  if (spec.takesPhoto === true && isForm(request)) {
    services.photoGate.enter(response);
    const { fields, photo } = await readForm(request);
    return { body: validBody(spec.body, fields), photo };
  }
  return { body: await readBody(spec.body, request, response), photo: null };
}

/** Milliseconds since the request came in, to a tenth. */
export function tookMs(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}

/** Cursors are not signed: a made-up one gets as far as the database, which can not read what is in it. */
function inventedCursor(cause: unknown): Problem {
  return new Problem('invalid_cursor', 'cursor was not given out by this route; start again without it.', {
    parameter: 'cursor',
    cause,
  });
}

async function withinTime<T>(limitMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Problem('timed_out', `There was no answer within ${limitMs / 1000} seconds.`));
    }, limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
