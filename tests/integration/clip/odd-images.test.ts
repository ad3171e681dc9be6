import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto, UnusablePhoto } from '../../../clip/decode-photo.ts';
import { readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { findShared } from '../../unit/clip/shared-data.ts';

const root = findShared('data/odd-images');

describe.skipIf(!root)('images that break decoders (needs ../shared/data/odd-images)', () => {
  it('each decode whole or are refused with a reason, and the process lives', {
    timeout: 300_000,
  }, async () => {
    const { preprocessing } = await readModelConfig(starterFolder);
    const entries = await readdir(root ?? '', { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(1000);
    const outcomes = { decoded: 0, refused: 0 };
    const decode = async (file: string) => {
      try {
        const photo = await decodePhoto(await readFile(file), preprocessing);
        expect(photo.pixels.every(Number.isFinite), file).toBe(true);
        const thumbnail = await sharp(photo.thumbnail).metadata();
        expect(Math.max(thumbnail.width, thumbnail.height), file).toBeLessThanOrEqual(400);
        outcomes.decoded++;
      } catch (error) {
        expect(error, file).toBeInstanceOf(UnusablePhoto);
        outcomes.refused++;
      }
    };
    const queue = files.values();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const file of queue) await decode(file);
      }),
    );
    console.log(`odd images: ${outcomes.decoded} decoded, ${outcomes.refused} refused with a reason`);
    expect(outcomes.decoded + outcomes.refused).toBe(files.length);
    // A decoder that goes missing would turn hundreds of good files into refusals.
    expect(outcomes.decoded).toBeGreaterThan(600);
  });
});
