// Draws a flat part: small quads around each stretch of its path, softened at the edges.
import { type Point, polygon } from './canvas.ts';
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
    if (before !== undefined) quads.push(...band(before, rim, index / rims.length, part, easel));
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

/** Corners rounded in three steps; sides split in three with slightly pillowed normals, as pressed metal has. */
function roundedRectangle({ halfWidth, halfHeight, corner }: Section): Corner[] {
  const radius = Math.min(corner, halfWidth, halfHeight);
  const [w, h] = [halfWidth - radius, halfHeight - radius];
  const corners: Corner[] = [];
  for (const [quarter, [signW, signH]] of (
    [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ] as const
  ).entries()) {
    for (let step = 0; step <= 3; step += 1) {
      const angle = ((quarter + step / 3) * Math.PI) / 2;
      const normal = [Math.cos(angle), Math.sin(angle)] as const;
      corners.push({ offset: [signW * w + normal[0] * radius, signH * h + normal[1] * radius], normal });
    }
  }
  return corners.flatMap((here, index) => {
    const next = corners[(index + 1) % corners.length] ?? here;
    return index % 4 === 3 ? [here, ...sideSteps(here, next)] : [here];
  });
}

function sideSteps(from: Corner, to: Corner): Corner[] {
  const across = [to.offset[0] - from.offset[0], to.offset[1] - from.offset[1]] as const;
  const size = Math.hypot(across[0], across[1]);
  if (size < 1e-3) return [];
  return [1 / 3, 2 / 3].map((t) => ({
    offset: [from.offset[0] + across[0] * t, from.offset[1] + across[1] * t],
    normal: [
      from.normal[0] + (across[0] / size) * (t - 0.5) * 0.16,
      from.normal[1] + (across[1] / size) * (t - 0.5) * 0.16,
    ],
  }));
}

function band(from: Rim, to: Rim, t: number, part: FlatPart, easel: Easel): Piece[] {
  const count = from.points.length;
  return from.points.flatMap((here, index) => {
    const next = (index + 1) % count;
    const [besides, ahead, across] = [from.points[next], to.points[index], to.points[next]];
    const [normal, nextNormal] = [from.normals[index], from.normals[next]];
    if (!besides || !ahead || !across || !normal || !nextNormal) return [];
    const outward = add(normal, nextNormal);
    const flat = cross(subtract(besides, here), subtract(ahead, here));
    const facing = dot(flat, outward) > 0 ? flat : scale(flat, -1);
    if (facing[2] <= 0) return [];
    const corners = [here, besides, across, ahead].map((point) => toPixels(point, easel));
    const lean = (at: number): Vector => unit(add(unit(outward), scale(from.along, (at - 0.5) * 0.3)));
    const start = shade(lean(t), part.finish, easel.studio);
    const stop = shade(lean(t + 0.12), part.finish, easel.studio);
    const [p0, p1]: [Point, Point] = [corners[0] ?? [0, 0], corners[3] ?? [0, 0]];
    const fill =
      start === stop
        ? start
        : easel.canvas.linearGradient(p0, p1, [
            [0, start],
            [1, stop],
          ]);
    const depth = (here[2] + besides[2] + ahead[2] + across[2]) / 4;
    return [
      { depth, svg: `<path d="${polygon(corners)}" fill="${fill}" stroke="${fill}" stroke-width=".7"/>` },
    ];
  });
}

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
