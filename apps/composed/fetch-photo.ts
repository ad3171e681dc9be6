// Gets a photo from an address that somebody typed, through the guard that keeps private addresses out.
import { createFetcher, type FetcherOptions } from '../../scraper/fetch/fetcher.ts';

/** What `decodePhoto` takes at most; no more is ever downloaded. */
const largestPhoto = 20 * 1024 * 1024;
// Somebody waits for it, and the API answers within 15 s.
const patienceMs = 8_000;

export interface PhotoFetching {
  /** Private hosts that may be fetched. */
  allowHosts: readonly string[];
  contact?: string | undefined;
}

/**
 * robots.txt is not asked: a person named this very address. A fetcher of its own for each photo keeps no connection.
 * Throws RefusedAddress before anything is sent, GiveUp and RetryLater (scraper/fetch/fetch-errors.ts).
 */
export async function fetchPhoto(url: string, { allowHosts, contact }: PhotoFetching): Promise<Buffer> {
  const options: FetcherOptions = {
    allowHosts: [...allowHosts],
    delayMs: 0,
    retries: 0,
    timeoutMs: patienceMs,
  };
  const fetcher = createFetcher(contact === undefined ? options : { ...options, contact });
  try {
    const { body } = await fetcher.get(url, {
      maxBytes: largestPhoto,
      accept: 'image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8',
    });
    return body;
  } finally {
    await fetcher.close();
  }
}
