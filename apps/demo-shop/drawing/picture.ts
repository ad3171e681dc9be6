// Puts parts in front of the camera: fits them into the frame, sorts them by depth, paints them.
import { type Bounds, type Camera, type CameraPose, createCamera, type Frame, fitFrame } from './camera.ts';
import type { Canvas } from './canvas.ts';
import type { Studio } from './light.ts';
import { paintFlat } from './paint-flat.ts';
import { paintRound } from './paint-round.ts';
import type { Part } from './solids.ts';
import { tangents, thicknessDirection } from './solids.ts';
import { add, scale, type Vector } from './vector.ts';

export interface View {
  camera: Camera;
  frame: Frame;
}

/** The camera for a pose, and the frame that fits all parts into `box` (pixels). */
export function viewOf(parts: readonly Part[], pose: CameraPose, box: Parameters<typeof fitFrame>[1]): View {
  const camera = createCamera(pose);
  return { camera, frame: fitFrame(boundsOf(parts, camera), box) };
}

export function paintParts(parts: readonly Part[], view: View, studio: Studio, canvas: Canvas): string {
  const easel = { ...view, studio, canvas };
  const pieces = parts.flatMap((part) =>
    part.kind === 'round' ? paintRound(part, easel) : paintFlat(part, easel),
  );
  pieces.sort((a, b) => a.depth - b.depth);
  return pieces.map((piece) => piece.svg).join('');
}

function boundsOf(parts: readonly Part[], camera: Camera): Bounds {
  const bounds: Bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  const include = (right: number, up: number): void => {
    bounds.left = Math.min(bounds.left, right);
    bounds.right = Math.max(bounds.right, right);
    bounds.bottom = Math.min(bounds.bottom, up);
    bounds.top = Math.max(bounds.top, up);
  };
  for (const part of parts) {
    for (const [point, extent] of extremes(part, camera)) {
      const [right, up, magnification] = camera.project(camera.toView(point));
      include(right - extent[0] * magnification, up - extent[1] * magnification);
      include(right + extent[0] * magnification, up + extent[1] * magnification);
    }
  }
  return bounds;
}

/** Points of a part, each with how far the part reaches around it, right and up. */
function extremes(part: Part, camera: Camera): (readonly [Vector, readonly [number, number]])[] {
  if (part.kind === 'round') {
    const alongs = tangents(part.rings.map((ring) => ring.at));
    return part.rings.map((ring, index) => {
      const along = camera.toView(alongs[index] ?? [0, 1, 0]);
      const reach = (axis: number): number => ring.radius * Math.sqrt(Math.max(0, 1 - axis * axis));
      return [ring.at, [reach(along[0]), reach(along[1])]];
    });
  }
  const alongs = tangents(part.sections.map((section) => section.at));
  return part.sections.flatMap((section, index) => {
    const thickness = thicknessDirection(section.side, alongs[index] ?? [0, 1, 0]);
    return [-1, 1].flatMap((w) =>
      [-1, 1].map((h): readonly [Vector, readonly [number, number]] => [
        add(
          section.at,
          add(scale(section.side, w * section.halfWidth), scale(thickness, h * section.halfHeight)),
        ),
        [0, 0],
      ]),
    );
  });
}
