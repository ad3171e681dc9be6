// Asks for products that look like a photo, beside whatever words and products are asked for: the photo is sent along.
import type { AskedPhoto } from '../address/asked.ts';
import type { Narrowing } from '../address/narrowing.ts';
import type { ResultPage } from '../api/answers.ts';
import { readPage, requestJson } from '../api/api.ts';
import { type PageWish, resultParams, type Subject } from '../api/question.ts';
import { inTurn } from './in-turn.ts';
import { loadPhoto } from './load-photo.ts';

type PhotoSearch = Subject & { kind: 'search'; photo: AskedPhoto };

/** Takes what `fetchResults` takes, and throws what it throws. */
export async function fetchPhotoResults(
  subject: PhotoSearch,
  narrowing: Narrowing,
  cursor: string | null,
  signal: AbortSignal,
  wish: PageWish = {},
): Promise<ResultPage> {
  const { source, weight, crop } = subject.photo;
  const params = resultParams(subject, narrowing, cursor, wish);
  const image = { weight, ...(crop ? { crop } : {}) };
  const form = new FormData();
  form.set('photo', await loadPhoto(source, signal), 'photo');
  form.set('query', JSON.stringify({ ...fieldsOf(params), image }));
  return readPage(await inTurn(signal, () => requestJson('/api/search', { method: 'POST', body: form })));
}

/** The same names and values as in an address; a name that stands there several times has a list. */
function fieldsOf(params: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
