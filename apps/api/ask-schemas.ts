// What a question is asked with and answered with.
import { z } from 'zod';
import { text } from './parameters.ts';
import { product } from './schemas.ts';

const longestQuestion = 400;
const mostProducts = 20;

export const askBody = z.strictObject({
  question: text
    .refine((value) => value.length <= longestQuestion, {
      error: `has more than ${longestQuestion} characters; send a shorter question`,
      params: { code: 'text_too_long' },
    })
    .meta({
      description: 'A question in plain words.',
      example: 'which matte black kitchen taps are under $150 and pull down?',
      override: { type: 'string', minLength: 1, maxLength: longestQuestion },
    }),
  limit: z
    .int(`must be a whole number from 1 to ${mostProducts}`)
    .min(1, `must be a whole number from 1 to ${mostProducts}`)
    .max(mostProducts, `must be a whole number from 1 to ${mostProducts}`)
    .default(8)
    .meta({ description: 'From how many products it is answered.' }),
  stream: z
    .boolean('must be true or false')
    .default(true)
    .meta({ description: 'false: one JSON document when all is done, instead of server-sent events.' }),
});

const understood = z
  .strictObject({
    words: z.string(),
    without: z.array(z.string()),
    minPrice: z.number().nullable(),
    maxPrice: z.number().nullable(),
    currency: z.string().nullable(),
    colours: z.array(z.string()),
    brands: z.array(z.string()),
    category: z.string().nullable(),
    shop: z.string().nullable(),
    available: z.boolean(),
    sort: z.enum(['relevance', 'price', '-price', 'newest']),
  })
  .meta({ id: 'Understood', description: 'What was understood of the question.' });

const understoodEvent = z.strictObject({
  understood,
  by: z.enum(['rules', 'llm']).meta({ description: 'Who understood it.' }),
});

const productsEvent = z.strictObject({
  products: z.array(
    z.strictObject({
      product,
      score: z.number().nullable().meta({
        description: 'Cosine similarity of photo and question; null where it was not found by its looks.',
      }),
      sentences: z.array(z.string()).meta({ description: 'Of its description, those that match.' }),
    }),
  ),
});

const endEvent = z.strictObject({
  answeredBy: z.enum(['llm', 'search']).meta({
    description: 'search: nobody put it into words; the products are the answer.',
  }),
  cited: z.array(z.int()).meta({ description: 'Products that the answer cites as [17], in its order.' }),
  droppedCitations: z.int().meta({ description: 'Citations of products that were not found, left out.' }),
  notices: z.array(z.string()),
  model: z.string(),
  tookMs: z.number(),
});

export const askAnswer = z
  .strictObject({
    question: z.string(),
    ...understoodEvent.shape,
    answer: z.string().nullable().meta({ description: 'Plain text; null when answeredBy is search.' }),
    ...productsEvent.shape,
    ...endEvent.shape,
  })
  .meta({ id: 'AskAnswer' });

export type AskAnswer = z.infer<typeof askAnswer>;
export type AskUnderstood = z.infer<typeof understoodEvent>;
export type AskProducts = z.infer<typeof productsEvent>;
export type AskEnd = z.infer<typeof endEvent>;
