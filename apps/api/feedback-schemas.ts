// The shapes of feedback, suggestions and of what this service is: requests and answers.
import { z } from 'zod';
import { maxTextLength } from './parameters.ts';

const id = z.int('must be a whole number').min(1, 'must be above 0');

export const feedbackBody = z.strictObject({
  kind: z
    .enum(['click', 'dislike'], 'must be click or dislike')
    .meta({ description: 'click: the product was opened; dislike: “not like this”.' }),
  query: z
    .union(
      [
        z.strictObject({ text: z.string().trim().min(1).max(maxTextLength) }),
        z.strictObject({ productId: id }),
      ],
      'must be {"text": "…"} or {"productId": 1}',
    )
    .meta({ description: 'What had been asked for: the text, or the product whose likes were shown.' }),
  productId: id.meta({ description: 'The product that was clicked or disliked.' }),
  position: z
    .int('must be a whole number')
    .min(1, 'must be above 0')
    .max(100_000, 'must be 100000 or less')
    .nullable()
    .default(null)
    .meta({ description: 'Its place among the results, from 1.' }),
  model: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be the model of an answer')
    .meta({ description: 'The model that the answer named.' }),
});

export const suggestAnswer = z
  .strictObject({
    suggestions: z.array(
      z.strictObject({
        type: z.enum(['query', 'brand', 'category', 'product']),
        label: z.string().meta({ description: 'What to show, and to search or filter by.' }),
        productId: z.int().nullable().meta({ description: 'Of a product; else null.' }),
        image: z
          .string()
          .nullable()
          .meta({ description: 'Address of the thumbnail here, of a product that has one; else null.' }),
        count: z.int().nullable().meta({
          description: 'Products of a brand or category, searches of a query; null for a product.',
        }),
      }),
    ),
    tookMs: z.number(),
  })
  .meta({ id: 'SuggestAnswer' });

export const aboutAnswer = z
  .strictObject({
    version: z.string(),
    model: z.string().meta({ description: 'The model whose embeddings answer searches.' }),
    feedback: z.boolean().meta({ description: 'Whether POST /api/feedback takes anything.' }),
  })
  .meta({ id: 'About' });
