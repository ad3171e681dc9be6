// Decides which addresses from a shop's data may become links.

/** The address when it is plain http(s), else null: a scraped `javascript:` or `data:` URL must not be clickable. */
export function safeShopUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
}

/** The path when it is a thumbnail of this server, else null. */
export function safeImagePath(image: string | null): string | null {
  return image !== null && /^\/images\/[0-9a-f]{64}\.webp$/.test(image) ? image : null;
}
