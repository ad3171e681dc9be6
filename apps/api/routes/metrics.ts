// GET /metrics: numbers for Prometheus.
import { z } from 'zod';
import { answered, defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';

export const metricsRoute = defineRoute({
  path: '/metrics',
  id: 'metrics',
  tag: 'service',
  summary: 'Requests, durations and catalogue sizes, for Prometheus',
  query: noQuery,
  params: noParams,
  answer: z.string(),
  mediaType: 'text/plain',
  problems: [],
  async answerTo({ metrics }, { response }) {
    const text = await metrics.text();
    response.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).send(text);
    return answered;
  },
});
