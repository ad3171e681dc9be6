// The canvas of dots: opened once for the points, drawn with each move of the camera.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Camera, Size } from './camera.ts';
import type { MapPoints } from './map-points.ts';
import { openPointCanvas, type PointCanvas } from './point-canvas.ts';

interface MapDotsProps {
  points: MapPoints;
  /** Numbers of the points that stand out; null when all are alike. */
  lit: readonly number[] | null;
  camera: Camera;
  size: Size;
  /** How much closer than the whole map. */
  zoom: number;
  /** There is no WebGL. */
  onBroken(): void;
}

// Dots of the whole map cover so much of it; never smaller or larger than can be told apart.
const covered = 0.08;
const radii = { least: 1.7, most: 6, closest: 11 };

export function MapDots({ points, lit, camera, size, zoom, onBroken }: MapDotsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawing, setDrawing] = useState<PointCanvas | null>(null);
  const isDark = useIsDark();
  const litBytes = useMemo(() => {
    const bytes = new Uint8Array(points.count);
    for (const point of lit ?? []) bytes[point] = 1;
    return bytes;
  }, [points, lit]);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const start = () => {
      const opened = openPointCanvas(element, points);
      setDrawing(opened);
      if (!opened) onBroken();
      return opened;
    };
    let opened = start();
    // A browser takes the context away when it runs short, and gives it back.
    const onLost = (event: Event) => event.preventDefault();
    const onRestored = () => {
      opened = start();
    };
    element.addEventListener('webglcontextlost', onLost);
    element.addEventListener('webglcontextrestored', onRestored);
    return () => {
      element.removeEventListener('webglcontextlost', onLost);
      element.removeEventListener('webglcontextrestored', onRestored);
      opened?.end();
    };
  }, [points, onBroken]);

  useLayoutEffect(() => drawing?.light(litBytes), [drawing, litBytes]);
  useLayoutEffect(() => {
    const even = Math.sqrt((covered * size.width * size.height) / (Math.PI * points.count));
    const whole = Math.min(radii.most, Math.max(radii.least, even));
    drawing?.draw({
      camera,
      size,
      radius: Math.min(radii.closest, whole * Math.max(1, zoom) ** 0.4),
      hasLit: lit !== null && lit.length > 0,
      ring: isDark ? [1, 1, 1] : [0.14, 0.06, 0.22],
    });
  });
  return <canvas ref={canvas} className="map-canvas" />;
}

function useIsDark(): boolean {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setIsDark] = useState(query.matches);
  useEffect(() => {
    const onChange = () => setIsDark(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [query]);
  return isDark;
}
