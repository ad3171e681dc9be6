// The map itself: dots by WebGL, with photos, names and the card of one product over them.
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { strings } from '../strings/strings.ts';
import { cameraOn, type Pixel, type Size, toMap, toScreen } from './camera.ts';
import { placeLabels } from './labels.ts';
import type { MapRegion } from './map-answers.ts';
import { MapCard } from './map-card.tsx';
import { MapControls } from './map-controls.tsx';
import { MapDots } from './map-dots.tsx';
import { MapPhotos } from './map-photos.tsx';
import { type Box, boxAroundMost, boxOfAreas, type MapPoints, nearestPoint } from './map-points.ts';
import { useCamera } from './use-camera.ts';
import { useGestures } from './use-gestures.ts';
import { useProducts } from './use-products.ts';

interface MapViewProps {
  points: MapPoints;
  regions: readonly MapRegion[];
  /** Numbers of the points that a search found; null while none is asked for. */
  lit: readonly number[] | null;
  size: Size;
  /** What to fly to; another object flies again. */
  target: Box | null;
  onBroken(): void;
}

// Of a mouse's tip, and of a finger's.
const reach = { mouse: 14, touch: 26 };

export function MapView({ points, regions, lit, size, target, onBroken }: MapViewProps) {
  const frame = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const { camera, move, flyTo } = useCamera(points, size);
  const [pointed, setPointed] = useState<number | null>(null);
  const [byKeys, setByKeys] = useState(false);
  const wholeScale = cameraOn(points.extent, size).scale;

  useEffect(() => {
    if (target) flyTo(target);
  }, [target, flyTo]);
  useEffect(() => {
    if (lit && lit.length > 0) flyTo(boxAroundMost(points.places, lit));
  }, [lit, points, flyTo]);

  const pointAt = (at: Pixel, pixels: number) =>
    nearestPoint(points, { ...toMap(camera, size, at), reach: pixels / camera.scale });
  const open = (point: number) => navigate(`/product/${points.ids[point]}`);
  const gestures = useGestures({
    frame,
    size,
    move,
    onTap(at, event) {
      if (event.target instanceof Element && event.target.closest('a, button')) return;
      const isMouse = event.pointerType === 'mouse';
      const found = pointAt(at, isMouse ? reach.mouse : reach.touch);
      // A finger can't hover: its first tap shows what the point is, the card leads to it.
      if (isMouse && found !== null) open(found);
      else setPointed(found);
    },
  });
  const middle = { x: size.width / 2, y: size.height / 2 };
  const chosen = byKeys ? pointAt(middle, Math.max(size.width, size.height)) : pointed;
  const chosenId = chosen === null ? null : (points.ids[chosen] ?? null);
  const products = useProducts(chosenId === null ? [] : [chosenId]);
  const chosenAt =
    chosen === null
      ? null
      : toScreen(camera, size, {
          x: points.places[2 * chosen] ?? 0,
          y: points.places[2 * chosen + 1] ?? 0,
        });
  const labels = placeLabels(regions, { camera, size, wholeScale });

  return (
    <section
      ref={frame}
      className="map-frame"
      role="application"
      aria-label={strings.map.label}
      aria-describedby="map-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the arrow keys
      tabIndex={0}
      {...gestures}
      onPointerMove={(event) => {
        gestures.onPointerMove(event);
        setByKeys(false);
        if (event.pointerType !== 'mouse') return;
        const box = event.currentTarget.getBoundingClientRect();
        const at = { x: event.clientX - box.left, y: event.clientY - box.top };
        setPointed(event.buttons === 0 ? pointAt(at, reach.mouse) : null);
      }}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setPointed(null)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter' && byKeys && chosen !== null) return open(chosen);
        if (event.key === 'Home' || event.key === '0') flyTo(points.extent);
        gestures.onKeyDown(event);
        if (event.key !== 'Tab' && event.key !== 'Shift') setByKeys(true);
      }}
      onBlur={(event) => event.target === event.currentTarget && setByKeys(false)}
    >
      <p id="map-keys" className="unseen">
        {strings.map.keys}
      </p>
      <MapDots
        points={points}
        lit={lit}
        camera={camera}
        size={size}
        zoom={camera.scale / wholeScale}
        onBroken={onBroken}
      />
      <MapPhotos points={points} lit={lit} camera={camera} size={size} />
      <div className="map-labels">
        {labels.map(({ key, name, areas, x, y }) => (
          <button
            key={key}
            type="button"
            className="map-label"
            tabIndex={-1}
            style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -150%)` }}
            onClick={() => flyTo(boxOfAreas(points, new Set(areas)))}
          >
            {name}
          </button>
        ))}
      </div>
      {byKeys && <i className="map-middle" aria-hidden="true" />}
      {chosenAt && (
        <i
          className="map-mark"
          aria-hidden="true"
          style={{ transform: `translate(${chosenAt.x}px, ${chosenAt.y}px) translate(-50%, -50%)` }}
        />
      )}
      {chosenAt && (
        <MapCard
          product={chosenId === null ? null : (products.get(chosenId) ?? null)}
          at={chosenAt}
          size={size}
        />
      )}
      <MapControls move={move} size={size} onWhole={() => flyTo(points.extent)} />
    </section>
  );
}
