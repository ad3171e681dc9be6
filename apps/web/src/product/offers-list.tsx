// Where a product is sold and for how much: its own shop and the others, the cheapest first.
import { Link } from 'react-router';
import type { Price, ProductDetail } from '../api/answers.ts';
import { OutIcon } from '../frame/icons.tsx';
import { safeShopUrl } from '../frame/safe-url.ts';
import { formatPrice } from '../results/price.ts';
import { strings } from '../strings/strings.ts';

type Offer = Pick<ProductDetail['offers']['items'][number], 'id' | 'shop' | 'title' | 'url' | 'price'>;

export function OffersList({ product }: { product: ProductDetail }) {
  const { count, items } = product.offers;
  if (count === 0) return null;
  const own: Offer[] = product.goneAt === null ? [product] : [];
  const offers = cheapestFirst([...own, ...items], product.price?.currency ?? null);
  const total = count + own.length;
  const cheapest = cheapestOf(offers);
  return (
    <section className="offers" aria-labelledby="offers">
      <h2 id="offers">{strings.product.offers(total)}</h2>
      <p>{strings.product.offersLead}</p>
      <ol>
        {offers.map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            isOwn={offer.id === product.id}
            title={offer.title === product.title ? null : offer.title}
            isCheapest={offer === cheapest}
          />
        ))}
      </ol>
      {total > offers.length && <p>{strings.product.moreOffers(total - offers.length)}</p>}
    </section>
  );
}

interface OfferRowProps {
  offer: Offer;
  isOwn: boolean;
  isCheapest: boolean;
  /** Where it is called otherwise. */
  title: string | null;
}

function OfferRow({ offer, isOwn, isCheapest, title }: OfferRowProps) {
  const url = safeShopUrl(offer.url);
  return (
    <li className="offer" aria-current={isOwn ? 'true' : undefined}>
      <p className="offer-price">
        {offer.price ? formatPrice(offer.price) : strings.card.noPrice}
        {isCheapest && <span className="offer-cheapest">{strings.product.cheapest}</span>}
      </p>
      <p className="offer-shop">
        {isOwn ? (
          <span>
            {offer.shop.name} · {strings.product.thisOne}
          </span>
        ) : (
          <Link to={`/product/${offer.id}`}>{title ?? offer.shop.name}</Link>
        )}
        {!isOwn && title !== null && <span className="offer-where">{offer.shop.name}</span>}
      </p>
      {url !== null && (
        <a className="offer-go" href={url} target="_blank" rel="noopener noreferrer nofollow">
          {strings.product.toShop(offer.shop.name)}
          <OutIcon />
          <span className="unseen"> {strings.card.newTab}</span>
        </a>
      )}
    </li>
  );
}

/** Prices in the product's own currency first; other currencies keep the order of the API, those without a price are last. */
function cheapestFirst(offers: readonly Offer[], currency: string | null): Offer[] {
  const group = ({ price }: Offer) => (price === null ? 2 : price.currency === currency ? 0 : 1);
  return offers.toSorted((one, other) => {
    const [a, b] = [group(one), group(other)];
    return a - b || (a === 0 ? amountOf(one.price) - amountOf(other.price) : 0);
  });
}

/** The one that costs least, where all prices are in one currency and not all are the same. */
function cheapestOf(offers: readonly Offer[]): Offer | null {
  const prices = offers.flatMap(({ price }) => price ?? []);
  const currencies = new Set(prices.map(({ currency }) => currency));
  const isEven = new Set(prices.map(({ amount }) => amount)).size < 2;
  return currencies.size === 1 && !isEven ? (offers[0] ?? null) : null;
}

const amountOf = (price: Price | null) => price?.amount ?? 0;
