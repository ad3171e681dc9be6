// The camera of the map as state: moved at once, or flown, and remembered while the tab is open.
import { useCallback, useEffect, useRef, useState } from 'react';
import { between, type Camera, cameraOn, type Size, withinLimits } from './camera.ts';
import type { Box, MapPoints } from './map-points.ts';

export interface CameraHandle {
  camera: Camera;
  /** Ends a flight. */
  move(change: (camera: Camera) => Camera): void;
  flyTo(box: Box): void;
}

const flightMs = 700;

/** What was in sight when the map was left: back from a product, it is there again. */
let left: Camera | null = null;

export function useCamera(points: MapPoints, size: Size): CameraHandle {
  const [camera, setCamera] = useState(() => left ?? cameraOn(points.extent, size));
  const current = useRef(camera);
  const frame = useRef(0);
  const show = useCallback(
    (next: Camera) => {
      current.current = withinLimits(next, points, size);
      left = current.current;
      setCamera(current.current);
    },
    [points, size],
  );
  // Another size, or other points, may put the camera out of bounds.
  useEffect(() => show(current.current), [show]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const move = useCallback(
    (change: (camera: Camera) => Camera) => {
      cancelAnimationFrame(frame.current);
      show(change(current.current));
    },
    [show],
  );
  const flyTo = useCallback(
    (box: Box) => {
      cancelAnimationFrame(frame.current);
      const from = current.current;
      const to = withinLimits(cameraOn(box, size), points, size);
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return show(to);
      const start = performance.now();
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, now - start) / flightMs);
        show(between(from, to, share * share * (3 - 2 * share)));
        if (share < 1) frame.current = requestAnimationFrame(step);
      };
      frame.current = requestAnimationFrame(step);
    },
    [points, size, show],
  );
  return { camera, move, flyTo };
}
