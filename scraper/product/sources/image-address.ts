// The address of the largest picture that an image element names, in whichever attribute its shop hides it.
import type { PageElement } from '../../page/parsed-page.ts';

/** Most telling first: zoom pictures, then lazy-loaders' attributes, and last what a browser shows at once. */
const largeAttributes = [
  'data-zoom-image',
  'data-zoom-src',
  'data-zoom',
  'data-large_image',
  'data-large-image',
  'data-large-src',
  'data-large',
  'data-image-large-src',
  'data-original-image',
  'data-full-image',
  'data-full-size-image-url',
  'data-full',
  'data-big',
  'data-hires',
  'data-old-hires',
  'data-high-res-src',
  'data-src-zoom-image',
  'data-magnify-src',
  'data-main-image-url',
];
const lazyAttributes = [
  'data-src',
  'data-lazy-src',
  'data-lazy',
  'data-original',
  'data-img-src',
  'data-image',
  'data-image-src',
  'data-echo',
  'data-url',
  'src',
];
const setAttributes = ['data-srcset', 'data-lazy-srcset', 'srcset', 'imagesrcset'];

/** Enough for every size of a picture; a bound on what a hostile page can cost. */
const mostSizes = 60;
const longestSet = 20_000;

/** As written, not made absolute; null when there is none, or only a placeholder in a data: address. */
export function largestImage({ attribs }: PageElement): string | null {
  return (
    firstAddress(attribs, largeAttributes) ?? largestOfSets(attribs) ?? firstAddress(attribs, lazyAttributes)
  );
}

function firstAddress(attribs: Record<string, string>, names: string[]): string | null {
  for (const name of names) {
    const value = attribs[name]?.trim();
    if (value !== undefined && isAddress(value)) return value;
  }
  return null;
}

/** Anything else in these attributes is a switch (`data-zoom="1"`) or a configuration. */
function isAddress(value: string): boolean {
  return !/^(data|about|javascript|blob):/i.test(value) && /[./]/.test(value) && !/[\s<>{}"]/.test(value);
}

function largestOfSets(attribs: Record<string, string>): string | null {
  let best: { address: string; size: number } | null = null;
  for (const name of setAttributes) {
    for (const candidate of parseSrcset(attribs[name] ?? '')) {
      if (best === null || candidate.size > best.size) best = candidate;
    }
  }
  return best?.address ?? null;
}

/** Commas may stand inside addresses, so a comma parts two candidates only before white space or after a descriptor. */
export function parseSrcset(srcset: string): { address: string; size: number }[] {
  if (srcset.length > longestSet) return [];
  const candidates: { address: string; size: number }[] = [];
  // `a.jpg 1x,b.jpg 2x` means `a.jpg 1x, b.jpg 2x`.
  const words = srcset
    .replace(/(\s[\d.]{1,9}[wxh]),/g, '$1, ')
    .trim()
    .split(/\s+/);
  for (let index = 0; index < words.length && candidates.length < mostSizes; index += 1) {
    const address = (words[index] ?? '').replace(/^,+|,+$/g, '');
    const descriptor = /^(\d{1,6}(?:\.\d{1,4})?)([wxh]),?$/.exec(words[index + 1] ?? '');
    if (descriptor !== null) index += 1;
    // Without a descriptor a picture is meant for 1x; 1x of an unknown width is taken as small.
    const size = Number(descriptor?.[1] ?? 1);
    if (isAddress(address)) candidates.push({ address, size });
  }
  return candidates;
}
