// The shapes of what operators get and send about the queue and its failures.
import { z } from 'zod';
import { limit } from './parameters.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
const queueNames = ['crawl', 'embed', 'upkeep'] as const;
export const queueName = z.enum(queueNames, `must be one of ${queueNames.join(', ')}`);

const photo = z.strictObject({ id: z.int(), url: z.string() });
const product = z.strictObject({ id: z.int(), title: z.string() });

const queueState = z
  .strictObject({
    name: queueName,
    isPaused: z.boolean(),
    waiting: count,
    active: count,
    delayed: count.meta({ description: 'Tried again later, or scheduled.' }),
    failed: count.meta({
      description: 'Given up for now, counted up to 10,000; the next sweep tries again.',
    }),
    perMinute: count.meta({ description: 'Jobs done in the last minute, by all workers together.' }),
    oldestWaitingAt: time.nullable(),
    nextDueAt: time.nullable().meta({ description: 'When the next delayed job is due.' }),
    retries: z
      .array(z.strictObject({ reason: z.string(), count }))
      .meta({ description: 'Why delayed jobs failed the last time; of the 20 that are due first.' }),
  })
  .meta({ id: 'QueueState' });

const worker = z
  .strictObject({
    name: z.string().meta({ description: 'host/process id/nonce' }),
    model: z.string().nullable().meta({ description: 'The model it embeds new photos with.' }),
    startedAt: time.nullable().meta({ description: 'null: it has jobs but never said that it lives.' }),
    seenAt: time.nullable(),
    isSilent: z
      .boolean()
      .meta({ description: 'No sign of life for half a minute: it hangs, or was killed.' }),
    perMinute: z.record(z.string(), z.number()),
    jobs: z.array(
      z.strictObject({
        queue: queueName,
        id: z.string(),
        since: time.nullable(),
        attempt: z.int(),
        photo: photo.nullable(),
        product: product.nullable(),
        run: z.strictObject({ id: z.int(), shop: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Worker' });

export const queueAnswer = z
  .strictObject({
    at: time.meta({ description: "The server's clock, which ages are reckoned from." }),
    queues: z.array(queueState),
    workers: z.array(worker),
  })
  .meta({ id: 'QueueAnswer' });

const kind = z.enum(['passing', 'lasting'], 'must be passing or lasting').meta({
  description:
    'passing: given up for now, the next sweep tries again. lasting: a photo that is not tried again by itself.',
});
const reason = z.string().min(1, 'must not be empty').max(1000, 'must have at most 1,000 characters');

export const failureItem = z
  .strictObject({
    subject: z.string().meta({ description: 'By which it is named when it is tried again or discarded.' }),
    detail: z.string(),
    times: z.int(),
    lastAt: time,
    photo: photo.nullable(),
    product: z.strictObject({ ...product.shape, url: z.string() }).nullable(),
    shop: z.strictObject({ id: z.int(), name: z.string() }).nullable(),
  })
  .meta({ id: 'Failure' });

export const failuresAnswer = z
  .strictObject({
    groups: z.array(
      z.strictObject({
        kind,
        queue: queueName,
        reason: z.string(),
        count,
        firstAt: time,
        lastAt: time,
        examples: z.array(failureItem).meta({ description: 'The latest three.' }),
      }),
    ),
  })
  .meta({ id: 'FailuresAnswer' });

export const failureListQuery = z.strictObject({
  kind,
  queue: queueName.default('embed').meta({ description: 'Which queue.' }),
  reason: reason.meta({ description: 'The reason of the group, exactly.' }),
  limit,
  offset: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number from 0 to 999999')
    .default('0')
    .transform(Number)
    .meta({
      description: 'How many of the latest to leave out.',
      override: { type: 'integer', minimum: 0, maximum: 999_999, default: 0 },
    }),
});
export const failureListAnswer = z
  .strictObject({ failures: z.array(failureItem) })
  .meta({ id: 'FailureListAnswer' });

const which = {
  queue: queueName.optional().meta({ description: 'Default: of every queue.' }),
  reason: reason.optional().meta({ description: 'Only of this group.' }),
  subjects: z
    .array(z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters'))
    .min(1, 'must not be empty')
    .max(100, 'may name 100 at most')
    .optional()
    .meta({ description: 'Only these.' }),
};
export const retryBody = z.strictObject({ kind, ...which });
export const discardBody = z.strictObject(which);
export const handledAnswer = z
  .strictObject({
    done: count,
    mayHaveMore: z.boolean().meta({ description: 'A full batch of 500 was done: ask again for the next.' }),
  })
  .meta({ id: 'HandledAnswer' });
export const queueParams = z.strictObject({
  name: queueName.meta({ description: 'crawl, embed or upkeep' }),
});

export type QueueAnswer = z.infer<typeof queueAnswer>;
export type FailureAnswer = z.infer<typeof failureItem>;
