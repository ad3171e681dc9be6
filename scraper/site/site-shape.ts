// What an operator may say of a shop in a file of sites/: where to start, what to leave out, how much, and where things stand.

export interface SiteDefinition {
  name?: string;
  /** The shop's home page. */
  url: string;
  /** Pages to begin with, besides the home page; absolute. */
  start?: string[];
  /** Instead of those that robots.txt names; absolute. */
  sitemaps?: string[];
  /** Patterns as in robots.txt (`*` and a closing `$`): when given, only pages that match one are read. */
  include?: string[];
  /** Pages that match one of these are not read, whatever `include` says. */
  exclude?: string[];
  limits?: SiteLimits;
  /** ISO 4217, for prices whose currency the page does not name. */
  currency?: string;
  selectors?: FieldSelectors;
  /** `every week`, `every 12 hours`. */
  schedule?: string;
}

export interface SiteLimits {
  pages?: number;
  bytes?: number;
  minutes?: number;
  delayMs?: number;
  concurrency?: number;
}

export const selectableFields = [
  'title',
  'price',
  'regularPrice',
  'brand',
  'sku',
  'availability',
  'description',
  'category',
  'photos',
] as const;

export type SelectableField = (typeof selectableFields)[number];

/** CSS selectors; `meta[name=x]@content` takes an attribute instead of the text. */
export type FieldSelectors = Partial<Record<SelectableField, string>>;
