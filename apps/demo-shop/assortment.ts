// What the shop stocks: which finishes and two-tone pairs, in how many designs, from how many brands.
import type { FinishId } from './finishes.ts';
import type { ShapeId } from './shapes/shapes.ts';

export interface Combination {
  body: FinishId;
  handles: FinishId;
  /** Different shapes in this combination, and how many brands make each. */
  designs: number;
  brands: number;
}

const single = (finish: FinishId, designs: number): Combination => ({
  body: finish,
  handles: finish,
  designs,
  brands: 3,
});
const pair = (body: FinishId, handles: FinishId, designs = 3, brands = 3): Combination => ({
  body,
  handles,
  designs,
  brands,
});

/** Ten or more taps of every finish, nine or more of every pair: enough for "the first ten are right". */
export const combinations: readonly Combination[] = [
  single('chrome', 5),
  single('brushed-nickel', 5),
  single('matte-black', 5),
  single('polished-gold', 5),
  single('brushed-gold', 4),
  single('brass', 4),
  single('bronze', 4),
  single('copper', 4),
  single('rose-gold', 4),
  single('gunmetal', 4),
  single('white', 5),
  single('red', 4),
  single('blue', 4),
  single('navy', 4),
  single('green', 4),
  single('purple', 4),
  single('pink', 4),
  single('teal', 4),
  single('yellow', 4),
  single('orange', 4),
  pair('polished-gold', 'purple', 6, 2),
  pair('polished-gold', 'matte-black'),
  pair('polished-gold', 'white'),
  pair('polished-gold', 'teal'),
  pair('polished-gold', 'red'),
  pair('chrome', 'red'),
  pair('chrome', 'blue'),
  pair('chrome', 'polished-gold'),
  pair('chrome', 'matte-black'),
  pair('matte-black', 'polished-gold'),
  pair('matte-black', 'copper'),
  pair('white', 'polished-gold'),
  pair('white', 'rose-gold'),
  pair('navy', 'polished-gold'),
];

export interface Brand {
  name: string;
  /** Multiplies the price: a shopper's own shelf to the jeweller's. */
  tier: number;
}

export const brands: readonly Brand[] = [
  { name: 'Plumbline', tier: 0.55 },
  { name: 'Everyday Bath Co.', tier: 0.62 },
  { name: 'Tarn & Beck', tier: 0.85 },
  { name: 'Merrow', tier: 0.95 },
  { name: 'Hollins Works', tier: 1.05 },
  { name: 'Fjordhus', tier: 1.2 },
  { name: 'Casa Rivo', tier: 1.5 },
  { name: 'Wexcombe & Sons', tier: 1.75 },
  { name: 'Atelier Lorne', tier: 2.2 },
  { name: 'Maison Aubrey', tier: 2.8 },
];

export const ranges = [
  'Aldgate',
  'Bexley',
  'Camber',
  'Dunmore',
  'Elmsworth',
  'Farley',
  'Greyfriars',
  'Harlow',
  'Islay',
  'Jura',
  'Kelso',
  'Linton',
  'Marlow',
  'Newlyn',
  'Orford',
  'Penrose',
  'Quayside',
  'Rothbury',
  'Selwyn',
  'Thornham',
  'Ullswater',
  'Verity',
  'Winslow',
  'Yarrow',
  'Ashdown',
  'Burford',
  'Calder',
  'Denholm',
  'Eskdale',
  'Foxley',
] as const;

export interface ShapeWords {
  /** The product noun of a title. */
  noun: string;
  category: readonly string[];
  /** Price in dollars at tier 1 in chrome. */
  price: number;
  about: string;
}

const [kitchen, basin, bath] = ['Kitchen taps', 'Basin taps', 'Bath taps'];

export const shapeWords: Record<ShapeId, ShapeWords> = {
  'single-lever': {
    noun: 'Single-Lever Basin Tap',
    category: [basin, 'Mono mixers'],
    price: 118,
    about: 'A compact mixer with one lever for flow and temperature',
  },
  gooseneck: {
    noun: 'Gooseneck Kitchen Tap',
    category: [kitchen, 'Swan-neck mixers'],
    price: 165,
    about: 'A tall swan neck that clears the deepest pan',
  },
  waterfall: {
    noun: 'Waterfall Basin Tap',
    category: [basin, 'Waterfall taps'],
    price: 149,
    about: 'An open tray spout that lets the water fall as a sheet',
  },
  'cross-handle': {
    noun: 'Widespread Basin Tap with Cross Handles',
    category: [basin, 'Three-hole sets'],
    price: 210,
    about: 'Separate hot and cold cross handles beside a central spout',
  },
  bridge: {
    noun: 'Bridge Kitchen Tap',
    category: [kitchen, 'Bridge taps'],
    price: 255,
    about: 'Two pillars joined by an exposed bridge under a swivel spout',
  },
  'wall-mounted': {
    noun: 'Wall-Mounted Basin Tap',
    category: [basin, 'Wall-mounted taps'],
    price: 225,
    about: 'Two handles and a spout straight from the wall, leaving the counter free',
  },
  'pull-down-spring': {
    noun: 'Pull-Down Spring Kitchen Tap',
    category: [kitchen, 'Pull-out taps'],
    price: 240,
    about: 'A professional spring neck with a pull-down spray',
  },
  'pot-filler': {
    noun: 'Pot Filler',
    category: [kitchen, 'Pot fillers'],
    price: 275,
    about: 'A folding arm that fills pans where they stand on the hob',
  },
  'tall-vessel': {
    noun: 'Tall Vessel Basin Tap',
    category: [basin, 'Tall taps'],
    price: 172,
    about: 'An extended body for countertop bowls',
  },
  square: {
    noun: 'Square Basin Tap',
    category: [basin, 'Mono mixers'],
    price: 138,
    about: 'Crisp edges and a flat spout',
  },
  pillar: {
    noun: 'Pillar Tap',
    category: [basin, 'Pillar taps'],
    price: 84,
    about: 'A traditional turned pillar with a single handle',
  },
  joystick: {
    noun: 'Joystick Basin Tap',
    category: [basin, 'Mono mixers'],
    price: 142,
    about: 'A small arched spout worked by a side joystick',
  },
  'industrial-wheel': {
    noun: 'Industrial Wheel-Handle Tap',
    category: [kitchen, 'Industrial taps'],
    price: 215,
    about: 'Valve wheels on either side of a tall swivel spout',
  },
  'bath-filler': {
    noun: 'Freestanding Bath Filler',
    category: [bath, 'Freestanding fillers'],
    price: 540,
    about: 'A floor-standing filler with a hand shower',
  },
  'bath-mixer': {
    noun: 'Deck Bath Mixer',
    category: [bath, 'Deck mixers'],
    price: 230,
    about: 'A generous two-handle mixer for the rim of the bath',
  },
};
