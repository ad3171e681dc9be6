import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { featuresOfThumbnail } from '../../../clip/picture/picture-features.ts';
import { findShared } from './shared-data.ts';

async function isLineArt(svg: string): Promise<boolean> {
  const document = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#fff"/>${svg}</svg>`;
  const webp = await sharp(Buffer.from(document)).flatten().webp({ quality: 80 }).toBuffer();
  return (await featuresOfThumbnail(webp)).isLineArt;
}

describe('lettering', () => {
  it('is told from a product on white', async () => {
    const text = `<text x="200" y="210" font-size="72" font-weight="bold" text-anchor="middle" font-family="sans-serif">no photo</text>`;
    expect(await isLineArt(text)).toBe(true);
    expect(await isLineArt('<rect x="150" y="120" width="90" height="120" fill="#234"/>')).toBe(false);
    expect(await isLineArt('')).toBe(false);
  });

  it('is not seen in something white with thin seams', async () => {
    const pillows = [20, 210].flatMap((x) =>
      [20, 210].map(
        (y) =>
          `<rect x="${x}" y="${y}" width="170" height="170" rx="20" fill="#e9e9eb" stroke="#bbb" stroke-width="4"/>`,
      ),
    );
    expect(await isLineArt(pillows.join(''))).toBe(false);
  });

  const photos = findShared('data/photos/abo');
  it.skipIf(!photos)(
    'is seen in real placeholders and not in what real shops sell (needs ../shared/data/photos/abo)',
    async () => {
      const see = async (name: string) => {
        const bytes = await sharp(`${photos}/ABO-${name}.jpg`).toBuffer();
        return (await featuresOfThumbnail(bytes)).isLineArt;
      };
      for (const name of ['B01MRLUC1P', 'B071J7Q391', 'B08768JFC2', 'B08DWM1GZK']) {
        expect(await see(name), name).toBe(true);
      }
      for (const name of ['B08F4CWL3L', 'B0753SSPK9', 'B075HWJ48Z', 'B075YLQTGZ', 'B07B4WGGZR']) {
        expect(await see(name), name).toBe(false);
      }
    },
  );
});
