// Examples as they are typed: ids of products, photos by file, glob or address, and texts.
import { glob } from 'tinyglobby';
import type { ComposedQuery, PhotoPart } from '../composed/composed-query.ts';
import { typedExamples } from '../examples/typed-examples.ts';
import { photoPart } from './composed-options.ts';
import { CommandFailed } from './run-command.ts';

/**
 * `17, 23, taps/*.jpg, brushed gold`: digits are ids, what is an address or looks like a file is a photo, the rest is text.
 *
 * @param name what they are called in errors
 */
export async function readExamples(typed: string, name: string): Promise<ComposedQuery> {
  const { texts, ...others } = typedExamples(typed, name);
  const photos: PhotoPart[] = [];
  for (const { text } of texts) if (isPhoto(text)) photos.push(...(await photosOf(text)));
  return { ...others, texts: texts.filter(({ text }) => !isPhoto(text)), photos };
}

const isPhoto = (text: string) =>
  /^https?:\/\//i.test(text) || /[/*]/.test(text) || /\.(jpe?g|png|webp|avif|gif|tiff?)$/i.test(text);

async function photosOf(source: string): Promise<PhotoPart[]> {
  if (!/[*?[{]/.test(source) || /^https?:/i.test(source)) return [await photoPart(source, undefined)];
  const files = (await glob(source, { expandDirectories: false })).sort();
  if (files.length === 0) throw new CommandFailed(`${source}: no file matches this.`);
  return Promise.all(files.map((file) => photoPart(file, undefined)));
}
