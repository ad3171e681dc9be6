// Soft shadows: the parts' outlines laid onto the counter or wall in nested, faint strokes, and dark contacts.
import { type Canvas, type Point, short } from './canvas.ts';
import type { View } from './picture.ts';
import type { Part } from './solids.ts';
import { add, length, scale, subtract, type Vector } from './vector.ts';

export interface ShadowSettings {
  mount: 'deck' | 'floor' | 'wall';
  /** 0..1: about 0.5 on white, more on a dark counter. */
  strength: number;
}

/** How far the shadow falls per unit of height: to the right and back, away from the lamp at the upper left. */
const fall = { deck: [0.34, -0.5], floor: [0.26, -0.4], wall: [0.42, -0.62] } as const;
/** Widening (model units), opacity, and how much of the tap (from its foot) each layer takes. */
const layers = [
  { widen: 10, opacity: 0.1, reach: 1 },
  { widen: 5, opacity: 0.12, reach: 0.8 },
  { widen: 0, opacity: 0.16, reach: 0.5 },
] as const;

/** The cast shadow, to be blurred by whoever composes the photo. */
export function castShadow(parts: readonly Part[], view: View, settings: ShadowSettings): string {
  const spines = parts.map(spine).filter((points) => points.length > 1);
  const tallest = Math.max(...spines.flatMap((points) => points.map((point) => height(point.at, settings))));
  return layers
    .map(({ widen, opacity, reach }) => {
      const strokes = spines.map((points) => {
        const near = points.filter((point) => height(point.at, settings) <= tallest * reach + 6);
        const radius = near.reduce((sum, point) => sum + point.radius, 0) / Math.max(1, near.length);
        const width = (radius * 2 * squash(settings) + widen) * view.frame.scale;
        const path = thinned(near).map((point) => toPixels(cast(point.at, settings), view));
        return path.length < 2
          ? ''
          : `<path d="M${path.map(([x, y]) => `${short(x)},${short(y)}`).join('L')}" stroke-width="${short(width)}"/>`;
      });
      return `<g opacity="${short(opacity * 2 * settings.strength)}" fill="none" stroke="#0a0c10" stroke-linecap="round" stroke-linejoin="round">${strokes.join('')}</g>`;
    })
    .join('');
}

/** A blurred shadow needs few points: a spring's hundreds are cut to at most forty. */
function thinned<Item>(points: readonly Item[]): Item[] {
  const step = Math.max(1, Math.floor(points.length / 40));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

/** A dark blot under every part that touches the surface. */
export function contactShadow(
  parts: readonly Part[],
  view: View,
  settings: ShadowSettings,
  canvas: Canvas,
): string {
  return parts
    .map((part) => {
      const foot = footOf(part);
      if (foot === undefined || Math.abs(height(foot.at, settings)) > 0.5) return '';
      const [x, y] = toPixels(foot.at, view);
      const wide = foot.wide * view.frame.scale;
      const high = foot.high * view.frame.scale * (settings.mount === 'wall' ? 1 : 0.34);
      const shift = high * (settings.mount === 'wall' ? 0.22 : 0.3);
      return (
        canvas.blot([x + shift, y + shift], [wide + high * 0.75, high * 1.75], 0.55 * settings.strength) +
        canvas.blot([x + wide * 0.06, y + high * 0.15], [wide * 1.22, high * 1.3], 1.1 * settings.strength)
      );
    })
    .join('');
}

function footOf(part: Part): { at: Vector; wide: number; high: number } | undefined {
  if (part.kind === 'round') {
    const ring = part.rings[0];
    return ring && { at: ring.at, wide: ring.radius, high: ring.radius };
  }
  const section = part.sections[0];
  return section && { at: section.at, wide: section.halfWidth, high: section.halfHeight };
}

/** The line a part's shadow is drawn along, and how thick it is there. */
function spine(part: Part): { at: Vector; radius: number }[] {
  if (part.kind === 'round') return part.rings;
  const [first, last] = [part.sections[0], part.sections[part.sections.length - 1]];
  if (first === undefined || last === undefined) return [];
  if (length(subtract(last.at, first.at)) > first.halfWidth) {
    return part.sections.map(({ at, halfWidth, halfHeight }) => ({
      at,
      radius: (halfWidth + halfHeight) / 2,
    }));
  }
  // A plate lies across its path: its shadow runs along its width.
  const reach = Math.max(0.5, first.halfWidth - first.halfHeight);
  return [-reach, reach].map((along) => ({
    at: add(last.at, scale(last.side, along)),
    radius: Math.min(last.halfWidth, last.halfHeight),
  }));
}

const height = (at: Vector, { mount }: ShadowSettings): number => (mount === 'wall' ? at[2] : at[1]);
const squash = ({ mount }: ShadowSettings): number => (mount === 'wall' ? 1 : 0.6);

function cast(at: Vector, settings: ShadowSettings): Vector {
  const [right, away] = fall[settings.mount];
  const distance = height(at, settings);
  if (settings.mount === 'wall') return add([at[0], at[1], 0], [right * distance, away * distance, 0]);
  return add([at[0], 0, at[2]], scale([right, 0, away], distance));
}

function toPixels(at: Vector, { camera, frame }: View): Point {
  const [right, up] = camera.project(camera.toView(at));
  return [frame.x(right), frame.y(up)];
}
