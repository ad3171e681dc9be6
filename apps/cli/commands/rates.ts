// `lookalike rates`: the exchange rates that let prices of different currencies be compared.
import { listRates, removeRate, setRate, UnusableRate } from '../../../catalog/products/exchange-rates.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

interface RatesOptions {
  json?: boolean;
}

export async function ratesList(context: CommandContext, { json = false }: RatesOptions): Promise<void> {
  const database = await openMigrated(context.config);
  try {
    const { base, rates } = await listRates(database.pool);
    if (json) return context.print(JSON.stringify({ base, rates }));
    if (base === null) {
      context.progress.say(
        'There are no rates, so prices of different currencies are never compared: `lookalike rates set EUR 1.09 --base USD` sets one.',
      );
    }
    for (const { currency, rate } of rates) context.print(`1 ${currency} = ${rate} ${base}`);
  } finally {
    await database.close();
  }
}

export async function ratesSet(
  context: CommandContext,
  currency: string,
  rate: number,
  { base }: { base?: string },
): Promise<void> {
  const database = await openMigrated(context.config);
  try {
    await setRate(database.pool, { currency, rate, base });
    const now = await listRates(database.pool);
    context.print(`1 ${currency.toUpperCase()} = ${rate} ${now.base}`);
  } catch (cause) {
    throw cause instanceof UnusableRate ? new CommandFailed(cause.message, { cause }) : cause;
  } finally {
    await database.close();
  }
}

export async function ratesRemove(context: CommandContext, currency: string): Promise<void> {
  const database = await openMigrated(context.config);
  try {
    const had = await removeRate(database.pool, currency);
    if (!had) throw new CommandFailed(`There is no rate for ${currency}.`);
    context.print(`${currency.toUpperCase()} has no rate any more.`);
  } finally {
    await database.close();
  }
}
