// Gets the items out of a page's RDFa (typeof, property; schema.org, GoodRelations, data-vocabulary).
import type { ParsedPage } from '../parsed-page.ts';
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
    propertiesOf: ({ attribs, name }) =>
      // A bare rel (stylesheet, nofollow) is HTML's own; RDFa's has a prefix or starts an item.
      [...words(attribs.property), ...(name === 'meta' ? [] : relations(attribs))].map(localName),
    idOf: ({ attribs }) => attribs.resource ?? attribs.about,
    referencesOf: () => [],
  });
}

function relations(attribs: Record<string, string>): string[] {
  return words(attribs.rel).filter((word) => word.includes(':') || attribs.typeof !== undefined);
}

function words(value: string | undefined): string[] {
  return value === undefined ? [] : value.slice(0, 1000).split(/\s+/).filter(Boolean).slice(0, 20);
}

function localName(name: string): string {
  const local = name.split(/[/#:]/).at(-1) ?? name;
  const known = local.toLowerCase();
  return Object.hasOwn(schemaNames, known) ? (schemaNames[known] ?? local) : local;
}
