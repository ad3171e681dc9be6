// How a product reads from the database: the columns to select and the value they become.
export type Availability = 'in_stock' | 'out_of_stock' | 'preorder' | 'discontinued';

export interface Price {
  /** Major units. */
  amount: number;
  /** ISO 4217; XXX when the shop doesn't say. */
  currency: string;
}

export interface Product {
  id: number;
  shop: { id: number; name: string };
  url: string;
  sku: string | null;
  title: string;
  brand: string | null;
  description: string | null;
  price: Price | null;
  availability: Availability | null;
  /** Path, root first. */
  category: string[];
  /**
   * `/images/<sha256>.webp` of the photo that matched a query, or of its first that is stored. Null rather than a
   * placeholder: a page has a better way to say that there is no picture.
   */
  image: string | null;
  /** A blur of the image as a ThumbHash, in base64; null while it is unknown. */
  thumbHash: string | null;
}

export interface ProductRow extends Omit<Product, 'price' | 'shop' | 'image' | 'thumbHash'> {
  shopId: number;
  shopName: string;
  amount: number | null;
  currency: string | null;
  picture: PictureRow | null;
}

/** The digest of an image and its ThumbHash in base64. */
export type PictureRow = [sha256: string, thumbHash: string | null];

/** Columns of a {@link ProductRow} from `products` joined with `shops`, less its picture. */
export const productColumns = `
  products.id, shops.id as "shopId", shops.name as "shopName", products.url, products.sku, products.title,
  products.brand, products.description, products.price as amount, products.currency, products.availability,
  products.category`;

/** A {@link PictureRow} from `images`. */
export const pictureColumn = "array[images.sha256, nullif(encode(images.thumb_hash, 'base64'), '')]";

/** The picture of a product's first stored photo that is no placeholder, in SQL. */
export const firstPicture = `(
    select ${pictureColumn}
    from photos
    join images on images.sha256 = photos.image_sha256
    left join looks on looks.id = images.look_id
    where photos.product_id = products.id and looks.placeholder is not true
    order by photos.position
    limit 1
  )`;

/** For what is shown by its picture alone. */
export const firstImage = `(${firstPicture})[1] as "imageSha256"`;

export function toProduct(row: ProductRow): Product {
  const { id, url, sku, title, brand, description, availability, category } = row;
  return {
    id,
    shop: { id: row.shopId, name: row.shopName },
    url,
    sku,
    title,
    brand,
    description,
    price: row.amount === null ? null : { amount: row.amount, currency: row.currency ?? noCurrency },
    availability,
    category,
    image: imagePath(row.picture?.[0] ?? null),
    thumbHash: row.picture?.[1] ?? null,
  };
}

export function imagePath(sha256: string | null): string | null {
  return sha256 && `/images/${sha256}.webp`;
}

/** ISO 4217's own code for "no currency". */
export const noCurrency = 'XXX';
