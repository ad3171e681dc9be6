// One product: its photos, offers, price history, and what looks like it or goes with it.
import { Link, useLocation, useParams } from 'react-router';
import { noNarrowing, similarAddress } from '../address/narrowing.ts';
import type { Product, ProductDetail } from '../api/answers.ts';
import { ApiProblem } from '../api/api.ts';
import { useProduct } from '../api/queries.ts';
import { SaveButton } from '../boards/save-button.tsx';
import { PairIcon } from '../frame/icons.tsx';
import { MissingPage } from '../frame/missing-page.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { formatPrice, saving } from '../results/price.ts';
import { ShopLink } from '../results/shop-link.tsx';
import { Problem } from '../results/states.tsx';
import { locale, strings } from '../strings/strings.ts';
import { ChosenSkeleton } from './chosen-product.tsx';
import { Gallery } from './gallery.tsx';
import { OffersList } from './offers-list.tsx';
import { formatDate, PriceHistory } from './price-history.tsx';
import { Description, Details, Variants } from './product-facts.tsx';
import { ProductRow } from './product-row.tsx';
import './product.css';

export function ProductPage() {
  const { productId = '' } = useParams();
  const known = (useLocation().state as { product?: Product } | null)?.product ?? null;
  const answer = useProduct(productId, known);
  usePageTitle(answer.data ? strings.titles.product(answer.data.title) : strings.titles.loading);
  // A number that no product has, or no number at all: the API says 404 or 400.
  if (answer.error instanceof ApiProblem && [400, 404].includes(answer.error.status)) {
    return <MissingPage message={strings.missing.product} />;
  }
  if (answer.isError) return <Problem message={answer.error.message} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <ChosenSkeleton />;
  const product = answer.data;
  return (
    <>
      <section
        key={product.id}
        className="chosen product"
        id="results"
        tabIndex={-1}
        aria-label={strings.product.label}
      >
        <div className="product-inner">
          <Gallery product={product} />
          <Summary product={product} />
        </div>
      </section>
      <div className="page product-more">
        <div className="product-facts">
          <OffersList product={product} />
          <Variants product={product} />
          <PriceHistory product={product} />
          <Details product={product} />
        </div>
        <Rows product={product} />
      </div>
    </>
  );
}

function Summary({ product }: { product: ProductDetail }) {
  const { price, regularPrice, rating, description, goneAt } = product;
  const saved = saving(price, regularPrice);
  // What is not in stock has its mark on the photo.
  const isInStock = goneAt === null && product.availability === 'in_stock';
  return (
    <div className="product-summary">
      {product.brand && <p className="chosen-brand">{product.brand}</p>}
      <h1 className="chosen-title">{product.title}</h1>
      {rating && (
        <p className="product-rating">
          <span aria-hidden="true">★</span>{' '}
          {strings.product.rating(rating.value.toLocaleString(locale), rating.count)}
        </p>
      )}
      <p className="chosen-price">
        {price ? formatPrice(price) : strings.card.noPrice}
        {regularPrice && saved && (
          <>
            {' '}
            <s className="product-was">
              <span className="unseen">{strings.product.was('')}</span>
              {formatPrice(regularPrice)}
            </s>{' '}
            <span className="product-saved">{strings.product.save(formatPrice(saved))}</span>
          </>
        )}
      </p>
      {isInStock && <p className="product-stock">{strings.product.inStock}</p>}
      <OffersLine product={product} />
      {goneAt && (
        <p className="product-gone" role="note">
          {strings.product.gone(formatDate(new Date(goneAt)))}
        </p>
      )}
      {description && <Description text={description} />}
      <div className="chosen-actions">
        {/* The shop's page of what is gone leads nowhere. */}
        {goneAt === null && <ShopLink product={product as Product} large />}
        <Link className="button product-similar" to={similarAddress(product.id)} state={{ product }}>
          <PairIcon />
          {strings.product.findSimilar}
        </Link>
        <SaveButton product={product} large />
      </div>
    </div>
  );
}

/** Leads to the list of offers, which a phone shows far below. */
function OffersLine({ product: { offers } }: { product: ProductDetail }) {
  if (offers.count === 0) return null;
  const cheapest = offers.items[0]?.price;
  return (
    <button type="button" className="text-link product-offers" onClick={scrollToOffers}>
      {strings.card.offers(offers.count, cheapest ? formatPrice(cheapest) : null)}
    </button>
  );
}

function scrollToOffers(): void {
  document.getElementById('offers')?.scrollIntoView();
}

function Rows({ product }: { product: ProductDetail }) {
  const cheaper = { ...noNarrowing, cheaper: true };
  return (
    <>
      <ProductRow
        product={product}
        id="similar"
        heading={strings.product.similar}
        route="similar?"
        allAt={similarAddress(product.id)}
        comparedTo={product.price}
        none={strings.product.noSimilar}
      />
      {product.price && (
        <ProductRow
          product={product}
          id="cheaper"
          heading={strings.product.cheaper}
          route="similar?cheaper=true&"
          allAt={similarAddress(product.id, cheaper)}
          comparedTo={product.price}
          none={strings.product.noneCheaper}
        />
      )}
      <ProductRow
        product={product}
        id="goes-with"
        heading={strings.product.goesWith}
        lead={strings.product.goesWithLead}
        route="goes-with?"
      />
    </>
  );
}
