// Builds the pages when they are missing or older than what they are made from.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const webFolder = fileURLToPath(new URL('.', import.meta.url));
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const dir = join(webFolder, 'dist');
const stampFile = join(dir, '.stamp');

/**
 * Builds `apps/web/dist` unless its stamp already matches the sources and the lock file; prints nothing.
 * @returns the absolute folder to serve, and whether a build was needed.
 * @throws Vite's own error, naming the file, when the sources don't build.
 */
export async function buildWebIfStale({ force = false } = {}): Promise<{ dir: string; built: boolean }> {
  const stamp = await hashSources();
  if (!force && (await readStamp()) === stamp) return { dir, built: false };
  // Imported here so that a start with fresh pages never loads the bundler.
  const { build } = await import('vite');
  await build({ configFile: join(webFolder, 'vite.config.ts'), logLevel: 'error', mode: 'production' });
  await writeFile(stampFile, stamp);
  return { dir, built: true };
}

async function readStamp(): Promise<string | null> {
  // A missing stamp is the ordinary state of a fresh clone, and of a build that was cut short.
  return readFile(stampFile, 'utf8').catch(() => null);
}

async function hashSources(): Promise<string> {
  const entries = await readdir(webFolder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== dir && !path.startsWith(`${dir}/`) && !path.startsWith(`${dir}\\`))
    .sort();
  const hash = createHash('sha256');
  for (const path of [...files, lockFile]) {
    hash
      .update(path.slice(webFolder.length))
      .update('\0')
      .update(await readFile(path))
      .update('\0');
  }
  return hash.digest('hex');
}
