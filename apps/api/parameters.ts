// The parameters of requests: one set of zod schemas validates and documents them.
import { z } from 'zod';
import { colour } from './colour-parameter.ts';
import { cropText, photoNumber } from './crop-parameters.ts';
import { problemCodes } from './problems.ts';
import { axis, cutoff, diversity, look } from './ranking-parameters.ts';

/** Longest text that is embedded; models read 77 tokens at most, so more would only be cut off. */
export const maxTextLength = 1000;
const maxLimit = 100;
const defaultLimit = 24;

// Letters, digits, punctuation, symbols, emoji: anything that shows. Zero-width and control characters do not.
const visibleCharacter = /[^\p{C}\p{Z}\s]/u;
const controlCharacter = /\p{Cc}/u;

export const text = z
  .string()
  .trim()
  .refine((value) => visibleCharacter.test(value), {
    abort: true,
    error: 'is blank; send at least one word',
    params: { code: 'blank_text' },
  })
  .refine((value) => value.length <= maxTextLength, {
    error: `has more than ${maxTextLength.toLocaleString('en')} characters; send a shorter text`,
    params: { code: 'text_too_long' },
  })
  .meta({
    description: 'Words that describe what to look for.',
    example: 'gold purple',
    override: { type: 'string', minLength: 1, maxLength: maxTextLength },
  });

// Optional parameters have no `example`: the documents' page would fill every one of them in.
// `.meta` comes last, since a schema made from another one does not inherit its description.

const trueOrFalse = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((value) => value === 'true');

/** A parameter that is off unless it says true. */
function flag(description: string) {
  return trueOrFalse.default(false).meta({ description, override: { type: 'boolean', default: false } });
}

function price(description: string) {
  return z
    .string()
    .regex(/^\d{1,12}(\.\d{1,6})?$/, 'must be a number of 0 or more, such as 49.90')
    .transform(Number)
    .optional()
    .meta({ description, override: { type: 'number', minimum: 0 } });
}

export function name(description: string) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .refine((value) => !controlCharacter.test(value), 'must not have control characters')
    .optional()
    .meta({ description, override: { type: 'string', minLength: 1, maxLength: 200 } });
}

const mostNames = 20;

/** In an address each is sent with the same name; in JSON they are a list. */
function names(description: string) {
  const one = name('').unwrap();
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(one).min(1, 'must not be empty').max(mostNames, `may be given ${mostNames} times at most`),
    )
    .optional()
    .meta({
      description,
      override: {
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 200 },
        minItems: 1,
        maxItems: mostNames,
      },
    });
}

/** Whether a parameter may be sent several times: those that are documented as a list. */
export function isList(parameter: unknown): boolean {
  const shown = parameter instanceof z.ZodType ? z.globalRegistry.get(parameter)?.override : undefined;
  return typeof shown === 'object' && 'type' in shown && shown.type === 'array';
}

export function limitUpTo(most: number, usual: number, description: string) {
  return z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `must be a whole number from 1 to ${most}`)
    .default(usual)
    .meta({ description, override: { type: 'integer', minimum: 1, maximum: most, default: usual } });
}

export const limit = limitUpTo(maxLimit, defaultLimit, 'How many results to answer with.');

export const cursor = z
  .string()
  .min(1, 'must be a nextCursor of an earlier answer')
  .max(2000, 'is longer than any cursor given out')
  .refine((value) => !controlCharacter.test(value), 'must not have control characters')
  .optional()
  .meta({ description: 'Where to go on: the nextCursor of the page before, passed on unchanged.' });

const currencyOverride = { type: 'string', pattern: '^[A-Za-z]{3}$' } as const;
export const requiredCurrency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'must be a three-letter currency code such as EUR')
  .transform((value) => value.toUpperCase())
  .meta({ description: 'A currency (ISO 4217), such as EUR.', override: currencyOverride });

const filters = {
  minPrice: price('Lowest price, inclusive, in major units, such as 49.90.'),
  maxPrice: price('Highest price, inclusive, in major units.'),
  belowPrice: price('Only what costs less than this.'),
  currency: requiredCurrency.optional().meta({
    description:
      'What the bounds are in (ISO 4217), such as EUR; other currencies match only where the operator set an exchange rate.',
    override: currencyOverride,
  }),
  shop: name('Only this shop, by its id, name or address.'),
  brand: names('Only this brand, or any of several.'),
  category: name('Only this category and all below it: one step of the path, or several as Bathroom > Taps.'),
  available: trueOrFalse.optional().meta({
    description: 'true: only what can be bought or pre-ordered now; false: only what cannot.',
    override: { type: 'boolean' },
  }),
  priceChanged: z.enum(['any', 'up', 'down'], 'must be any, up or down').optional().meta({
    description: 'Only products whose price has changed: at all, or up or down the last time.',
  }),
  collection: name('Only products of this collection, by its id or name.'),
  color: colour,
};

export const priceRange = {
  error: 'is above maxPrice, so nothing could match',
  path: ['minPrice'],
  params: { code: 'price_range_reversed' },
};
interface PriceRange {
  minPrice?: number | undefined;
  maxPrice?: number | { share: number } | undefined;
}
export function isPriceRange({ minPrice, maxPrice }: PriceRange): boolean {
  // A share of a price is only known once the product is.
  return minPrice === undefined || typeof maxPrice !== 'number' || minPrice <= maxPrice;
}

