// One product in a grid: photo, name, price, the way to its shop, and "find similar".
import { memo } from 'react';
import { Link } from 'react-router';
import { productAddress, similarAddress } from '../address/narrowing.ts';
import type { Offers, Price, Product } from '../api/answers.ts';
import { SaveButton } from '../boards/save-button.tsx';
import { useGlide } from '../frame/glide.ts';
import { PairIcon } from '../frame/icons.tsx';
import { ComposeActions } from '../search/compose-actions.tsx';
import { strings } from '../strings/strings.ts';
import type { Opinion } from './feedback.ts';
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
  /** Its place among the results, from 1. Default 1. */
  position?: number;
  /** Takes what the shopper does with the card; without it there is nothing to say. */
  onOpinion?: ((opinion: Opinion) => void) | null;
}

/** Drawn again only when something of it changes: facets that come in would else redraw every card. */
export const ProductCard = memo(function ProductCard({
  product,
  offers,
  comparedTo = null,
  eager = false,
  position = 1,
  onOpinion = null,
}: ProductCardProps) {
  const tell = (kind: Opinion['kind']) => onOpinion?.({ kind, productId: product.id, position });
  const saved = saving(product.price, comparedTo);
  const [address, similar] = [productAddress(product.id), similarAddress(product.id)];
  const glide = useGlide(address, product);
  const glideToSimilar = useGlide(similar, product);
  return (
    <article className="card">
      <div className="card-frame">
        <Photo image={product.image} thumbHash={product.thumbHash} alt="" eager={eager} />
        <p className="marks">
          {saved && <span className="card-saved">{strings.card.save(formatPrice(saved))}</span>}
          <StockMark availability={product.availability} />
        </p>
        <ComposeActions product={product} onUnlike={() => tell('dislike')} />
      </div>
      <div className="card-words">
        <h3 className="card-title" title={product.title}>
          <Link
            className="card-link"
            to={address}
            state={{ product }}
            onClick={(event) => {
              tell('click');
              glide(event);
            }}
          >
            {product.title}
          </Link>
        </h3>
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
            to={similar}
            state={{ product }}
            onClick={glideToSimilar}
            aria-label={strings.card.findSimilarTo(product.title)}
          >
            <PairIcon />
            {strings.card.findSimilar}
          </Link>
        </div>
        <p className="card-source">
          {product.brand && <span className="card-brand">{product.brand}</span>}
          <ShopLink product={product} onOpen={() => tell('click')} />
        </p>
        {offers && offers.count > 0 && <p className="card-offers">{offersText(offers)}</p>}
      </div>
      {/* What can be done with the product, over its photo's lower edge. */}
      <div className="card-actions">
        <SaveButton product={product} />
      </div>
    </article>
  );
});

function offersText({ count, items }: Offers): string {
  const cheapest = items[0]?.price;
  return strings.card.offers(count, cheapest ? formatPrice(cheapest) : null);
}
