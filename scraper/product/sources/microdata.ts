// Gets the items out of a page's microdata (itemscope, itemprop, itemref).
import type { ParsedPage } from '../../page/parsed-page.ts';
import type { SchemaNodes } from './schema-nodes.ts';
import { readScopedItems } from './scoped-items.ts';

/** Never throws. */
export function readMicrodata(page: ParsedPage): SchemaNodes {
  return readScopedItems(page, {
    concerns: ({ attribs }) =>
      attribs.itemprop !== undefined || attribs.itemscope !== undefined || attribs.itemtype !== undefined,
    // Some shops leave out itemscope where there is a type, except on <meta>, where it describes the value.
    typesOf: ({ attribs, name }) =>
      attribs.itemscope !== undefined || (attribs.itemtype !== undefined && name !== 'meta')
        ? words(attribs.itemtype)
        : null,
    propertiesOf: ({ attribs }) => words(attribs.itemprop).map(localName),
    idOf: ({ attribs }) => attribs.itemid,
    referencesOf: ({ attribs }) => words(attribs.itemref),
  });
}

function words(value: string | undefined): string[] {
  return value === undefined ? [] : value.slice(0, 1000).split(/\s+/).filter(Boolean).slice(0, 20);
}

/** `http://schema.org/name` is written here and there for `name`. */
function localName(name: string): string {
  return name.split(/[/#:]/).at(-1) ?? name;
}
