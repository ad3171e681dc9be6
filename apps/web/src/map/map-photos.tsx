// The photos over the dots: where the map is close enough that few products hide behind each.
import { useMemo } from 'react';
import { Link } from 'react-router';
import { safeImagePath } from '../frame/safe-url.ts';
import { type Camera, type Size, toScreen } from './camera.ts';
import type { MapPoints } from './map-points.ts';
import { levelOf, photoSize, photoSpots } from './photo-spots.ts';
import { useProducts } from './use-products.ts';

interface MapPhotosProps {
  points: MapPoints;
  lit: readonly number[] | null;
  camera: Camera;
  size: Size;
}

// What a screen holds at this size and distance; more would be a mistake.
const mostPhotos = 240;

export function MapPhotos({ points, lit, camera, size }: MapPhotosProps) {
  const level = levelOf(camera.scale);
  const spots = useMemo(() => photoSpots(points, { level, among: lit }), [points, level, lit]);
  const shown = spots
    .map((point) => ({
      id: points.ids[point] ?? 0,
      ...toScreen(camera, size, { x: points.places[2 * point] ?? 0, y: points.places[2 * point + 1] ?? 0 }),
    }))
    .filter(({ x, y }) => isInSight(x, size.width) && isInSight(y, size.height))
    .slice(0, mostPhotos);
  const products = useProducts(shown.map(({ id }) => id));
  return (
    <div className="map-photos" aria-hidden="true">
      {shown.map(({ id, x, y }) => {
        const product = products.get(id);
        const path = safeImagePath(product?.image ?? null);
        if (!product || path === null) return null;
        return (
          <Link
            key={id}
            to={`/product/${id}`}
            className="map-photo"
            tabIndex={-1}
            draggable={false}
            style={{ transform: `translate(${x - photoSize / 2}px, ${y - photoSize / 2}px)` }}
          >
            <img src={path} alt="" width={photoSize} height={photoSize} draggable={false} decoding="async" />
          </Link>
        );
      })}
    </div>
  );
}

const isInSight = (at: number, end: number) => at > -photoSize / 2 && at < end + photoSize / 2;
