// What one product page says, in the words of this project; the only thing parsing hands out.

/** Whether the shop says the product can be had. */
export type Availability = 'in_stock' | 'out_of_stock' | 'preorder' | 'discontinued';

/** A product as its shop describes it. Every string is trimmed and length-capped; nothing in it is trusted. */
export interface ScrapedProduct {
  /** Canonical address, absolute http(s). */
  url: string;
  title: string;
  brand: string | null;
  description: string | null;
  /** In major units of `currency` (12.5 is twelve fifty); finite and at least 0. What a shopper pays now. */
  price: number | null;
  /** What it cost before, or the list price; only when above `price`. */
  regularPrice: number | null;
  /** ISO 4217, three capital letters. */
  currency: string | null;
  availability: Availability | null;
  /** What the shop itself tells this product by; never the maker's part number alone. */
  sku: string | null;
  /** 8, 12, 13 or 14 digits with a valid check digit. */
  gtin: string | null;
  /** The maker's part number. */
  mpn: string | null;
  /** Category path, root first, without the home page and the product itself. */
  category: string[];
  /** Absolute http(s) addresses, unique, the shop's main photo first, each in the largest size the page names. */
  photoUrls: string[];
  /** `value` is rescaled to 0..5. */
  rating: Rating | null;
  /** Empty when the product has none or one. */
  variants: ScrapedVariant[];
  /** Where each known field came from. */
  sources: FieldSources;
}

export interface Rating {
  value: number;
  count: number | null;
}

/** One buyable form of a product: a size, a colour. */
export interface ScrapedVariant {
  name: string | null;
  /** As the shop names them: `{ Size: 'M', Colour: 'gold' }`. */
  options: Record<string, string>;
  sku: string | null;
  gtin: string | null;
  price: number | null;
  regularPrice: number | null;
  availability: Availability | null;
  photoUrl: string | null;
  url: string | null;
}

export type SourcedField = keyof Omit<ScrapedProduct, 'sources'>;

/** `state` is data for scripts, `page` what a shopper sees, `door` a platform's product list. */
export type SourceName =
  | 'selector'
  | 'json-ld'
  | 'microdata'
  | 'rdfa'
  | 'meta'
  | 'state'
  | 'page'
  | 'url'
  | 'door';

export type FieldSources = Partial<Record<SourcedField, SourceName>>;
