// The products behind points, fetched as they come into sight and kept while the tab is open.
import { useEffect, useState } from 'react';
import type { Product } from '../api/answers.ts';
import { fetchMapProducts, mostProducts } from './map-answers.ts';

/** `null`: gone meanwhile. */
const known = new Map<number, Product | null>();
// While the map moves, what is in sight changes with each frame.
const settleMs = 120;

/** Those of the ids that are known by now; draws anew when more are. */
export function useProducts(ids: readonly number[]): ReadonlyMap<number, Product | null> {
  const [, setKnown] = useState(known.size);
  const missing = ids.filter((id) => !known.has(id)).slice(0, mostProducts);
  const wanted = missing.join();
  useEffect(() => {
    if (wanted === '') return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const asked = wanted.split(',').map(Number);
      try {
        const products = new Map((await fetchMapProducts(asked)).map((product) => [product.id, product]));
        for (const id of asked) known.set(id, products.get(id) ?? null);
        if (isWanted) setKnown(known.size);
      } catch {
        // The dots stay; moving the map asks again.
      }
    }, settleMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return known;
}
