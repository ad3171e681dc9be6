// Turns whatever a request threw into a coded problem; what was unexpected goes to the log, never to the client.
import type { ErrorRequestHandler } from 'express';
import { InvalidCursor } from '../../catalog/search/cursors.ts';
import { BadPart } from '../composed/bad-part.ts';
import { ItemsProblem } from '../items/search-items.ts';
import { isDatabaseUnreachable } from './database-errors.ts';
import { Problem, sendProblem } from './problems.ts';
import { requestIdOf } from './request-log.ts';
import type { ApiServices } from './services.ts';

export function errorHandler({
  logger,
  basePath,
}: Pick<ApiServices, 'logger' | 'basePath'>): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const problem = problemFor(error);
    const requestId = requestIdOf(response);
    if (problem.status >= 500) {
      const fields = {
        err: error,
        code: problem.code,
        requestId,
        method: request.method,
        path: request.path,
      };
      if (problem.code === 'internal_error') logger.error(fields, 'a request failed unexpectedly');
      else logger.warn(fields, problem.message);
    }
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem, { requestId, basePath });
  };
}

function problemFor(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidCursor) {
    return new Problem(
      'invalid_cursor',
      'cursor was not given out for this question; start again without it.',
      {
        parameter: 'cursor',
        cause: error,
      },
    );
  }
  if (error instanceof BadPart) return problemOfPart(error);
  if (error instanceof ItemsProblem) return problemOfItems(error);
  if (isDatabaseUnreachable(error)) {
    return new Problem('database_unavailable', 'The catalogue can not be reached just now.', {
      cause: error,
    });
  }
  if (isClientError(error)) {
    return new Problem('route_not_found', 'Nothing is served at this address.', { cause: error });
  }
  return new Problem('internal_error', 'Something went wrong on the server; its log says what.', {
    cause: error,
  });
}

function problemOfPart(cause: BadPart): Problem {
  const { code, parameter } = cause;
  if (code === 'encoder_failed') return new Problem('encoder_unavailable', cause.message, { cause });
  return new Problem(code, cause.message, { cause, ...(parameter === undefined ? {} : { parameter }) });
}

function problemOfItems(cause: ItemsProblem): Problem {
  const parameters = { collection_not_found: 'collection', item_not_found: 'id', items_not_embedded: null };
  const parameter = parameters[cause.code];
  return new Problem(cause.code, cause.message, { cause, ...(parameter === null ? {} : { parameter }) });
}

/** What Express and its file server throw for a path they can not serve. */
function isClientError(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
