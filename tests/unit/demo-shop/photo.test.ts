// Demo photos are repeatable and show the whole tap, large, in its colours.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type DemoTap, demoCatalogue, type PhotoPose } from '../../../apps/demo-shop/catalogue.ts';
import { Canvas } from '../../../apps/demo-shop/drawing/canvas.ts';
import { paintParts, viewOf } from '../../../apps/demo-shop/drawing/picture.ts';
import { finishById } from '../../../apps/demo-shop/finishes.ts';
import { photoVersion, renderPhoto } from '../../../apps/demo-shop/photo.ts';
import { seededRandom } from '../../../apps/demo-shop/seeded-random.ts';
import { shapes } from '../../../apps/demo-shop/shapes/shapes.ts';

const taps = demoCatalogue();

describe('a demo photo', () => {
  it('has the same bytes each time', async () => {
    const [tap, pose] = first((candidate) => candidate.shape === 'gooseneck');
    expect(await renderPhoto(tap, pose)).toEqual(await renderPhoto(tap, pose));
  });

  it('is a 640 px square JPEG', async () => {
    const { format, width, height } = await sharp(await renderPhoto(...first(() => true))).metadata();
    expect([format, width, height]).toEqual(['jpeg', 640, 640]);
  });

  it('changes its version with the pose and the finish, not with the price', () => {
    const [tap, pose] = first(() => true);
    const version = photoVersion(tap, pose);
    expect(photoVersion({ ...tap, price: 1 }, pose)).toBe(version);
    expect(photoVersion({ ...tap, handles: 'pink' }, pose)).not.toBe(version);
    expect(photoVersion(tap, { ...pose, turn: pose.turn + 1 })).not.toBe(version);
  });

  it('shows gold and purple where a gold tap has purple handles', async () => {
    const [tap, pose] = first(
      (candidate) => candidate.body === 'polished-gold' && candidate.handles === 'purple',
    );
    const colours = await shares(await renderPhoto(tap, pose));
    expect(colours.gold).toBeGreaterThan(0.02);
    expect(colours.purple).toBeGreaterThan(0.008);
  });
});

describe.each(shapes.map((shape) => [shape.id, shape] as const))('the shape %s', (_, shape) => {
  it.each([1, -1])('fills its box without leaving it (turned to side %i)', async (side) => {
    for (const seed of [1, 2, 3]) {
      const { left, right, top, bottom } = await inkBounds(shape, side * shape.turn[1], seed);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(46);
      expect(Math.max(right, bottom)).toBeLessThanOrEqual(594);
      expect(Math.max(right - left, bottom - top)).toBeGreaterThan(500);
    }
  });
});

function first(wanted: (tap: DemoTap) => boolean): [DemoTap, PhotoPose] {
  const tap = taps.find(wanted);
  const pose = tap?.photos[0];
  if (tap === undefined || pose === undefined) throw new Error('The catalogue has no such tap.');
  return [tap, pose];
}

/** Shares of the picture that are clearly gold and clearly purple. */
async function shares(jpeg: Buffer): Promise<{ gold: number; purple: number }> {
  const { data } = await sharp(jpeg).resize(224, 224).raw().toBuffer({ resolveWithObject: true });
  let [gold, purple] = [0, 0];
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (red > green && green > blue + 45 && red > 110) gold += 1;
    if (blue > green + 40 && red > green + 20) purple += 1;
  }
  return { gold: (gold * 3) / data.length, purple: (purple * 3) / data.length };
}

/** Where the drawn tap (without shadow or scene) leaves anything but white, in pixels of 640. */
async function inkBounds(shape: (typeof shapes)[number], turn: number, seed: number) {
  const design = { body: finishById('matte-black'), handles: finishById('matte-black') };
  const parts = shape.draw({ ...design, random: seededRandom(seed), nearSide: turn > 0 ? -1 : 1 });
  const view = viewOf(
    parts,
    { turn, pitch: 14, roll: 0 },
    { left: 50, right: 590, top: 50, bottom: 590, align: 'middle' },
  );
  const canvas = new Canvas();
  const svg = canvas.document(640, paintParts(parts, view, { backdrop: 0.9, counter: 0.9 }, canvas));
  const { info } = await sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .trim()
    .toBuffer({ resolveWithObject: true });
  const [left, top] = [-(info.trimOffsetLeft ?? 0), -(info.trimOffsetTop ?? 0)];
  return { left, top, right: left + info.width, bottom: top + info.height };
}
