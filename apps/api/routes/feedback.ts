// POST /api/feedback: what a shopper clicked or found unlike. GET: all of it, for operators.
import { once } from 'node:events';
import type { Response } from 'express';
import { z } from 'zod';
import { readFeedback, storeFeedback } from '../../../catalog/feedback/feedback.ts';
import { answered, defineRoute } from '../define-route.ts';
import { feedbackBody } from '../feedback-schemas.ts';
import { noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { requestIdOf } from '../request-log.ts';
import { productNotFound } from './product.ts';

export const feedbackRoute = defineRoute({
  method: 'post',
  path: '/api/feedback',
  id: 'feedback',
  tag: 'search',
  summary: 'Say that a product was clicked, or is not like what was asked for; nothing of the sender is kept',
  query: noQuery,
  params: noParams,
  body: feedbackBody,
  answer: z.null(),
  statuses: { 204: 'Taken' },
  problems: ['feedback_off', 'too_much_feedback', 'product_not_found'],
  async answerTo({ db, feedback }, { body, response }) {
    if (!feedback.isOn) throw new Problem('feedback_off', 'The operator has not switched feedback on.');
    if (!feedback.limit.take()) {
      throw new Problem('too_much_feedback', 'There is more feedback than is taken; leave this one out.', {
        headers: { 'Retry-After': '1' },
      });
    }
    if (!(await storeFeedback(db, body))) throw productNotFound(body.productId);
    response.status(204).end();
    return answered;
  },
});

export const exportFeedbackRoute = defineRoute({
  path: '/api/feedback',
  id: 'exportFeedback',
  tag: 'operators',
  summary: 'All feedback, oldest first, one JSON document a line',
  query: noQuery,
  params: noParams,
  answer: z.string(),
  mediaType: 'application/x-ndjson',
  problems: [],
  operatorsOnly: true,
  async answerTo({ db, logger }, { request, response }) {
    const rows = readFeedback(db);
    // Before anything is sent, a database that is gone can still be said.
    const first = await rows.next();
    response.status(200).type('application/x-ndjson').set('Cache-Control', 'no-store');
    if (request.method === 'HEAD' || first.done) response.end();
    // Not awaited: an answer must come within seconds, this one takes as long as it is.
    else
      sendLines(response, first.value, rows).catch((error: unknown) => {
        logger.error({ err: error, requestId: requestIdOf(response) }, 'sending the feedback failed');
        // Cut off, so that nobody takes the half for all of it.
        response.destroy();
      });
    return answered;
  },
});

async function sendLines(response: Response, first: unknown, rows: AsyncIterable<unknown>): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.write(`${JSON.stringify(first)}\n`);
  for await (const row of rows) {
    if (gone.signal.aborted) return;
    // A client that does not read must not fill our memory.
    if (!response.write(`${JSON.stringify(row)}\n`))
      await once(response, 'drain', { signal: gone.signal }).catch(() => undefined); // gone: the loop ends
  }
  response.end();
}
