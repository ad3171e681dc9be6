// What of one or several collections is like an item of theirs, or like a vector; for the command line and the API.
import type { Queryable } from '../../catalog/database/database.ts';
import { countUnembedded } from '../../catalog/items/items.ts';
import { findItems, type SimilarItem, similarItems } from '../../catalog/items/similar-items.ts';
import { readProductVectors } from '../../catalog/photos/product-vectors.ts';
import { findCollection } from '../../catalog/products/collections.ts';

export interface ItemsQuestion {
  /** Names or ids of collections. */
  collections: readonly string[];
  /** Like this item of theirs, or `product/17`, which is left out; or like this vector. */
  like: { id: string } | { vector: Float32Array };
  limit: number;
  /** Only ids that begin so. */
  prefix?: string | undefined;
}

/** It can't be answered; the message is one sentence. */
export class ItemsProblem extends Error {
  readonly code: 'collection_not_found' | 'item_not_found' | 'items_not_embedded';
  constructor(code: ItemsProblem['code'], message: string) {
    super(message);
    this.name = 'ItemsProblem';
    this.code = code;
  }
}

/** @throws ItemsProblem */
export async function searchItems(
  db: Queryable,
  model: string,
  { collections, like, limit, prefix }: ItemsQuestion,
): Promise<{ results: SimilarItem[]; notices: string[] }> {
  const collectionIds = await Promise.all(collections.map((name) => existing(db, name)));
  const named = 'id' in like ? await vectorOf(db, { model, collectionIds, id: like.id }) : null;
  const vector = named?.vector ?? ('vector' in like ? like.vector : null);
  if (!vector)
    throw new ItemsProblem('items_not_embedded', `The item has no embedding under ${model}. ${remedy}`);
  const results = await similarItems(db, {
    model,
    vector,
    collectionIds,
    limit,
    prefix,
    except: named?.except,
  });
  const gaps = (await countUnembedded(db, model, collectionIds)).filter(({ unembedded }) => unembedded > 0);
  const notices = gaps.map(
    ({ name, items, unembedded, kept }) =>
      `${unembedded} of the ${items} items of ${name} have no embedding under ${model} and are left out; the content of ${kept} is kept.`,
  );
  if (results.length === 0 && notices.length > 0 && prefix === undefined)
    throw new ItemsProblem('items_not_embedded', `${notices.join(' ')} ${remedy}`);
  return { results, notices };
}

/** @throws ItemsProblem */
export async function existing(db: Queryable, name: string): Promise<number> {
  const id = await findCollection(db, name);
  if (id === null) throw new ItemsProblem('collection_not_found', `There is no collection ${name}.`);
  return id;
}

const remedy = '`lookalike collections refresh NAME` embeds anew those whose content is kept.';

async function vectorOf(
  db: Queryable,
  { model, collectionIds, id }: { model: string; collectionIds: readonly number[]; id: string },
): Promise<{ vector: Float32Array | null; except: { collectionId: number | null; id: string } }> {
  const [item] = await findItems(db, { model, collectionIds, id });
  if (item) return { vector: item.vector, except: { collectionId: item.collectionId, id } };
  const productId = Number(/^product\/([1-9]\d{0,14})$/.exec(id)?.[1] ?? Number.NaN);
  const [product] = Number.isNaN(productId) ? [] : await readProductVectors(db, model, [{ productId }]);
  if (!product?.exists)
    throw new ItemsProblem('item_not_found', `No item of these collections has the id ${id}.`);
  return { vector: product.vector, except: { collectionId: null, id } };
}
