// The query of `search` and `similar` as parts: words in the query syntax, products and a photo from options.
import { readFile, stat } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { BadQuery } from '../../clip/compose/bad-query.ts';
import { parseQuery } from '../../clip/compose/query-syntax.ts';
import { BadCrop, type Crop, checkCrop } from '../../clip/crop.ts';
import type { ComposedQuery, PhotoPart, ProductPart } from '../composed/composed-query.ts';
import { positive } from './option-values.ts';
import { CommandFailed } from './run-command.ts';

/** The options that add parts, as commander hands them over. */
export interface ComposedOptions {
  like?: number[];
  unlike?: number[];
  image?: string;
  crop?: Crop;
}

/** Several products, one option each or separated by commas. */
export const productIds = (text: string, before: number[] = []): number[] => [
  ...before,
  ...text.split(',').map((id) => productId(id.trim())),
];

const productId = (text: string): number => {
  const id = positive(text);
  if (!Number.isSafeInteger(id)) throw new InvalidArgumentError('No product has an id this large.');
  return id;
};

export const cropOption = (text: string): Crop => {
  const sides = text.split(',').map((side) => (side.trim() === '' ? Number.NaN : Number(side)));
  const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = sides;
  const crop = { left, top, width, height };
  try {
    if (sides.length !== 4) throw new BadCrop('it must be left,top,width,height, each from 0 to 1');
    checkCrop(crop);
  } catch (error) {
    if (!(error instanceof BadCrop)) throw error;
    throw new InvalidArgumentError(`The crop can't be used: ${error.reason}.`);
  }
  return crop;
};

/** @throws CommandFailed in one sentence */
export async function composedQueryOf(words: string, options: ComposedOptions): Promise<ComposedQuery> {
  const { like = [], unlike = [], image, crop } = options;
  if (crop && image === undefined) throw new CommandFailed('--crop is about a photo: name one with --image.');
  const typed = readSyntax(words);
  return {
    texts: typed.flatMap((part) => ('text' in part ? [{ ...part, name: 'text' }] : [])),
    products: [
      ...typed.flatMap((part) => ('productId' in part ? [{ ...part, name: 'text' }] : [])),
      ...like.map((productId): ProductPart => ({ productId, weight: 1, name: '--like' })),
      ...unlike.map((productId): ProductPart => ({ productId, weight: -1, name: '--unlike' })),
    ],
    photos: image === undefined ? [] : [await photoPart(image, crop)],
  };
}

/** A photo by its address or its file. */
export async function photoPart(image: string, crop: Crop | undefined): Promise<PhotoPart> {
  const source = isAddress(image) ? { url: image } : { bytes: await readPhoto(image) };
  return { source, weight: 1, crop, name: image };
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

const largestPhoto = 20 * 1024 * 1024;

async function readPhoto(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > largestPhoto) throw new CommandFailed(`${file} has more than 20 MB.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why = code === 'ENOENT' ? 'there is no such file' : `it can't be read (${code})`;
    throw new CommandFailed(
      `${file}: ${why}; name a photo by its file or its address, a product by its id.`,
      { cause: error },
    );
  }
}

function readSyntax(words: string) {
  try {
    return words === '' ? [] : parseQuery(words);
  } catch (error) {
    if (!(error instanceof BadQuery)) throw error;
    throw new CommandFailed(error.message, { cause: error });
  }
}
