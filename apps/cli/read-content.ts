// What `embed`, `similar` and `score` are given: a text, a file, a photo's address, or standard input.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sniffPhotoFormat } from '../../clip/photo-format.ts';
import { photoFault } from '../composed/bad-part.ts';
import { fetchPhoto } from '../composed/fetch-photo.ts';
import { decodeText } from '../items/decode-text.ts';
import { type CommandContext, CommandFailed } from './run-command.ts';

export interface ContentOptions {
  /** A text. */
  content?: string;
  /** A file, an address, or - for standard input. */
  input?: string;
  /** Take it for a photo, whatever it begins with. */
  binary?: boolean;
}

/** A text, or the bytes of a photo. Without either option standard input is read. @throws CommandFailed */
export async function readContent(
  options: ContentOptions,
  context: CommandContext,
): Promise<string | Uint8Array> {
  const { content, input, binary = false } = options;
  if (content !== undefined && input !== undefined)
    throw new CommandFailed('--content and --input can not be given together: there is one thing to embed.');
  if (content !== undefined) return notBlank(content);
  if (input === undefined && process.stdin.isTTY)
    throw new CommandFailed('There is nothing to embed: give a text with --content, or a file with --input.');
  const bytes = await readInput(input ?? '-', context);
  if (binary || sniffPhotoFormat(bytes)) return bytes;
  const text = decodeText(bytes);
  if (text?.includes('\0'))
    throw new CommandFailed(`${input ?? 'Standard input'} is neither a photo nor a text.`);
  return notBlank(text ?? '');
}

/** The bytes of a file, of a photo's address, or of standard input. @throws CommandFailed */
export async function readInput(
  input: string,
  { config, signal }: CommandContext,
  folder = process.cwd(),
): Promise<Uint8Array> {
  if (input === '-') return buffer(process.stdin);
  if (/^https?:\/\//i.test(input)) {
    try {
      return await fetchPhoto(input, { allowHosts: config.allowHosts, contact: config.contact });
    } catch (cause) {
      throw new CommandFailed(photoFault(cause, input).message, { cause });
    }
  }
  return readFile(path.resolve(folder, input), { signal }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : `it can't be read (${cause.code})`;
    throw new CommandFailed(`${input}: ${why}.`, { cause });
  });
}

function notBlank(text: string): string {
  if (text.trim() === '') throw new CommandFailed('The text is blank: there is nothing in it to embed.');
  return text;
}
