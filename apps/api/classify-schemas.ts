// What POST /api/classify takes and answers.
import { z } from 'zod';
import { usualMargin } from '../classes/classifier.ts';
import { image, productId } from './composed-parameters.ts';
import { text } from './parameters.ts';
import { product } from './schemas.ts';

const mostClasses = 50;
const mostExamples = 50;
const mostProducts = 100;

const upTo = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(item).min(1, 'must not be empty').max(most, `must have at most ${most} entries`);

const className = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have at most 200 characters')
  .meta({ description: 'The name of the class, which is looked for where it has no examples.' });

const described = z.strictObject({
  name: className,
  texts: upTo(text, mostExamples).optional().meta({ description: 'Texts that say what it looks like.' }),
  like: upTo(productId, mostExamples).optional().meta({ description: 'Products that belong to it.' }),
});
const anyClass = z
  .union([className, described], 'must be a name, or {name, texts, like}')
  .transform((given) => (typeof given === 'string' ? { name: given } : given));

const range = 'must be a number from 0 to 2';
const topRange = `must be a whole number from 1 to ${mostClasses}`;

export const classifyBody = z.strictObject({
  classes: upTo(anyClass, mostClasses).meta({
    description: 'Two at least; all of them names and texts, or all of them products.',
  }),
  products: upTo(productId, mostProducts)
    .optional()
    .meta({ description: 'Products to classify, by their ids.' }),
  image: image
    .pick({ url: true, crop: true })
    .optional()
    .meta({ description: 'A photo to classify: by its address, or which part of the form’s file.' }),
  margin: z
    .number(range)
    .min(0, range)
    .max(2, range)
    .default(usualMargin)
    .meta({ description: 'The label is null where the first class is less ahead of the second.' }),
  top: z
    .int(topRange)
    .min(1, topRange)
    .max(mostClasses, topRange)
    .default(3)
    .meta({ description: 'How many classes to answer with their scores.' }),
});

const count = z.int().min(0);

export const classifyAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        product: product.nullable().meta({ description: 'null for the photo.' }),
        label: z.string().nullable().meta({ description: 'null: none of these.' }),
        margin: z.number().meta({ description: 'How far the first class is ahead of the second.' }),
        scores: z
          .array(z.strictObject({ name: z.string(), score: z.number() }))
          .meta({ description: 'Cosine similarity to the mean of the examples, the highest first.' }),
      }),
    ),
    leaveOneOut: z
      .strictObject({
        examples: count,
        right: count.meta({ description: 'Those that their own class got, it being made of the others.' }),
        none: count.meta({ description: 'Those that no class got clearly.' }),
      })
      .nullable()
      .meta({ description: 'How good the classes are; null where none has several examples.' }),
    model: z.string(),
    tookMs: z.number(),
    notices: z.array(z.string()),
  })
  .meta({ id: 'Classified' });
