// GET /images/{sha256}.webp: a thumbnail, which never changes under its address.
import { z } from 'zod';
import { readThumbnail } from '../../../catalog/photos/photos.ts';
import { answered, defineRoute } from '../define-route.ts';
import { imageParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';

export const imageRoute = defineRoute({
  path: '/images/{sha256}.webp',
  id: 'image',
  tag: 'catalogue',
  summary: 'Thumbnail of a photo',
  query: noQuery,
  params: imageParams,
  answer: z.string().meta({ override: { type: 'string', format: 'binary' } }),
  mediaType: 'image/webp',
  problems: ['image_not_found'],
  notFound: 'image_not_found',
  async answerTo({ db }, { params, request, response }) {
    const entityTag = `"${params.sha256}"`;
    // The address names the bytes: whoever holds them need not make us read them again.
    if (request.headers['if-none-match']?.includes(entityTag) === true) {
      response.status(304).set({ ETag: entityTag, 'Cache-Control': immutable }).end();
      return answered;
    }
    const thumbnail = await readThumbnail(db, params.sha256);
    if (thumbnail === null) throw new Problem('image_not_found', 'No image is stored under this address.');
    response.set({ ETag: entityTag, 'Cache-Control': immutable }).type('image/webp').send(thumbnail);
    return answered;
  },
});

const immutable = 'public, max-age=31536000, immutable';
