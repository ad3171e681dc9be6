// What requests about items of collections take and answer.
import { z } from 'zod';
import { longestItemId } from '../../catalog/items/items.ts';
import { photoUrl, searchBody } from './composed-parameters.ts';
import { cursor, limit, limitUpTo, maxTextLength, name, searchQuery } from './parameters.ts';

const idRange = `must have 1 to ${longestItemId.toLocaleString('en')} characters`;
export const itemId = z.string(idRange).min(1, idRange).max(longestItemId, idRange);

export const collectionParams = z.strictObject({
  name: name('Its name, or its id.')
    .unwrap()
    .meta({
      description: 'Its name, or its id.',
      override: { type: 'string', minLength: 1, maxLength: 200 },
    }),
});

const prefix = itemId.optional().meta({ description: 'Only items whose ids begin so.' });
export const itemsQuery = z.strictObject({ limit, cursor, prefix });

const metadata = z.record(z.string(), z.unknown()).nullable();
const kept = z
  .string()
  .nullable()
  .meta({ description: 'The text, where it is kept; of a product its title.' });

export const itemsAnswer = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        embedded: z.boolean().meta({ description: 'Whether it has an embedding under the active model.' }),
        content: kept,
        photoBytes: z.int().nullable().meta({ description: 'Bytes of the photo, where it is kept.' }),
        metadata,
        updatedAt: z.iso.datetime(),
      }),
    ),
    nextCursor: z.string().nullable(),
    model: z.string(),
  })
  .meta({ id: 'Items' });

// A body has 100 kB at most, and an answer 15 s.
const mostItems = 100;
const text = z
  .string()
  .min(1, 'must not be empty')
  .max(20_000, 'must have at most 20,000 characters')
  .meta({ description: 'The text to embed.' });
export const itemsBody = z.strictObject({
  items: z
    .array(
      z
        .strictObject({
          id: itemId,
          text: text.optional(),
          image: z.strictObject({ url: photoUrl }).optional(),
          metadata: metadata.optional(),
        })
        .refine(({ text, image }) => (text === undefined) !== (image === undefined), {
          error: 'must have a text or an image, and not both',
        }),
    )
    .min(1, `must have 1 to ${mostItems} items`)
    .max(mostItems, `must have 1 to ${mostItems} items`),
  store: z
    .boolean('must be true or false')
    .default(false)
    .meta({ description: 'true: keep the texts and photos themselves, too.' }),
});

export const storedAnswer = z
  .strictObject({
    embedded: z.int(),
    unchanged: z.int().meta({ description: 'There already, with the same content.' }),
    updated: z.int().meta({ description: 'There already, but for metadata or content to keep.' }),
    errors: z.array(z.strictObject({ item: z.int(), reason: z.string() })).meta({
      description: 'The items that could not be embedded, by their place in the list, from 0.',
    }),
    model: z.string(),
  })
  .meta({ id: 'StoredItems' });

export const removedAnswer = z.strictObject({ removed: z.int() }).meta({ id: 'RemovedItems' });

export const removeQuery = z.strictObject({
  id: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(itemId).min(1).max(100))
    .meta({
      description: 'The id of an item; may be given up to 100 times.',
      override: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 100 },
    }),
});

const mostCollections = 20;
const collections = z
  .array(name('').unwrap(), 'must be a list of names')
  .min(1, 'must name a collection')
  .max(mostCollections, `must have at most ${mostCollections} names`);
const itemLimit = limitUpTo(100, 10, 'How many items to answer with.');
const id = itemId.optional().meta({
  description: 'Items like this one of the collections, or like product/17; it is left out.',
});

export const similarItemsQuery = z.strictObject({
  collection: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), collections)
    .meta({
      description: 'Its name, or its id; may be given several times.',
      override: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: mostCollections },
    }),
  q: searchQuery.shape.q.optional().meta({
    description: 'Items like these words, or this composed query.',
    override: { type: 'string', minLength: 1, maxLength: maxTextLength },
  }),
  id,
  prefix,
  limit: itemLimit,
});

const { q, texts, image, like, unlike } = searchBody.shape;
export const similarItemsBody = z.strictObject({
  collections: collections.meta({ description: 'Names or ids of collections.' }),
  q,
  texts,
  image,
  like,
  unlike,
  prefix,
  limit: z
    .int('must be a whole number from 1 to 100')
    .min(1, 'must be a whole number from 1 to 100')
    .max(100, 'must be a whole number from 1 to 100')
    .default(10),
});

export const similarItemsAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        collection: z.string(),
        id: z.string().meta({ description: 'product/17 is the product 17.' }),
        score: z.number().meta({ description: 'Cosine similarity.' }),
        content: kept,
        metadata,
      }),
    ),
    model: z.string(),
    tookMs: z.number(),
    notices: z.array(z.string()),
  })
  .meta({ id: 'SimilarItems' });

const mostPhotos = 8;
const mostScored = 100;
export const scoreBody = z.strictObject({
  texts: z
    .array(
      z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(maxTextLength, `must have at most ${maxTextLength.toLocaleString('en')} characters`),
      'must be a list of texts',
    )
    .min(1, 'must have a text')
    .max(mostScored, `must have at most ${mostScored} texts`),
  images: z
    .array(z.strictObject({ url: photoUrl }), 'must be a list of {url}')
    .max(mostPhotos, `must have at most ${mostPhotos} photos`)
    .default([]),
  products: z
    .array(z.int('must be a whole number above 0').min(1, 'must be a whole number above 0'))
    .max(mostScored, `must have at most ${mostScored} ids`)
    .default([])
    .meta({ description: 'Products, for their first photos.' }),
});

export const scoreAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        photo: z
          .string()
          .meta({ description: 'Its address, product/17, or photo for the file of the form.' }),
        scores: z.array(
          z.strictObject({
            text: z.string(),
            cosine: z.number(),
            probability: z.number().meta({
              description:
                'Softmax of the scaled cosines: of a photo over the texts, or over the photos where there is one text. Of SigLIP the sigmoid of each pair.',
            }),
          }),
        ),
      }),
    ),
    model: z.string(),
    tookMs: z.number(),
    notices: z.array(z.string()),
  })
  .meta({ id: 'ScoreAnswer' });
