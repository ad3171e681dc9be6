// The other offers of one product: what is sold elsewhere under the same picture.
import type { Queryable } from '../database/database.ts';
import { type Offers, toOffer } from '../search/hits.ts';
import { cheapestFirst } from '../search/offers.ts';
import { firstPicture, type ProductRow, productColumns, toProduct } from './product-rows.ts';

// As many as a search result lists, and a bound on what one page of a popular picture costs.
const mostOffers = 20;

/** Products that are not gone and whose first photo is of the same look as this one's. A placeholder is no look. */
export async function readProductOffers(db: Queryable, productId: number): Promise<Offers> {
  const { rows } = await db.query<ProductRow>(
    `
    with look as (
      select images.look_id
      from photos
      join images on images.sha256 = photos.image_sha256
      join looks on looks.id = images.look_id and not looks.placeholder
      where photos.product_id = $1
        and photos.position = (
          select min(position) from photos where product_id = $1 and image_sha256 is not null
        )
      limit 1
    ),
    mates as (
      select photos.product_id
      from look
      join images on images.look_id = look.look_id
      join photos on photos.image_sha256 = images.sha256
      where photos.product_id <> $1
        and not exists (
          select from photos as earlier
          where earlier.product_id = photos.product_id and earlier.image_sha256 is not null
            and earlier.position < photos.position
        )
    )
    select ${productColumns}, ${firstPicture} as picture
    from products
    join shops on shops.id = products.shop_id
    where products.gone_at is null and products.id in (select product_id from mates)`,
    [productId],
  );
  const items = rows
    .map(toProduct)
    .map((product) => ({ product, ...rankable(product) }))
    .sort(cheapestFirst(undefined))
    .slice(0, mostOffers)
    .map(({ product }) => toOffer(product));
  return { count: rows.length, items };
}

function rankable({ id, price }: ReturnType<typeof toProduct>) {
  return { productId: id, photoId: 0, price: price?.amount ?? null, currency: price?.currency ?? null };
}
