// The bytes of the photo that a query names: from the web through the server, or from this browser.
import { ApiProblem, requestBlob } from '../api/api.ts';
import { strings } from '../strings/strings.ts';
import { readKeptPhoto } from './kept-photos.ts';

/** @throws ApiProblem, with the code `photo_missing` for a file that this browser does not have */
export async function loadPhoto(source: string, signal: AbortSignal): Promise<Blob> {
  if (!source.startsWith('file:')) {
    // The server remembers nothing of it, the browser does for ten minutes.
    return requestBlob(`/api/photo?${new URLSearchParams({ url: source })}`, signal);
  }
  const kept = await readKeptPhoto(source);
  if (kept) return kept;
  throw new ApiProblem(strings.photo.missing, 404, 'photo_missing');
}
