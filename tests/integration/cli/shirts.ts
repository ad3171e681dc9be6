// Photos for the command line's tests: one shirt in six colours that the starter model tells apart by name.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const shirtColours = {
  red: '#d01818',
  blue: '#1838d0',
  green: '#18a028',
  yellow: '#f0d818',
  black: '#101010',
  purple: '#8020b0',
};

/** Writes `<colour>.jpg` for each colour into the folder. */
export async function drawShirts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, colour] of Object.entries(shirtColours))
    await writeFile(join(folder, `${name}.jpg`), await drawShirt(colour));
}

/** @returns JPEG bytes */
export function drawShirt(colour: string): Promise<Buffer> {
  const shirt = 'M20 20h16q12 12 24 0h16l12 20-14 6v40h-52v-40l-14-6z';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="white"/><path d="${shirt}" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}
