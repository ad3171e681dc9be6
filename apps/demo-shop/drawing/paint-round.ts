// Draws a round part as overlapping segments, each filled across with the light a cylinder would show.
import type { Camera, Frame } from './camera.ts';
import type { Canvas, Point, Stop } from './canvas.ts';
import { short } from './canvas.ts';
import { type Studio, shade } from './light.ts';
import type { RoundPart } from './solids.ts';
import { add, cross, length, scale, subtract, unit, type Vector } from './vector.ts';

/** Something drawn, and how near the viewer it is. */
export interface Piece {
  depth: number;
  svg: string;
}

export interface Easel {
  camera: Camera;
  frame: Frame;
  studio: Studio;
  canvas: Canvas;
}

interface Hoop {
  view: Vector;
  along: Vector;
  across: Vector;
  centre: Point;
  radius: number;
  radiusPx: number;
}

/** Positions across a tube, by its radius in pixels: a thin one shows no more than a few bands. */
const stopsFor = [
  { upTo: 4, at: [1, 0.6, 0.2, -0.3, -0.8, -1] },
  { upTo: 11, at: [1, 0.85, 0.6, 0.4, 0.15, -0.2, -0.5, -0.8, -1] },
  {
    upTo: Infinity,
    at: [1, 0.93, 0.83, 0.7, 0.57, 0.44, 0.3, 0.1, -0.15, -0.34, -0.48, -0.64, -0.8, -0.92, -1],
  },
] as const;

export function paintRound(part: RoundPart, easel: Easel): Piece[] {
  const hoops = withoutSpecks(hoopsOf(part, easel));
  const chunk = part.chunk ?? hoops.length;
  const pieces: Piece[] = [];
  for (let start = 0; start < hoops.length - 1; start += chunk) {
    const run = hoops.slice(start, start + chunk + 1);
    const drawn = run.slice(1).flatMap((hoop, index) => {
      const before = run[index];
      return before === undefined
        ? []
        : [{ depth: (before.view[2] + hoop.view[2]) / 2, svg: segment(before, hoop, part, easel) }];
    });
    drawn.sort((a, b) => a.depth - b.depth);
    const svg = drawn.map((piece) => piece.svg);
    const [first, last] = [run[0], run[run.length - 1]];
    if (start === 0 && first !== undefined) svg.push(face(first, -1, part, easel));
    if (start + chunk >= hoops.length - 1 && last !== undefined) svg.push(face(last, 1, part, easel));
    const depth = run.reduce((sum, hoop) => sum + hoop.view[2], 0) / run.length;
    pieces.push({ depth: depth + (part.nearer ?? 0), svg: svg.join('') });
  }
  return pieces;
}

function hoopsOf(part: RoundPart, { camera, frame }: Easel): Hoop[] {
  const views = part.rings.map((ring) => camera.toView(ring.at));
  return views.map((view, index) => {
    const [right, up, magnification] = camera.project(view);
    const along = unit(subtract(distinct(views, index, 1), distinct(views, index, -1)));
    const flat = Math.hypot(along[0], along[1]);
    const radius = part.rings[index]?.radius ?? 0;
    return {
      view,
      along,
      across: flat < 1e-4 ? [1, 0, 0] : [along[1] / flat, -along[0] / flat, 0],
      centre: [frame.x(right), frame.y(up)],
      radius,
      radiusPx: radius * frame.scale * magnification,
    };
  });
}

/** Leaves out hoops that would make a segment too small to see: each one drawn costs the SVG renderer time. */
function withoutSpecks(hoops: readonly Hoop[]): Hoop[] {
  const kept: Hoop[] = [];
  for (const [index, hoop] of hoops.entries()) {
    const before = kept[kept.length - 1];
    const visible =
      before === undefined ||
      index === hoops.length - 1 ||
      Math.abs(hoop.radiusPx - before.radiusPx) > 0.9 ||
      Math.hypot(hoop.centre[0] - before.centre[0], hoop.centre[1] - before.centre[1]) > 2.4;
    if (visible) kept.push(hoop);
  }
  return kept;
}

/** The next ring in a direction that is not at the same place, or the ring itself at an end. */
function distinct(views: readonly Vector[], from: number, step: 1 | -1): Vector {
  const here = views[from] ?? [0, 0, 0];
  for (let index = from + step; index >= 0 && index < views.length; index += step) {
    const other = views[index];
    if (other !== undefined && length(subtract(other, here)) > 1e-6) return other;
  }
  return here;
}

function segment(from: Hoop, to: Hoop, part: RoundPart, easel: Easel): string {
  const gap = length(subtract(to.view, from.view));
  const along = gap < 1e-6 ? from.along : unit(subtract(to.view, from.view));
  const foreshortening = Math.abs(along[2]);
  const gapPx = Math.hypot(to.centre[0] - from.centre[0], to.centre[1] - from.centre[1]);
  if (gapPx <= Math.abs(from.radiusPx - to.radiusPx) * foreshortening + 1e-6) {
    const facing = from.radius > to.radius ? along[2] : -along[2];
    if (facing <= 0.02 || from.radius === to.radius) return '';
    const larger = from.radius > to.radius ? from : to;
    const slope = gap < 1e-6 ? 1e3 : Math.abs(from.radius - to.radius) / gap;
    return shoulder(larger, unit(scale(along, Math.sign(facing * along[2]))), slope, part, easel);
  }
  const slope = (to.radius - from.radius) / Math.max(gap, 1e-6);
  const fill = acrossGradient(from, to, along, slope, part, easel);
  return `<path d="${hull(from, to)}" fill="${fill}"/>`;
}

