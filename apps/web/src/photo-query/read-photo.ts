// Reads a photo that was given to the page, so that the search begins only when there is one to search with.
import { isWebAddress } from '../address/asked.ts';
import { strings } from '../strings/strings.ts';
import { keepPhoto } from './kept-photos.ts';
import { loadPhoto } from './load-photo.ts';
import { preparePhoto, UnusableFile } from './prepare-photo.ts';

/**
 * @returns what names the photo in an address
 * @throws UnusableFile, ApiProblem
 */
export async function readPhoto(given: Blob | string, signal: AbortSignal): Promise<string> {
  if (typeof given !== 'string') return keepPhoto(await preparePhoto(given));
  if (!isWebAddress(given)) throw new UnusableFile(strings.photo.notAPhoto);
  // Fetched for its sake alone: the answer stays in the browser's cache.
  await loadPhoto(given, signal);
  return given;
}
