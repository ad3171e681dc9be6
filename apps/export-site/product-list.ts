// The list that words are looked up in: every product in a line, in files of some 200 KB that the page fetches in turn.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Product } from '../../catalog/products/product-rows.ts';
import { photoFile } from './product-card.ts';

export interface ProductList {
  add(products: readonly Product[]): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

const rowsInFile = 1000;

export function startProductList(folder: string): ProductList {
  let rows: unknown[] = [];
  let part = 0;
  const write = async (isLast: boolean) => {
    await writeFile(join(folder, `${part}.js`), `lookalike(${part},${JSON.stringify(rows)},${isLast})\n`);
    rows = [];
    part += 1;
  };
  return {
    async add(products) {
      // Only when more follow, so that the last file is never an empty one.
      if (rows.length >= rowsInFile) await write(false);
      rows.push(...products.map(toRow));
    },
    end: () => write(true),
  };
}

/** As `browser/find-products.ts` reads it. */
function toRow({ id, title, brand, shop, category, price, image }: Product): unknown[] {
  const photo = image === null ? '' : photoFile(image).replace('.webp', '');
  const { amount = null, currency = '' } = price ?? {};
  return [id, title, brand ?? '', shop.name, category.join(' '), amount, currency, photo];
}
