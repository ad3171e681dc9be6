// Turns the bytes of a photo into the tensor a model wants and a thumbnail, refusing whatever is not a sound photo.
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { type Crop, checkCrop, cropSize, cutOut } from './crop.ts';
import { type PhotoFormat, sniffPhotoFormat } from './photo-format.ts';
import { type PictureFeatures, pictureFeatures } from './picture/picture-features.ts';
import { normalisePixels, type Preprocessing, planResize, type ResizePlan } from './preprocessing.ts';
import { type Picture, resizeLikePillow } from './resize-like-pillow.ts';

/** The photo can never be used, however often it is tried; `reason` is fit to be shown. */
export class UnusablePhoto extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(`The photo can't be used: ${reason}.`, options);
    this.name = 'UnusablePhoto';
    this.reason = reason;
  }
}

export interface DecodedPhoto {
  /** [3, size, size], planar RGB, normalised for the model. */
  pixels: Float32Array;
  /** Pixels, after EXIF rotation. */
  width: number;
  height: number;
  format: PhotoFormat;
  /** Of the bytes as they came, lower-case hex. */
  sha256: string;
  /** WebP, longest side at most 400 px, about 10 KB. */
  thumbnail: Buffer;
  /** What it looks like. */
  features: PictureFeatures;
}

// Stops at truncated or broken data, and lets pass what decoders only warn about.
const failOn = 'error';
const maxBytes = 20 * 1024 * 1024;
const maxPixels = 50_000_000;
const thumbnailSide = 400;
// JPEGs can be decoded at 1/2, 1/4 or 1/8 size for a fraction of the time (3000x2250: 13 ms instead of 31). With the
// short side still 4 times what the model wants, the embedding stays within cosine .9997 of a full decode.
const shrinkMargin = 4;

export interface DecodeOptions {
  /** Tensor, thumbnail and features then show that part only; size and digest are still those of the whole. */
  crop?: Crop | null;
}

/**
 * Decodes a photo once and makes the tensor and the thumbnail from it: EXIF rotation applied, transparency laid on
 * white, first frame of an animation, any colour space as 8-bit sRGB, resized as Pillow does.
 * Throws `UnusablePhoto` when it is no photo, corrupt, over 20 MB or over 50 megapixels, and `BadCrop` when the crop
 * is not inside the picture or keeps fewer than 16x16 pixels.
 */
export async function decodePhoto(
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  options: DecodeOptions = {},
): Promise<DecodedPhoto> {
  const { picture, plan, width, height, format } = await decodePart(bytes, preprocessing, options);
  const [pixels, thumbnail, features] = await Promise.all([
    makeTensor(picture, plan, preprocessing),
    makeThumbnail(picture),
    pictureFeatures(picture),
  ]);
  return { pixels, width, height, format, sha256: sha256Of(bytes), thumbnail, features };
}

/**
 * The tensor and size alone, of what is only compared: 11 of 16 ms less (500 px). Throws as `decodePhoto` does for the
 * same bytes.
 */
export async function decodeTensor(
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  options: DecodeOptions = {},
): Promise<Pick<DecodedPhoto, 'pixels' | 'width' | 'height'>> {
  const { picture, plan, width, height } = await decodePart(bytes, preprocessing, options);
  return { pixels: await makeTensor(picture, plan, preprocessing), width, height };
}

async function decodePart(
  bytes: Uint8Array,
  preprocessing: Preprocessing,
  { crop = null }: DecodeOptions,
): Promise<{ picture: Picture; plan: ResizePlan; width: number; height: number; format: PhotoFormat }> {
  if (crop) checkCrop(crop);
  const { format, width, height } = await checkPhoto(bytes);
  const seen = crop ? cropSize(crop, { width, height }) : { width, height };
  const shrink = format === 'jpeg' ? chooseShrink(Math.min(seen.width, seen.height), preprocessing) : 1;
  const whole = await decodeRgb(bytes, { width, height, shrink });
  const picture = crop ? cutOut(whole, crop) : whole;
  return { picture, plan: planResize(seen.width, seen.height, preprocessing), width, height, format };
}

/** The thumbnail alone, of what needs no embedding. Throws `UnusablePhoto` for the same bytes. */
export async function thumbnailOf(bytes: Uint8Array): Promise<Buffer> {
  const { format, ...size } = await checkPhoto(bytes);
  const shrunk = [8, 4, 2].find((factor) => Math.min(size.width, size.height) / factor >= thumbnailSide);
  const shrink = (format === 'jpeg' && shrunk) || 1;
  return makeThumbnail(await decodeRgb(bytes, { ...size, shrink }));
}

