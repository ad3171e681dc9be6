// Whether a product can be had, from the data of a page's scripts.

import { parseAvailability } from '../../text/stock-text.ts';
import type { Availability } from '../scraped-product.ts';
import { type NamedValues, nameValues, wordList } from './named-values.ts';
import { isJsonObject } from './schema-nodes.ts';

const stockNames = wordList(`
  availability availabilitystatus stockstatus inventorystatus instock isinstock available isavailable
  availableforsale availabletoorder availabletosell availabletopurchase isavailableforsale onstock
  stock inventory orderable purchasable saleable isorderable isbuyable issellable
`);
const goneNames = ['soldout', 'issoldout', 'outofstock', 'isoutofstock', 'unavailable'];

/** Numbers say nothing: 0 in stock here may be any number elsewhere. */
export function readStateStock(values: NamedValues): Availability | null {
  for (const name of goneNames) {
    const value = values.get(name);
    if (typeof value === 'boolean') return value ? 'out_of_stock' : 'in_stock';
  }
  for (const name of stockNames) {
    const stock = stockOf(values.get(name));
    if (stock !== null) return stock;
  }
  return null;
}

function stockOf(value: unknown): Availability | null {
  if (typeof value === 'boolean') return value ? 'in_stock' : 'out_of_stock';
  if (!isJsonObject(value)) return parseAvailability(value);
  const inner = nameValues(value);
  for (const name of [...stockNames, 'status', 'code', 'value']) {
    const found = inner.get(name);
    if (typeof found === 'boolean') return found ? 'in_stock' : 'out_of_stock';
    const stock = parseAvailability(found);
    if (stock !== null) return stock;
  }
  return null;
}
