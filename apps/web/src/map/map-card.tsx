// The small card of the product under the mouse, the finger or the middle of the keyboard's view.
import { Link } from 'react-router';
import type { Product } from '../api/answers.ts';
import { safeImagePath } from '../frame/safe-url.ts';
import { formatPrice } from '../results/price.ts';
import type { Pixel, Size } from './camera.ts';

interface MapCardProps {
  /** Null until it is known. */
  product: Product | null;
  at: Pixel;
  size: Size;
}

const cardSize = { width: 248, height: 104 };
const beside = 16;

export function MapCard({ product, at, size }: MapCardProps) {
  if (!product) return null;
  const path = safeImagePath(product.image);
  // On the other side of the point where this one has no room.
  const left = at.x + beside + cardSize.width < size.width ? at.x + beside : at.x - beside - cardSize.width;
  const top = Math.max(8, Math.min(at.y - cardSize.height / 2, size.height - cardSize.height - 8));
  return (
    <div className="map-card" style={{ transform: `translate(${Math.max(8, left)}px, ${top}px)` }}>
      {path !== null && <img src={path} alt="" width={88} height={88} />}
      <div>
        <Link to={`/product/${product.id}`} tabIndex={-1} role="status">
          {product.title}
        </Link>
        {product.price && <p>{formatPrice(product.price)}</p>}
      </div>
    </div>
  );
}
