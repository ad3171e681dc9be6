// A page's body on its way into the catalog and back: compressed, with what is needed to read it again.
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { StoredPage } from '../catalog/crawls/stored-pages.ts';
import type { FetchedResource } from '../scraper/fetch/fetched-resource.ts';

// Level 3, the default: on saved product pages level 9 takes four times as long for a tenth less.
const compressAside = promisify(zlib.zstdCompress);

// Most pages are smaller and take 0.1 ms here; handing them to another thread costs 0.5 ms, most of it for memory.
const longestHere = 256 * 1024;
const decompress = promisify(zlib.zstdDecompress);

// No page is fetched that is larger; a stored one that unfolds into more is damaged.
const longestBody = 64 * 1024 * 1024;

export async function toStoredPage(resource: FetchedResource): Promise<StoredPage> {
  const { fetchedAt, url, contentType, charset } = resource;
  return { fetchedAt, url, contentType, charset, body: await compress(resource.body) };
}

async function compress(body: Buffer): Promise<Buffer> {
  return body.length <= longestHere ? zlib.zstdCompressSync(body) : compressAside(body);
}

/** @throws when the body is damaged */
export async function toResource(page: StoredPage): Promise<FetchedResource> {
  const { fetchedAt, url, contentType, charset } = page;
  return {
    url,
    status: 200,
    notModified: false,
    contentType,
    charset,
    etag: null,
    lastModified: null,
    fetchedAt,
    transferredBytes: 0,
    body: await decompress(page.body, { maxOutputLength: longestBody }),
  };
}
