// Counters a tap stands on: stone, marble, pale wood, a ceramic basin. Each draws the lower part of a 640 px square.
import { short } from '../drawing/canvas.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { lighten } from './colour.ts';
import { veins } from './walls.ts';

export interface Counter {
  label: string;
  brightness: number;
  shadow: number;
  draw(random: SeededRandom): string;
}

export type CounterId = keyof typeof counters;

/** Where the counter meets the wall, pixels from the top. */
const edge = 446;

export const counters = {
  'white-stone': {
    label: 'white stone counter',
    brightness: 0.9,
    shadow: 0.48,
    draw: (random: SeededRandom) => `${slab('#e9e9e7')}${speckles(random)}${sheen()}`,
  },
  marble: {
    label: 'marble counter',
    brightness: 0.92,
    shadow: 0.46,
    draw: (random: SeededRandom) =>
      `<clipPath id="top"><rect y="${edge}" width="640" height="200"/></clipPath>${slab('#eeeeec')}<g clip-path="url(#top)">${veins(random, { top: edge, height: 190 })}</g>${sheen()}`,
  },
  'ash-wood': {
    label: 'ash wood counter',
    brightness: 0.62,
    shadow: 0.58,
    draw: (random: SeededRandom) => `${slab('#c8b79e')}${grain(random)}${sheen()}`,
  },
  ceramic: {
    label: 'ceramic basin',
    brightness: 0.97,
    shadow: 0.42,
    draw: () => `${slab('#f5f6f6')}${basin()}${sheen()}`,
  },
} satisfies Record<string, Counter>;

/** The counter's surface, with the soft dark line where it meets the wall. */
function slab(colour: string): string {
  return `<linearGradient id="slab" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lighten(colour, -0.13)}"/><stop offset=".25" stop-color="${lighten(colour, -0.03)}"/><stop offset="1" stop-color="${lighten(colour, 0.3)}"/></linearGradient>
  <linearGradient id="crease" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".2"/></linearGradient>
  <rect y="${edge - 26}" width="640" height="26" fill="url(#crease)"/><rect y="${edge}" width="640" height="${640 - edge}" fill="url(#slab)"/>`;
}

/** Window light lying on the surface. */
const sheen = (): string =>
  `<radialGradient id="sheen" cx=".3" cy=".72" r=".45" gradientTransform="matrix(1 0 0 .5 0 .42)"><stop offset="0" stop-color="#fff" stop-opacity=".5"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient><rect y="${edge}" width="640" height="${640 - edge}" fill="url(#sheen)"/>`;

function speckles(random: SeededRandom): string {
  return Array.from(
    { length: 170 },
    () =>
      `<ellipse cx="${short(random.between(0, 640))}" cy="${short(random.between(edge + 4, 640))}" rx="${short(random.between(0.8, 2.4))}" ry="${short(random.between(0.4, 1.1))}" fill="${random.pick(['#b9bab8', '#cfcfcc', '#a9aaab'])}" opacity=".45"/>`,
  ).join('');
}

function grain(random: SeededRandom): string {
  return Array.from({ length: 46 }, () => {
    const y = random.between(edge + 3, 640);
    const bend = random.between(-5, 5);
    return `<path d="M-10,${short(y)}C160,${short(y + bend)} 420,${short(y - bend)} 650,${short(y + bend * 0.6)}" fill="none" stroke="${random.pick(['#a8957b', '#b7a58b', '#d8cab5'])}" stroke-width="${short(random.between(0.6, 2.6))}" opacity="${short(random.between(0.2, 0.55))}"/>`;
  }).join('');
}

/** A basin's near bowl, cut by the lower edge of the picture. */
function basin(): string {
  return `<linearGradient id="bowl" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#bfc5c8"/><stop offset=".5" stop-color="#dfe3e4"/><stop offset="1" stop-color="#f2f4f4"/></linearGradient>
  <ellipse cx="320" cy="704" rx="340" ry="112" fill="#fff"/><ellipse cx="320" cy="708" rx="322" ry="104" fill="url(#bowl)"/><path d="M14,684A322,104 0 0 1 626,684" fill="none" stroke="#fff" stroke-width="4" opacity=".9"/>`;
}
