import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto, decodeTensor, UnusablePhoto } from '../../../clip/decode-photo.ts';
import type { Preprocessing } from '../../../clip/preprocessing.ts';
import { findShared } from './shared-data.ts';

const clip: Preprocessing = {
  size: 224,
  resizeTo: 224,
  fit: 'shortest-edge',
  kernel: 'cubic',
  rescale: 1 / 255,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
};
/** Leaves samples as they are, 0 to 255. */
const plain: Preprocessing = { ...clip, mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] };
const area = 224 * 224;

/** The [red, green, blue] at a place of a tensor made with `plain`. */
function sampleAt(pixels: Float32Array, x: number, y: number): number[] {
  return [0, 1, 2].map((channel) => Math.round(pixels[channel * area + y * 224 + x] ?? Number.NaN));
}

function solid(
  width: number,
  height: number,
  background: string | { r: number; g: number; b: number; alpha: number },
) {
  const channels = typeof background === 'string' ? 3 : 4;
  return sharp({ create: { width, height, channels, background } });
}

/** Red above, blue below. */
async function drawTwoHalves(width: number, height: number): Promise<Buffer> {
  const below = await solid(width, height / 2, 'blue')
    .png()
    .toBuffer();
  return solid(width, height, 'red')
    .composite([{ input: below, left: 0, top: height / 2 }])
    .png()
    .toBuffer();
}

/** Top left, top right, bottom left, bottom right. */
const corners = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

/** A 300x400 picture with a colour in each corner, stored turned and mirrored as the orientation tag says. */
function storeCorners(orientation: number): Promise<Buffer> {
  const onSide = orientation > 4;
  const [width, height] = onSide ? [400, 300] : [300, 400];
  const data = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      // What the EXIF standard says the first stored row and column are: 2, 3, 6, 7 start at the right, 3, 4, 7, 8 below.
      const across = onSide ? row / height : column / width;
      const down = onSide ? column / width : row / height;
      const right = [2, 3, 6, 7].includes(orientation) ? across < 0.5 : across >= 0.5;
      const below = [3, 4, 7, 8].includes(orientation) ? down < 0.5 : down >= 0.5;
      data.set(corners[(below ? 2 : 0) + (right ? 1 : 0)] ?? [], (row * width + column) * 3);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation })
    .toBuffer();
}

describe('decoding a photo', () => {
  it('gives size, format, digest, tensor and a WebP thumbnail', async () => {
    const bytes = await solid(800, 500, 'rgb(200, 100, 50)').jpeg({ quality: 95 }).toBuffer();
    const photo = await decodePhoto(bytes, plain);
    expect(photo).toMatchObject({ width: 800, height: 500, format: 'jpeg' });
    expect(photo.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(photo.pixels).toHaveLength(3 * area);
    for (const [i, want] of [200, 100, 50].entries()) {
      expect(Math.abs((sampleAt(photo.pixels, 112, 112)[i] ?? 0) - want)).toBeLessThan(3);
    }
    expect(await sharp(photo.thumbnail).metadata()).toMatchObject({
      format: 'webp',
      width: 400,
      height: 250,
    });
  });

  it('never enlarges the thumbnail', async () => {
    const { thumbnail } = await decodePhoto(await solid(90, 120, 'teal').png().toBuffer(), clip);
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 90, height: 120 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    const photo = await decodePhoto(await storeCorners(orientation), plain);
    expect([photo.width, photo.height]).toEqual([300, 400]);
    expect(await sharp(photo.thumbnail).metadata()).toMatchObject({ width: 300, height: 400 });
    const seen = [
      [20, 20],
      [204, 20],
      [20, 204],
      [204, 204],
    ].map(([x = 0, y = 0]) => sampleAt(photo.pixels, x, y).map((sample) => (sample > 127 ? 255 : 0)));
    expect(seen).toEqual(corners);
  });

  it('lays transparency on white', async () => {
    const glass = await solid(300, 300, { r: 0, g: 0, b: 0, alpha: 0 }).png().toBuffer();
    const half = await solid(300, 300, { r: 0, g: 0, b: 0, alpha: 0.5 }).webp({ lossless: true }).toBuffer();
    expect(sampleAt((await decodePhoto(glass, plain)).pixels, 5, 5)).toEqual([255, 255, 255]);
    const [grey = 0] = sampleAt((await decodePhoto(half, plain)).pixels, 5, 5);
    expect(Math.abs(grey - 127)).toBeLessThan(3);
  });

  it('takes the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((colour) => solid(240, 240, colour).png().toBuffer()),
    );
    for (const format of ['gif', 'webp'] as const) {
      const bytes = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      const photo = await decodePhoto(bytes, plain);
      expect([photo.width, photo.height, photo.format]).toEqual([240, 240, format]);
      const [red = 0, , blue = 0] = sampleAt(photo.pixels, 100, 200);
      expect(red - blue).toBeGreaterThan(200);
    }
  });

  it('brings CMYK, 16-bit and grey pictures to 8-bit RGB', async () => {
    const cmyk = await solid(300, 300, 'red').toColourspace('cmyk').jpeg().toBuffer();
    const [red = 0, green = 255] = sampleAt((await decodePhoto(cmyk, plain)).pixels, 9, 9);
    expect(red - green).toBeGreaterThan(120);
    const deep = await solid(300, 300, 'rgb(40, 120, 200)').toColourspace('rgb16').png().toBuffer();
    expect(sampleAt((await decodePhoto(deep, plain)).pixels, 9, 9)).toEqual([40, 120, 200]);
    const grey = await solid(300, 300, 'rgb(90, 90, 90)').toColourspace('b-w').png().toBuffer();
    expect(sampleAt((await decodePhoto(grey, plain)).pixels, 9, 9)).toEqual([90, 90, 90]);
  });

  it('decodes a large JPEG at reduced size and still reports its true one', async () => {
    const bytes = await sharp(await drawTwoHalves(2000, 3000))
      .jpeg()
      .toBuffer();
    const photo = await decodePhoto(bytes, plain);
    expect([photo.width, photo.height]).toEqual([2000, 3000]);
    expect(sampleAt(photo.pixels, 112, 50)[0]).toBeGreaterThan(240);
    expect(sampleAt(photo.pixels, 112, 174)[2]).toBeGreaterThan(240);
  });

  it.each([
    [30_000, 10],
    [1, 20_000],
    [60_000, 300],
  ])('copes with a strip of %ix%i', async (width, height) => {
    const photo = await decodePhoto(await solid(width, height, 'lime').png().toBuffer(), plain);
    expect(sampleAt(photo.pixels, 223, 223)).toEqual([0, 255, 0]);
  });
});

