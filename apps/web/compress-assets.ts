// Writes each built script and style a second and third time, compressed as tightly as can be: once, not per visitor.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = /\.(js|css|svg|wasm)$/;

// 14 MB of WebAssembly: brotli's tightest takes a minute for 2.6 MB, its fifth step 3 s for 2.8.
const large = 4_000_000;
const quicker = { brotli: 5, gzip: 6 };

/** Beside `name.js` stand `name.js.br` and `name.js.gz`; see apps/api/compressed-assets.ts. */
export async function compressAssets(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => compressible.test(name));
  await Promise.all(names.map((name) => compressFile(join(folder, name))));
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  const isLarge = bytes.length > large;
  const level = isLarge ? quicker.gzip : constants.Z_BEST_COMPRESSION;
  const brotli = {
    params: {
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      ...(isLarge ? { [constants.BROTLI_PARAM_QUALITY]: quicker.brotli } : {}),
    },
  };
  await Promise.all([
    writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, brotli)),
    writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level })),
  ]);
}
