// Saved product pages with their known answers: ground-truth.json beside html/<id>.html.gz.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';

/** Everything the answers name; each is a list of values, any of which is right, and absent when the page has none. */
export const attributes = [
  'price',
  'sku',
  'availability',
  'InStock',
  'OutOfStock',
  'brand',
  'currency',
  'gtin',
  'mpn',
  'url',
] as const;

export type Attribute = (typeof attributes)[number];
export type Truth = Partial<Record<Attribute, string[]>>;

export interface SavedPage {
  /** The name of its file. */
  id: string;
  /** Where it was saved from. */
  url: string;
  html: string;
  truth: Truth;
}

const values = z.array(z.union([z.string(), z.number()]).transform(String));
const truths = z.record(
  z.string(),
  z.record(z.string(), z.union([values, z.string().transform((one) => [one])])),
);

/** In the order of the answers. Throws when the folder is not of this layout. */
export async function readSavedPages(folder: string): Promise<SavedPage[]> {
  const answers = truths.parse(JSON.parse(await readFile(join(folder, 'ground-truth.json'), 'utf8')));
  const pages: SavedPage[] = [];
  for (const [id, answer] of Object.entries(answers)) {
    const truth: Truth = Object.fromEntries(attributes.map((name) => [name, answer[name] ?? []]));
    const packed = await readFile(join(folder, 'html', `${id}.html.gz`));
    const html = (await promisify(gunzip)(packed)).toString('utf8');
    pages.push({ id, url: truth.url?.[0] ?? `https://shop.example/${id}`, html, truth });
  }
  return pages;
}
