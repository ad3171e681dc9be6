// The folder of a site: made beside its place and moved there when it is whole, so that a killed export leaves no half one.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The folder can't take a site; the message says why and what to do. */
export class UnusableFolder extends Error {
  override name = 'UnusableFolder';
}

export interface SiteFolder {
  /** Where to write meanwhile. */
  readonly path: string;
  /** Puts it in its place, for an earlier site if there is one. */
  finish(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** By which an earlier site is known, and anything else is left alone. */
const mark = 'lookalike-site.json';

/** @throws UnusableFolder when something else is there */
export async function openSiteFolder(place: string, about: object): Promise<SiteFolder> {
  const target = resolve(place);
  await requireFree(target);
  const beside = (name: string) => join(dirname(target), `.${basename(target)}.${name}`);
  // One name for all tries: what a killed one left goes now.
  const [path, old] = [beside('unfinished'), beside('old')];
  await rm(path, { recursive: true, force: true });
  for (const folder of ['assets', 'data', 'pages', 'photos', 'products']) {
    await mkdir(join(path, folder), { recursive: true });
  }
  await writeFile(join(path, mark), `${JSON.stringify(about)}\n`);
  return {
    path,
    async finish() {
      await rm(old, { recursive: true, force: true });
      await rename(target, old).catch(ignoreMissing);
      await rename(path, target);
      await rm(old, { recursive: true, force: true });
    },
    discard: () => rm(path, { recursive: true, force: true }),
  };
}

async function requireFree(target: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') throw new UnusableFolder(`${target} is a file; name a folder.`);
    ignoreMissing(error);
    return [];
  });
  if (entries.length === 0) return;
  const isSite = await readFile(join(target, mark), 'utf8').catch(() => null); // whatever else is there is kept
  if (isSite === null) {
    throw new UnusableFolder(
      `${target} holds something other than an exported site; empty it or name another folder.`,
    );
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
