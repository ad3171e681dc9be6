// Gets the bytes behind a photo's address: from its shop over HTTP, or from disk for an import's own files.
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Shop } from '../catalog/crawls/shops.ts';
import { GiveUp } from '../scraper/fetch/fetch-errors.ts';
import type { ShopFetchers } from './shop-fetchers.ts';

/** What `decodePhoto` allows as well; checked here so that no more than this is ever downloaded or read. */
const maxPhotoBytes = 20 * 1024 * 1024;

/** An import is a shop whose address starts so; only its photos may be files of this machine. */
export const importScheme = 'import:';

/**
 * @throws GiveUp when the photo will never be had, RetryLater when another try may help
 */
export async function readPhotoBytes(
  photo: { url: string; shop: Pick<Shop, 'id' | 'baseUrl' | 'settings'> },
  fetchers: ShopFetchers,
  signal?: AbortSignal,
): Promise<Buffer> {
  if (photo.url.startsWith('file:')) return readFileOfImport(photo.url, photo.shop.baseUrl);
  const mayFetch = allowedByRobots(photo.shop, fetchers);
  if (!(await mayFetch(photo.url))) {
    throw new GiveUp(`robots.txt disallows the photo ${photo.url}`, photo.url, {
      reason: 'robots.txt disallows it',
    });
  }
  const resource = await fetchers.of(photo.shop).get(photo.url, {
    maxBytes: maxPhotoBytes,
    accept: 'image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8',
    mayFollow: mayFetch,
    ...(signal ? { signal } : {}),
  });
  return resource.body;
}

/**
 * What a photo's host disallows is left alone. A robots.txt that can't be had does not stop photos, other than pages:
 * many image servers answer 500 to whatever is no image, and the shop itself names the photo. The addresses of an
 * import were given by a person, whom robots.txt is not about.
 */
function allowedByRobots(
  shop: Pick<Shop, 'id' | 'baseUrl' | 'settings'>,
  fetchers: ShopFetchers,
): (url: string) => Promise<boolean> {
  const robots = fetchers.robotsOf(shop);
  return async (url) => {
    // What is no http(s) address is refused by the fetcher, with its reason.
    if (!shop.baseUrl.startsWith('http') || !/^https?:/i.test(url) || !URL.canParse(url)) return true;
    const rules = await robots.rulesFor(url);
    return rules.problem !== undefined || rules.isAllowed(url);
  };
}

async function readFileOfImport(url: string, shopUrl: string): Promise<Buffer> {
  if (!shopUrl.startsWith(importScheme)) {
    // A shop page that names file:///etc/passwd must not make us read it.
    throw new GiveUp(`the shop ${shopUrl} named a file of this machine as a photo: ${url}`, url, {
      reason: 'a shop may not name files of this machine',
    });
  }
  const path = fileURLToPath(url);
  try {
    const { size } = await stat(path);
    if (size > maxPhotoBytes) {
      throw new GiveUp(`${path} has ${size} bytes; at most 20 MB are allowed`, url, {
        reason: 'the file is over 20 MB',
      });
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof GiveUp) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const reason = code === 'ENOENT' ? 'the file does not exist' : `the file can't be read (${code})`;
    throw new GiveUp(`${path}: ${reason}`, url, { reason, cause: error });
  }
}
