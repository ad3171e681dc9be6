// The shapes of what operators send and get about models and switching between them.
import { z } from 'zod';
import { text } from './parameters.ts';
import { product } from './schemas.ts';

const count = z.int().min(0);
const seconds = z.number().min(0).nullable();
const time = z.iso.datetime();
export const modelId = z
  .string()
  .min(1)
  .max(80)
  .meta({ description: 'Id of a model.', example: 'clip-vit-base-patch32' });
export const modelParams = z.strictObject({ id: modelId });

const knownModel = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    source: z.enum(['shipped', 'hub', 'export', 'folder']),
    folder: z.string().nullable().meta({ description: 'Of a folder of the operator’s own.' }),
    dimension: count,
    dtype: z.enum(['fp32', 'fp16', 'q8']).meta({ description: 'Precision of its weights.' }),
    licence: z.string().nullable(),
    commercialUse: z.boolean().nullable().meta({ description: 'Whether the licence allows it.' }),
    verifiable: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether a digest of each of its files has been published.' }),
    notes: z.array(z.string()),
    fileBytes: count.nullable(),
    onDisk: z.boolean(),
    before: z.string().nullable().meta({
      description: 'What has to be done on the command line before it can be switched to.',
    }),
    active: z.boolean().meta({ description: 'It answers the searches.' }),
    vectors: count.meta({ description: 'Photos with a vector under it.' }),
    vectorBytes: count.meta({ description: 'What they take with their indexes.' }),
  })
  .meta({ id: 'Model' });

const modelSwitch = z
  .strictObject({
    model: z.string().meta({ description: 'The next model.' }),
    phase: z.enum(['paused', 'embedding', 'finishing', 'ready']).meta({
      description: 'finishing: every photo is there, the index is built and a sample checked.',
    }),
    photosFrom: z.enum(['shop', 'stored']),
    activates: z.boolean().meta({ description: 'Switches by itself when it is ready.' }),
    startedAt: time,
    done: count.meta({ description: 'Photos embedded.' }),
    total: count,
    photosPerSecond: z.number().nullable(),
    secondsLeft: seconds,
    check: z
      .strictObject({ sampled: count, agreed: count, worst: z.number().nullable() })
      .nullable()
      .meta({ description: 'Photos embedded again, and how many gave the vector that is stored.' }),
    problem: z.string().nullable(),
    hasWorker: z.boolean().meta({ description: 'A worker looks after it.' }),
  })
  .meta({ id: 'ModelSwitch' });

export const modelsAnswer = z
  .strictObject({
    models: z.array(knownModel),
    switch: modelSwitch.nullable(),
    previous: z.string().nullable().meta({ description: 'What going back goes back to.' }),
    processes: z.array(
      z.strictObject({
        name: z.string(),
        serves: z.string(),
        holds: z.array(z.string()).meta({ description: 'Models that it has loaded.' }),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ModelsAnswer' });

export const costAnswer = z
  .strictObject({
    model: z.string(),
    photos: count.meta({ description: 'Photos without a vector under it.' }),
    withoutPicture: count,
    photosPerSecond: z.number().nullable().meta({ description: 'Measured just now on this machine.' }),
    storedSeconds: seconds,
    shopSeconds: seconds,
    vectorBytes: count.nullable(),
    downloadBytes: count.meta({ description: '0 when its files are here.' }),
  })
  .meta({ id: 'SwitchCost' });

export const startSwitchBody = z.strictObject({
  model: modelId,
  photosFrom: z.enum(['shop', 'stored'], 'must be shop or stored').default('shop').meta({
    description: 'shop: fetch the photos again; stored: take the thumbnails, and ask no shop.',
  }),
  activates: z.boolean('must be true or false').default(false).meta({
    description: 'Switch by itself when it is ready, instead of waiting for /api/model-switch/activate.',
  }),
});

export const activateBody = z.strictObject({
  unchecked: z.boolean('must be true or false').default(false).meta({
    description: 'Even though photos are missing, which then can not be found until they are embedded.',
  }),
});

const mostQueries = 12;
export const compareBody = z.strictObject({
  model: modelId.meta({ description: 'Compared with the active one.' }),
  texts: z.array(text).max(mostQueries, `must be ${mostQueries} at most`).default([]),
  products: z
    .array(z.int('must be an id').min(1, 'must be an id'))
    .max(mostQueries, `must be ${mostQueries} at most`)
    .default([])
    .meta({
      description: 'Ids of products that similar ones are found of. With no texts either, some are proposed.',
    }),
});

const hits = z.array(z.strictObject({ product, score: z.number().nullable(), shared: z.boolean() }));
export const compareAnswer = z
  .strictObject({
    models: z.tuple([z.string(), z.string()]),
    overlap: z.number().nullable().meta({ description: 'Mean share of the first ten that both find.' }),
    queries: z.array(
      z.strictObject({
        text: z.string().nullable(),
        product: z.strictObject({ id: z.int(), title: z.string(), image: z.string().nullable() }).nullable(),
        overlap: z.number(),
        hits: z.tuple([hits, hits]),
      }),
    ),
  })
  .meta({ id: 'ModelComparison' });

export type ModelsAnswer = z.infer<typeof modelsAnswer>;
