// Exchange rates that the operator sets, without which prices of different currencies are never compared.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

export interface ExchangeRates {
  /** The currency that rates are in; null while there are none. */
  base: string | null;
  /** What one unit is worth in the base currency, the base itself left out. */
  rates: { currency: string; rate: number; updatedAt: Date }[];
}

/** A rate that can't be set or removed; the message says why. */
export class UnusableRate extends Error {
  override name = 'UnusableRate';
}

// Fits numeric(24, 12), and no two currencies are further apart.
const smallestRate = 1e-9;
const largestRate = 1e9;

export async function listRates(db: Queryable): Promise<ExchangeRates> {
  const { rows } = await db.query<{ currency: string; rate: number; isBase: boolean; updatedAt: Date }>(
    `select currency, rate, is_base as "isBase", updated_at as "updatedAt" from exchange_rates order by currency`,
  );
  return {
    base: rows.find(({ isBase }) => isBase)?.currency ?? null,
    rates: rows
      .filter(({ isBase }) => !isBase)
      .map(({ currency, rate, updatedAt }) => ({ currency, rate, updatedAt })),
  };
}

/** What one unit of each currency is worth in the base currency, the base among them. */
export async function readRates(db: Queryable): Promise<Record<string, number>> {
  const { rows } = await db.query<{ currency: string; rate: number }>(
    'select currency, rate from exchange_rates order by currency',
  );
  return Object.fromEntries(rows.map(({ currency, rate }) => [currency, rate]));
}

/**
 * Sets what one unit of a currency is worth in the base currency.
 *
 * @param options.base needed with the first rate; later the one that the first was set in, or absent
 * @throws UnusableRate
 */
export async function setRate(
  db: Queryable,
  options: { currency: string; rate: number; base?: string | undefined },
): Promise<void> {
  const currency = currencyCode(options.currency);
  const { rate } = options;
  if (!(rate >= smallestRate && rate <= largestRate)) {
    throw new UnusableRate(`A rate must be a number from ${smallestRate} to ${largestRate}, not ${rate}.`);
  }
  await inTransaction(db, async (client) => {
    await client.query('lock table exchange_rates in share row exclusive mode');
    const known = (await listRates(client)).base;
    const base = options.base === undefined ? known : currencyCode(options.base);
    if (base === null)
      throw new UnusableRate('Say with the first rate which currency it is in, such as USD.');
    if (known !== null && base !== known) {
      throw new UnusableRate(
        `The rates are in ${known}; give this one in ${known}, or remove all of them first.`,
      );
    }
    if (currency === base) throw new UnusableRate(`The rates are in ${base}: one ${base} is one ${base}.`);
    await client.query(
      `
      insert into exchange_rates (currency, rate, is_base)
      values ($1, 1, true), ($2, $3::numeric, false)
      on conflict (currency) do update
        set rate = excluded.rate, updated_at = now()
        where not exchange_rates.is_base`,
      [base, currency, rate],
    );
  });
}

/**
 * Forgets a rate; with the last one the base currency is open again.
 *
 * @returns false when there was none
 */
export async function removeRate(db: Queryable, currency: string): Promise<boolean> {
  return inTransaction(db, async (client) => {
    await client.query('lock table exchange_rates in share row exclusive mode');
    const { rowCount } = await client.query(
      'delete from exchange_rates where currency = $1 and not is_base',
      [currency.toUpperCase()],
    );
    await client.query(`
      delete from exchange_rates
      where is_base and not exists (select from exchange_rates as other where not other.is_base)`);
    return rowCount === 1;
  });
}

function currencyCode(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new UnusableRate(`"${text}" is not a currency's code, such as EUR.`);
  return code;
}
