// Gives up, one by one, what a question asked for and nothing has: a shopper would rather see what comes near.
import { type AskSources, type FoundProducts, findProducts } from './find-products.ts';
import type { Understood } from './understood.ts';

/** A price that can be compared is never given up: what costs more is no answer. */
const loosenings: readonly { of: (understood: Understood) => string | null; without: Partial<Understood> }[] =
  [
    {
      of: ({ colours }) => (colours.length > 0 ? `in ${colours.join(' or ')}` : null),
      without: { colours: [] },
    },
    { of: ({ available }) => (available ? 'in stock' : null), without: { available: false } },
    {
      of: ({ category }) => (category === null ? null : `in the category ${category}`),
      without: { category: null },
    },
    { of: ({ brands }) => (brands.length > 0 ? `of ${brands.join(' or ')}` : null), without: { brands: [] } },
  ];

/**
 * @param currencies of the catalogue's prices
 * @returns what was found, and what of the question was kept
 */
export async function findOrRelax(
  sources: AskSources,
  { asked, currencies, limit }: { asked: Understood; currencies: readonly string[]; limit: number },
): Promise<FoundProducts & { understood: Understood }> {
  let understood = asked;
  let result = await findProducts(sources, understood, limit);
  const given: string[] = [];
  // In a currency that nothing here is priced in, nothing would ever fit.
  const { currency } = understood;
  if (result.found.length === 0 && currency !== null && !currencies.includes(currency)) {
    understood = { ...understood, minPrice: null, maxPrice: null, currency: null };
    result = await findProducts(sources, understood, limit);
    given.push(`priced in ${currency}`);
  }
  for (const { of, without } of loosenings) {
    if (result.found.length > 0) break;
    const what = of(understood);
    if (what === null) continue;
    given.push(what);
    understood = { ...understood, ...without };
    result = await findProducts(sources, understood, limit);
  }
  const notices =
    given.length > 0 && result.found.length > 0
      ? [`Nothing that fits is ${given.join(', ')}: this is what comes nearest.`]
      : [];
  return { ...result, understood, notices: [...notices, ...result.notices] };
}
