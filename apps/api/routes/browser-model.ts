// GET /api/browser-model: the model for the visitor's own machine. GET /api/browser-model/{sha256}: its files.
import { z } from 'zod';
import { browserModelAnswer, describeBrowserModel, readBrowserModelFile } from '../browser-model.ts';
import { answered, defineRoute } from '../define-route.ts';
import { imageParams, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';

export const browserModelRoute = defineRoute({
  path: '/api/browser-model',
  id: 'browserModel',
  tag: 'search',
  summary: 'The model that runs in a browser, for searching with photos that are never uploaded',
  query: noQuery,
  params: noParams,
  answer: browserModelAnswer,
  problems: [],
  answerTo: ({ modelId, basePath }) => describeBrowserModel(modelId, basePath),
});

export const browserModelFileRoute = defineRoute({
  path: '/api/browser-model/{sha256}',
  id: 'browserModelFile',
  tag: 'search',
  summary: 'One of its files',
  query: noQuery,
  params: imageParams,
  answer: z.string().meta({ override: { type: 'string', format: 'binary' } }),
  mediaType: 'application/octet-stream',
  problems: [],
  async answerTo(_services, { params, request, response }) {
    const entityTag = `"${params.sha256}"`;
    if (request.headers['if-none-match']?.includes(entityTag) === true) {
      response.status(304).set({ ETag: entityTag, 'Cache-Control': immutable }).end();
      return answered;
    }
    const bytes = await readBrowserModelFile(params.sha256);
    if (bytes === null) throw new Problem('route_not_found', 'The model has no such file.');
    response
      .set({ ETag: entityTag, 'Cache-Control': immutable })
      .type('application/octet-stream')
      .send(bytes);
    return answered;
  },
});

const immutable = 'public, max-age=31536000, immutable';