/** Outline of two hoops and what is between them, half a pixel long at either end so that no seam shows. */
function hull(from: Hoop, to: Hoop): string {
  const gapPx = Math.max(1e-6, Math.hypot(to.centre[0] - from.centre[0], to.centre[1] - from.centre[1]));
  const step: Point = [
    (0.5 * (to.centre[0] - from.centre[0])) / gapPx,
    (0.5 * (to.centre[1] - from.centre[1])) / gapPx,
  ];
  const rim = (hoop: Hoop, sign: 1 | -1, end: 1 | -1): string =>
    `${short(hoop.centre[0] + sign * hoop.across[0] * hoop.radiusPx + end * step[0])},${short(hoop.centre[1] - sign * hoop.across[1] * hoop.radiusPx + end * step[1])}`;
  const bulge = (hoop: Hoop): string =>
    `A${short(hoop.radiusPx)},${short(hoop.radiusPx * Math.abs(hoop.along[2]))} ${short(angleOf(hoop))} 0 0 `;
  return `M${rim(from, 1, -1)}L${rim(to, 1, 1)}${bulge(to)}${rim(to, -1, 1)}L${rim(from, -1, -1)}${bulge(from)}${rim(from, 1, -1)}Z`;
}

function acrossGradient(
  from: Hoop,
  to: Hoop,
  along: Vector,
  slope: number,
  part: RoundPart,
  easel: Easel,
): string {
  const widest = from.radiusPx > to.radiusPx ? from : to;
  const flat = Math.hypot(along[0], along[1]);
  const across: Vector = flat < 1e-4 ? [1, 0, 0] : [along[1] / flat, -along[0] / flat, 0];
  let front = unit(cross(along, across));
  if (front[2] < 0) front = scale(front, -1);
  const middle: Point = [(from.centre[0] + to.centre[0]) / 2, (from.centre[1] + to.centre[1]) / 2];
  const reach = widest.radiusPx;
  const positions = stopsFor.find(({ upTo }) => reach < upTo)?.at ?? [];
  return easel.canvas.sharedGradient(
    [middle[0] + across[0] * reach, middle[1] - across[1] * reach],
    [middle[0] - across[0] * reach, middle[1] + across[1] * reach],
    likeness('across', part, positions.length, slope, ...across, ...front),
    () =>
      positions.map((u): Stop => {
        const radial = add(scale(across, u), scale(front, Math.sqrt(1 - u * u)));
        return [(1 - u) / 2, shade(unit(subtract(radial, scale(along, slope))), part.finish, easel.studio)];
      }),
  );
}

/** Names what looks the same: within about two degrees nobody sees a difference. */
const likeness = (
  kind: string,
  part: RoundPart,
  count: number,
  slope: number,
  ...directions: number[]
): string =>
  [
    kind,
    part.finish.id,
    count,
    Math.round(Math.atan(slope) * 20),
    ...directions.map((size) => Math.round(size * 26)),
  ].join();

/** A flat or nearly flat ring that faces the viewer: the top of a flange, a shoulder. */
function shoulder(hoop: Hoop, outward: Vector, slope: number, part: RoundPart, easel: Easel): string {
  const reach = hoop.radiusPx;
  const fill = easel.canvas.sharedGradient(
    [hoop.centre[0] + hoop.across[0] * reach, hoop.centre[1] - hoop.across[1] * reach],
    [hoop.centre[0] - hoop.across[0] * reach, hoop.centre[1] + hoop.across[1] * reach],
    likeness('shoulder', part, 8, slope, ...outward, ...hoop.across),
    () =>
      [1, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8, -1].map((u): Stop => {
        const lean = 0.16 + 0.9 / (1 + slope);
        return [
          (1 - u) / 2,
          shade(unit(add(outward, scale(hoop.across, u * lean))), part.finish, easel.studio),
        ];
      }),
  );
  return ellipse(hoop, 1, fill);
}

function face(hoop: Hoop, end: 1 | -1, part: RoundPart, easel: Easel): string {
  const outward = scale(hoop.along, end);
  if (outward[2] < 0.02) return '';
  const plain = shoulder(hoop, outward, 8, part, easel);
  return part.mouth === undefined || end === -1 ? plain : plain + ellipse(hoop, 0.78, part.mouth);
}

function ellipse(hoop: Hoop, size: number, fill: string): string {
  const [x, y] = [short(hoop.centre[0]), short(hoop.centre[1])];
  const minor = Math.max(0.3, hoop.radiusPx * Math.abs(hoop.along[2]) * size);
  return `<ellipse cx="${x}" cy="${y}" rx="${short(hoop.radiusPx * size)}" ry="${short(minor)}" transform="rotate(${short(angleOf(hoop))} ${x} ${y})" fill="${fill}"/>`;
}

const angleOf = (hoop: Hoop): number => (Math.atan2(-hoop.across[1], hoop.across[0]) * 180) / Math.PI;
