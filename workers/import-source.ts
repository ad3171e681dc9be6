// Reads the rows of an import as a stream: NDJSON, CSV, or the paths of images.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { glob } from 'tinyglobby';
import { readCsvRows } from './import-csv.ts';
import { readNdjsonRows } from './import-ndjson.ts';
import type { ImportPlace, SourceRow } from './import-row.ts';
import { peek } from './peek-stream.ts';

export interface ImportSource extends ImportPlace {
  rows(): AsyncIterable<SourceRow>;
}

const imagePattern = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i;

/**
 * @param target a file of NDJSON or CSV, `-` for standard input, one image, a folder, or a glob of images
 * @param options.stdin what `-` reads
 * @param options.cwd what relative paths start from; for `-` also those inside the rows
 * @throws Error when there is nothing there
 */
export async function openImportSource(
  target: string,
  options: { stdin?: Readable; cwd: string; name?: string },
): Promise<ImportSource> {
  const { cwd } = options;
  if (target === '-') {
    if (!options.stdin) throw new Error('there is no standard input to import from; name a file');
    const { stdin } = options;
    return rowsOf(() => stdin, { name: options.name ?? 'stdin', folder: cwd }, null);
  }
  const file = path.resolve(cwd, target);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() && !imagePattern.test(file)) {
    const folder = path.dirname(file);
    const name = options.name ?? `${path.basename(folder)}/${path.parse(file).name}`;
    return rowsOf(() => createReadStream(file), { name, folder }, formatByName(file));
  }
  const patterns = found?.isDirectory() ? ['**/*.{jpg,jpeg,png,webp,gif,avif,tif,tiff}'] : [target];
  const folder = found?.isDirectory() ? file : cwd;
  const files = found?.isFile()
    ? [file]
    : await glob(patterns, {
        cwd: folder,
        absolute: true,
        expandDirectories: false,
        caseSensitiveMatch: false,
      });
  const images = files.filter((name) => imagePattern.test(name)).sort();
  if (images.length === 0) throw new Error(`${target} is neither a file nor does it match any image`);
  // The same images by folder or by glob are the same products.
  const base = found?.isDirectory() ? file : commonFolder(images);
  return { name: options.name ?? path.basename(base), folder: base, rows: () => imageRows(images, base) };
}

function commonFolder(files: string[]): string {
  const folders = files.map((file) => path.dirname(file).split(path.sep));
  const [first = []] = folders;
  const differs = first.findIndex((part, i) => folders.some((parts) => parts[i] !== part));
  return first.slice(0, differs === -1 ? first.length : differs).join(path.sep) || path.sep;
}

async function* imageRows(files: string[], folder: string): AsyncIterable<SourceRow> {
  for (const [index, image] of files.entries()) {
    // The path inside the folder tells apart two files of one name in different folders.
    const { dir, name } = path.parse(path.relative(folder, image));
    yield {
      line: index + 1,
      row: { id: path.posix.join(dir.replaceAll(path.sep, '/'), name), title: name, image },
    };
  }
}

function rowsOf(open: () => Readable, place: ImportPlace, format: 'ndjson' | 'csv' | null): ImportSource {
  return {
    ...place,
    async *rows() {
      const stream = open();
      const known = format ?? (await formatByContent(stream));
      yield* known === 'csv' ? readCsvRows(stream) : readNdjsonRows(stream);
    },
  };
}

function formatByName(file: string): 'ndjson' | 'csv' | null {
  if (/\.(csv|tsv)$/i.test(file)) return 'csv';
  return /\.(jsonl|ndjson|json)$/i.test(file) ? 'ndjson' : null;
}

async function formatByContent(stream: Readable): Promise<'ndjson' | 'csv'> {
  const start = await peek(stream);
  return /^\s*[{[]/.test(start) ? 'ndjson' : 'csv';
}
