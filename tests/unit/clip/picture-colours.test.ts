import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cellsNear, colourCell } from '../../../clip/picture/colour-cells.ts';
import { colourNames } from '../../../clip/picture/colour-names.ts';
import { knownColours, parseColour } from '../../../clip/picture/parse-colour.ts';
import { featuresOfThumbnail } from '../../../clip/picture/picture-features.ts';

/** What is found in a 400 px drawing: `name share`, the shares rounded to tenths. */
async function coloursOf(svg: string, background = '#ffffff'): Promise<string[]> {
  const document = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">${svg}</svg>`;
  const picture = await sharp(Buffer.from(document)).flatten({ background }).webp({ quality: 90 }).toBuffer();
  const { colours } = await featuresOfThumbnail(picture);
  return colours.map(({ name, share }) => `${name} ${share.toFixed(1)}`);
}

const box = (fill: string, x = 100) => `<rect x="${x}" y="120" width="100" height="200" fill="${fill}"/>`;

describe('the colours of a product', () => {
  it('leave a plain background out, whatever its colour', async () => {
    for (const background of ['#ffffff', '#2a2a2e', '#cfd8dc', '#7a5030']) {
      expect(await coloursOf(box('#d8141f'), background)).toEqual(['red 1.0']);
    }
  });

  it('leave out a background that is lit unevenly', async () => {
    const lit = `<defs><linearGradient id="l" x2="0" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="#c4c8cc"/></linearGradient></defs><rect width="400" height="400" fill="url(#l)"/>`;
    expect(await coloursOf(lit + box('#1f62d6'))).toEqual(['blue 1.0']);
  });

  it('name both of a two-tone product, most of it first', async () => {
    expect(await coloursOf(`${box('#7420a8', 80)}${box('#7420a8', 180)}${box('#1b9440', 280)}`)).toEqual([
      'purple 0.7',
      'green 0.3',
    ]);
  });

  it('are white for something white on white', async () => {
    const cup = `<path d="M120 100 L280 100 L260 320 L140 320 Z" fill="#fdfdfd" stroke="#cfcfd2" stroke-width="8"/>`;
    expect((await coloursOf(cup))[0]).toMatch(/^white/);
  });

  it('are those of the whole when nothing stands out', async () => {
    expect(await coloursOf('', '#14245c')).toEqual(['navy 1.0']);
    expect(await coloursOf('', '#ffffff')).toEqual(['white 1.0']);
  });

  it('are those of the middle in front of a scene', async () => {
    const stripes = Array.from({ length: 20 }, (_, i) => {
      const fill = ['#5b3a21', '#e8e0d0', '#2f4f2f', '#8a94a0'][i % 4];
      return `<rect x="${i * 20}" width="20" height="400" fill="${fill}"/>`;
    });
    const sofa = '<rect x="90" y="110" width="220" height="200" fill="#d8141f"/>';
    expect((await coloursOf(stripes.join('') + sofa))[0]).toMatch(/^red/);
  });

  it('tell gold from yellow by what is mirrored in it', async () => {
    const polished = `<defs><linearGradient id="m"><stop stop-color="#6a4a08"/><stop offset=".4" stop-color="#fff0b0"/><stop offset=".6" stop-color="#d8a830"/><stop offset="1" stop-color="#5a3c04"/></linearGradient></defs>`;
    expect((await coloursOf(polished + box('url(#m)')))[0]).toMatch(/^gold/);
    expect((await coloursOf(box('#ffd21c')))[0]).toMatch(/^yellow/);
  });

  it('count little of the shadow under it', async () => {
    const shadow = `<defs><filter id="b"><feGaussianBlur stdDeviation="14"/></filter></defs><ellipse cx="190" cy="330" rx="120" ry="24" fill="#888" filter="url(#b)"/>`;
    expect((await coloursOf(shadow + box('#1b9440')))[0]).toBe('green 0.9');
  });

  it('are found in any picture, however small or strange', async () => {
    const picture = fc.record({
      width: fc.integer({ min: 1, max: 90 }),
      height: fc.integer({ min: 1, max: 90 }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(picture, async ({ width, height, bytes }) => {
        const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => bytes[i % bytes.length] ?? 0);
        const webp = await sharp(data, { raw: { width, height, channels: 3 } })
          .webp()
          .toBuffer();
        const { colours, colourNames: names, colourCells } = await featuresOfThumbnail(webp);
        expect(colours.length).toBeGreaterThan(0);
        expect(colours.length).toBeLessThan(6);
        for (const { hex, share, name } of colours) {
          expect(hex).toMatch(/^#[0-9a-f]{6}$/);
          expect(share).toBeGreaterThanOrEqual(0.04);
          expect(names).toContain(name);
          expect(colourCells).toContain(colourCell(hex));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a colour in words', () => {
  it('is one of the names, a synonym, or a hex value', () => {
    expect(parseColour('Navy')).toEqual({ names: ['navy'] });
    expect(parseColour(' rose-gold ')).toEqual({ names: ['pink'] });
    expect(parseColour('charcoal')).toEqual({ names: ['black', 'grey'] });
    expect(parseColour('#FFF')).toEqual(parseColour('#ffffff'));
    expect(parseColour('#b8860b')).toMatchObject({ cells: expect.any(Array) });
  });

  it('is null when nobody knows it', () => {
    for (const text of ['', 'blurple', '#12345', '#ggg', 'constructor', '__proto__', 'b8860b']) {
      expect(parseColour(text)).toBeNull();
    }
  });

  it('knows every word that it says it knows', () => {
    for (const word of knownColours) {
      expect(parseColour(word)).toEqual({ names: expect.arrayContaining([expect.any(String)]) });
    }
    expect(knownColours.slice(0, colourNames.length)).toEqual(colourNames);
  });

  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

  it('finds itself, and nothing that looks quite different', () => {
    fc.assert(
      fc.property(hex, (one) => {
        expect(cellsNear(one)).toContain(colourCell(one));
      }),
    );
    for (const [one, other] of [
      ['#b8860b', '#1f62d6'],
      ['#ffffff', '#000000'],
      ['#d8141f', '#1b9440'],
      ['#808080', '#d8141f'],
    ] as const) {
      expect(cellsNear(one)).not.toContain(colourCell(other));
    }
  });

  it('finds what nobody would tell apart', () => {
    const nearly = fc.tuple(hex, fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(nearly, ([one, step]) => {
        const channels = [1, 3, 5].map((at) => Number.parseInt(one.slice(at, at + 2), 16) + step);
        const bounded = channels.map((value) => Math.min(255, Math.max(0, value)));
        const other = `#${bounded.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
        expect(cellsNear(one)).toContain(colourCell(other));
      }),
      { numRuns: 2000 },
    );
  });
});
