// What was understood of a question, and the way to everything that fits it.
import { Link } from 'react-router';
import type { AskUnderstood } from '../../../api/ask-schemas.ts';
import { noNarrowing, searchAddress } from '../address/narrowing.ts';
import { formatPrice } from '../results/price.ts';
import { askStrings } from '../strings/ask/strings.ts';
import { locale, strings } from '../strings/strings.ts';

type Understood = AskUnderstood['understood'];

export function UnderstoodList({ understood }: { understood: Understood }) {
  const parts = partsOf(understood);
  return (
    <div className="ask-understood">
      {parts.length > 0 && (
        <ul aria-label={askStrings.understood}>
          {parts.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <Link className="text-link" to={windowAddress(understood)}>
        {askStrings.showAll}
      </Link>
    </div>
  );
}

function partsOf({
  words,
  without,
  colours,
  brands,
  category,
  shop,
  available,
  sort,
  ...prices
}: Understood) {
  return [
    ...(words === '' ? [] : [askStrings.words(words)]),
    ...without.map(askStrings.without),
    ...colours.map(colourLabel),
    ...brands,
    ...(category === null ? [] : [category]),
    ...(shop === null ? [] : [shop]),
    ...priceParts(prices),
    ...(available ? [askStrings.inStock] : []),
    ...(sort === 'relevance' ? [] : [askStrings.sorts[sort]]),
  ];
}

function colourLabel(colour: string): string {
  const known: Readonly<Record<string, string>> = strings.colours;
  return known[colour] ?? colour;
}

function priceParts({
  minPrice,
  maxPrice,
  currency,
}: Pick<Understood, 'minPrice' | 'maxPrice' | 'currency'>) {
  const text = (amount: number) =>
    currency === null ? amount.toLocaleString(locale) : formatPrice({ amount, currency });
  if (minPrice !== null && maxPrice !== null) return [askStrings.between(text(minPrice), text(maxPrice))];
  if (minPrice !== null) return [askStrings.from(text(minPrice))];
  return maxPrice === null ? [] : [askStrings.upTo(text(maxPrice))];
}

/** The same in the shop window; what is not wanted is subtracted in the syntax of composed queries. */
function windowAddress(understood: Understood): string {
  const { words, without, brands, colours, sort, ...others } = understood;
  const query =
    words === '' ? '' : [words, ...without.map((phrase) => `-"${phrase.replaceAll('"', '')}"`)].join(' ');
  const { minPrice, maxPrice, currency, category, shop, available } = others;
  return searchAddress(query, {
    ...noNarrowing,
    ...{ minPrice, maxPrice, currency, category, shop, available },
    brand: [...brands],
    color: colours.length === 1 ? (colours[0] ?? null) : null,
    sort: sort === 'relevance' ? null : sort,
  });
}
