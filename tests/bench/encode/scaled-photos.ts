// The same photos at a stated size: scaled once, saved as JPEGs, kept for later runs.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { benchPhotos } from '../bench-photos.ts';

// Taken in a store: with more detail than a packshot on white, so harder to decode.
const real = join(import.meta.dirname, '../../../../shared/data/photos/grocery/shelf');

export interface ScaledPhotos {
  what: string;
  files: string[];
  /** On average. */
  kilobytes: number;
}

/** @returns at most `count` photos whose longest side is `side` pixels */
export async function scaledPhotos(side: number, count: number): Promise<ScaledPhotos> {
  const { what, files: originals } = await originalPhotos(count);
  const folder = join(tmpdir(), `lookalike-bench-photos-${side}`);
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  let bytes = 0;
  for (const original of originals) {
    const file = join(folder, basename(original));
    const kept = await readFile(file).catch(() => null); // not scaled yet
    const scaled = kept ?? (await scale(original, side));
    if (!kept) await writeFile(file, scaled);
    bytes += scaled.length;
    files.push(file);
  }
  return { what, files, kilobytes: Math.round(bytes / files.length / 1000) };
}

async function originalPhotos(count: number): Promise<{ what: string; files: string[] }> {
  const names = await readdir(real).catch(() => []); // absent: drawn ones will do
  if (names.length < count) return benchPhotos(count);
  const files = names.toSorted().slice(0, count);
  return { what: 'real photos', files: files.map((name) => join(real, name)) };
}

const scale = (original: string, side: number) =>
  sharp(original).resize(side, side, { fit: 'inside' }).jpeg({ quality: 90 }).toBuffer();
