// Moves the map by mouse, wheel, touch and keyboard.
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { movedBy, type Pixel, type Size, zoomedAt } from './camera.ts';
import type { CameraHandle } from './use-camera.ts';

interface GestureOptions {
  frame: RefObject<HTMLElement | null>;
  size: Size;
  move: CameraHandle['move'];
  /** A click or tap that moved nothing. */
  onTap(at: Pixel, event: PointerEvent): void;
}

// A finger never stays where it was put down.
const tapReach = 6;
const keyStep = 80;
const keyFactor = 1.5;

export function useGestures({ frame, size, move, onTap }: GestureOptions) {
  const fingers = useRef(new Map<number, Pixel>());
  const travelled = useRef(0);
  useWheel(frame, size, move);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (fingers.current.size === 0) travelled.current = 0;
    fingers.current.set(event.pointerId, pixelOf(event, frame));
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = pixelOf(event, frame);
    travelled.current += Math.hypot(now.x - before.x, now.y - before.y);
    // Only then: a captured pointer clicks nothing underneath.
    if (travelled.current > tapReach) frame.current?.setPointerCapture(event.pointerId);
    const [other] = [...fingers.current].flatMap(([id, at]) => (id === event.pointerId ? [] : [at]));
    fingers.current.set(event.pointerId, now);
    if (!other) return move((camera) => movedBy(camera, { x: now.x - before.x, y: now.y - before.y }));
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const middle = (one: Pixel) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
    const shift = { x: middle(now).x - middle(before).x, y: middle(now).y - middle(before).y };
    move((camera) => movedBy(zoomedAt(camera, size, { at: middle(before), factor }), shift));
  };
  const onPointerUp = (event: PointerEvent) => {
    const isTap = fingers.current.delete(event.pointerId) && travelled.current <= tapReach;
    if (isTap && event.type === 'pointerup') onTap(pixelOf(event, frame), event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { x: size.width / 2, y: size.height / 2 };
    const steps: Record<string, Pixel> = {
      ArrowLeft: { x: keyStep, y: 0 },
      ArrowRight: { x: -keyStep, y: 0 },
      ArrowUp: { x: 0, y: keyStep },
      ArrowDown: { x: 0, y: -keyStep },
    };
    const factor = { '+': keyFactor, '=': keyFactor, '-': 1 / keyFactor }[event.key];
    const step = steps[event.key];
    if (step) move((camera) => movedBy(camera, step));
    else if (factor) move((camera) => zoomedAt(camera, size, { at: middle, factor }));
    else return;
    event.preventDefault();
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onKeyDown };
}

/** React listens to the wheel passively, so the page would scroll along. */
function useWheel(frame: RefObject<HTMLElement | null>, size: Size, move: CameraHandle['move']): void {
  useEffect(() => {
    const element = frame.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // Lines and pages, as some mice send, into pixels.
      const pixels = event.deltaY * ([1, 33, 400][event.deltaMode] ?? 1);
      const factor = 2 ** (-Math.max(-240, Math.min(240, pixels)) / (event.ctrlKey ? 60 : 240));
      move((camera) => zoomedAt(camera, size, { at: pixelOf(event, frame), factor }));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [frame, size, move]);
}

function pixelOf(event: { clientX: number; clientY: number }, frame: RefObject<HTMLElement | null>): Pixel {
  const box = frame.current?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}

const distance = (one: Pixel, other: Pixel) => Math.hypot(one.x - other.x, one.y - other.y);
