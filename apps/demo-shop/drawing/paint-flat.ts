// Draws a flat part: small quads around each stretch of its path, softened at the edges.
import { type Point, polygon, type Stop } from './canvas.ts';
import { shade } from './light.ts';
import type { Easel, Piece } from './paint-round.ts';
import { type FlatPart, type Section, tangents, thicknessDirection } from './solids.ts';
import { add, cross, dot, scale, subtract, unit, type Vector } from './vector.ts';

interface Corner {
  /** Offsets along width and thickness. */
  offset: readonly [number, number];
  normal: readonly [number, number];
}

interface Rim {
  points: Vector[];
  normals: Vector[];
  along: Vector;
}

export function paintFlat(part: FlatPart, easel: Easel): Piece[] {
  const rims = rimsOf(part, easel);
  const quads: Piece[] = [];
  rims.slice(1).forEach((rim, index) => {
    const before = rims[index];
    if (before !== undefined) quads.push(...band(before, rim, { index, count: rims.length }, part, easel));
  });
  quads.sort((a, b) => a.depth - b.depth);
  const [first, last] = [rims[0], rims[rims.length - 1]];
  const ends = [
    first === undefined ? '' : end(first, -1, part, easel),
    last === undefined ? '' : end(last, 1, part, easel),
  ];
  const all = rims.flatMap((rim) => rim.points);
  const depth = all.reduce((sum, point) => sum + point[2], 0) / all.length;
  return [{ depth: depth + (part.nearer ?? 0), svg: quads.map((quad) => quad.svg).join('') + ends.join('') }];
}

function rimsOf(part: FlatPart, { camera }: Easel): Rim[] {
  const alongs = tangents(part.sections.map((section) => section.at));
  return part.sections.map((section, index) => {
    const along = alongs[index] ?? [0, 0, 1];
    const thickness = thicknessDirection(section.side, along);
    const outline = roundedRectangle(section);
    const point = ([w, h]: readonly [number, number]): Vector =>
      add(scale(section.side, w), scale(thickness, h));
    return {
      points: outline.map((corner) => camera.toView(add(section.at, point(corner.offset)))),
      normals: outline.map((corner) => camera.toView(unit(point(corner.normal)))),
      along: camera.toView(along),
    };
  });
}

/** Corners rounded in three steps; the sides between them are single flats. */
function roundedRectangle({ halfWidth, halfHeight, corner }: Section): Corner[] {
  const radius = Math.min(corner, halfWidth, halfHeight);
  const [w, h] = [halfWidth - radius, halfHeight - radius];
  const signs = [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ] as const;
  return signs.flatMap(([signW, signH], quarter) =>
    [0, 1, 2, 3].map((step): Corner => {
      const angle = ((quarter + step / 3) * Math.PI) / 2;
      const normal = [Math.cos(angle), Math.sin(angle)] as const;
      return { offset: [signW * w + normal[0] * radius, signH * h + normal[1] * radius], normal };
    }),
  );
}

/** The quads between two rims that face the viewer; `from` is rim number `index` of `count`. */
function band(
  from: Rim,
  to: Rim,
  { index, count }: { index: number; count: number },
  part: FlatPart,
  easel: Easel,
): Piece[] {
  return from.points.flatMap((here, corner) => {
    const next = (corner + 1) % from.points.length;
    const [beside, ahead, across] = [from.points[next], to.points[corner], to.points[next]];
    if (!beside || !ahead || !across) return [];
    const [outward, outwardAhead] = [outwardOf(from, corner, next), outwardOf(to, corner, next)];
    // Across both diagonals, so that a side that narrows to nothing still has a direction.
    const plane = cross(subtract(across, here), subtract(ahead, beside));
    const facing = dot(plane, outward) > 0 ? plane : scale(plane, -1);
    if (facing[2] <= 0) return [];
    const corners = [here, beside, across, ahead].map((point) => toPixels(point, easel));
    const ends = {
      outward,
      outwardAhead,
      along: from.along,
      from: index / (count - 1),
      to: (index + 1) / (count - 1),
    };
    const fill = flatFill(corners, ends, count === 2, part, easel);
    const depth = (here[2] + beside[2] + ahead[2] + across[2]) / 4;
    return [
      { depth, svg: `<path d="${polygon(corners)}" fill="${fill}" stroke="${fill}" stroke-width=".7"/>` },
    ];
  });
}

const outwardOf = (rim: Rim, corner: number, next: number): Vector =>
  unit(add(rim.normals[corner] ?? [0, 0, 1], rim.normals[next] ?? [0, 0, 1]));

/**
 * No real sheet is perfectly flat: colours are taken as if it bulged a little along its length, so that it
 * mirrors a stretch of the studio instead of one point. Single straight flats run corner to corner.
 */
function flatFill(
  corners: readonly Point[],
  ends: { outward: Vector; outwardAhead: Vector; along: Vector; from: number; to: number },
  diagonal: boolean,
  part: FlatPart,
  easel: Easel,
): string {
  const colour = (outward: Vector, t: number): string =>
    shade(unit(add(outward, scale(ends.along, (t - 0.5) * 0.42))), part.finish, easel.studio);
  const [start, stop] = [colour(ends.outward, ends.from), colour(ends.outwardAhead, ends.to)];
  const [begin, end] = [corners[0] ?? origin, corners[diagonal ? 2 : 3] ?? origin];
  if (diagonal) {
    const steps = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return easel.canvas.linearGradient(
      begin,
      end,
      steps.map((t): Stop => [t, colour(ends.outward, t)]),
    );
  }
  return start === stop
    ? start
    : easel.canvas.linearGradient(begin, end, [
        [0, start],
        [1, stop],
      ]);
}

const origin: Point = [0, 0];

function end(rim: Rim, direction: 1 | -1, part: FlatPart, easel: Easel): string {
  const outward = scale(rim.along, direction);
  if (outward[2] <= 0.02) return '';
  const corners = rim.points.map((point) => toPixels(point, easel));
  const [a, b] = [corners[0], corners[Math.floor(corners.length / 2)]];
  if (a === undefined || b === undefined) return '';
  const lean = (by: number): string =>
    shade(unit(add(outward, [by, by * 0.6, 0])), part.finish, easel.studio);
  const fill = easel.canvas.linearGradient(a, b, [
    [0, lean(0.14)],
    [0.5, lean(0)],
    [1, lean(-0.14)],
  ]);
  return `<path d="${polygon(corners)}" fill="${fill}" stroke="${fill}" stroke-width=".6"/>`;
}

function toPixels(view: Vector, { camera, frame }: Easel): Point {
  const [right, up] = camera.project(view);
  return [frame.x(right), frame.y(up)];
}
