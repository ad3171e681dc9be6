// Gets the items out of a page's RDFa (typeof, property; schema.org, GoodRelations, data-vocabulary).
import type { PageElement, ParsedPage } from '../../page/parsed-page.ts';
import type { SchemaNodes } from './schema-nodes.ts';
import { readScopedItems } from './scoped-items.ts';

/** GoodRelations' and data-vocabulary's names for what schema.org calls otherwise. */
const schemaNames: Record<string, string> = {
  hascurrencyvalue: 'price',
  hascurrency: 'priceCurrency',
  haspricespecification: 'priceSpecification',
  'hasean_ucc-13': 'gtin13',
  hasstockkeepingunit: 'sku',
  hasmanufacturerpartnumber: 'mpn',
  hasmanufacturer: 'manufacturer',
  offerdetails: 'offers',
  photo: 'image',
};

/** Never throws. */
export function readRdfa(page: ParsedPage): SchemaNodes {
  return readScopedItems(page, {
    concerns: ({ attribs }) =>
      attribs.property !== undefined || attribs.typeof !== undefined || attribs.rel !== undefined,
    typesOf: ({ attribs }) => (attribs.typeof === undefined ? null : words(attribs.typeof)),
    propertiesOf: (element) => [...words(element.attribs.property), ...relations(element)].map(localName),
    idOf: ({ attribs }) => attribs.resource ?? attribs.about,
    referencesOf: () => [],
  });
}

/** A bare rel (stylesheet, nofollow) is HTML's own; RDFa's has a prefix or starts an item, here or right inside. */
function relations({ attribs, name, parent }: PageElement): string[] {
  if (name === 'meta') return [];
  const startsItem = attribs.typeof !== undefined;
  const own = words(attribs.rel).filter((word) => word.includes(':') || startsItem);
  if (own.length > 0 || !startsItem || attribs.property !== undefined) return own;
  const outer =
    parent !== null && 'attribs' in parent && parent.attribs.typeof === undefined ? parent.attribs.rel : '';
  return words(outer).filter((word) => word.includes(':'));
}

function words(value: string | undefined): string[] {
  return value === undefined ? [] : value.slice(0, 1000).split(/\s+/).filter(Boolean).slice(0, 20);
}

function localName(name: string): string {
  const local = name.split(/[/#:]/).at(-1) ?? name;
  const known = local.toLowerCase();
  return Object.hasOwn(schemaNames, known) ? (schemaNames[known] ?? local) : local;
}
