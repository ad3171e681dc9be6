// Turns a product into the row that an import makes the same product of. Pure.
import { fileURLToPath } from 'node:url';
import type { ExportedProduct } from '../catalog/products/export-products.ts';
import { importScheme } from './photo-bytes.ts';

/** What is not known is left out. */
export function toImportRow({ url, photoUrls, category, extra, ...product }: ExportedProduct): object {
  const own = ownId(url);
  const known = Object.entries(product).filter(([, value]) => value !== null);
  return {
    ...extra,
    ...(own === null ? { url } : { id: own }),
    ...Object.fromEntries(known),
    ...(category.length > 0 && { category }),
    images: photoUrls.map(imageOf),
  };
}

/** Of a product that was imported without an address of its own. */
function ownId(url: string): string | null {
  if (!url.startsWith(importScheme)) return null;
  return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
}

const imageOf = (url: string) => (url.startsWith('file:') ? fileURLToPath(url) : url);
