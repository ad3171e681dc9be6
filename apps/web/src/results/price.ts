// Writes prices and savings in their own currency.
import type { Price } from '../api/answers.ts';
import { locale as pageLocale } from '../strings/strings.ts';

// ISO 4217 for a price whose currency nobody stated, as in a CSV without that column.
export const noCurrency = 'XXX';

/** "$129.50" for 129.5 USD; whole amounts lose their zeros. An unknown currency code is shown as it came. */
export function formatPrice({ amount, currency }: Price, locale = pageLocale): string {
  if (currency === noCurrency) return amount.toLocaleString(locale);
  try {
    return writerOf(locale, currency).format(amount);
  } catch {
    // Intl throws on codes that aren't three letters, which scraped data may hold.
    return `${amount.toLocaleString(locale)} ${currency}`;
  }
}

/** One per currency: making it takes eleven times as long as writing a price with it. */
function writerOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const writer =
    writers.get(key) ??
    new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  writers.set(key, writer);
  return writer;
}

const writers = new Map<string, Intl.NumberFormat>();

/** How much cheaper `price` is than `than`, or null when it isn't or the currencies differ. */
export function saving(price: Price | null, than: Price | null): Price | null {
  if (!price || !than || price.currency !== than.currency || price.amount >= than.amount) return null;
  // Cents as integers: 149.5 - 129.9 must not read 19.599999.
  const amount = (Math.round(than.amount * 100) - Math.round(price.amount * 100)) / 100;
  return { amount, currency: price.currency };
}
