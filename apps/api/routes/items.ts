// GET, PUT and DELETE /api/collections/{name}/items: the texts and photos that were embedded into a collection.
import { removeItems } from '../../../catalog/items/items.ts';
import { listItems } from '../../../catalog/items/list-items.ts';
import { createCollection, UnusableName } from '../../../catalog/products/collections.ts';
import { decodeCursor, encodeCursor, queryShape } from '../../../catalog/search/cursors.ts';
import { UnusablePhoto } from '../../../clip/decode-photo.ts';
import { photoFault } from '../../composed/bad-part.ts';
import { fetchPhoto } from '../../composed/fetch-photo.ts';
import type { PhotoVectors } from '../../composed/photo-vectors.ts';
import { embedEntries } from '../../items/embed-entries.ts';
import type { ItemEmbedder } from '../../items/item-embedder.ts';
import type { Entry } from '../../items/row-entries.ts';
import { existing, ItemsProblem } from '../../items/search-items.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import {
  collectionParams,
  itemsAnswer,
  itemsBody,
  itemsQuery,
  removedAnswer,
  removeQuery,
  storedAnswer,
} from '../item-schemas.ts';
import { noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';

const ofOne = {
  path: '/api/collections/{name}/items',
  params: collectionParams,
  notFound: 'collection_not_found',
} as const;

const listRoute = defineRoute({
  ...ofOne,
  id: 'items',
  tag: 'catalogue',
  summary: 'The texts and photos that were embedded into a collection, by their ids',
  query: itemsQuery,
  answer: itemsAnswer,
  problems: ['collection_not_found', 'invalid_cursor'],
  async answerTo({ db, modelId }, { params, query }) {
    const { prefix = '', limit, cursor } = query;
    const id = await collectionOf(db, params.name);
    const shape = queryShape(['items', id, prefix]);
    const after = cursor === undefined ? '' : String(decodeCursor(cursor, shape, ['text'])[0]);
    const items = await listItems(db, id, { model: modelId, after, prefix, limit });
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ isEmbedded, updatedAt, ...item }) => ({
        ...item,
        embedded: isEmbedded,
        updatedAt: isoTime(updatedAt),
      })),
      nextCursor: last ? encodeCursor(shape, [last.id]) : null,
      model: modelId,
    };
  },
});

const storeRoute = defineRoute({
  ...ofOne,
  method: 'put',
  id: 'storeItems',
  tag: 'operators',
  summary:
    'Embed texts and photos into a collection, which is made when there is none of that name; what is there already is left out',
  query: noQuery,
  body: itemsBody,
  answer: storedAnswer,
  operatorsOnly: true,
  problems: ['collection_not_found', 'encoder_unavailable', 'too_many_photos'],
  async answerTo(services, { params, body, response }) {
    const { db } = services;
    if (body.items.some(({ image }) => image)) services.photoGate.enter(response);
    const { id } = await createCollection(db, params.name).catch((cause: unknown) => {
      throw cause instanceof UnusableName
        ? new Problem('collection_not_found', cause.message, { parameter: 'name', cause })
        : cause;
    });
    const work = embedEntries({
      db,
      embedder: embedderOf(services),
      collectionId: id,
      entries: entriesOf(body.items),
      store: body.store,
      readPhoto: (url) => readPhoto(url, services),
    });
    const { embedded, unchanged, updated, errors } = await services.photoGate.keepFor(response, work);
    return {
      embedded,
      unchanged,
      updated,
      errors: errors.map(({ line, reason }) => ({ item: line, reason })),
      model: services.modelId,
    };
  },
});

const removeRoute = defineRoute({
  ...ofOne,
  method: 'delete',
  id: 'removeItems',
  tag: 'operators',
  summary: 'Take items out of a collection',
  query: removeQuery,
  answer: removedAnswer,
  operatorsOnly: true,
  problems: ['collection_not_found'],
  async answerTo({ db }, { params, query }) {
    return { removed: await removeItems(db, await collectionOf(db, params.name), query.id) };
  },
});

export const itemRoutes = [listRoute, storeRoute, removeRoute];

async function collectionOf(db: ApiServices['db'], name: string): Promise<number> {
  try {
    return await existing(db, name);
  } catch (cause) {
    if (!(cause instanceof ItemsProblem)) throw cause;
    throw new Problem('collection_not_found', cause.message, { parameter: 'name', cause });
  }
}

type Items = {
  id: string;
  text?: string | undefined;
  image?: { url: string } | undefined;
  metadata?: Entry['metadata'] | undefined;
}[];

async function* entriesOf(items: Items): AsyncIterable<Entry> {
  for (const [line, { id, text, image, metadata = null }] of items.entries())
    yield { line, id, content: image ? { photoAt: image.url } : { text: text ?? '' }, metadata };
}

async function readPhoto(url: string, services: ApiServices): Promise<Uint8Array> {
  try {
    return await fetchPhoto(url, services);
  } catch (error) {
    throw new Error(photoFault(error, 'image').message.replace(/\.$/, ''), { cause: error });
  }
}

/** The vectors of the service, which remembers the latest. */
function embedderOf({ modelId, textVectors, photoVectors }: ApiServices): ItemEmbedder {
  return {
    modelId,
    embed: (contents) =>
      Promise.all(
        contents.map((content) =>
          typeof content === 'string' ? textVectors.embed(content) : embedPhoto(photoVectors, content),
        ),
      ),
  };
}

async function embedPhoto(photoVectors: PhotoVectors | null, bytes: Uint8Array) {
  if (!photoVectors) throw new Problem('encoder_unavailable', 'No photo can be embedded here.');
  try {
    return { vector: (await photoVectors.embed(bytes)).vector, truncated: false };
  } catch (error) {
    if (error instanceof UnusablePhoto) return error;
    throw error;
  }
}
