// The brand as a page shows it without a label: a link to the brand's page, its logo, an element called brand.
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import { elementText } from '../sources/element-text.ts';
import { ancestry, namesOf } from './element-names.ts';
import { zones } from './element-zones.ts';
import type { PageText } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import type { PageZones } from './page-zones.ts';

const brandNames =
  /\b(brand|manufacturer|marke|marque|marca|merk|producent|znacka|designer|vendor|supplier|hersteller|produttore|fabricante?|vyrobce|vyrobca|brend)(-?(name|logo|link|title|image|img|text|label))?\b/;
const brandAddress =
  /\/collections\/vendors\?q=|[?&](brand|marca|marke|marque|manufacturers?_id|id_manufacturer)=[^&]|\/(brands?|marken?|marques?|marcas?|merken?|manufacturers?|designers?|producent|producenci|znack[ay]?|varumarken?|vyrobce|vyrobci|hersteller|shop-by-brand|brend)(\/|_|-|=)[^/?]/i;

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
    if (title.surroundings.has(run.element)) continue;
    const zone = zoneMap.of(run.element);
    if (zone & (zones.related | zones.cart)) continue;
    const ofStore = storeLink.exec(run.text)?.[1];
    if (ofStore === undefined && !isBrandElement(run.element)) continue;
    const brand = plausible(ofStore ?? run.text);
    // A menu links to many brands; the one that the name begins with is the product's.
    if (brand !== null && (!(zone & zones.site) || beginsWith(title.text, brand))) return brand;
  }
  return readLogo(page, title, zoneMap) ?? readLineAbove(page, text, title, zoneMap);
}

/** The link to a brand's pages in a market place. */
const storeLink =
  /^(?:visit the|besuche den|besuchen sie den|visita lo store di|visitez la boutique(?: de)?|visita la tienda de|visite a loja(?: da)?|bezoek de|odwiedź sklep) ([^.!?]{2,30}?)(?:[ -](?:store|shop|winkel))?$/i;

function beginsWith(text: string, start: string): boolean {
  const trimmed = text.trim();
  const next = trimmed.charAt(start.length);
  return trimmed.toLowerCase().startsWith(start.toLowerCase()) && !/[\p{L}\p{N}]/u.test(next);
}

/** A short line right above the name, where the document's title has both one after the other. */
function readLineAbove(
  page: ParsedPage,
  text: PageText,
  title: PageTitle,
  zoneMap: PageZones,
): string | null {
  const above = text.runs.findLast((run) => run.offset < title.offset);
  if (above === undefined || zoneMap.of(above.element) & (zones.related | zones.site | zones.cart))
    return null;
  const brand = plausible(above.text);
  if (brand === null || title.offset - above.offset > longestBrand + 10) return null;
  const both = `${brand} ${title.text.slice(0, comparedTitle)}`;
  const [documentTitle] = page.byTag('title');
  const said = documentTitle === undefined ? '' : elementText(documentTitle, longestTitle).trim();
  return said.toLowerCase().startsWith(both.toLowerCase()) ? brand : null;
}

/** Shops shorten names in the document's title. */
const comparedTitle = 12;
const longestBrand = 30;
const longestTitle = 300;

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
  const beside = new Set<string>();
  for (const image of page.byTag('img').slice(0, mostImages)) {
    if (zoneMap.of(image) & (zones.related | zones.site | zones.cart) || !isBrandElement(image)) continue;
    const brand = plausible(image.attribs.alt ?? image.attribs.title ?? '');
    if (brand === null) continue;
    if (title.text.toLowerCase().includes(brand.toLowerCase())) return brand;
    if (isBeside(image, title)) beside.add(brand);
  }
  const [only] = beside;
  return beside.size === 1 && only !== undefined ? only : null;
}

/** In one of the innermost elements around the name. */
function isBeside(image: PageElement, title: PageTitle): boolean {
  const around = [...title.surroundings].slice(0, 4).filter(({ name }) => !/^(body|main|html)$/.test(name));
  return ancestry(image, 6).some((outer) => around.includes(outer));
}

function plausible(written: string): string | null {
  const brand = written
    .replace(
      /^(visit the|(?:shop|see|view)(?: all)?|more (?:from|by)|weitere artikel von|brand|by|von|de|marke|marca|merk|marque|hersteller|značka|výrobce)\s*:?\s+/i,
      '',
    )
    .replace(/\s+(store|logo)$|[®™]/gi, '')
    .trim();
  if (brand.length < 2 || brand.length > longestBrand || brand.split(' ').length > 4) return null;
  return /\p{L}/u.test(brand) &&
    !/[:!?€$£|]|\b(brand|all|more|shop|view|see|our|products?|logo|image)\b/i.test(brand)
    ? brand
    : null;
}
