// GET /api/photo: the photo at an address, for a page to show and to search with; pages themselves load from here only.
import { z } from 'zod';
import { shrinkPhoto } from '../../../clip/decode-photo.ts';
import { photoFault } from '../../composed/bad-part.ts';
import { fetchPhoto } from '../../composed/fetch-photo.ts';
import { photoUrl } from '../composed-parameters.ts';
import { answered, defineRoute } from '../define-route.ts';
import { noParams } from '../parameters.ts';
import { photoProblems } from '../photo-problems.ts';
import type { ApiServices } from '../services.ts';

// The models see 224 to 384 pixels: a crop of a third of this still fills them.
const longestSide = 1024;

export const photoRoute = defineRoute({
  path: '/api/photo',
  id: 'photo',
  tag: 'search',
  summary:
    'The photo at an address, at most 1,024 pixels wide and high, to show and crop before searching with it',
  query: z.strictObject({ url: photoUrl }),
  params: noParams,
  answer: z.string().meta({ override: { type: 'string', format: 'binary' } }),
  mediaType: 'image/webp',
  problems: [...photoProblems],
  async answerTo(services, { query, response }) {
    services.photoGate.enter(response);
    const photo = await services.photoGate.keepFor(response, readPhoto(query.url, services));
    // A shop may put another photo at the address; going back and forth in a search needs it once.
    response.set('Cache-Control', 'private, max-age=600').type('image/webp').send(photo);
    return answered;
  },
});

async function readPhoto(url: string, services: ApiServices): Promise<Buffer> {
  try {
    return await shrinkPhoto(await fetchPhoto(url, services), longestSide);
  } catch (error) {
    throw photoFault(error, 'url');
  }
}
