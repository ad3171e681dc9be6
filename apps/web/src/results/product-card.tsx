// One product in a grid: photo, name, price, the way to its shop, and "find similar".
import { Link } from 'react-router';
import { similarAddress } from '../address/narrowing.ts';
import type { Offers, Price, Product } from '../api/answers.ts';
import { useGlide } from '../frame/glide.ts';
import { PairIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';
import { Photo } from './photo.tsx';
import { formatPrice, saving } from './price.ts';
import { ShopLink } from './shop-link.tsx';
import { StockMark } from './stock-mark.tsx';

interface ProductCardProps {
  product: Product;
  offers?: Offers | undefined;
  /** The price to compare with; the card then says how much is saved. */
  comparedTo?: Price | null;
  eager?: boolean;
}

export function ProductCard({ product, offers, comparedTo = null, eager = false }: ProductCardProps) {
  const saved = saving(product.price, comparedTo);
  const address = similarAddress(product.id);
  const glide = useGlide(address, product);
  return (
    <article className="card">
      <div className="card-frame">
        <Photo image={product.image} alt="" eager={eager} />
        <p className="marks">
          {saved && <span className="card-saved">{strings.card.save(formatPrice(saved))}</span>}
          <StockMark availability={product.availability} />
        </p>
      </div>
      <div className="card-words">
        <div className="card-top">
          <p className="card-price">
            {product.price ? (
              formatPrice(product.price)
            ) : (
              <span className="card-no-price">{strings.card.noPrice}</span>
            )}
          </p>
          <Link
            className="card-similar"
            to={address}
            state={{ product }}
            onClick={glide}
            aria-label={strings.card.findSimilarTo(product.title)}
          >
            <PairIcon />
            {strings.card.findSimilar}
          </Link>
        </div>
        <h3 className="card-title" title={product.title}>
          {product.title}
        </h3>
        <p className="card-source">
          {product.brand && <span className="card-brand">{product.brand}</span>}
          <ShopLink product={product} />
        </p>
        {offers && offers.count > 0 && <p className="card-offers">{offersText(offers)}</p>}
      </div>
    </article>
  );
}

function offersText({ count, items }: Offers): string {
  const cheapest = items[0]?.price;
  return strings.card.offers(count, cheapest ? formatPrice(cheapest) : null);
}
