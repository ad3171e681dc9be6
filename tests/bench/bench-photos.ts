// Photos to measure with: real ones where the shared data is there, else the demo shop's, drawn once.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogue } from '../../apps/demo-shop/catalogue.ts';
import { createPhotoStudio } from '../../apps/demo-shop/photo.ts';

const real = join(import.meta.dirname, '../../../shared/data/photos/fashion/images');
const drawn = join(tmpdir(), 'lookalike-bench-photos');

/** @returns what they are, and the paths of at most `count` of them */
export async function benchPhotos(count: number): Promise<{ what: string; files: string[] }> {
  const found = await readdir(real).catch(() => []); // absent: drawn ones will do
  const names = found.filter((name) => name.endsWith('.jpg')).sort();
  if (names.length >= count)
    return { what: 'real product photos', files: names.slice(0, count).map((name) => join(real, name)) };
  return { what: 'drawn taps', files: await drawPhotos(count) };
}

async function drawPhotos(count: number): Promise<string[]> {
  await mkdir(drawn, { recursive: true });
  const studio = createPhotoStudio(null);
  const shots = demoCatalogue().flatMap((tap) => tap.photos.map((pose) => ({ tap, pose })));
  const files: string[] = [];
  for (const [i, { tap, pose }] of shots.slice(0, count).entries()) {
    const file = join(drawn, `${i}.jpg`);
    const kept = await readFile(file).catch(() => null); // not drawn yet
    if (!kept) await writeFile(file, await studio.photo(tap, pose));
    files.push(file);
  }
  return files;
}
