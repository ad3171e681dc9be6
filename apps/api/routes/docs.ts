// GET /api/openapi.json and /api/docs: the API described for programs and for people.
import { z } from 'zod';
import { answered, defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';

export const openApiRoute = defineRoute({
  path: '/api/openapi.json',
  id: 'openapi',
  tag: 'service',
  summary: 'This description, as OpenAPI 3.1',
  query: noQuery,
  params: noParams,
  answer: z.looseObject({ openapi: z.string() }),
  problems: [],
  answerTo: ({ document }) => Promise.resolve({ ...document }),
});

export const docsRoute = defineRoute({
  path: '/api/docs',
  id: 'docs',
  tag: 'service',
  summary: 'This description, as a page to read and try out',
  query: noQuery,
  params: noParams,
  answer: z.string(),
  mediaType: 'text/html',
  problems: [],
  async answerTo({ basePath }, { response }) {
    response.set('Cache-Control', 'no-cache').type('html').send(page(basePath));
    return answered;
  },
});

const page = (basePath: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lookalike API</title>
    <link rel="stylesheet" href="${basePath}/api/docs/swagger-ui.css">
    <link rel="icon" href="${basePath}/api/docs/favicon-32x32.png">
    <script src="${basePath}/api/docs/swagger-ui-bundle.js" defer></script>
    <script src="${basePath}/api/docs/start.js" defer></script>
  </head>
  <body>
    <main id="docs">
      <noscript>This page needs JavaScript; <a href="${basePath}/api/openapi.json">the description itself</a> does not.</noscript>
    </main>
  </body>
</html>
`;
