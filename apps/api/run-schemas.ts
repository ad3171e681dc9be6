// The shapes of what operators send and get: shops, runs, what a run changed, schedules.
import { z } from 'zod';
import type { ShopSettings } from '../../catalog/crawls/shops.ts';
import { cursor, limit, name } from './parameters.ts';
import { money, thumbHash } from './schemas.ts';

const runModes = ['incremental', 'full', 'reparse', 'photos'] as const;
const mode = z.enum(runModes, `must be one of ${runModes.join(', ')}`).meta({
  description:
    'incremental fetches what may have changed, full every page; reparse reads the stored pages again without the network; photos queues what has no embedding.',
});
const time = z.iso.datetime();
const count = z.int().min(0);

const runFields = {
  id: z.int(),
  shopId: z.int(),
  mode: z.enum([...runModes, 'retry']).meta({
    description: 'retry: only pages that failed in an earlier run, and what is new behind them.',
  }),
  startedBy: z.string().meta({ description: 'Who: start, command line, api, schedule.' }),
  state: z.enum(['running', 'paused', 'cancelling', 'ended']),
  startedAt: time,
  finishedAt: time.nullable(),
  pausedAt: time.nullable(),
  cancelRequestedAt: time.nullable(),
  outcome: z.enum(['done', 'partial', 'failed', 'suspicious', 'cancelled']).nullable().meta({
    description:
      'null while it runs. partial: a limit ended it. suspicious: so many products were missing that none was taken for gone; confirm it, or look why.',
  }),
  reason: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  bytes: count.meta({ description: 'Transferred.' }),
  activeMs: count.meta({ description: 'How long it was worked at, without pauses.' }),
};
export const run = z.strictObject(runFields).meta({ id: 'Run' });
export const runProgress = z
  .strictObject({
    ...runFields,
    pages: z
      .strictObject({ done: count, total: count })
      .meta({ description: 'Pages of the frontier; total grows while pages are found.' }),
    photos: z
      .strictObject({ embedded: count, missing: count, failed: count })
      .meta({ description: "All of the shop's photos, under the model that answers." }),
  })
  .meta({ id: 'RunProgress' });
export const runDetail = z
  .strictObject({
    ...runProgress.shape,
    failures: z
      .array(
        z.strictObject({
          reason: z.string(),
          count,
          open: count.meta({ description: 'No later run has visited the page: these can be asked again.' }),
          waiting: count.meta({ description: 'Being asked again by this run.' }),
          examples: z.array(z.string()),
        }),
      )
      .meta({ description: 'Why pages failed, most frequent first, each with a few addresses.' }),
    photoFailures: z
      .array(z.strictObject({ reason: z.string(), count, examples: z.array(z.string()) }))
      .meta({ description: "Why photos of the shop can't be used, most frequent first." }),
    priceChanges: z
      .strictObject({ up: count, down: count })
      .meta({ description: 'How many prices the run saw go up and down.' }),
  })
  .meta({ id: 'RunDetail' });
export const runsAnswer = z.strictObject({ runs: z.array(run) }).meta({ id: 'RunsAnswer' });
export const startedAnswer = z
  .strictObject({ run, isNew: z.boolean().meta({ description: 'false: the shop had this run already.' }) })
  .meta({ id: 'StartedRun' });
export const retryAnswer = z
  .strictObject({
    run: run.meta({ description: 'The run that asks for them: the same, or a new one.' }),
    isNew: z.boolean().meta({ description: 'true: the run had ended, so a new one was started.' }),
    count: count.meta({ description: 'How many pages or photos are asked for again.' }),
  })
  .meta({ id: 'Retry' });
