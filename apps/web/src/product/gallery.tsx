// A product's photos: one large, the others to choose from.
import { type ReactNode, useState } from 'react';
import type { ProductDetail } from '../api/answers.ts';
import { Photo } from '../results/photo.tsx';
import { StockMark } from '../results/stock-mark.tsx';
import { strings } from '../strings/strings.ts';

interface GalleryProps {
  product: ProductDetail;
  /** What can be done with the photo in sight; `photo` counts from 1 as the API does, null: none is stored. */
  children?: (shown: { image: string | null; photo: number | null }) => ReactNode;
}

export function Gallery({ product, children }: GalleryProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const shown = picked ?? product.image;
  const images = [...new Set(product.photos.flatMap(({ image }) => (image === null ? [] : [image])))];
  const place = product.photos.findIndex(({ image }) => image !== null && image === shown);
  return (
    <div className="gallery">
      <div className="chosen-photo gallery-large">
        <Photo
          key={shown}
          image={shown}
          thumbHash={shown === product.image ? product.thumbHash : null}
          alt={product.title}
          eager
        />
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
      {children?.({ image: shown, photo: place === -1 ? null : place + 1 })}
    </div>
  );
}
