// Chooses between what a page's data says of the price and what the page shows.
import type { SourceName } from './scraped-product.ts';
import type { SourcedFacts } from './sourced-facts.ts';

export interface ChosenPrice {
  source: SourceName | null;
  price: number | null;
  regularPrice: number | null;
  currency: string | null;
  currencySource: SourceName | null;
  regularPriceSource: SourceName | null;
}

/** How certain the visible price must be, on the scale of `VisibleProduct.certainty`, to stand against the data … */
const certain = {
  /** … when it shows the data's price crossed out beside it: the data was not told of the sale. */
  forSale: 4,
  /** … when the data is off by exactly 100 or 1000: cents, or `1.299` for 1299. */
  forScale: 3,
  /** … when only data for scripts says otherwise. */
  againstState: 6,
  /** … in any other case: the largest figures right under the name, with a sign of currency. */
  always: 9,
};

/**
 * @param inOrder the page's sources, most trusted first, the visible page among them or not
 * @param certainty how much the visible price stands out
 */
export function choosePrice(inOrder: readonly SourcedFacts[], certainty: number): ChosenPrice {
  const priced = inOrder.filter(({ facts }) => facts.price !== null && facts.price > 0);
  const seen = priced.find(({ source }) => source === 'page');
  const told = priced.find(({ source }) => source !== 'page');
  const chosen =
    told !== undefined && seen !== undefined ? between(told, seen, priced, certainty) : (told ?? seen);
  if (chosen === undefined) return { ...nothing, ...currencyOf(inOrder) };
  return describe(chosen, priced);
}

const nothing: ChosenPrice = {
  source: null,
  price: null,
  regularPrice: null,
  currency: null,
  currencySource: null,
  regularPriceSource: null,
};

function between(
  told: SourcedFacts,
  seen: SourcedFacts,
  priced: readonly SourcedFacts[],
  certainty: number,
): SourcedFacts {
  const [data, page] = [Number(told.facts.price), Number(seen.facts.price)];
  if (isSame(data, page)) return told;
  const isOperators = told.source === 'selector' || told.source === 'door';
  if (isOperators) return told;
  // Another source that agrees with the page is a second witness.
  const agreeing = priced.find(({ source, facts }) => source !== 'page' && isSame(Number(facts.price), page));
  // What the page shows is what the data calls the price before.
  const toldBefore = told.facts.regularPrice;
  if (toldBefore !== null && isSame(toldBefore, page)) return told;
  const before = seen.facts.regularPrice;
  const isSale = page < data && before !== null && isSame(before, data);
  if (isSale && certainty >= certain.forSale) return seen;
  if ([100, 1000].some((scale) => isSame(data, page * scale) || isSame(data * scale, page)))
    return certainty >= certain.forScale ? seen : told;
  if (told.source === 'state' && certainty >= certain.againstState) return seen;
  if (agreeing !== undefined && certainty >= certain.againstState) return agreeing;
  const witnesses = priced.filter(
    ({ source, facts }) => source !== 'page' && isSame(Number(facts.price), data),
  );
  return certainty >= certain.always && witnesses.length < 2 ? seen : told;
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.005 * Math.max(1, Math.abs(one) / 1000);
}

/** A price, its currency and the price before belong together: 10 from one source and JPY from another would be made up. */
function describe({ source, facts }: SourcedFacts, priced: readonly SourcedFacts[]): ChosenPrice {
  const price = Number(facts.price);
  const agreeing = [{ source, facts }, ...priced.filter((other) => isSame(Number(other.facts.price), price))];
  const currency = agreeing.find((other) => other.facts.currency !== null);
  const before = agreeing.find(
    (other) => other.facts.regularPrice !== null && other.facts.regularPrice > price * 1.001,
  );
  return {
    source,
    price,
    regularPrice: before?.facts.regularPrice ?? null,
    regularPriceSource: before?.source ?? null,
    currency: currency?.facts.currency ?? null,
    currencySource: currency?.source ?? null,
  };
}

function currencyOf(inOrder: readonly SourcedFacts[]): Pick<ChosenPrice, 'currency' | 'currencySource'> {
  const found = inOrder.find(({ source, facts }) => source !== 'page' && facts.currency !== null);
  return { currency: found?.facts.currency ?? null, currencySource: found?.source ?? null };
}
