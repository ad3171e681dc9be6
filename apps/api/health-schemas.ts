// The shapes of what operators get about the catalogue's health.
import { z } from 'zod';
import { healthChecks } from '../../catalog/health/health-checks.ts';
import { limit, name } from './parameters.ts';
import { product } from './schemas.ts';

const time = z.iso.datetime();
const count = z.int().min(0);

const recallSample = z
  .strictObject({
    at: time,
    recall: z.number().nullable().meta({ description: 'recall@10 of the index; null without photos.' }),
    worst: z.number().nullable().meta({ description: 'Of the worst single question.' }),
    sampled: count.meta({ description: 'Photos that were asked with; fewer than wanted when time ran out.' }),
    efSearch: z.int(),
    indexMs: z.number().nullable().meta({ description: 'Median of a question to the index.' }),
    exactMs: z.number().nullable().meta({ description: 'Median of measuring all photos.' }),
  })
  .meta({ id: 'RecallSample' });
export const recallAnswer = recallSample;
export const recallBody = z.strictObject({
  sample: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(200, 'must be 200 or less')
    .default(50)
    .meta({ description: 'Photos to ask with.' }),
});

const report = z.strictObject({
  at: time,
  tookMs: z.number(),
  products: count,
  photos: z.strictObject({ embedded: count, missing: count, failed: count }),
  checks: z
    .record(z.enum(healthChecks), count)
    .meta({ description: 'How many products have it; those that are gone are not counted.' }),
  duplicates: z.strictObject({
    looks: count.meta({ description: 'Pictures that several products use.' }),
    acrossShops: count.meta({ description: 'Those of them that several shops use.' }),
    products: count,
  }),
  outliers: count.meta({
    description: 'Products that look like another category than their own; at most 500.',
  }),
  sizes: z.strictObject({
    databaseBytes: count,
    vectorIndex: z.strictObject({ bytes: count, type: z.string() }).nullable(),
    tables: z.array(z.strictObject({ name: z.string(), rows: count, bytes: count, indexBytes: count })),
  }),
  learned: z.strictObject({
    vocabulary: z.strictObject({ countedAt: time.nullable(), products: count, words: count }),
    cutoffs: z.array(
      z.strictObject({
        kind: z.enum(['text', 'photo']),
        cutoff: z.number(),
        setBy: z.enum(['calibration', 'operator']),
        sampleSize: count,
        photos: count,
        at: time,
      }),
    ),
    colours: z.strictObject({ at: time, photos: count, sampleSize: count }).nullable(),
  }),
  versions: z.strictObject({ server: z.string(), pgvector: z.string().nullable() }),
});
export const catalogueHealthAnswer = z
  .strictObject({
    report: report.nullable().meta({ description: 'null while the first one is being made.' }),
    isCounting: z.boolean().meta({ description: 'A newer one is on its way.' }),
    recall: recallSample.nullable().meta({ description: 'The last one that was measured.' }),
    database: z.enum(['embedded', 'server']).nullable(),
    model: z.string(),
  })
  .meta({ id: 'CatalogueHealthAnswer' });
export const catalogueHealthQuery = z.strictObject({
  anew: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((value) => value === 'true')
    .meta({
      description: 'true: count again, even if the last report is less than ten minutes old.',
      override: { type: 'boolean', default: false },
    }),
});

const listed = [...healthChecks, 'duplicate', 'outlier'] as const;
export const checkParams = z.strictObject({
  check: z.enum(listed, `must be one of ${listed.join(', ')}`).meta({ description: 'Which of the checks.' }),
});
export const checkQuery = z.strictObject({
  limit,
  acrossShops: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((value) => value === 'true')
    .meta({
      description: 'Of duplicates, true: only pictures that several shops use.',
      override: { type: 'boolean', default: false },
    }),
  category: name('Of outliers: only those filed in this category.'),
  offset: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number from 0 to 999999')
    .default('0')
    .transform(Number)
    .meta({
      description: 'How many to leave out.',
      override: { type: 'integer', minimum: 0, maximum: 999_999, default: 0 },
    }),
});
export type CheckQuery = z.output<typeof checkQuery>;
const likeness = z.number().meta({ description: 'Cosine with the mean photo of the category.' });
export const checkAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        product,
        detail: z.string().nullable().meta({ description: 'Why the photo can not be used.' }),
        lookId: z
          .int()
          .nullable()
          .meta({ description: 'Duplicates with the same one have the same picture.' }),
        outlier: z
          .strictObject({
            category: z.string(),
            likeness,
            otherCategory: z.string(),
            otherLikeness: likeness,
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'CheckAnswer' });

export const slowRequestsAnswer = z
  .strictObject({
    requests: z.array(
      z.strictObject({
        at: time,
        method: z.string(),
        route: z.string(),
        asked: z.string().meta({ description: 'Path and query, values cut short; nothing of a body.' }),
        ms: z.number(),
        status: z.int(),
        plan: z
          .strictObject({ strategy: z.enum(['exact', 'hnsw', 'precomputed']), reason: z.string() })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'SlowRequestsAnswer' });

export type CatalogueHealthAnswer = z.infer<typeof catalogueHealthAnswer>;
export type CheckAnswer = z.infer<typeof checkAnswer>;
