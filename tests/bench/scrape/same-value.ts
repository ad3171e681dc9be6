// When two currencies or two addresses mean the same, however they are written.

/** Codes that a sign on a page can stand for. */
const meantBySign: Record<string, string[]> = {
  '€': ['EUR'],
  '£': ['GBP'],
  $: 'USD CAD AUD NZD HKD TWD SGD MXN ARS CLP COP UYU BRL'.split(' '),
  us$: ['USD'],
  zł: ['PLN'],
  kn: ['HRK'],
  kč: ['CZK'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
  ft: ['HUF'],
  lei: ['RON'],
  лв: ['BGN'],
  r$: ['BRL'],
  'chf.': ['CHF'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₪': ['ILS'],
  '₩': ['KRW'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₴': ['UAH'],
  nt$: ['TWD'],
  a$: ['AUD'],
  c$: ['CAD'],
};

/** The answers hold a sign as often as a code; a sign asks for any of the currencies that it stands for. */
export function currencyAnswers(written: string): string[] {
  const text = written.trim();
  return meantBySign[text.toLowerCase()] ?? [text.toUpperCase()];
}

/** Parameters that say where a visitor came from, not what is shown. */
const fromWhere = /^(utm_\w+|gclid|fbclid|msclkid|srsltid|cid|cmpid|aff\w*|a_aid|a_bid|ref)$/i;

/** Scheme, `www.`, trailing slash, fragment, escapes, and the order and tracking part of the query aside. */
export function isSameAddress(one: string, other: string): boolean {
  return normalAddress(one) === normalAddress(other);
}

function normalAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const query = [...url.searchParams]
    .filter(([name]) => !fromWhere.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const path = unescaped(url.pathname).replace(/\/+$/, '');
  return [url.hostname.replace(/^www\./, ''), path, ...query].join(' ');
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Escapes of another charset than UTF-8: compared as they are.
    return path;
  }
}
