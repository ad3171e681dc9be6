// What one product page says, in the words of this project; the only thing parsing hands out.

/** Whether the shop says the product can be had. */
export type Availability = 'in_stock' | 'out_of_stock' | 'preorder' | 'discontinued';

/** A product as its shop describes it. Every string is trimmed and length-capped; nothing in it is trusted. */
export interface ScrapedProduct {
  /** Canonical address, absolute http(s). */
  url: string;
  sku: string | null;
  title: string;
  brand: string | null;
  description: string | null;
  /** In major units of `currency` (12.5 is twelve fifty); finite and at least 0. */
  price: number | null;
  /** ISO 4217, three capital letters. */
  currency: string | null;
  availability: Availability | null;
  /** Category path, root first. */
  category: string[];
  /** Absolute http(s) addresses, unique, the shop's main photo first. */
  photoUrls: string[];
}