export const changesAnswer = z
  .strictObject({
    changes: z.array(
      z.strictObject({
        productId: z.int(),
        title: z.string(),
        url: z.string(),
        image: z.string().nullable().meta({ description: 'Address of its thumbnail here.' }),
        thumbHash,
        at: time,
        price: money.nullable(),
        previousPrice: money.nullable(),
        direction: z
          .enum(['up', 'down'])
          .nullable()
          .meta({ description: 'Where its price went; null unless it can be compared.' }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'RunChanges' });

const schedule = z.strictObject({
  every: z.string(),
  mode,
  timeZone: z.string().nullable().meta({ description: 'In which a time of day is meant.' }),
});
export const shop = z
  .strictObject({
    id: z.int(),
    baseUrl: z.string(),
    name: z.string(),
    products: count.meta({ description: 'Without those that are gone.' }),
    gone: count,
    lastRun: run.nullable(),
    trend: z
      .array(
        z.strictObject({
          runId: z.int(),
          outcome: runFields.outcome,
          startedAt: time,
          products: count,
          newProducts: count,
          failed: count,
        }),
      )
      .meta({ description: 'The last runs that read the shop, at most 12, oldest first.' }),
    schedule: schedule.nullable(),
    nextRunAt: time.nullable().meta({ description: 'Of its schedule; null while the queue can not tell.' }),
  })
  .meta({ id: 'Shop' });
export const shopsAnswer = z.strictObject({ shops: z.array(shop) }).meta({ id: 'ShopsAnswer' });

export const runsQuery = z.strictObject({
  limit,
  shop: name('Only runs of this shop, by its id, name, host or address.'),
});
const mostChanges = 1000;
export const changesQuery = z.strictObject({
  kind: z.enum(['new', 'price', 'gone'], 'must be new, price or gone').meta({
    description: 'Products that were new, had another price, or were not found any more.',
    example: 'price',
  }),
  direction: z.enum(['up', 'down'], 'must be up or down').optional().meta({
    description: 'With kind=price: only prices that went this way.',
  }),
  cursor,
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, `must be a whole number from 1 to ${mostChanges}`)
    .transform(Number)
    .default(100)
    .meta({
      description: 'How many changes to answer with.',
      override: { type: 'integer', minimum: 1, maximum: mostChanges, default: 100 },
    }),
});
function wholeNumber(least: number, most: number, description: string) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error).optional().meta({ description });
}

export const crawlLimits = {
  delayMs: wholeNumber(0, 600_000, 'Least milliseconds between two requests.'),
  concurrency: wholeNumber(1, 16, 'Requests at once.'),
  maxPages: wholeNumber(1, 10_000_000, 'A run stops after so many pages.'),
  maxBytes: wholeNumber(1000, 1_000_000_000_000_000, 'A run stops after so many bytes.'),
  maxMinutes: wholeNumber(1, 100_000, 'A run stops after so many minutes of work.'),
};
/** Laid over what the shop has already. */
const settings = z.strictObject(crawlLimits, 'must be an object');
/** A setting that is left out must not take away the shop's own. */
export function withoutUndefined(
  settings: { [Name in keyof ShopSettings]?: ShopSettings[Name] | undefined } = {},
): ShopSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
export const shopAddress = z
  .string('must be an address such as https://shop.example/')
  .max(2000, 'must have at most 2000 characters');

export const startRunBody = z
  .strictObject({
    url: shopAddress
      .optional()
      .meta({ description: "Address of the shop's home page; makes a shop of one that is not known." }),
    shop: z
      .union([z.int().min(1), z.string().trim().min(1).max(200)], 'must be an id, name, host or address')
      .optional()
      .meta({ description: 'A known shop instead, by its id, name, host or address.' }),
    mode: mode.default('incremental'),
    settings: settings.optional(),
  })
  .refine(({ url, shop }) => (url === undefined) !== (shop === undefined), {
    error: 'or shop must be sent, and only one of them',
    path: ['url'],
    params: { code: 'missing_parameter' },
  });

export const retryBody = z.strictObject({
  reason: z
    .string('must be the reason of a group of failures')
    .min(1, 'must not be empty')
    .max(2000, 'must have at most 2000 characters')
    .meta({ description: 'As the run lists it.' }),
  of: z
    .enum(['pages', 'photos'], 'must be pages or photos')
    .default('pages')
    .meta({ description: "pages of the run, or photos of the run's shop." }),
});

export const scheduleBody = z.strictObject({
  every: z.string('must be words such as every week').max(200, 'must have at most 200 characters').meta({
    description: 'every week, every 3 days, every day at 04:00, cron "0 4 * * 1" …',
    example: 'every week',
  }),
  mode: mode.default('incremental'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
    .optional()
    .meta({ description: 'In which a time of day is meant; default the one of the server.' }),
});

function isTimeZone(name: string): boolean {
  try {
    return name.length < 100 && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false; // RangeError: no such zone
  }
}

export type Run = z.infer<typeof run>;
export type RunProgress = z.infer<typeof runProgress>;
export type ShopAnswer = z.infer<typeof shop>;
