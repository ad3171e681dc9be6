// The body of POST /api/search: the parameters of GET, and beside them texts, photos and products with weights.
import { z } from 'zod';
import { largestWeight, mostParts } from '../../clip/compose/query-syntax.ts';
import { crop } from './crop-parameters.ts';
import { isPriceRange, name, priceRange, searchQuery, text } from './parameters.ts';
import { queryVector } from './query-vector.ts';

const weightRange = `must be a number from 0 to ${largestWeight}`;
const weight = z
  .number(weightRange)
  .min(0, weightRange)
  .max(largestWeight, weightRange)
  .default(1)
  .meta({ description: 'How much it counts; 0 changes nothing.' });
const signedRange = `must be a number from -${largestWeight} to ${largestWeight}`;
const signedWeight = z
  .number(signedRange)
  .min(-largestWeight, signedRange)
  .max(largestWeight, signedRange)
  .default(1)
  .meta({ description: 'How much it counts; below 0 keeps away from it, 0 changes nothing.' });

// Postgres ids are 64-bit, JSON numbers exact to 2^53.
export const productId = z.int('must be a whole number above 0').min(1, 'must be a whole number above 0');
const product = z
  .union(
    [
      productId,
      z.strictObject({
        id: productId,
        weight,
        photo: z
          .int('must be a whole number from 1 to 9999')
          .min(1, 'must be a whole number from 1 to 9999')
          .max(9999, 'must be a whole number from 1 to 9999')
          .optional()
          .meta({ description: 'Which of its photos, counted from 1. Default: the first.' }),
        crop: crop.optional(),
      }),
    ],
    'must be the id of a product, or {id, weight, photo, crop}',
  )
  .transform((given) => (typeof given === 'number' ? { id: given, weight: 1 } : given));
const several = <Item extends z.ZodType>(item: Item) =>
  z.array(item).max(mostParts, `must have at most ${mostParts} entries`).optional();

export const photoUrl = z
  .string()
  .max(2000, 'must have at most 2,000 characters')
  .refine((value) => URL.canParse(value), 'must be an address such as https://shop.example/photo.jpg')
  .meta({ description: 'Where the photo is fetched from.' });

export const image = z.strictObject({
  url: photoUrl
    .optional()
    .meta({ description: 'Where the photo is fetched from; left out when it is the file of the form.' }),
  weight: signedWeight,
  crop: crop.optional(),
});

/** In JSON a number is a number, in an address it is text: the parameters of GET take both here. */
function asInAddress<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
    schema,
  );
}

const { q, ...others } = searchQuery.shape;
type Others = typeof others;
// Cast because fromEntries forgets which schema belongs to which name; each is only wrapped.
const addressParameters = Object.fromEntries(
  Object.entries(others).map(([name, schema]) => [name, asInAddress(schema)]),
) as unknown as Others;

export const searchBody = z
  .strictObject({
    q: q.optional(),
    texts: several(z.strictObject({ text, weight: signedWeight })).meta({
      description: 'Texts to look for, or with a weight below 0 to keep away from.',
    }),
    image: image
      .optional()
      .meta({ description: 'A photo to look for: by its address, or what to do with the form’s file.' }),
    like: several(product).meta({ description: 'Products to be like; they are left out of the results.' }),
    unlike: several(product).meta({ description: 'Products to be unlike; they are left out as well.' }),
    vector: queryVector.optional().meta({
      description:
        'What was embedded elsewhere, to look for as if its photo had been sent: numbers, or 32-bit floats in base64, or {values, of, weight}. Any length; it is made 1.',
    }),
    model: name('The model that made the vector: the one in use, which every answer names.'),
    ...addressParameters,
  })
  .refine(isPriceRange, priceRange);
