// GET, PUT and DELETE /api/rates: the exchange rates that let prices of different currencies be compared.
import { z } from 'zod';
import { listRates, removeRate, setRate, UnusableRate } from '../../../catalog/products/exchange-rates.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { noParams, noQuery, requiredCurrency } from '../parameters.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';

const ratesBody = z.strictObject({
  currency: requiredCurrency,
  rate: z
    .number('must be a number above 0')
    .positive('must be a number above 0')
    .meta({ description: 'What one unit is worth in the base currency.' }),
  base: requiredCurrency
    .optional()
    .meta({ description: 'What rates are in; needed with the first one.', override: { type: 'string' } }),
});

const ratesAnswer = z
  .strictObject({
    base: z.string().nullable().meta({ description: 'What rates are in; null while there are none.' }),
    rates: z.array(z.strictObject({ currency: z.string(), rate: z.number(), updatedAt: z.iso.datetime() })),
  })
  .meta({ id: 'Rates' });

const ratesRoute = {
  path: '/api/rates',
  tag: 'operators',
  params: noParams,
  answer: ratesAnswer,
  operatorsOnly: true,
} as const;

const listRoute = defineRoute({
  ...ratesRoute,
  id: 'rates',
  summary: 'Exchange rates; without one, prices of different currencies are never compared',
  query: noQuery,
  problems: [],
  answerTo: ({ db }) => answerOf(db),
});

const setRoute = defineRoute({
  ...ratesRoute,
  method: 'put',
  id: 'setRate',
  summary: 'Set what one unit of a currency is worth in the base currency',
  query: noQuery,
  body: ratesBody,
  problems: ['invalid_rate'],
  async answerTo({ db }, { body }) {
    try {
      await setRate(db, body);
    } catch (cause) {
      if (!(cause instanceof UnusableRate)) throw cause;
      throw new Problem('invalid_rate', cause.message, { parameter: 'rate', cause });
    }
    return answerOf(db);
  },
});

const removeRoute = defineRoute({
  ...ratesRoute,
  method: 'delete',
  id: 'removeRate',
  summary: 'Forget a rate; with the last one the base currency is open again',
  query: z.strictObject({ currency: requiredCurrency }),
  problems: [],
  async answerTo({ db }, { query }) {
    await removeRate(db, query.currency);
    return answerOf(db);
  },
});

export const rateRoutes = [listRoute, setRoute, removeRoute];

async function answerOf(db: ApiServices['db']) {
  const { base, rates } = await listRates(db);
  return { base, rates: rates.map((one) => ({ ...one, updatedAt: isoTime(one.updatedAt) })) };
}
