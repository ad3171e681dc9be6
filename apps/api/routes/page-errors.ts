// POST /api/page-errors: a script of the pages failed in somebody's browser. It goes to the log and is counted.
import { z } from 'zod';
import { answered, defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';

export const pageErrorKinds = ['error', 'rejection', 'crash'] as const;

const pageErrorBody = z.strictObject({
  kind: z.enum(pageErrorKinds, 'must be error, rejection or crash').meta({
    description: 'An uncaught error, an unhandled rejection, or a page that could not be drawn.',
  }),
  message: z.string().min(1).max(500),
  stack: z
    .string()
    .max(4_000)
    .nullable()
    .default(null)
    .meta({ description: 'Where in our scripts it happened; null if the browser does not say.' }),
  page: z
    .string()
    .regex(/^\/[^?#]{0,199}$/, 'must be a path without a query')
    .meta({ description: 'Path of the page. Not its query: that is what somebody searched for.' }),
});

export const pageErrorsRoute = defineRoute({
  method: 'post',
  path: '/api/page-errors',
  id: 'reportPageError',
  tag: 'service',
  summary: 'Report a script of the pages that failed; it is logged and counted, with nothing of the sender',
  query: noQuery,
  params: noParams,
  body: pageErrorBody,
  answer: z.null(),
  statuses: { 204: 'Taken' },
  problems: ['too_many_page_errors'],
  async answerTo({ logger, metrics, pageErrorLimit }, { body, response }) {
    if (!pageErrorLimit.take()) {
      throw new Problem('too_many_page_errors', 'More pages fail than are logged; leave this one out.', {
        headers: { 'Retry-After': '10' },
      });
    }
    metrics.countPageError(body.kind);
    // Anybody can send anything: it stands in fields of its own, which the logger escapes, never in the message.
    logger.warn({ pageError: body }, 'a page failed in a browser');
    response.status(204).end();
    return answered;
  },
});
