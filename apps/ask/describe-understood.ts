// What was understood of a question, in one line.
import { priceText } from '../start/amounts.ts';
import type { Understood } from './understood.ts';

export function describeUnderstood(understood: Understood): string {
  const { words, without, colours, brands, category, shop, available, sort } = understood;
  const parts = [
    words === '' ? 'everything' : `“${words}”`,
    ...without.map((phrase) => `without “${phrase}”`),
    ...(colours.length > 0 ? [`in ${colours.join(' or ')}`] : []),
    ...(brands.length > 0 ? [`of ${brands.join(' or ')}`] : []),
    ...(category === null ? [] : [`in the category ${category}`]),
    ...(shop === null ? [] : [`at ${shop}`]),
    ...priceParts(understood),
    ...(available ? ['in stock'] : []),
    ...(sort === 'relevance'
      ? []
      : [{ price: 'cheapest first', '-price': 'dearest first', newest: 'newest first' }[sort]]),
  ];
  return `Looking for ${parts.join(', ')}.`;
}

function priceParts({ minPrice, maxPrice, currency }: Understood): string[] {
  const text = (amount: number) => (currency === null ? String(amount) : priceText({ amount, currency }));
  if (minPrice !== null && maxPrice !== null) return [`from ${text(minPrice)} to ${text(maxPrice)}`];
  if (maxPrice !== null) return [`at most ${text(maxPrice)}`];
  return minPrice === null ? [] : [`at least ${text(minPrice)}`];
}
