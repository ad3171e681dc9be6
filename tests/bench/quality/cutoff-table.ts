// Whether the calibrated cut-off tells queries that the catalogue can answer from those it can't: a confusion table.
import { printTable } from '../table.ts';
import { mean, percent } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';

/** What a shopper might ask each catalogue, generic words included: the best result must not be marked. */
export const sensibleQueries = {
  demo: [
    'tap',
    'faucet',
    'kitchen tap',
    'basin tap',
    'gold tap',
    'matte black gooseneck',
    'chrome tap',
    'purple tap',
    'bridge tap',
    'pull-down spring kitchen tap',
    'waterfall tap',
    'wall mounted tap',
    'copper tap',
    'gold purple',
    'matte black',
    'white tap',
    'two handle tap',
    'bathroom mixer',
    'pot filler',
    'red tap',
    'gooseneck',
    'brushed nickel',
    'rose gold basin tap',
    'teal faucet',
  ],
  grocery: [
    'apple',
    'red apple',
    'milk carton',
    'banana',
    'orange juice',
    'tomato',
    'yoghurt',
    'lemon',
    'mushrooms',
    'cabbage',
    'avocado',
    'juice',
    'green pepper',
    'melon',
    'potato',
    'onion',
    'fruit',
    'carrots',
    'kiwi',
    'pineapple',
    'ginger',
    'pear',
    'leek',
    'mango',
  ],
  fashion: [
    'shoes',
    'shirt',
    'black handbag',
    'silver watch',
    'red dress',
    'sunglasses',
    'blue jeans',
    'men t-shirt',
    'purple shirt',
    'flip flops',
    'white sneakers',
    'earrings',
    'kurta',
    'brown wallet',
    'pink top',
    'sandals',
    'backpack',
    'tie',
    'green t-shirt',
    'perfume',
    'lipstick',
    'cap',
    'belt',
    'high heels',
  ],
};

/** Sensible elsewhere: things that the catalogue doesn't have. */
const goodsOfOthers = {
  demo: [
    'shoes',
    'shirt',
    'black handbag',
    'silver watch',
    'red dress',
    'sunglasses',
    'chair',
    'sofa',
    'banana',
    'phone case',
    'laptop',
    'mattress',
  ],
  grocery: [
    'kitchen tap',
    'sofa',
    'shoes',
    'black handbag',
    'sunglasses',
    'watch',
    'bookshelf',
    'mattress',
    'toilet',
    'laptop',
    'chandelier',
    'screwdriver',
  ],
  fashion: [
    'kitchen tap',
    'sofa',
    'banana',
    'washing machine',
    'bookshelf',
    'pot filler',
    'mattress',
    'toilet',
    'tomato',
    'chandelier',
    'screwdriver',
    'lawn mower',
  ],
};

const nonsense = [
  'income tax form',
  'giraffe',
  'asdf qwer',
  'quantum mechanics lecture',
  "the president's speech",
  'volcano eruption',
  'steam locomotive',
  'mountain landscape',
  'brain surgery',
  'xkcd zzqy',
  'football stadium',
  'elephant',
  'airplane',
  'database index',
  'how to cook rice',
  'weather forecast',
  'submarine',
  'dinosaur skeleton',
  'violin concerto',
  'lorem ipsum dolor',
  'parliament building',
  'invoice number 4711',
  'tractor',
  'shark',
  'bulldozer',
  'goldfish',
  'sheep dog',
  'castle',
  'space shuttle',
  'pizza delivery',
];

export async function printCutoffTable<Truth>(
  { ask }: Pick<QualityCatalogue<Truth>, 'ask'>,
  name: keyof typeof sensibleQueries,
): Promise<void> {
  const groups = {
    'can be answered': sensibleQueries[name],
    nonsense,
    'goods it does not have': goodsOfOthers[name],
  };
  const rows: (string | number)[][] = [];
  for (const [group, queries] of Object.entries(groups)) {
    const marked: boolean[] = [];
    for (const query of queries) {
      const [best] = await ask(`/api/search?limit=1&q=${encodeURIComponent(query)}`);
      marked.push(best?.match === 'loose');
    }
    const loose = mean(marked.map(Number));
    rows.push([group, queries.length, percent(1 - loose), percent(loose)]);
  }
  printTable(
    `${name}, the best result by the calibrated cut-off`,
    ['query', 'queries', 'good', 'loose'],
    rows,
  );
}
