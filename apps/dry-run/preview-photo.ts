// A small picture of a product that is only being looked at, for a page that must not fetch from the shop itself.
import { thumbnailOf, UnusablePhoto } from '../../clip/decode-photo.ts';
import { FetchError } from '../../scraper/fetch/fetch-errors.ts';
import type { Fetcher } from '../../scraper/fetch/fetcher.ts';
import { createRobotsCache } from '../../scraper/robots/robots-cache.ts';

export interface PreviewPhoto {
  /** `data:image/webp;base64,…`, longest side 400 px, some 14 KB; null when there is none. */
  photo: string | null;
  /** Why there is none. */
  problem: string | null;
}

const largestPhoto = 20 * 1024 * 1024;

/** Gets photos through one fetcher, whose guard and pace hold for them too. */
export function createPhotoPreviews(fetcher: Fetcher, signal: AbortSignal) {
  const robots = createRobotsCache(fetcher);

  /** As for a run: without a robots.txt a photo may still be had. */
  async function mayFetch(url: string): Promise<boolean> {
    const rules = await robots.rulesFor(url);
    return rules.problem !== undefined || rules.isAllowed(url);
  }

  /** @throws the signal's reason when it was aborted */
  return async function previewPhoto(url: string | undefined): Promise<PreviewPhoto> {
    if (url === undefined) return { photo: null, problem: null };
    try {
      if (!(await mayFetch(url))) return { photo: null, problem: 'robots.txt disallows it' };
      const accept = 'image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8';
      const { body } = await fetcher.get(url, {
        maxBytes: largestPhoto,
        accept,
        mayFollow: mayFetch,
        signal,
      });
      const thumbnail = await thumbnailOf(body);
      return { photo: `data:image/webp;base64,${thumbnail.toString('base64')}`, problem: null };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FetchError || error instanceof UnusablePhoto)) throw error;
      return { photo: null, problem: error.reason };
    }
  };
}
