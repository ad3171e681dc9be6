// The photos of the page's product among all the pictures that the page shows.

import { absoluteUrl, isSameSite } from '../../links/shop-address.ts';
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { plainText } from '../../text/plain-text.ts';
import { lengths } from '../product-facts.ts';
import { largestImage } from './image-address.ts';
import { parseLenientJson } from './lenient-json.ts';
import { type PageIdentity, titleLikeness } from './page-identity.ts';
import { isJsonObject } from './schema-nodes.ts';

/** A product page has fewer; a bound on what a hostile page can cost. */
const mostImages = 600;
const mostFound = 100;
const farthestAncestor = 14;

const gallery =
  /gallery|product[-_]*(image|img|photo|media|picture|thumb|slider|carousel|single__media)|(image|photo|media|picture)s?[-_]*(gallery|slider|carousel|viewer|zoom|container|wrapper)|main[-_]*(image|photo|img)|zoom|fotorama|thumbnails?|pdp[-_]*(image|media|photo)|swiper|slick|fancybox|lightbox|magnific/i;
const notProduct =
  /related|recommend|cross-?sell|up-?sell|similar|recently|viewed|also-?(bought|like|viewed)|complement|accessor|bundle|suggest|footer|header|\bnav|menu|logo|payment|trust|badge|icon|flag|social|share|review|rating|comment|avatar|banner|promo|newsletter|cart|basket|wishlist|brand|delivery|shipping|store-?locator|blog|instagram|size-?(chart|guide)|\bmaps?\b|leaflet|product-?(list|grid|tile|card|item)s?\b|collection-grid/i;

/** Absolute, in page order. */
export function readPagePhotos(page: ParsedPage, identity: PageIdentity): string[] {
  const urls = new Set<string>();
  for (const image of page.byTag('img').slice(0, mostImages)) {
    if (urls.size >= mostFound) break;
    const place = placeOf(image, page, identity);
    if (place === 'elsewhere' || isSmall(image)) continue;
    const isNamed =
      titleLikeness(plainText(image.attribs.alt ?? image.attribs.title, lengths.title), identity) >= 2;
    if (place === 'anywhere' && !isNamed) continue;
    const url = absoluteUrl(dynamicImage(image) ?? linkedImage(image) ?? largestImage(image), page.baseUrl);
    if (url !== null && !isOrnament(url)) urls.add(url);
  }
  return [...urls];
}

/** In the product's gallery, somewhere undecided, or where other things are shown. */
function placeOf(
  image: PageElement,
  page: ParsedPage,
  identity: PageIdentity,
): 'gallery' | 'anywhere' | 'elsewhere' {
  let place: 'gallery' | 'anywhere' = isGallery(image) ? 'gallery' : 'anywhere';
  let distance = 0;
  for (
    let outer = image.parent;
    outer !== null && distance < farthestAncestor;
    outer = outer.parent, distance += 1
  ) {
    if (!('attribs' in outer) || outer.name === 'body') break;
    if (outer.name === 'header' || outer.name === 'footer' || outer.name === 'nav') return 'elsewhere';
    if (outer.name === 'a' && leadsElsewhere(outer, page, identity)) return 'elsewhere';
    const names = namesOf(outer);
    if (isGallery(outer)) place = 'gallery';
    // The name of a whole page's wrapper says nothing about the picture.
    else if (notProduct.test(names) && distance < 9) return 'elsewhere';
  }
  return place;
}

function isGallery(element: PageElement): boolean {
  const names = namesOf(element);
  return gallery.test(names) && !notProduct.test(names.replace(/product-?(list|grid|tile|card|item)/gi, ''));
}

function namesOf({ attribs }: PageElement): string {
  return `${attribs.class ?? ''} ${attribs.id ?? ''} ${attribs['data-testid'] ?? ''}`.slice(0, 400);
}

/** A picture that is a link to another page is that page's. */
function leadsElsewhere(link: PageElement, page: ParsedPage, identity: PageIdentity): boolean {
  const { href = '' } = link.attribs;
  if (/^\s*(#|javascript:|$)/i.test(href) || isPicture(href)) return false;
  const url = absoluteUrl(href, page.baseUrl);
  if (url === null || !isSameSite(url, page.url)) return url !== null;
  const path = URL.parse(url)?.pathname;
  return !identity.urls.some((own) => URL.parse(own)?.pathname === path);
}

function linkedImage(image: PageElement): string | null {
  for (
    let outer = image.parent, distance = 0;
    outer !== null && distance < 4;
    outer = outer.parent, distance += 1
  ) {
    if (!('attribs' in outer)) break;
    const { href } = outer.attribs;
    if (outer.name === 'a' && href !== undefined && isPicture(href)) return href;
    const zoom =
      outer.attribs['data-zoom-image'] ?? outer.attribs['data-large_image'] ?? outer.attribs['data-image'];
    if (zoom !== undefined && isPicture(zoom)) return zoom;
  }
  return null;
}

/** Amazon's `data-a-dynamic-image`: `{"address": [width, height], …}`. */
function dynamicImage(image: PageElement): string | null {
  const written = image.attribs['data-a-dynamic-image'];
  if (written === undefined) return null;
  const sizes = parseLenientJson(written);
  if (!isJsonObject(sizes)) return null;
  const entries = Object.entries(sizes)
    .slice(0, 50)
    .map(([address, size]) => ({ address, width: Array.isArray(size) ? Number(size[0]) || 0 : 0 }));
  return entries.sort((one, other) => other.width - one.width)[0]?.address ?? null;
}

function isPicture(address: string): boolean {
  return /\.(jpe?g|png|webp|avif)(\?|$)/i.test(address.slice(0, 2000));
}

function isSmall({ attribs }: PageElement): boolean {
  const sides = [attribs.width, attribs.height].map((side) => Number.parseInt(side ?? '', 10));
  return sides.some((side) => side > 0 && side < 40);
}

/** Logos, placeholders, and stills of videos: no photo of a product, whoever names it. */
export function isOrnament(url: string): boolean {
  return /\.(svg|gif)(\?|$)|placeholder|blank\.|spacer|pixel|loading|loader|no-?image|sprite|logo|(^|[/_-])icons?[/_.-]|youtube|vimeo/i.test(
    url.slice(0, 2000),
  );
}

const longestScript = 1_500_000;
const mostAddresses = 500;
const addressInScript =
  /(?:https?:)?(?:\\?\/){2}[\w.-]{4,80}(?:\\?\/[\w.,~%@+=$()-]{1,150}){1,12}\.(?:jpe?g|png|webp)/gi;

/** Pictures that scripts name, wherever: not the product's for that, but perhaps larger sizes of its photos. */
export function readScriptPictures(page: ParsedPage): string[] {
  const urls = new Set<string>();
  let looked = 0;
  for (const script of page.byTag('script')) {
    const [only] = script.childNodes;
    const text = only !== undefined && 'data' in only ? only.data : '';
    looked += text.length;
    if (looked > longestScript) break;
    for (const [address] of text.matchAll(addressInScript)) {
      if (urls.size >= mostAddresses) return [...urls];
      const url = absoluteUrl(address.replaceAll('\\', ''), page.baseUrl);
      if (url !== null) urls.add(url);
    }
  }
  return [...urls];
}
