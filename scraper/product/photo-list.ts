// One list of a product's photos out of all that its sources name: each photo once, in its largest size, the main one first.
import { mostPhotos } from './product-facts.ts';
import { identifyPhoto } from './sources/photo-identity.ts';

/** What is looked at of one source; a bound on what a hostile page can cost. */
const mostLookedAt = 200;

/**
 * @param lists the most trusted first: the first photo of the first list is the main one
 * @param moreSizes addresses that may be larger sizes of these photos, and add none
 */
export function mergePhotos(lists: readonly (readonly string[])[], moreSizes: readonly string[]): string[] {
  const photos = new Map<string, { url: string; size: number }>();
  for (const list of lists) {
    for (const url of list.slice(0, mostLookedAt)) {
      const { key, size } = identifyPhoto(url);
      const known = photos.get(key);
      // A place in the list is kept by the first to name the photo, whichever size is taken in the end.
      if (known === undefined) photos.set(key, { url, size });
      else if (size > known.size) Object.assign(known, { url, size });
    }
  }
  for (const url of moreSizes) {
    const { key, size } = identifyPhoto(url);
    const known = photos.get(key);
    if (known !== undefined && size > known.size) Object.assign(known, { url, size });
  }
  return [...photos.values()].slice(0, mostPhotos).map(({ url }) => url);
}
