// Goes well together: things of another type in the colours of a stored product.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { readProductVectors } from '../photos/product-vectors.ts';
import { readColourDirections, turnVector } from '../ranking/colour-directions.ts';
import { compareLooks } from '../ranking/look-likeness.ts';
import { diversifiedBy } from './diversity.ts';
import { readNeighbourVectors } from './neighbour-vectors.ts';
import type { Neighbour, Reordering } from './reordering.ts';
import type { SearchOptions, SearchPage } from './search.ts';
import { searchByProduct } from './search-by-product.ts';

export interface GoesWithOptions
  extends Omit<SearchOptions, 'reordering' | 'cutoff' | 'cutoffFrom' | 'facets'> {
  productId: number;
  /** See `diversifiedBy`. */
  diversity: number;
}

const noDirectionsNotice =
  'What is colour and what is shape has not been learned from this catalogue yet, so nothing can be said to go with it.';

/**
 * Products whose colours are those of a stored one, best match first, and that are another type of thing.
 *
 * @returns null when there is no such product
 * @throws NotEmbedded, InvalidCursor
 */
export async function searchGoingWith(db: Queryable, options: GoesWithOptions): Promise<SearchPage | null> {
  const { model, productId, diversity, sort } = options;
  const directions = (await readColourDirections(db, model))?.directions ?? [];
  const otherTypes = inItsColours(productId, directions);
  const isDiverse = diversity > 0 && sort === 'relevance';
  const page = await searchByProduct(db, {
    ...options,
    turn: (vector) => turnVector(vector, directions, -1),
    reordering: isDiverse ? diversifiedBy(diversity, otherTypes) : otherTypes,
    cutoff: null,
    cutoffFrom: 'none where only colours are compared',
  });
  if (!page || directions.length > 0) return page;
  return { ...page, hits: [], nextCursor: null, notices: [...page.notices, noDirectionsNotice] };
}

// As many as sorting by price looks at; see reordering.ts.
const candidates = 200;

function inItsColours(productId: number, directions: readonly Float32Array[]): Reordering {
  return {
    key: JSON.stringify(['goes-with', productId]),
    size: candidates,
    continues: false,
    reorder: async (db, near, { model }) => {
      const [own] = await readProductVectors(db, model, [{ productId }]);
      const [origin] = await readTypes(db, model, [productId]);
      if (!own?.vector || !origin) return [];
      const vectors = await readNeighbourVectors(db, model, near);
      const types = new Map(
        (
          await readTypes(
            db,
            model,
            near.map((one) => one.productId),
          )
        ).map((type) => [type.productId, type]),
      );
      const likenessTo = compareLooks(own.vector, directions);
      const all = near.flatMap((neighbour) => {
        const vector = vectors.get(neighbour.photoId);
        const type = types.get(neighbour.productId);
        return vector && type ? [{ neighbour, type, ...likenessTo(vector) }] : [];
      });
      return ofOtherTypes(origin, all)
        .toSorted((one, other) => other.colour - one.colour || one.type.productId - other.type.productId)
        .map(({ neighbour, colour }) => ({ ...neighbour, distance: 1 - colour }));
    },
  };
}

interface Candidate {
  neighbour: Neighbour;
  type: ProductType;
  /** Cosine similarity of the parts of the vectors that say the colour, and of those that say the shape. */
  colour: number;
  shape: number;
}

// Among 200 demo taps, without their categories, leaving out the tenth that is nearest in shape gives 73 % of the same
// finish and another shape among the first ten; a twentieth 73 and a fifth 67 %.
const alikeInShape = 1 / 10;
// Categories that leave out more than nine tenths say little, as where everything is "Shoes".
const fewestByCategory = 1 / 10;

/**
 * Within a shop its categories say what is another type. Two shops may call the same thing differently, and many a
 * catalogue has no categories: there what is nearest in shape counts as the same type.
 */
function ofOtherTypes<
  One extends Pick<Candidate, 'type' | 'shape'> & { neighbour: { lookId: number | null } },
>(origin: ProductType, all: readonly One[]): One[] {
  // The very same picture is the same thing at another shop.
  const others = all.filter(({ neighbour: { lookId } }) => lookId === null || !origin.looks.includes(lookId));
  const shapes = others.map(({ shape }) => shape).sort((one, other) => other - one);
  const sameShapeFrom = shapes[Math.ceil(alikeInShape * shapes.length) - 1] ?? 1;
  const byShape = others.filter(({ shape }) => shape < sameShapeFrom);
  if (origin.category === null) return byShape;
  const byCategory = others.filter(({ type: { category, shopId }, shape }) => {
    if (category === origin.category) return false;
    return (category !== null && shopId === origin.shopId) || shape < sameShapeFrom;
  });
  return byCategory.length < fewestByCategory * others.length ? byShape : byCategory;
}

interface ProductType {
  productId: number;
  shopId: number;
  /** The last step of its path, in lower case; null when the shop has none. */
  category: string | null;
  /** Which pictures its photos are. */
  looks: number[];
}

async function readTypes(
  db: Queryable,
  model: string,
  productIds: readonly number[],
): Promise<ProductType[]> {
  const { rows } = await db.query<Omit<ProductType, 'looks'> & { looks: string[] }>(
    `
    select products.id as "productId", products.shop_id as "shopId",
      lower(products.category[cardinality(products.category)]) as category,
      array(
        select distinct e.look_id from ${embeddingsTable(model)} as e
        where e.product_id = products.id and e.look_id is not null
      ) as looks
    from products
    where products.id = any($1::bigint[])`,
    [productIds],
  );
  return rows.map((row) => ({ ...row, looks: row.looks.map(Number) }));
}
