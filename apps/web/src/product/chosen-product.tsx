// The product that the others are compared with: large photo, its other photos, price, and "cheaper than this".
import type { ShownPart } from '../address/crop.ts';
import type { Product, ProductDetail } from '../api/answers.ts';
import { Toggle } from '../filters/toggle.tsx';
import { CropSearch } from '../photo-query/crop-search.tsx';
import { Photo } from '../results/photo.tsx';
import { formatPrice } from '../results/price.ts';
import { ShopLink } from '../results/shop-link.tsx';
import { StockMark } from '../results/stock-mark.tsx';
import { strings } from '../strings/strings.ts';

interface ChosenProductProps {
  product: ProductDetail;
  cheaper: boolean;
  onCheaper: (cheaper: boolean) => void;
  /** Which of its photos is compared. */
  part: ShownPart;
  onPart: (part: ShownPart) => void;
}

export function ChosenProduct({ product, cheaper, onCheaper, part, onPart }: ChosenProductProps) {
  const shown = (part.photo === null ? null : product.photos[part.photo - 1]?.image) ?? product.image;
  return (
    <section className="chosen" aria-label={strings.chosen.label}>
      <div className="chosen-inner">
        <div className="chosen-photo">
          <WholeOrPart product={product} image={shown} />
          <p className="marks">
            <StockMark availability={product.availability} />
          </p>
        </div>
        <div className="chosen-name">
          {product.brand && <p className="chosen-brand">{product.brand}</p>}
          <h1 className="chosen-title">{product.title}</h1>
          <p className="chosen-price">{product.price ? formatPrice(product.price) : strings.card.noPrice}</p>
        </div>
        <div className="chosen-more">
          {product.description && <p className="chosen-description">{product.description}</p>}
          <OtherPhotos
            product={product}
            picked={shown}
            onPick={(image) => onPart({ photo: photoNumber(product, image), crop: null })}
          />
          <div className="chosen-actions">
            {product.price && (
              <div className="chosen-cheaper">
                <Toggle label={strings.filters.cheaper} on={cheaper} onChange={onCheaper} />
              </div>
            )}
            <ShopLink product={product as Product} large />
          </div>
        </div>
      </div>
    </section>
  );
}

/** The photo, with a frame to search with a part of it. */
function WholeOrPart({ product, image }: { product: ProductDetail; image: string | null }) {
  const whole = <Photo key={image} image={image} alt={product.title} eager />;
  const photo = photoNumber(product, image);
  if (image === null || photo === null) return whole;
  return (
    <CropSearch productId={product.id} image={image} photo={photo} alt={product.title}>
      {whole}
    </CropSearch>
  );
}

/** Counted from 1, as the API does; null for what is none of its photos. */
function photoNumber({ photos }: ProductDetail, image: string | null): number | null {
  const place = photos.findIndex((one) => one.image !== null && one.image === image);
  return place === -1 ? null : place + 1;
}

interface OtherPhotosProps {
  product: ProductDetail;
  picked: string | null;
  onPick: (image: string) => void;
}

function OtherPhotos({ product, picked, onPick }: OtherPhotosProps) {
  const images = [...new Set(product.photos.flatMap(({ image }) => (image === null ? [] : [image])))];
  if (images.length < 2) return null;
  return (
    <ul className="chosen-photos" aria-label={strings.chosen.photos}>
      {images.map((image, index) => (
        <li key={image}>
          <button type="button" aria-pressed={image === picked} onClick={() => onPick(image)}>
            <Photo image={image} alt={strings.chosen.photo(index + 1, product.title)} />
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ChosenSkeleton() {
  return (
    <section className="chosen-waiting" aria-hidden="true">
      <div className="chosen">
        <div className="chosen-inner skeleton">
          <div className="chosen-photo">
            <div className="photo" />
          </div>
          <div className="chosen-name">
            <i className="skeleton-line skeleton-short" />
            <i className="skeleton-line skeleton-big" />
            <i className="skeleton-line skeleton-price" />
          </div>
        </div>
      </div>
    </section>
  );
}
