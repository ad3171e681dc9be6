// What is known of the demo shop, the clothes and the groceries, for the tables of clusters, classes and axes.
import type { DemoTap } from '../../../apps/demo-shop/catalogue.ts';
import { finishById } from '../../../apps/demo-shop/finishes.ts';
import type { InsightTruth } from './insight-tables.ts';
import type { Garment, Grocery } from './shared-photos.ts';

const finish = ({ body }: DemoTap) => finishById(body).label;

export const demoTruth: InsightTruth<DemoTap> = {
  kinds: { finish, category: ({ category }) => category.at(-1) ?? '' },
  axes: [
    [
      { text: 'gloss white', isOf: ({ body }) => body === 'white' },
      { text: 'matte black', isOf: ({ body }) => body === 'matte-black' },
    ],
    [
      { text: 'chrome', isOf: ({ body }) => body === 'chrome' },
      { text: 'gold', isOf: ({ body }) => body === 'polished-gold' },
    ],
  ],
  filedBy: ({ category }) => category.at(-1) ?? '',
  least: 8,
};

const ofColour = (text: string) => ({
  text,
  isOf: ({ baseColour }: Garment) => baseColour.toLowerCase() === text,
});
const ofKind = (text: string, kind: string) => ({
  text,
  isOf: ({ articleType }: Garment) => articleType === kind,
});

export const fashionTruth: InsightTruth<Garment> = {
  kinds: { kind: ({ articleType }) => articleType, colour: ({ baseColour }) => baseColour },
  axes: [
    [ofColour('white'), ofColour('black')],
    [ofColour('blue'), ofColour('red')],
    [ofKind('sports shoes', 'Sports Shoes'), ofKind('formal shoes', 'Formal Shoes')],
  ],
  filedBy: ({ articleType }) => articleType,
  least: 12,
};

export const groceryTruth: InsightTruth<Grocery> = {
  kinds: { category: ({ category }) => category },
  axes: [],
  filedBy: null,
  least: 3,
};