describe('refusing what is no usable photo', () => {
  const refused = async (bytes: Uint8Array) => {
    const error = await decodePhoto(bytes, clip).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnusablePhoto);
    return error instanceof UnusablePhoto ? error.reason : '';
  };

  it('says that something is no photo', async () => {
    expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatch(/not a JPEG/);
    expect(await refused(Buffer.alloc(0))).toMatch(/not a JPEG/);
    expect(await refused(Buffer.from('<!doctype html><p>Not found'))).toMatch(/not a JPEG/);
  });

  it('says that a photo is corrupt', async () => {
    const whole = await sharp(await drawTwoHalves(600, 600))
      .jpeg()
      .toBuffer();
    expect(await refused(whole.subarray(0, whole.length * 0.6))).toMatch(/corrupt/);
    expect(await refused(whole.subarray(0, 60))).toMatch(/corrupt/);
    const png = await drawTwoHalves(600, 600);
    expect(await refused(png.subarray(0, png.length / 2))).toMatch(/corrupt/);
  });

  it('lets harmless flaws pass', async () => {
    const whole = await solid(300, 300, 'plum').jpeg().toBuffer();
    const tables = whole.indexOf(Buffer.from([0xff, 0xc4]));
    const stray = [whole.subarray(0, tables), Buffer.from([0, 0, 0]), whole.subarray(tables)];
    expect(await decodePhoto(Buffer.concat(stray), clip)).toMatchObject({ width: 300 });
    expect(await decodePhoto(Buffer.concat([whole, Buffer.alloc(999, 7)]), clip)).toMatchObject({
      width: 300,
    });
  });

  it('says that a photo is too large in bytes or pixels', async () => {
    expect(await refused(Buffer.alloc(20 * 2 ** 20 + 1))).toMatch(/20\.0 MB; at most 20/);
    const wide = await solid(10_000, 5_001, 'red').png().toBuffer();
    expect(await refused(wide)).toMatch(/10000x5001 pixels; at most 50 million/);
  });
});

interface ResizeFacts {
  published: { id: string; image: string; expected_file: string }[];
  computed_here_synthetic: {
    rows: {
      width: number;
      height: number;
      filter: 'bicubic' | 'bilinear';
      shortest_edge_224: Expected & { cropped_rgb_sha256: string };
      squash_224: Expected & { rgb_sha256: string };
    }[];
  };
}
interface Expected {
  first_pixels_row0: number[][];
  center_pixel: number[];
  last_pixel: number[];
  mean_rgb: number[];
}

