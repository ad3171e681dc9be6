// Gives every request an id, and counts and logs it when its answer has gone out.
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Metrics } from './metrics.ts';
import type { ApiLogger } from './services.ts';
import { askedOf, isTimed, type SlowRequests } from './slow-requests.ts';

const idHeader = 'X-Request-Id';
const countedMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The id under which the log has this request. */
export function requestIdOf(response: Response): string | undefined {
  const id = response.getHeader(idHeader);
  return typeof id === 'string' ? id : undefined;
}

interface Listeners {
  metrics: Metrics;
  slowRequests: SlowRequests;
  logger: ApiLogger;
}

export function requestLog({ metrics, slowRequests, logger }: Listeners): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.set(idHeader, randomUUID());
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      // Names the client makes up would be a new series each: one word stands for all of them.
      const method = countedMethods.has(request.method) ? request.method : 'other';
      const route = typeof request.route?.path === 'string' ? request.route.path : 'other';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.observe({ method, route, status, seconds });
      const ms = Math.round(seconds * 1e4) / 10;
      if (isTimed(route)) {
        const { plan = null } = response.locals;
        slowRequests.note({ at: new Date(), method, route, asked: askedOf(request), ms, status, plan });
      }
      logger.debug({ requestId: requestIdOf(response), method, route, status, ms }, 'request');
    });
    next();
  };
}
