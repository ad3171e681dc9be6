// Tells lettering and logos from photos: thin strokes on a plain ground.
import sharp from 'sharp';
import type { Picture } from '../enlarge.ts';

const side = 128;
// Of "image coming soon", two brand logos and a page of text 90 to 93 % is ground, and each pixel of ink has 0.9 to 1.9
// borders with it. Of 5,300 real and drawn products 3 % are like that too (wire baskets, glasses, lamps): this is
// evidence beside other, nothing by itself.
const leastGround = 0.88;
const leastBorders = 0.7;
const leastInk = 150;
/** In levels of 255: paper that is not quite white, and a stroke that is only grey. */
const sameGround = 40;

/** Neighbouring pixels are skipped rather than mixed, so that thin strokes keep their colour. */
export async function isLineArt({ data, width, height }: Picture): Promise<boolean> {
  const rgb = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(side, side, { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  const ground = commonColour(rgb);
  const isInk = Uint8Array.from({ length: side * side }, (_, i) => {
    const isFar = (channel: number) =>
      Math.abs((rgb[3 * i + channel] ?? 0) - (ground[channel] ?? 0)) > sameGround;
    return isFar(0) || isFar(1) || isFar(2) ? 1 : 0;
  });
  const ink = isInk.reduce((sum, is) => sum + is, 0);
  const isSparse = ink >= leastInk && ink <= (1 - leastGround) * side * side;
  return isSparse && bordersOf(isInk) >= leastBorders * ink;
}

function bordersOf(isInk: Uint8Array): number {
  let borders = 0;
  for (const [i, is] of isInk.entries()) {
    if (i % side < side - 1 && isInk[i + 1] !== is) borders++;
    if (i + side < isInk.length && isInk[i + side] !== is) borders++;
  }
  return borders;
}

/** The middle of the fullest of 4,096 boxes. */
function commonColour(rgb: Uint8Array): number[] {
  const counts = new Uint32Array(4096);
  let fullest = 0;
  for (let i = 0; i < rgb.length; i += 3) {
    const box = (((rgb[i] ?? 0) >> 4) << 8) | (((rgb[i + 1] ?? 0) >> 4) << 4) | ((rgb[i + 2] ?? 0) >> 4);
    counts[box] = (counts[box] ?? 0) + 1;
    if ((counts[box] ?? 0) > (counts[fullest] ?? 0)) fullest = box;
  }
  return [fullest >> 8, (fullest >> 4) & 15, fullest & 15].map((part) => part * 16 + 8);
}
