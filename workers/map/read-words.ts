// The words of many products, from which clusters are named.
import type { Queryable } from '../../catalog/database/database.ts';
import { readWords } from '../../catalog/map/read-map.ts';
import type { Named } from './cluster-names.ts';

const idsAtOnce = 2000;

/** By the product's id; products that are gone meanwhile are left out. */
export async function wordsById(db: Queryable, ids: readonly number[]): Promise<Map<number, Named>> {
  const words = new Map<number, Named>();
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    for (const { id, ...named } of await readWords(db, ids.slice(from, from + idsAtOnce)))
      words.set(id, named);
  }
  return words;
}