const rankedSort = z
  .enum(['relevance', 'price', '-price', 'newest'], 'must be relevance, price, -price or newest')
  .default('relevance')
  .meta({ description: 'Order of the results; -price is dearest first.' });
const searchSort = z
  .enum(
    ['relevance', 'price', '-price', 'newest', 'axis'],
    'must be relevance, price, -price, newest or axis',
  )
  .default('relevance')
  .meta({
    description:
      'Order of the results; -price is dearest first, axis from one end of the axis to the other among the 200 most relevant.',
  });
const facets = flag('true: also count what else could be chosen, over the 1,000 nearest results.');
const browseFacets = flag('true: also count what else could be chosen.');
const priceOrShare = z
  .string()
  .regex(
    /^(\d{1,12}(\.\d{1,6})?|\d{1,4}(\.\d{1,2})?%)$/,
    "must be a number of 0 or more, such as 49.90, or a share of the product's price, such as 80%",
  )
  .transform((value) => (value.endsWith('%') ? { share: Number(value.slice(0, -1)) / 100 } : Number(value)))
  .optional()
  .meta({
    description: "Highest price, inclusive: an amount, or a share of this product's price such as 80%.",
    override: { type: 'string' },
  });
const explain = flag('true: also say which plan the catalogue chose, and why.');

const mode = z.enum(['hybrid', 'visual', 'text'], 'must be hybrid, visual or text').default('hybrid').meta({
  description:
    'What the words are compared with: photos (visual), codes, brands and titles (text), or both (hybrid).',
});

const queryText = text.meta({
  description:
    'What to look for: words, or a composed query such as gold:2 modern:0.5 -"two handles" like:17 (weights, what to keep away from, products).',
  example: 'gold purple',
  override: { type: 'string', minLength: 1, maxLength: maxTextLength },
});

export const searchQuery = z
  .strictObject({
    q: queryText,
    limit,
    cursor,
    ...filters,
    sort: searchSort,
    axis,
    mode,
    facets,
    explain,
    cutoff,
    diversity,
  })
  .refine(isPriceRange, priceRange);

export const similarQuery = z
  .strictObject({
    photo: photoNumber,
    crop: cropText,
    cheaper: flag("true: only what costs less than this product's own price."),
    precomputed: flag(
      'true: answer from the list that was made beforehand (`lookalike related`) where it gives the same; explain says whether.',
    ),
    limit,
    cursor,
    ...filters,
    maxPrice: priceOrShare,
    sort: rankedSort,
    facets,
    explain,
    cutoff,
    diversity,
    look,
  })
  .refine(isPriceRange, priceRange);

export const mapQuery = z.strictObject(filters).refine(isPriceRange, priceRange);

export const goesWithQuery = z
  .strictObject({
    limit,
    cursor,
    ...filters,
    sort: rankedSort,
    explain,
    diversity,
  })
  .refine(isPriceRange, priceRange);

export const browseQuery = z
  .strictObject({
    limit,
    cursor,
    ...filters,
    sort: z
      .enum(['newest', 'price', '-price', 'random'], 'must be newest, price, -price or random')
      .default('newest')
      .meta({ description: 'Order of the products; random is shuffled anew without a cursor or seed.' }),
    seed: z
      .string()
      .regex(/^\d{1,9}$/, 'must be a whole number from 0 to 999999999')
      .transform(Number)
      .optional()
      .meta({
        description: 'Which shuffle of sort=random: the same seed gives the same order.',
        override: { type: 'integer', minimum: 0, maximum: 999_999_999 },
      }),
    facets: browseFacets,
  })
  .refine(isPriceRange, priceRange);

/** As many products as one board may have. */
const mostIds = 200;
const ids = z
  .string()
  .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/, 'must be whole numbers above 0, such as 17,23,42')
  .transform((list) => [...new Set(list.split(',').map(Number))])
  .refine((list) => list.length <= mostIds, `must be at most ${mostIds} ids`)
  .meta({
    description: `Ids of up to ${mostIds} products, with commas between them.`,
    example: '17,23,42',
    override: { type: 'string', pattern: '^[1-9]\\d{0,14}(,[1-9]\\d{0,14})*$' },
  });
export const severalQuery = z.strictObject({ ids });

export const embeddingQuery = z.strictObject({ text });
export const noQuery = z.strictObject({});

// Postgres ids are 64-bit, JSON numbers exact to 2^53: 15 digits stay inside both.
const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'must be a whole number above 0')
  .transform(Number);
export const idParams = z.strictObject({
  id: id.meta({ description: 'The id.', example: '42', override: { type: 'integer', minimum: 1 } }),
});
export const imageParams = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .meta({ description: 'SHA-256 of the photo as it was fetched, in lower-case hex.' }),
});
export const problemParams = z.strictObject({
  code: z.enum(problemCodes).meta({ description: 'The code of a problem.' }),
});
export const noParams = z.strictObject({});