describe.skipIf(!findShared('models/facts'))(
  'resizing as Pillow does (needs ../shared/models/facts)',
  async () => {
    const facts = findShared('models/facts');
    // Skipped with its group, so that the report names what is not looked at.
    if (!facts) return it('against the reference values', () => {});
    const vectors: { b_preprocessing: ResizeFacts } = JSON.parse(
      await readFile(path.join(facts, 'vectors.json'), 'utf8'),
    );

    it("gives OpenAI's published tensor of a real photo within 2 levels, .003 on average", async () => {
      const photo = await decodePhoto(await readFile(path.join(facts, 'images/franz-kafka.jpg')), clip);
      const { max, mean } = difference(photo.pixels, await readNpy('franz-kafka.clip224.expected.npy'));
      expect(max).toBeLessThan(0.031); // one level is 0.0146
      expect(mean).toBeLessThan(0.003);
    });

    async function readNpy(name: string): Promise<Float32Array> {
      const file = await readFile(path.join(facts ?? '', 'images', name));
      const start = 10 + file.readUInt16LE(8);
      return new Float32Array(file.buffer.slice(file.byteOffset + start, file.byteOffset + file.byteLength));
    }

    const rows = vectors.b_preprocessing.computed_here_synthetic.rows;
    describe.each(rows)(
      '$width x $height, $filter',
      ({ width, height, filter, shortest_edge_224: edge, squash_224 }) => {
        const kernel = filter === 'bicubic' ? 'cubic' : 'linear';
        // The pattern jumps from 255 to 0 in every row: the worst case. Enlarging is ours and exact; shrinking is libvips'.
        const exact = Math.min(width, height) <= 224;

        it('resizes the shortest edge', async () => {
          const { pixels } = await decodePhoto(await drawPattern(width, height), { ...plain, kernel });
          if (exact) expect(digest(pixels)).toBe(edge.cropped_rgb_sha256);
          expectNear(pixels, edge, kernel === 'cubic' ? 2 : 4);
        });

        it('squashes', async () => {
          const { pixels } = await decodePhoto(await drawPattern(width, height), {
            ...plain,
            kernel,
            fit: 'squash',
          });
          if (Math.max(width, height) <= 224) expect(digest(pixels)).toBe(squash_224.rgb_sha256);
          expectNear(pixels, squash_224, kernel === 'cubic' ? 9 : 14);
        });
      },
    );
  },
);

/** The synthetic picture that the reference values were computed on. */
function drawPattern(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set(
        [(7 * x + 13 * y) % 256, (3 * x + 5 * y + 40) % 256, (x * x + y * y) % 256],
        (y * width + x) * 3,
      );
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function expectNear(pixels: Float32Array, expected: Expected, tolerance: number): void {
  const places: [number, number][] = [
    [0, 0],
    [1, 0],
    [2, 0],
    [112, 112],
    [223, 223],
  ];
  const wanted = [...expected.first_pixels_row0, expected.center_pixel, expected.last_pixel];
  for (const [i, [x, y]] of places.entries()) {
    for (const [channel, sample] of sampleAt(pixels, x, y).entries()) {
      expect(Math.abs(sample - (wanted[i]?.[channel] ?? Number.NaN))).toBeLessThanOrEqual(tolerance);
    }
  }
  for (const [channel, mean] of expected.mean_rgb.entries()) {
    const plane = pixels.subarray(channel * area, (channel + 1) * area);
    expect(Math.abs(plane.reduce((sum, value) => sum + value, 0) / area - mean)).toBeLessThan(0.4);
  }
}

function digest(pixels: Float32Array): string {
  const rgb = new Uint8Array(3 * area);
  for (let i = 0; i < 3 * area; i++) rgb[i] = Math.round(pixels[(i % 3) * area + Math.floor(i / 3)] ?? 0);
  return createHash('sha256').update(rgb).digest('hex');
}

function difference(actual: Float32Array, expected: Float32Array): { max: number; mean: number } {
  expect(actual).toHaveLength(expected.length);
  let max = 0;
  let sum = 0;
  for (const [i, value] of actual.entries()) {
    const gap = Math.abs(value - (expected[i] ?? Number.NaN));
    max = Math.max(max, gap);
    sum += gap;
  }
  return { max, mean: sum / actual.length };
}

it('the tensor alone is the same, and refuses the same', async () => {
  const photo = await solid(3000, 2000, 'red').jpeg().toBuffer();
  const { pixels, width, height } = await decodePhoto(photo, clip);
  expect(await decodeTensor(photo, clip)).toEqual({ pixels, width, height });
  await expect(decodeTensor(photo.subarray(0, 400), clip)).rejects.toThrow(UnusablePhoto);
});
