// The brand as a page shows it without a label: a link to the brand's page, its logo, an element called brand.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { ancestry, namesOf } from './element-names.ts';
import { zones } from './element-zones.ts';
import type { PageText } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import type { PageZones } from './page-zones.ts';

const brandNames =
  /\b(brand|manufacturer|marke|marque|marca|merk|producent|znacka|designer|vendor)(-?(name|logo|link|title|image|img|text|label))?\b/;
const brandAddress =
  /\/(brands?|marken?|marques?|marcas?|merken?|manufacturers?|designers?|producent|producenci|znacky?|vyrobce|vyrobci|hersteller|shop-by-brand|brend)(\/|_|-|=)[^/?]/i;

/** Visible characters from the name within which a brand is this product's. */
const reach = 500;

export function readVisibleBrand(
  page: ParsedPage,
  text: PageText,
  title: PageTitle | null,
  zoneMap: PageZones,
): string | null {
  if (title === null) return null;
  for (const run of text.runs) {
    const distance = run.offset < title.offset ? title.offset - run.offset : run.offset - title.end;
    if (distance > reach || run.offset >= zoneMap.relatedFrom) continue;
    if (title.surroundings.has(run.element) || !isBrandElement(run.element)) continue;
    if (zoneMap.of(run.element) & (zones.related | zones.cart | zones.site)) continue;
    const brand = plausible(run.text);
    if (brand !== null) return brand;
  }
  return readLogo(page, title, zoneMap);
}

function isBrandElement(element: PageElement): boolean {
  for (const outer of ancestry(element, 3)) {
    if (
      brandNames.test(namesOf(outer)) ||
      (outer.name === 'a' && brandAddress.test(outer.attribs.href ?? ''))
    )
      return true;
  }
  return false;
}

const mostImages = 400;

/** The text for a logo, if the product's name or the image's own surroundings call it one. */
function readLogo(page: ParsedPage, title: PageTitle, zoneMap: PageZones): string | null {
  for (const image of page.byTag('img').slice(0, mostImages)) {
    if (zoneMap.of(image) & (zones.related | zones.site | zones.cart) || !isBrandElement(image)) continue;
    const brand = plausible(image.attribs.alt ?? image.attribs.title ?? '');
    if (brand !== null && title.text.toLowerCase().includes(brand.toLowerCase())) return brand;
  }
  return null;
}

function plausible(written: string): string | null {
  const brand = written
    .replace(/^(visit the|brand|by|von|de|marke|marca|merk|marque|hersteller|značka|výrobce)\s*:?\s+/i, '')
    .replace(/\s+(store|logo)$|[®™]/gi, '')
    .trim();
  if (brand.length < 2 || brand.length > 30 || brand.split(' ').length > 4) return null;
  return /\p{L}/u.test(brand) &&
    !/[:!?€$£|]|\b(brand|all|more|shop|view|see|our|products?|logo|image)\b/i.test(brand)
    ? brand
    : null;
}
