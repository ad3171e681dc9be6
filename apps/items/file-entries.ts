// The files of folders as entries, by glob: texts and photos, told apart by their first bytes.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'tinyglobby';
import { sniffPhotoFormat } from '../../clip/photo-format.ts';
import { decodeText } from './decode-text.ts';
import type { BadEntry, Entry } from './row-entries.ts';

export interface FileRules {
  /** Each with a glob of what is taken from it. */
  folders: readonly [folder: string, pattern: string][];
  /** Take every file for a photo, whatever it begins with. */
  binary?: boolean | undefined;
  /** Tried one after the other. Default: utf-8, latin-1. */
  encodings?: readonly string[] | undefined;
  prefix?: string | undefined;
  prepend?: string | undefined;
}

/** The folder can't be read; the message is one sentence. */
export class NoSuchFolder extends Error {
  override name = 'NoSuchFolder';
}

/** @throws NoSuchFolder */
export async function openFileEntries(
  rules: FileRules,
): Promise<{ total: number; entries: AsyncIterable<Entry | BadEntry> }> {
  const files: [folder: string, file: string][] = [];
  for (const [folder, pattern] of rules.folders) {
    if (!(await stat(folder).catch(() => null))?.isDirectory())
      throw new NoSuchFolder(`There is no folder ${folder}.`);
    const found = await glob([pattern], { cwd: folder, expandDirectories: false, caseSensitiveMatch: false });
    files.push(...found.sort().map((file): [string, string] => [folder, file]));
  }
  return { total: files.length, entries: entriesOf(files, rules) };
}

async function* entriesOf(
  files: readonly [string, string][],
  rules: FileRules,
): AsyncIterable<Entry | BadEntry> {
  for (const [index, [folder, file]] of files.entries()) {
    const line = index + 1;
    const id = (rules.prefix ?? '') + file.replaceAll(path.sep, '/');
    try {
      const content = contentOf(await readFile(path.join(folder, file)), rules);
      yield content === null
        ? { line, problem: `${file} is no photo, and no text in ${(rules.encodings ?? []).join(', ')}` }
        : { line, id, content, metadata: null };
    } catch (error) {
      yield { line, problem: `${file} can't be read (${(error as NodeJS.ErrnoException).code})` };
    }
  }
}

function contentOf(bytes: Buffer, { binary, encodings, prepend = '' }: FileRules): Entry['content'] | null {
  if (binary || sniffPhotoFormat(bytes)) return { bytes };
  const text = decodeText(bytes, encodings);
  return text === null ? null : { text: prepend + text };
}
