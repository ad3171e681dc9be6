// What a picture looks like, in a few bytes: by what it is known again, and which colours it has.
import { Piscina } from 'piscina';
import sharp from 'sharp';
import type { Picture } from '../resize-like-pillow.ts';
import { pickPixels } from './line-art.ts';
import { lookOf, type PictureFeatures, type PicturePixels } from './picture-look.ts';
import { sampleSide } from './picture-sample.ts';
import { thumbHashOf } from './thumb-hash.ts';

export type { PictureFeatures } from './picture-look.ts';

/** 9 ms of a busy core for a photo of 640 px, 6 of them in a thread of its own. */
export async function pictureFeatures(picture: Picture): Promise<PictureFeatures> {
  const { width, height } = picture;
  const pixels: PicturePixels = {
    sample: await samplePicture(picture),
    picked: pickPixels(picture),
    width,
    height,
  };
  const look: PictureFeatures = await openThread().run(pixels);
  // Between threads a Buffer becomes a plain array of bytes.
  return { ...look, print: Buffer.from(look.print), thumbHash: Buffer.from(look.thumbHash) };
}

/** The same from a stored thumbnail, for images that were stored before there were features. */
export async function featuresOfThumbnail(webp: Uint8Array): Promise<PictureFeatures> {
  const { data, info } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return pictureFeatures({ data, width: info.width, height: info.height });
}

/** The blur alone, for images that were stored before there were any. */
export async function thumbHashOfThumbnail(webp: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(webp)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = { data, width: info.width, height: info.height };
  return thumbHashOf(await samplePicture(picture), picture);
}

/** The whole picture squeezed into a square of `sampleSide`, interleaved 8-bit RGB. */
export async function samplePicture({ data, width, height }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(sampleSide, sampleSide, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
}

const idleMs = 20_000;
// As much as the encoder's threads give way: photos can wait, searches can't.
const niceness = 5;
let thread: Piscina<PicturePixels, PictureFeatures> | undefined;

/** One is enough: a core encodes fewer photos than the 160 a second that it looks at. */
function openThread() {
  thread ??= new Piscina({
    filename: new URL('./picture-look.ts', import.meta.url).href,
    name: lookOf.name,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMs,
    niceIncrement: niceness,
  });
  return thread;
}
