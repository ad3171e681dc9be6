// Cuts a part out of a decoded picture: what a shopper drew a rectangle around.
import type { Picture } from './resize-like-pillow.ts';

/** A rectangle as fractions of the picture (0 to 1), as people see it: after EXIF rotation. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The rectangle can't be cut out of this picture; `reason` is fit to be shown. */
export class BadCrop extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`The crop can't be used: ${reason}.`);
    this.name = 'BadCrop';
    this.reason = reason;
  }
}

// Less than this shows no thing, only its colour: the models see patches of 16 to 32 pixels.
const smallestSide = 16;
// 0.1 + 0.2 + 0.7 is more than 1 in floating point.
const rounding = 1e-6;

/** Throws `BadCrop` unless the rectangle lies inside the picture; needs no picture, so it can be asked first. */
export function checkCrop({ left, top, width, height }: Crop): void {
  const sides = { left, top, width, height };
  for (const [name, value] of Object.entries(sides)) {
    if (!(value >= 0 && value <= 1)) throw new BadCrop(`${name} is ${value}, and must be between 0 and 1`);
  }
  if (width === 0 || height === 0) throw new BadCrop('it has no area');
  if (left + width > 1 + rounding) throw new BadCrop('left and width together reach beyond 1');
  if (top + height > 1 + rounding) throw new BadCrop('top and height together reach beyond 1');
}

/** Size in pixels of the part of a `width` x `height` picture. Throws `BadCrop` when it would be under 16 pixels. */
export function cropSize(crop: Crop, size: { width: number; height: number }) {
  const part = rectangleIn(crop, size);
  const enough = (side: number, whole: number) => side >= Math.min(smallestSide, whole);
  if (enough(part.width, size.width) && enough(part.height, size.height)) return part;
  throw new BadCrop(
    `it keeps ${part.width}x${part.height} pixels of ${size.width}x${size.height}; at least ${smallestSide}x${smallestSide} are needed`,
  );
}

/** Copies the part out; whole pixels, at least one. */
export function cutOut(picture: Picture, crop: Crop): Picture {
  const { left, top, width, height } = rectangleIn(crop, picture);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * picture.width + left) * 3;
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}

function rectangleIn(crop: Crop, whole: { width: number; height: number }) {
  const across = span(crop.left, crop.width, whole.width);
  const down = span(crop.top, crop.height, whole.height);
  return { left: across.start, width: across.length, top: down.start, height: down.length };
}

function span(start: number, length: number, whole: number): { start: number; length: number } {
  const first = Math.min(whole - 1, Math.round(start * whole));
  const end = Math.min(whole, Math.max(first + 1, Math.round((start + length) * whole)));
  return { start: first, length: end - first };
}
