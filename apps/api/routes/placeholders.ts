// GET /api/placeholders and PUT /api/placeholders/{sha256}: pictures that are no photos of products, for operators.
import { z } from 'zod';
import type { Queryable } from '../../../catalog/database/database.ts';
import {
  findLookOfImage,
  listPlaceholders,
  type Placeholder,
  setPlaceholder,
} from '../../../catalog/looks/placeholders.ts';
import { imagePath } from '../../../catalog/products/product-rows.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { imageParams, limit, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';

export const placeholder = z
  .strictObject({
    sha256: z.string().meta({ description: 'Of one of its images, by which it is named here.' }),
    image: z.string().nullable().meta({ description: 'Address of the thumbnail here.' }),
    placeholder: z.boolean().meta({ description: 'false: an operator said that it is a photo.' }),
    reason: z.string().nullable(),
    judgedBy: z.enum(['rule', 'operator']),
    judgedAt: z.iso.datetime(),
    products: z.int().meta({ description: 'How many products use it.' }),
    titles: z.array(z.string()).meta({ description: 'The titles of up to three of them.' }),
  })
  .meta({ id: 'Placeholder' });

export const placeholdersRoute = defineRoute({
  path: '/api/placeholders',
  id: 'placeholders',
  tag: 'operators',
  summary: 'Pictures that are no photos of products, such as "image coming soon", the latest verdict first',
  query: z.strictObject({ limit }),
  params: noParams,
  answer: z.strictObject({ placeholders: z.array(placeholder) }),
  problems: [],
  operatorsOnly: true,
  async answerTo({ db }, { query }) {
    const found = await listPlaceholders(db, { limit: query.limit });
    return { placeholders: found.map(answerOf) };
  },
});

export const setPlaceholderRoute = defineRoute({
  method: 'put',
  path: '/api/placeholders/{sha256}',
  id: 'setPlaceholder',
  tag: 'operators',
  summary: 'Say that a picture, and every copy of it, is a placeholder or is none; this holds for ever',
  query: noQuery,
  params: imageParams,
  body: z.strictObject({
    placeholder: z.boolean('must be true or false').meta({ description: 'Whether it is never ranked.' }),
  }),
  answer: placeholder,
  problems: ['image_not_found'],
  notFound: 'image_not_found',
  operatorsOnly: true,
  async answerTo({ db }, { params, body }) {
    const lookId = await findLookOfImage(db, params.sha256);
    if (lookId === null) throw noImage(params.sha256);
    await setPlaceholder(db, lookId, { placeholder: body.placeholder, judgedBy: 'operator', reason: null });
    return answerOf(await existing(db, { lookId, sha256: params.sha256 }));
  },
});

async function existing(db: Queryable, named: { lookId: number; sha256: string }): Promise<Placeholder> {
  const [found] = await listPlaceholders(db, { lookId: named.lookId });
  if (!found) throw noImage(named.sha256);
  return found;
}

const noImage = (sha256: string) =>
  new Problem('image_not_found', `There is no image ${sha256} of which the look is known.`, {
    parameter: 'sha256',
  });

function answerOf({ lookId: _, judgedAt, ...found }: Placeholder) {
  return { ...found, image: imagePath(found.sha256), judgedAt: isoTime(judgedAt) };
}
