// A blur of a picture in about 25 bytes: what a page shows in its place until it is there.
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { Picture } from '../enlarge.ts';

// A hash holds 7 waves a side at most: 32 pixels show them all, and cost a tenth of the 100 that are allowed.
const longestSide = 32;

/** Keeps the shape of the picture, nearly. */
export async function thumbHashOf({ data, width, height }: Picture): Promise<Buffer> {
  const { data: rgba, info } = await sharp(data, {
    raw: { width, height, channels: 3 },
    limitInputPixels: false,
  })
    .resize(longestSide, longestSide, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, rgba));
}

/** The same from a stored thumbnail, for images that were stored before there were hashes. */
export async function thumbHashOfThumbnail(webp: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(webp)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return thumbHashOf({ data, width: info.width, height: info.height });
}