/**
 * The same photo as a WebP for a page to show, its longest side at most `longestSide` pixels.
 * Throws `UnusablePhoto` as `decodePhoto` does.
 */
export async function shrinkPhoto(bytes: Uint8Array, longestSide: number): Promise<Buffer> {
  await checkPhoto(bytes);
  const image = sharp(bytes, { failOn, limitInputPixels: maxPixels, autoOrient: true });
  return corruptUnless(
    image
      .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .webp({ quality: 88, effort: 0 })
      .toBuffer(),
  );
}

/** What is no photo, or too much of one, never gets as far as the decoder. */
async function checkPhoto(bytes: Uint8Array) {
  if (bytes.byteLength > maxBytes) {
    throw new UnusablePhoto(`it has ${(bytes.byteLength / 2 ** 20).toFixed(1)} MB; at most 20 are allowed`);
  }
  const format = sniffPhotoFormat(bytes);
  if (!format) throw new UnusablePhoto('it is not a JPEG, PNG, WebP, GIF, AVIF or TIFF image');
  tuneSharp();
  return { format, ...(await readSize(bytes)) };
}

function chooseShrink(shortSide: number, { resizeTo }: Preprocessing): number {
  return [8, 4, 2].find((factor) => shortSide / factor >= shrinkMargin * resizeTo) ?? 1;
}

async function readSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const metadata = await corruptUnless(
    sharp(bytes, { failOn, limitInputPixels: false, autoOrient: true }).metadata(),
  );
  const { width, height } = metadata.autoOrient;
  if (width * height > maxPixels) {
    throw new UnusablePhoto(`it has ${width}x${height} pixels; at most 50 million are allowed`);
  }
  return { width, height };
}

/** Interleaved 8-bit sRGB of the whole first frame, at 1/shrink of its size. */
async function decodeRgb(
  bytes: Uint8Array,
  size: { width: number; height: number; shrink: number },
): Promise<Picture> {
  const image = sharp(bytes, { failOn, limitInputPixels: maxPixels, autoOrient: true });
  if (size.shrink > 1) {
    // A target of this very size makes libvips ask the JPEG decoder for the reduced picture.
    const reduced = {
      width: Math.floor(size.width / size.shrink),
      height: Math.floor(size.height / size.shrink),
    };
    image.resize({ ...reduced, fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: true });
  }
  const decoded = await corruptUnless(
    image
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
  );
  const { width, height, channels } = decoded.info;
  if (channels === 3) return { data: decoded.data, width, height };
  if (channels !== 1) throw new Error(`Expected 1 or 3 channels after decoding, got ${channels}.`);
  return { data: greyToRgb(decoded.data), width, height };
}

async function makeTensor(
  picture: Picture,
  plan: ResizePlan,
  preprocessing: Preprocessing,
): Promise<Float32Array> {
  const { size, kernel } = preprocessing;
  if (plan.width > picture.width || plan.height > picture.height) {
    return normalisePixels(resizeLikePillow(picture, plan, preprocessing), preprocessing);
  }
  const rgb = await openRaw(picture)
    .resize(plan.width, plan.height, { fit: 'fill', kernel })
    .extract({ left: plan.left, top: plan.top, width: size, height: size })
    .raw()
    .toBuffer();
  return normalisePixels(rgb, preprocessing);
}

function makeThumbnail(picture: Picture): Promise<Buffer> {
  return openRaw(picture)
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75, effort: 0 })
    .toBuffer();
}

function openRaw({ data, width, height }: Picture) {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
}

function greyToRgb(grey: Buffer): Buffer {
  const rgb = Buffer.allocUnsafe(grey.length * 3);
  for (let i = 0; i < grey.length; i++) rgb.fill(grey[i] ?? 0, i * 3, i * 3 + 3);
  return rgb;
}

async function corruptUnless<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    // Everything that the decoder can say about these bytes stays true however often it is asked.
    // Its last line is what stopped it; warnings stand before.
    const lines = cause instanceof Error ? cause.message.trim().split('\n') : [String(cause)];
    throw new UnusablePhoto(`it is corrupt or can't be decoded (${lines.at(-1)?.trim()})`, { cause });
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

let tuned = false;
/** Photos are decoded side by side, so one thread each; no operation repeats, so nothing is worth caching. */
function tuneSharp(): void {
  if (tuned) return;
  tuned = true;
  sharp.concurrency(1);
  sharp.cache(false);
}
