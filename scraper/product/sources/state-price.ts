// Prices in the data of a page's scripts: plain numbers, nested amounts, cents.
import { parseCurrency, parsePrice } from '../../text/price-text.ts';
import { type NamedValues, nameValues, wordList } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';

export interface StatePrice {
  price: number | null;
  regularPrice: number | null;
  currency: string | null;
}

/** Most telling first: what is asked now, then a price of any kind. */
const nowNames = wordList(`
  saleprice specialprice promoprice promotionalprice discountedprice offerprice pricenow nowprice
  currentprice finalprice sellingprice sellprice actualprice priceinclvat priceincltax pricewithtax
  priceamount displayprice itemprice productprice price prices pricing priceinfo pricedata pricerange
  pricerangev2 offers offer lowprice minprice pricemin pricevalue grossprice minvariantprice
`);
const beforeNames = wordList(`
  regularprice listprice wasprice pricewas originalprice oldprice priceold compareatprice msrp rrp
  retailprice strikeprice strikethroughprice crossedprice pricebefore beforeprice fullprice
  standardprice pricewithoutreduction recommendedretailprice displayregularprice baseprice
`);
/** What these mean only within a price. */
const shortBeforeNames = wordList(`
  was list regular old original before previous strike crossed
`);
const amountNames = wordList(`
  finalprice saleprice sale sales now current currentprice final selling sellingprice special
  discounted withtax gross amount value decimalprice centamount price min minprice minvariantprice low
  lowprice pricevalue raw rawvalue regular regularprice base default list formatted formattedvalue
`);
const currencyNames = wordList(`
  currency currencycode pricecurrency currencyiso currencyisocode currencyid isocurrencycode curr
`);

const deepest = 4;

/** @param inCents for platforms that write whole cents (Shopify's own product JSON) */
export function readStatePrice(values: NamedValues, inCents: boolean): StatePrice {
  const now = firstAmount(values, nowNames, 0);
  const plain = firstAmount(values, ['price', 'prices'], 0);
  const before = firstAmount(values, beforeNames, 0) ?? nestedBefore(values);
  // A sale price above the ordinary one is an old sale's.
  const [price, former] =
    now !== null && plain !== null && plain < now ? [plain, now] : [now ?? before, larger(before, plain)];
  const scale = inCents ? 100 : 1;
  return {
    price: price === null ? null : price / scale,
    regularPrice: price !== null && former !== null && former > price ? former / scale : null,
    currency: readStateCurrency(values) ?? nestedCurrency(values),
  };
}

export function readStateCurrency(values: NamedValues): string | null {
  for (const name of currencyNames) {
    const value = values.get(name);
    const code = parseCurrency(isJsonObject(value) ? (value.code ?? value.isocode ?? value.iso) : value);
    if (code !== null) return code;
  }
  return null;
}

function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function firstAmount(values: NamedValues, names: readonly string[], depth: number): number | null {
  for (const name of names) {
    const amount = amountOf(values.get(name), depth);
    if (amount !== null) return amount;
  }
  return null;
}

function amountOf(value: unknown, depth: number): number | null {
  if (depth > deepest) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : amountOf(value[0], depth + 1);
  if (!isJsonObject(value)) {
    const price = parsePrice(value);
    return price !== null && price > 0 ? price : null;
  }
  const values = nameValues(value);
  return inMajorUnits(firstAmount(values, amountNames, depth + 1), values);
}

/** commercetools and WooCommerce's Store API say beside an amount how many of its digits are decimals. */
function inMajorUnits(amount: number | null, values: NamedValues): number | null {
  const digits = values.has('centamount')
    ? (values.get('fractiondigits') ?? 2)
    : values.get('currencyminorunit');
  if (amount === null || typeof digits !== 'number' || digits <= 0 || digits > 4) return amount;
  return Number.isInteger(amount) ? amount / 10 ** digits : amount;
}

/** `{price: {now: 5, was: 7}}`. */
function nestedBefore(values: NamedValues): number | null {
  const outer = nowNames.map((name) => values.get(name)).find(isJsonObject);
  if (outer === undefined) return null;
  const inner = nameValues(outer);
  return inMajorUnits(firstAmount(inner, [...beforeNames, ...shortBeforeNames], 1), inner);
}

function nestedCurrency(values: NamedValues): string | null {
  for (const name of nowNames) {
    let value = values.get(name);
    for (let depth = 0; depth < deepest && typeof value === 'object' && value !== null; depth += 1) {
      if (Array.isArray(value)) {
        value = value[0];
        continue;
      }
      if (!isJsonObject(value)) break;
      const inner = nameValues(value);
      const code = readStateCurrency(inner);
      if (code !== null) return code;
      value = amountNames
        .map((key) => inner.get(key))
        .find((candidate) => typeof candidate === 'object' && candidate !== null);
    }
  }
  return null;
}
