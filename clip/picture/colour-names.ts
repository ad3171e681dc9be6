// The words that shoppers have for colours, as far as pixels can tell them apart.
import { type Oklab, oklabOfHex } from './oklab.ts';

/** What each name looks like. Of several examples the nearest counts; where two names meet, examples of both stand. */
const examples = {
  black: ['#000000', '#161618', '#262628', '#333335', '#2c2a2a', '#1a1d22', '#22262c'],
  grey: ['#505052', '#6e6e70', '#8c8c8e', '#a9a9ab', '#b6b6b8', '#5c6066', '#8e949c', '#9c968e'],
  white: ['#ffffff', '#f4f4f4', '#e6e6e8', '#dadadc', '#edf0f4', '#f5f3ef'],
  red: ['#d8141f', '#b3122e', '#8e1b22', '#e8403a', '#5e1220', '#c04048'],
  pink: [
    '#f57aa8',
    '#f4b6c8',
    '#e0559a',
    '#d98fa6',
    '#f3d5dc',
    '#d81f7a',
    '#c87888',
    '#d8b4b4',
    '#c4a4a4',
    '#b09494',
  ],
  purple: ['#7420a8', '#4a1f4f', '#9b6fc4', '#c3a8e0', '#3a2450', '#8a4a86', '#5a4a78'],
  blue: ['#1f62d6', '#4a90d9', '#9cc4ee', '#3a5ca0', '#6f8fb5', '#2a8cc8', '#c6dcf2', '#5a7090', '#3f6480'],
  navy: ['#14245c', '#1c2440', '#20304e', '#101830', '#2c3450', '#2a3344', '#343e50', '#3a4458'],
  teal: ['#087f82', '#25b3ac', '#3f8f8f', '#0f5a5c', '#7ccfc8', '#8ab4b0', '#5a8484'],
  green: [
    '#1b9440',
    '#4c7a34',
    '#7cb342',
    '#2f4f2f',
    '#a3c585',
    '#5b6236',
    '#1c3a26',
    '#c8e0a8',
    '#74804c',
    '#8ea890',
    '#4a5a4c',
  ],
  yellow: ['#ffd21c', '#f7e463', '#f0d840', '#f8f0a0'],
  gold: [
    '#b8860b',
    '#d4af37',
    '#c9a048',
    '#a07c30',
    '#8a6a28',
    '#e0b850',
    '#b89850',
    '#8f7440',
    '#7d6434',
    '#a58a58',
  ],
  orange: ['#ff7d1a', '#e8752a', '#f89a4c', '#d85a18', '#cc7038'],
  brown: ['#5b3a21', '#7b4f2c', '#3d2817', '#8b5e3c', '#6e5848', '#4a342c', '#a06a40', '#86705c'],
  beige: ['#d8c3a5', '#c2a987', '#b9a88f', '#e0d0bc', '#cdb8a0', '#d4c8b8'],
  cream: ['#f5ecd7', '#f3e6c4', '#efe4cf'],
} as const satisfies Record<string, readonly string[]>;

export type ColourName = keyof typeof examples;

/** Every name a photo's colour can get. */
export const colourNames = Object.keys(examples) as ColourName[];

const prototypes = Object.entries(examples).flatMap(([name, hexes]) =>
  hexes.map((hex) => ({ name: name as ColourName, colour: oklabOfHex(hex) })),
);

/**
 * The name of a dominant colour.
 *
 * @param spread standard deviation of its pixels' lightness: metal mirrors the dark and the bright of a room, so what
 *   would be yellow or beige when painted is gold. Chrome and steel can't be told from grey, nor copper from brown.
 */
export function nameColour(colour: Oklab, spread: number): ColourName {
  return spread > metalSpread && isGolden(colour) ? 'gold' : nearestName(colour);
}

// Fabric and paint stay below 0.1, folds and studio light included; the demo shop's polished taps begin at 0.12.
const metalSpread = 0.11;

// A little hue makes a thing brown rather than black, where as much lightness would change nothing.
const hueWeight = 1.8;

function nearestName(colour: Oklab): ColourName {
  const gapTo = ([lightness, a, b]: Oklab) =>
    Math.hypot(lightness - colour[0], hueWeight * (a - colour[1]), hueWeight * (b - colour[2]));
  const nearest = prototypes.reduce((best, next) => (gapTo(next.colour) < gapTo(best.colour) ? next : best));
  return nearest.name;
}

function isGolden([lightness, a, b]: Oklab): boolean {
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  return hue > 72 && hue < 100 && Math.hypot(a, b) > 0.06 && lightness > 0.5;
}
