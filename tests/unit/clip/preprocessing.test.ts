import { describe, expect, it } from 'vitest';
import { normalisePixels, type Preprocessing, planResize } from '../../../clip/preprocessing.ts';

const clip: Preprocessing = {
  size: 224,
  resizeTo: 224,
  fit: 'shortest-edge',
  kernel: 'cubic',
  rescale: 1 / 255,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
};

describe('planning a resize', () => {
  it.each([
    [640, 480, { width: 298, height: 224, left: 37, top: 0 }],
    [450, 655, { width: 224, height: 326, left: 0, top: 51 }],
    [225, 224, { width: 225, height: 224, left: 0, top: 0 }],
    [1, 1, { width: 224, height: 224, left: 0, top: 0 }],
    [1000, 30, { width: 7466, height: 224, left: 3621, top: 0 }],
  ])('truncates the long side and crops the centre of %ix%i', (width, height, plan) => {
    expect(planResize(width, height, clip)).toEqual(plan);
  });

  it('squashes both sides where the model wants that', () => {
    expect(planResize(640, 480, { ...clip, fit: 'squash' })).toEqual({
      width: 224,
      height: 224,
      left: 0,
      top: 0,
    });
  });

  it('crops less than it resizes to where the model wants that', () => {
    expect(planResize(512, 256, { ...clip, resizeTo: 256 })).toEqual({
      width: 512,
      height: 256,
      left: 144,
      top: 16,
    });
  });
});

describe('normalising pixels', () => {
  it('lays out one plane per channel, (sample / 255 - mean) / deviation', () => {
    const tiny = { ...clip, size: 2 };
    const tensor = normalisePixels(Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 128, 128, 128]), tiny);
    const value = (sample: number, channel: 0 | 1 | 2) =>
      (sample / 255 - clip.mean[channel]) / clip.std[channel];
    const expected = [255, 0, 0, 128].map((sample) => value(sample, 0));
    expected.push(...[0, 255, 0, 128].map((sample) => value(sample, 1)));
    expected.push(...[0, 0, 255, 128].map((sample) => value(sample, 2)));
    expect(tensor).toHaveLength(12);
    for (const [i, want] of expected.entries()) expect(tensor[i]).toBeCloseTo(want, 5);
  });

  it('refuses a picture of another size', () => {
    expect(() => normalisePixels(new Uint8Array(9), clip)).toThrow(/Expected 150528 RGB samples/);
  });
});
