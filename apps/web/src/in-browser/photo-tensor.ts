// Makes of a photo what the model wants to see, as the server does: the same sizes, the same resampling, on white.
import { normalisePixels, type Preprocessing, planResize } from '../../../../clip/preprocessing.ts';
import { type Picture, resizeLikePillow } from '../../../../clip/resize-like-pillow.ts';

// As in clip/decode-photo.ts: so much larger than wanted, the first half of the way may be coarse.
const shrinkMargin = 4;

/** [3, size, size] */
export function photoTensor(bitmap: ImageBitmap, preprocessing: Preprocessing): Float32Array {
  const picture = pictureOf(bitmap, preprocessing.resizeTo);
  const plan = planResize(picture.width, picture.height, preprocessing);
  return normalisePixels(resizeLikePillow(picture, plan, preprocessing), preprocessing);
}

function pictureOf(bitmap: ImageBitmap, resizeTo: number): Picture {
  const short = Math.min(bitmap.width, bitmap.height);
  const shrink = [16, 8, 4, 2].find((factor) => short / factor >= shrinkMargin * resizeTo) ?? 1;
  const width = Math.max(1, Math.floor(bitmap.width / shrink));
  const height = Math.max(1, Math.floor(bitmap.height / shrink));
  const drawing = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!drawing) throw new Error('This browser can not draw the photo.');
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, width, height);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(bitmap, 0, 0, width, height);
  return { data: withoutAlpha(drawing.getImageData(0, 0, width, height).data), width, height };
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] ?? 0;
    rgb[to++] = rgba[from + 1] ?? 0;
    rgb[to++] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
