// Builds the pages when they are missing or older than what they are made from.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const runNode = promisify(execFile);
const webFolder = fileURLToPath(new URL('.', import.meta.url));
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const dir = join(webFolder, 'dist');
const stampFile = join(dir, '.stamp');

/**
 * Builds `apps/web/dist` unless its stamp already matches the sources and the lock file; prints nothing.
 * @returns the absolute folder to serve, and whether a build was needed.
 * @throws Error with Vite's own words, naming the file, when the sources don't build.
 */
export async function buildWebIfStale({ force = false } = {}): Promise<{ dir: string; built: boolean }> {
  const stamp = await hashSources();
  if (!force && (await readStamp()) === stamp) return { dir, built: false };
  // In a process of its own: the bundler would keep 195 MB for as long as the service runs.
  await runNode(process.execPath, [join(webFolder, 'run-vite.ts')]).catch((cause: { stderr?: string }) => {
    throw new Error(`The pages could not be built. ${cause.stderr?.trim() ?? ''}`, { cause });
  });
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
