// One route as plain data: what it takes, answers and may fail with. Documents and handlers both come from it.
import type { Handler, Request, Response } from 'express';
import type { z } from 'zod';
import { isUnreadableValue } from './database-errors.ts';
import { requireOperator } from './operators.ts';
import { Problem, type ProblemCode } from './problems.ts';
import { readParams, readQuery } from './read-request.ts';
import type { ApiServices } from './services.ts';

/** Returned by a route that wrote to the response itself (an image, a page). */
export const answered = Symbol('answered');

interface RouteInput<Query, Params> {
  query: Query;
  params: Params;
  request: Request;
  response: Response;
  /** performance.now() when the request came in, for `tookMs`. */
  startedAt: number;
}

export interface RouteSpec<
  Query extends z.ZodObject,
  Params extends z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> {
  /** In OpenAPI's form: /api/products/{id} */
  path: string;
  id: string;
  tag: 'search' | 'catalogue' | 'operators' | 'service';
  summary: string;
  query: Query;
  params: Params;
  answer: Answer;
  /** Default application/json. */
  mediaType?: string;
  /** Codes beyond those that any route can answer with; see openapi.ts. */
  problems: ProblemCode[];
  /** What a path parameter that names nothing is answered with. */
  notFound?: ProblemCode;
  operatorsOnly?: boolean;
  answerTo(
    services: ApiServices,
    input: RouteInput<z.output<Query>, z.output<Params>>,
  ): Promise<z.input<Answer> | typeof answered>;
}

/** A route whose types have been checked, ready to be documented and mounted. */
export interface ApiRoute {
  spec: Omit<RouteSpec<z.ZodObject, z.ZodObject>, 'answerTo'>;
  handler(services: ApiServices): Handler;
}

export function defineRoute<Query extends z.ZodObject, Params extends z.ZodObject, Answer extends z.ZodType>(
  spec: RouteSpec<Query, Params, Answer>,
): ApiRoute {
  return {
    spec,
    handler: (services) => async (request, response) => {
      const startedAt = performance.now();
      if (spec.operatorsOnly === true) requireOperator(request, services.operatorToken);
      const params = readParams(spec.params, request.params, spec.notFound ?? 'route_not_found');
      const query = readQuery(spec.query, searchOf(request.url));
      const answer = await withinTime(
        services.answerWithinMs,
        spec.answerTo(services, { query, params, request, response, startedAt }),
      ).catch((error: unknown) => {
        throw query.cursor !== undefined && isUnreadableValue(error) ? inventedCursor(error) : error;
      });
      if (answer === answered) return;
      if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache');
      response.json(answer);
    },
  };
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
