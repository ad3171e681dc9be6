// Decides which addresses from a shop's data may become links.
import { basePath } from './base-path.ts';

/** The address when it is plain http(s), else null: a scraped `javascript:` or `data:` URL must not be clickable. */
export function safeShopUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
}

/** The path when it is a thumbnail of this server, under the prefix that the server lives at; else null. */
export function safeImagePath(image: string | null): string | null {
  if (image === null || !image.startsWith(`${basePath}/images/`)) return null;
  return /^\/images\/[0-9a-f]{64}\.webp$/.test(image.slice(basePath.length)) ? image : null;
}
