// The blur of a picture: small, of its shape and its colours.
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio, thumbHashToRGBA } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { samplePicture, thumbHashOfThumbnail } from '../../../clip/picture/picture-features.ts';
import { thumbHashOf } from '../../../clip/picture/thumb-hash.ts';

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

describe('the blur of a picture', () => {
  it.each([
    ['a square one', 400, 400],
    ['a tall one', 100, 400],
    ['a wide one', 400, 130],
    ['one of a single pixel', 1, 1],
    ['one of a single row', 500, 1],
  ])('keeps the shape of %s, in a few bytes', async (_, width, height) => {
    const data = await plain(width, height, '#806040').raw().toBuffer();
    const picture = { data, width, height };
    const hash = thumbHashOf(await samplePicture(picture), picture);
    expect(hash.length).toBeLessThan(30);
    const ratio = thumbHashToApproximateAspectRatio(hash);
    // Nothing narrower than one to seven can be said.
    const nearest = Math.min(7, Math.max(1 / 7, width / height));
    expect(Math.abs(Math.log(ratio / nearest))).toBeLessThan(0.3);
  });

  it('has the colours of its two halves on their sides', async () => {
    const red = await plain(200, 400, '#d01020').png().toBuffer();
    const picture = await plain(400, 400, '#1020d0')
      .composite([{ input: red, left: 0, top: 0 }])
      .webp()
      .toBuffer();
    const { w, h, rgba } = thumbHashToRGBA(await thumbHashOfThumbnail(picture));
    const at = (x: number) => [...rgba.slice(((h >> 1) * w + x) * 4, ((h >> 1) * w + x) * 4 + 4)];
    const [left, right] = [at(3), at(w - 4)];
    expect(left[0]).toBeGreaterThan((left[2] ?? 0) + 100);
    expect(right[2]).toBeGreaterThan((right[0] ?? 0) + 100);
    expect(left[3]).toBe(255);
  });

  it('reads a grey thumbnail, and refuses what is no picture', async () => {
    const grey = await plain(40, 40, '#777777').toColourspace('b-w').png().toBuffer();
    const { rgba } = thumbHashToRGBA(await thumbHashOfThumbnail(grey));
    expect(Math.abs((rgba[0] ?? 0) - 0x77)).toBeLessThan(8);
    await expect(thumbHashOfThumbnail(Buffer.from('nothing'))).rejects.toThrow();
  });
});
