// What a search request asks for, as the parts of one composed query, resolved to the vector that is searched with.
import type { z } from 'zod';
import { BadQuery } from '../../clip/compose/bad-query.ts';
import { mostParts, parseQuery, type QueryPart } from '../../clip/compose/query-syntax.ts';
import {
  type ComposedQuery,
  type PhotoPart,
  type ProductPart,
  type ResolvedQuery,
  resolveQuery,
} from '../composed/composed-query.ts';
import type { searchBody } from './composed-parameters.ts';
import { Problem } from './problems.ts';
import { embeddedParts } from './query-vector.ts';
import type { ApiServices } from './services.ts';

type Body = Pick<
  z.output<typeof searchBody>,
  'q' | 'texts' | 'image' | 'like' | 'unlike' | 'vector' | 'model'
>;

/**
 * @param photo the file of the form, or null
 * @throws Problem and BadPart (apps/composed/bad-part.ts)
 */
export async function resolveBody(
  services: ApiServices,
  body: Body,
  photo: Uint8Array | null = null,
): Promise<ResolvedQuery> {
  const query = { ...composedQueryOf(body, photo), embedded: embeddedParts(services, body) };
  requireParts(query);
  return resolveQuery(query, { ...services, embedText: (text) => services.textVectors.embed(text) });
}

function composedQueryOf(body: Body, photo: Uint8Array | null): ComposedQuery {
  const typed = body.q === undefined ? [] : readSyntax(body.q);
  return {
    texts: [
      ...typed.flatMap((part) => ('text' in part ? [{ ...part, name: 'q' }] : [])),
      ...(body.texts ?? []).map((part, i) => ({ ...part, name: `texts.${i}` })),
    ],
    products: [
      ...typed.flatMap((part) => ('productId' in part ? [{ ...part, name: 'q' }] : [])),
      ...(body.like ?? []).map((part, i) => productPart(part, 1, `like.${i}`)),
      ...(body.unlike ?? []).map((part, i) => productPart(part, -1, `unlike.${i}`)),
    ],
    photos: photoParts(body.image, photo),
  };
}

function readSyntax(q: string): QueryPart[] {
  try {
    return parseQuery(q);
  } catch (cause) {
    if (!(cause instanceof BadQuery)) throw cause;
    throw new Problem('invalid_query', `q ${cause.reason}.`, { parameter: 'q', cause });
  }
}

type Product = NonNullable<Body['like']>[number];

function productPart({ id, weight, ...which }: Product, sign: 1 | -1, name: string): ProductPart {
  return { ...which, productId: id, weight: sign * weight, name };
}

/** The photo of a request: its file, or what is fetched from an address. */
export function photoParts(image: Body['image'], photo: Uint8Array | null): PhotoPart[] {
  const { url, weight = 1, crop } = image ?? {};
  if (url !== undefined && photo) {
    throw new Problem('invalid_parameter', 'image.url can not be sent beside a photo; send one of them.', {
      parameter: 'image.url',
    });
  }
  if (photo) return [{ source: { bytes: photo }, weight, crop, name: 'photo' }];
  if (url !== undefined) return [{ source: { url }, weight, crop, name: 'image' }];
  if (image === undefined) return [];
  throw new Problem('missing_parameter', 'image.url is missing, and no photo was sent as a file.', {
    parameter: 'image.url',
  });
}

function requireParts({ texts, products, photos, embedded = [] }: ComposedQuery): void {
  const parts = [...texts, ...products, ...photos, ...embedded];
  if (parts.length > mostParts) {
    throw new Problem(
      'invalid_parameter',
      `The query has ${parts.length} parts; at most ${mostParts} are taken.`,
      {
        parameter: parts[mostParts]?.name ?? 'q',
      },
    );
  }
  if (parts.length > 0) return;
  throw new Problem(
    'missing_parameter',
    'Nothing to look for: send q, texts, image, a photo, a vector or like.',
    {
      parameter: 'q',
    },
  );
}
