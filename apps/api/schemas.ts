// The shapes of answers: one set of zod schemas types, documents and tests them.
import { z } from 'zod';
import { problemCodes } from './problems.ts';

export const money = z.strictObject({
  amount: z.number().meta({ example: 129.5 }),
  currency: z.string().meta({ example: 'USD' }),
});

export const thumbHash = z.string().nullable().meta({
  description: 'A blur to show until the image is there: a ThumbHash (evanw.github.io/thumbhash), in base64.',
  example: 'VggKDYAW6lZvdYd6d2iZh/p4GE/k',
});

const productFields = {
  id: z.int(),
  shop: z.strictObject({ id: z.int(), name: z.string() }),
  url: z.string().meta({ description: "The product's own page at its shop." }),
  sku: z.string().nullable(),
  title: z.string(),
  brand: z.string().nullable(),
  description: z.string().nullable(),
  price: money.nullable(),
  availability: z.enum(['in_stock', 'out_of_stock', 'preorder', 'discontinued']).nullable(),
  category: z.array(z.string()).meta({ description: 'Path of the category, root first.' }),
  image: z
    .string()
    .nullable()
    .meta({ description: 'Address of the thumbnail here; null until a photo was fetched.' }),
  thumbHash,
};

export const product = z.strictObject(productFields).meta({ id: 'Product' });
const offer = z.strictObject({
  id: z.int(),
  shop: z.strictObject({ id: z.int(), name: z.string() }),
  title: z.string(),
  url: z.string(),
  price: money.nullable(),
  image: z.string().nullable(),
  thumbHash,
});
const offers = z
  .strictObject({
    count: z.int().meta({ description: 'All of them; at most 20 are listed.' }),
    items: z.array(offer),
  })
  .meta({
    id: 'Offers',
    description: 'Other products with the same picture: cheapest first, without a price last.',
  });

const goneAt = z.iso.datetime().nullable().meta({
  description: 'When the shop was found to have it no longer; searches leave it out since.',
});

export const productDetail = z
  .strictObject({
    ...productFields,
    offers,
    photos: z.array(
      z.strictObject({
        url: z.string().nullable().meta({
          description: "Where it was fetched from; null if that was a file on the operator's disk.",
        }),
        image: z.string().nullable(),
        thumbHash,
        failure: z
          .string()
          .nullable()
          .meta({ description: 'Why this photo can not be used, if it can not.' }),
      }),
    ),
    priceHistory: z.array(z.strictObject({ ...money.shape, at: z.iso.datetime() })),
    regularPrice: money.nullable().meta({ description: 'What it cost before.' }),
    gtin: z.string().nullable(),
    mpn: z.string().nullable().meta({ description: "The maker's part number." }),
    rating: z
      .strictObject({ value: z.number().meta({ description: 'Out of 5.' }), count: z.int().nullable() })
      .nullable(),
    variants: z.array(
      z.strictObject({
        name: z.string().nullable(),
        options: z.record(z.string(), z.string()),
        sku: z.string().nullable(),
        gtin: z.string().nullable(),
        price: z.number().nullable().meta({ description: "In the product's currency." }),
        regularPrice: z.number().nullable(),
        availability: z.string().nullable(),
        photoUrl: z.string().nullable(),
        url: z.string().nullable(),
      }),
    ),
    sources: z
      .record(z.string(), z.string())
      .meta({ description: 'What each field was read from, such as json-ld.' }),
    goneAt,
    extra: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Fields of an import that have no column.' }),
  })
  .meta({ id: 'ProductDetail' });

const nextCursor = z.string().nullable().meta({ description: 'Cursor of the next page; null on the last.' });
const tookMs = z.number().meta({ description: 'Milliseconds the server worked on this.', example: 4.2 });
const notices = z.array(z.string()).meta({
  description: 'What a shopper should know about this answer, such as photos that are still being embedded.',
});
const model = z.string().meta({ description: 'The model whose embeddings were used.' });

const plan = z.strictObject({
  strategy: z.enum(['exact', 'hnsw', 'precomputed']),
  reason: z.string(),
  estimatedRows: z.number(),
  candidates: z.number(),
  visited: z.number(),
  efSearch: z.number().nullable(),
  cutoff: z.strictObject({ score: z.number().nullable(), from: z.string() }),
});

const rank = z.int().nullable();
const foundIn = z
  .strictObject({
    visual: rank.meta({ description: 'Place among what looks like the words; null if it was not near.' }),
    words: rank.meta({ description: 'Place among what the words name; null if they do not name it.' }),
    by: z
      .array(z.enum(['sku', 'gtin', 'mpn', 'model', 'brand', 'words']))
      .meta({ description: 'What of the product was named; model: a number in its title.' }),
  })
  .meta({ description: 'With explain=true: where the product was found.' });

