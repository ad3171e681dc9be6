// GET /api/about: what a page or a program should know of this service before it asks.
import packageJson from '../../../package.json' with { type: 'json' };
import { defineRoute } from '../define-route.ts';
import { aboutAnswer } from '../feedback-schemas.ts';
import { noParams, noQuery } from '../parameters.ts';

export const aboutRoute = defineRoute({
  path: '/api/about',
  id: 'about',
  tag: 'service',
  summary: 'Version, model, and whether feedback is taken',
  query: noQuery,
  params: noParams,
  answer: aboutAnswer,
  problems: [],
  async answerTo({ modelId, feedback }) {
    return { version: packageJson.version, model: modelId, feedback: feedback.isOn };
  },
});
