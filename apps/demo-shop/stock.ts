// The shop's live stock: the catalogue, its lookups by address, and prices that can change while it is open.
import { type DemoTap, demoCatalogue, type PhotoPose } from './catalogue.ts';

export interface Stock {
  taps: readonly DemoTap[];
  /** Category addresses in shop order, with their names and taps. */
  categories: readonly Category[];
  tapBySlug(slug: string): DemoTap | undefined;
  photoById(id: string): { tap: DemoTap; pose: PhotoPose } | undefined;
  /** Changes a price now; the page's date changes with it. @throws when no tap has this sku or the price is not a positive number */
  setPrice(sku: string, price: number): void;
}

export interface Category {
  slug: string;
  name: string;
  taps: DemoTap[];
}

export interface StockOptions {
  seed: number;
  /** How many taps to offer; all when absent. */
  products?: number | undefined;
  /** New prices by sku, as if changed at opening time. */
  priceOverrides?: ReadonlyMap<string, number> | undefined;
}

export function openStock({ seed, products, priceOverrides }: StockOptions): Stock {
  const taps = demoCatalogue(seed).slice(0, products);
  const bySku = new Map(taps.map((tap) => [tap.sku, tap]));
  const bySlug = new Map(taps.map((tap) => [tap.slug, tap]));
  const byPhoto = new Map(taps.flatMap((tap) => tap.photos.map((pose) => [pose.id, { tap, pose }] as const)));
  const setPrice = (sku: string, price: number): void => {
    const tap = bySku.get(sku);
    if (tap === undefined) throw new Error(`No tap has the sku "${sku}": take one from demoCatalogue().`);
    if (!Number.isFinite(price) || price <= 0)
      throw new Error(`The price ${price} for "${sku}" is not a positive number.`);
    tap.price = price;
    tap.updatedAt = new Date();
  };
  for (const [sku, price] of priceOverrides ?? []) setPrice(sku, price);
  return {
    taps,
    categories: categoriesOf(taps),
    tapBySlug: (slug) => bySlug.get(slug),
    photoById: (id) => byPhoto.get(id),
    setPrice,
  };
}

export const categorySlug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

function categoriesOf(taps: readonly DemoTap[]): Category[] {
  const names = [...new Set(taps.map((tap) => tap.category[0] ?? ''))].sort();
  return names.map((name) => ({
    name,
    slug: categorySlug(name),
    taps: taps.filter((tap) => tap.category[0] === name),
  }));
}