const axisPlace = z
  .strictObject({
    place: z.number().min(-1).max(1).meta({
      description: 'From -1, as at the first end, to 1, as at the other, among what is relevant.',
    }),
    colour: z
      .string()
      .meta({ description: 'The place as a colour: blue, grey, orange.', example: '#d95f02' }),
  })
  .nullable()
  .meta({ description: 'With sort=axis; null for a product without an embedded photo.' });

const facetValues = z.array(z.strictObject({ value: z.string(), count: z.int() }));
const facets = z
  .strictObject({
    counted: z.int().meta({ description: 'Results counted; of a search the nearest 1,000 at most.' }),
    shop: facetValues,
    brand: facetValues,
    category: facetValues,
    available: facetValues,
    colour: facetValues,
    currency: facetValues,
    price: z.strictObject({
      currency: z.string().nullable(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      buckets: z.array(z.strictObject({ from: z.number(), to: z.number(), count: z.int() })),
    }),
  })
  .meta({ id: 'Facets', description: 'What else could be chosen; each leaves its own filter out.' });

export const searchAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        product,
        score: z.number().min(-1).max(1).nullable().meta({
          description: 'Cosine similarity; null for a product found by its words that has no embedded photo.',
          example: 0.83,
        }),
        found: foundIn.optional(),
        axis: axisPlace.optional(),
        match: z.enum(['good', 'loose']).meta({
          description: 'loose: below the score that tells a match from what merely is nearest.',
        }),
        offers,
      }),
    ),
    nextCursor,
    model,
    tookMs,
    notices,
    facets: facets.optional(),
    explain: plan.optional(),
  })
  .meta({ id: 'SearchAnswer' });

export const browseAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        product,
        score: z.null().meta({ description: 'Browsing does not rank by likeness.' }),
      }),
    ),
    total: z.int().meta({ description: 'How many products the filters let through, on all pages.' }),
    nextCursor,
    model,
    tookMs,
    notices,
    facets: facets.optional(),
  })
  .meta({ id: 'BrowseAnswer' });

export const severalAnswer = z
  .strictObject({
    results: z
      .array(z.strictObject({ product, goneAt }))
      .meta({ description: 'In the order of the ids, each once.' }),
    missing: z.array(z.int()).meta({ description: 'Ids that no product has, or no longer.' }),
    typical: z.array(z.int()).meta({
      description: 'Those with an embedded photo, the nearest to the mean of all first.',
    }),
    model,
    tookMs,
    notices,
  })
  .meta({ id: 'SeveralAnswer' });

export const embeddingAnswer = z
  .strictObject({
    text: z.string(),
    model,
    dimension: z.int(),
    vector: z.array(z.number()).meta({ description: 'The embedding, of unit length.' }),
    tokens: z.int().meta({ description: 'Tokens the model read.' }),
    truncated: z.boolean().meta({ description: "true: the text was cut to fit the model's context." }),
    tookMs,
    notices,
  })
  .meta({ id: 'EmbeddingAnswer' });

export const healthAnswer = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });
export const readyAnswer = z
  .strictObject({ status: z.literal('ready'), checks: z.record(z.string(), z.string()) })
  .meta({ id: 'Ready' });

export const problemKind = z.strictObject({
  code: z.enum(problemCodes),
  status: z.int(),
  title: z.string(),
  meaning: z.string(),
});
export const problemsAnswer = z
  .strictObject({ problems: z.array(problemKind) })
  .meta({ id: 'ProblemsAnswer' });

export const problemAnswer = z
  .strictObject({
    type: z.string().meta({ description: 'Address of the page about this code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong and what to do, in plain words.' }),
    code: z.enum(problemCodes).meta({ description: 'Stable; branch on this.' }),
    parameter: z.string().optional().meta({ description: 'The parameter that was wrong.' }),
    errors: z
      .array(z.strictObject({ parameter: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'Every parameter that was wrong.' }),
    checks: z.record(z.string(), z.string()).optional().meta({ description: 'What /readyz found.' }),
    requestId: z.string().optional().meta({ description: 'What to look for in the log.' }),
  })
  .meta({ id: 'Problem' });

export type Product = z.infer<typeof product>;
export type ProductDetail = z.infer<typeof productDetail>;
export type SearchAnswer = z.infer<typeof searchAnswer>;
export type SeveralAnswer = z.infer<typeof severalAnswer>;
