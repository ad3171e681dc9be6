// A product's photos: one large, the others to choose from.
import { useState } from 'react';
import type { ProductDetail } from '../api/answers.ts';
import { CropSearch } from '../photo-query/crop-search.tsx';
import { Photo } from '../results/photo.tsx';
import { StockMark } from '../results/stock-mark.tsx';
import { strings } from '../strings/strings.ts';

export function Gallery({ product }: { product: ProductDetail }) {
  const [picked, setPicked] = useState<string | null>(null);
  const shown = picked ?? product.image;
  const images = [...new Set(product.photos.flatMap(({ image }) => (image === null ? [] : [image])))];
  return (
    <div className="gallery">
      <div className="chosen-photo">
        <LargePhoto product={product} image={shown} />
        <p className="marks">
          <StockMark availability={product.goneAt === null ? product.availability : null} />
        </p>
      </div>
      {images.length > 1 && (
        <ul className="chosen-photos gallery-choice" aria-label={strings.product.allPhotos}>
          {images.map((image, index) => (
            <li key={image}>
              <button type="button" aria-pressed={image === shown} onClick={() => setPicked(image)}>
                <Photo image={image} alt={strings.chosen.photo(index + 1, product.title)} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** With a way to search with a part of it, once it is known which of the product's photos it is. */
function LargePhoto({ product, image }: { product: ProductDetail; image: string | null }) {
  const thumbHash = image === product.image ? product.thumbHash : null;
  const whole = <Photo key={image} image={image} thumbHash={thumbHash} alt={product.title} eager />;
  const photo = product.photos.findIndex((one) => one.image === image) + 1;
  if (image === null || photo === 0) return whole;
  return (
    <CropSearch productId={product.id} image={image} photo={photo} alt={product.title}>
      {whole}
    </CropSearch>
  );
}
