// The real photos of the shared data as products with truth; null where the data is absent.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownProduct } from './quality-catalogue.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/photos');
export const dataAbsent = 'the shared photos are not there';

export interface Grocery {
  title: string;
  category: string;
  /** Photos of it in a store. */
  shelf: (() => Promise<Buffer>)[];
}

export interface Garment {
  title: string;
  articleType: string;
  baseColour: string;
  /** Left out when the starter model was trained. */
  isUnseen: boolean;
}

interface GroceryRow {
  title: string;
  category: string;
  description: string;
  photo: string;
  shelf: string[];
}

export async function groceryProducts(): Promise<KnownProduct<Grocery>[] | null> {
  const rows = await readRows<GroceryRow>('grocery');
  const open = (name: string) => () => readFile(join(folder, 'grocery', name));
  return (
    rows?.map(({ title, category, description, photo, shelf }) => ({
      truth: { title, category, shelf: shelf.map(open) },
      product: { ...unpriced, title, description, category: [category] },
      photos: [open(photo)],
    })) ?? null
  );
}

type GarmentRow = Omit<Garment, 'isUnseen'> & { id: string; image: string; masterCategory: string };

export async function fashionProducts(): Promise<KnownProduct<Garment>[] | null> {
  const rows = await readRows<GarmentRow>('fashion');
  return (
    rows?.map(({ id, image, title, articleType, baseColour, masterCategory }) => ({
      truth: { title, articleType, baseColour, isUnseen: isLeftOut(id) },
      product: { ...unpriced, title, category: [masterCategory, articleType] },
      photos: [() => readFile(join(folder, 'fashion', image))],
    })) ?? null
  );
}

const unpriced = {
  sku: null,
  brand: null,
  description: null,
  price: null,
  currency: null,
  availability: null,
};

/** The same fifth that the training of the starter left out: md5 of the id, modulo 5. */
function isLeftOut(id: string): boolean {
  return BigInt(`0x${createHash('md5').update(id).digest('hex')}`) % 5n === 0n;
}

async function readRows<Row>(name: string): Promise<Row[] | null> {
  const text = await readFile(join(folder, name, 'products.jsonl'), 'utf8').catch(() => null); // absent
  if (text === null) return null;
  // Cast because these are files of ours, the same on every machine.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}
