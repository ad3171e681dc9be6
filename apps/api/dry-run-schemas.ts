// The shapes of a dry run: what operators send, and the events that they get.
import { z } from 'zod';
import { crawlLimits, shopAddress } from './run-schemas.ts';
import { money } from './schemas.ts';

const mostProducts = 24;
const mostPages = 100;
const products = `must be a whole number from 1 to ${mostProducts}`;
const pages = `must be a whole number from 1 to ${mostPages}`;

export const dryRunBody = z.strictObject({
  url: shopAddress.meta({ description: "Address of the shop's home page." }),
  products: z.int(products).min(1, products).max(mostProducts, products).default(12).meta({
    description: 'How many products to look for.',
  }),
  maxPages: z.int(pages).min(1, pages).max(mostPages, pages).default(60).meta({
    description: 'How many pages to read for them at most.',
  }),
  settings: z.strictObject({ delayMs: crawlLimits.delayMs, concurrency: crawlLimits.concurrency }).optional(),
});

const source = z.enum(['selector', 'json-ld', 'microdata', 'rdfa', 'meta', 'state', 'page', 'url', 'door']);

export const dryRunProduct = z
  .strictObject({
    url: z.string(),
    title: z.string(),
    brand: z.string().nullable(),
    price: money.nullable(),
    regularPrice: money.nullable(),
    availability: z.enum(['in_stock', 'out_of_stock', 'preorder', 'discontinued']).nullable(),
    sku: z.string().nullable(),
    category: z.array(z.string()),
    photos: z.int(),
    variants: z.int(),
    sources: z.record(z.string(), source).meta({ description: 'Where each field that is known came from.' }),
    via: z.string().meta({ description: 'The path of what led to it.' }),
  })
  .meta({ id: 'DryRunProduct' });

export const dryRunPhoto = z
  .strictObject({
    url: z.string().meta({ description: "The product's." }),
    photo: z.string().nullable().meta({ description: 'A small WebP as a data: address.' }),
    problem: z.string().nullable().meta({ description: 'Why there is none.' }),
  })
  .meta({ id: 'DryRunPhoto' });

export const dryRunEnd = z
  .strictObject({
    outcome: z.enum(['found', 'none', 'forbidden', 'closed', 'timed out']).meta({
      description:
        'none: pages were read and none is a product. forbidden: robots.txt allows no page to begin with. closed: the shop can not be read, detail says why. timed out: what was found until then was told.',
    }),
    detail: z.string().nullable(),
    pages: z.int(),
    products: z.int(),
    failures: z
      .record(z.string(), z.int())
      .meta({ description: 'Why pages could not be had, and how many.' }),
  })
  .meta({ id: 'DryRunEnd' });

export type DryRunProduct = z.infer<typeof dryRunProduct>;
export type DryRunPhoto = z.infer<typeof dryRunPhoto>;
export type DryRunEnd = z.infer<typeof dryRunEnd>;
