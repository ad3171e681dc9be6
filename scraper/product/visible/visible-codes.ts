// The numbers and the brand that a page shows for its product, chosen among everything labelled as one.
import type { ParsedPage } from '../../page/parsed-page.ts';
import { parseGtin } from '../sources/gtin.ts';
import { zones } from './element-zones.ts';
import type { LabelKind } from './label-words.ts';
import { type LabelledValue, labelledValues } from './labelled-values.ts';
import type { PageText } from './page-text.ts';
import type { PageTitle } from './page-title.ts';
import type { PageZones } from './page-zones.ts';

export interface VisibleCodes {
  sku: string | null;
  gtin: string | null;
  mpn: string | null;
  brand: string | null;
}

export function readVisibleCodes(
  page: ParsedPage,
  text: PageText,
  title: PageTitle | null,
  zoneMap: PageZones,
): VisibleCodes {
  const address = safeDecoded(page.url).toLowerCase();
  const labelled = [...labelledValues(text), ...echoesOfAddress(text, address, title)];
  const scored = labelled.map((found) => ({
    found,
    score: scoreOf(found, address, title, zoneMap),
  }));
  const best = (kind: LabelKind, accepts: (value: string) => boolean) =>
    scored
      .filter(({ found, score }) => found.kind === kind && score > 0 && accepts(found.value))
      .reduce<{ found: LabelledValue; score: number } | null>(
        (chosen, other) => (chosen === null || other.score > chosen.score ? other : chosen),
        null,
      )?.found.value ?? null;
  return {
    sku: best('sku', () => true),
    gtin: best('gtin', (value) => parseGtin(value) !== null),
    mpn: best('mpn', () => true),
    brand: best('brand', () => true),
  };
}

/** Visible characters from the name within which a bare number is the product's. */
const echoReach = 2000;

/** A number without a label that the page's address holds too, as `3697/272` under `…-p03697272.html`. */
function echoesOfAddress(text: PageText, address: string, title: PageTitle | null): LabelledValue[] {
  const digitsOfAddress = address.replace(/[^a-z\d]/g, '');
  return text.runs
    .filter(({ text: said, offset }) => {
      if (said.length > 24 || !/^[A-Z\d][A-Z\d/._-]{4,}$/.test(said)) return false;
      if (title !== null && Math.abs(offset - title.end) > echoReach) return false;
      const bare = said.replace(/[^A-Z\d]/g, '').toLowerCase();
      return bare.replace(/\D/g, '').length >= 5 && digitsOfAddress.includes(bare);
    })
    .map((run) => ({ kind: 'sku', isSure: false, value: run.text, run }));
}

/** The first of equals wins; a number that the page's address names is the product's. */
function scoreOf(found: LabelledValue, address: string, title: PageTitle | null, zoneMap: PageZones): number {
  const zone = zoneMap.of(found.run.element);
  let score = found.isSure ? 3 : 1.5;
  if (found.kind === 'sku' && found.value.length >= 4 && address.includes(found.value.toLowerCase()))
    score += 2;
  if (zone & (zones.related | zones.cart)) score -= 4;
  // A product's number often stands beside its stars.
  if (zone & zones.reviews) score -= 1;
  if (zone & zones.site) score -= 2;
  if (found.run.offset >= zoneMap.relatedFrom) score -= 1;
  if (title !== null && found.run.offset < title.offset)
    score -= title.offset - found.run.offset > 600 ? 1.5 : 0.2;
  if (title !== null && Math.abs(found.run.offset - title.end) < 1500) score += 1;
  return score;
}

function safeDecoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    // Escapes of another charset than UTF-8: looked through as they are.
    return url;
  }
}
