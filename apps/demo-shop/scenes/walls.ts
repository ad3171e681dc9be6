// Walls behind a tap: tiles, plaster, marble, a mirror. Each draws a 640 px square.
import { short } from '../drawing/canvas.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { lighten } from './colour.ts';

export interface Wall {
  label: string;
  brightness: number;
  draw(random: SeededRandom): string;
}

export type WallId = keyof typeof walls;

export const walls = {
  subway: tiled(
    'white subway tiles',
    { colour: '#f1f2f1', grout: '#cfd0ce', width: 128, height: 62, stagger: true },
    0.9,
  ),
  'square-tiles': tiled(
    'white square tiles',
    { colour: '#eef0f0', grout: '#d2d4d3', width: 80, height: 80, stagger: false },
    0.88,
  ),
  'grey-tiles': tiled(
    'grey tiles',
    { colour: '#a9adb0', grout: '#8d9194', width: 160, height: 80, stagger: true },
    0.6,
  ),
  'sage-tiles': tiled(
    'pale sage tiles',
    { colour: '#c9d1c8', grout: '#b3bab1', width: 64, height: 128, stagger: false },
    0.72,
  ),
  plaster: {
    label: 'plaster wall',
    brightness: 0.86,
    draw: (random: SeededRandom) =>
      `<rect width="640" height="640" fill="#ece9e4"/>${blotches(random, '#dcd7d0', 26, 0.12)}${lamp(0.34)}`,
  },
  concrete: {
    label: 'concrete wall',
    brightness: 0.55,
    draw: (random: SeededRandom) =>
      `<rect width="640" height="640" fill="#b5b6b6"/>${blotches(random, '#96989a', 40, 0.16)}${blotches(random, '#cfd0d0', 30, 0.14)}${lamp(0.3)}`,
  },
  'marble-slab': {
    label: 'marble slab',
    brightness: 0.9,
    draw: (random: SeededRandom) =>
      `<rect width="640" height="640" fill="#f0f0ef"/>${veins(random, { height: 640 })}${lamp(0.25)}`,
  },
  mirror: {
    label: 'mirror',
    brightness: 0.8,
    draw: (random: SeededRandom) => mirror(random),
  },
} satisfies Record<string, Wall>;

/** Marble veins: long, slowly bending strokes in two greys, thick ones very faint. */
export function veins(random: SeededRandom, { height, top = 0 }: { height: number; top?: number }): string {
  return Array.from({ length: 16 }, () => {
    const [x, y] = [random.between(-200, 640), random.between(top - 80, top + height)];
    const steps = Array.from(
      { length: 5 },
      () =>
        `q${short(random.between(10, 70))},${short(random.between(-24, 40))} ${short(random.between(60, 130))},${short(random.between(0, 62))}`,
    );
    const path = `M${short(x)},${short(y)}${steps.join('')}`;
    const grey = random.pick(['#a8abb0', '#bcbdc0', '#b6b1a8']);
    return `<path d="${path}" fill="none" stroke="${grey}" stroke-width="${short(random.between(8, 26))}" opacity=".10" stroke-linecap="round"/><path d="${path}" fill="none" stroke="${grey}" stroke-width="${short(random.between(0.8, 2.6))}" opacity="${short(random.between(0.25, 0.6))}"/>`;
  }).join('');
}

function tiled(
  label: string,
  tile: { colour: string; grout: string; width: number; height: number; stagger: boolean },
  brightness: number,
): Wall {
  return {
    label,
    brightness,
    draw: (random) => {
      const bricks: string[] = [];
      for (let row = 0; row * tile.height < 640; row += 1) {
        const shift = tile.stagger && row % 2 === 1 ? -tile.width / 2 : 0;
        for (let x = shift; x < 640; x += tile.width) bricks.push(brick(x, row * tile.height, tile, random));
      }
      return `<linearGradient id="glaze" x1="0" y1="0" x2=".5" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".5"/><stop offset=".4" stop-color="#fff" stop-opacity=".08"/><stop offset="1" stop-color="#000" stop-opacity=".06"/></linearGradient><rect width="640" height="640" fill="${tile.grout}"/>${bricks.join('')}${lamp(0.3)}`;
    },
  };
}

function brick(
  x: number,
  y: number,
  tile: { colour: string; width: number; height: number },
  random: SeededRandom,
): string {
  const box = `x="${x + 1.6}" y="${y + 1.6}" width="${tile.width - 3.2}" height="${tile.height - 3.2}" rx="2.5"`;
  return `<rect ${box} fill="${lighten(tile.colour, random.between(-0.045, 0.12))}"/><rect ${box} fill="url(#glaze)"/>`;
}

function blotches(random: SeededRandom, colour: string, count: number, opacity: number): string {
  const spots = Array.from(
    { length: count },
    () =>
      `<ellipse cx="${short(random.between(0, 640))}" cy="${short(random.between(0, 640))}" rx="${short(random.between(40, 190))}" ry="${short(random.between(24, 110))}" fill="url(#blotch)"/>`,
  );
  return `<radialGradient id="blotch"><stop offset="0" stop-color="${colour}" stop-opacity="${opacity * 2.4}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>${spots.join('')}`;
}

/** Daylight from the upper left, falling off to the lower right. */
function lamp(strength: number): string {
  return `<radialGradient id="lamp" cx=".2" cy=".08" r="1.15"><stop offset="0" stop-color="#fff" stop-opacity="${strength}"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#15181c" stop-opacity="${strength * 0.75}"/></radialGradient><rect width="640" height="640" fill="url(#lamp)"/>`;
}

function mirror(random: SeededRandom): string {
  const left = random.between(60, 110);
  return `<rect width="640" height="640" fill="#dfe0de"/>${lamp(0.3)}
  <linearGradient id="glass" x1="0" y1="0" x2="1" y2=".9"><stop offset="0" stop-color="#e9eef0"/><stop offset=".32" stop-color="#cfd7da"/><stop offset=".4" stop-color="#f3f6f7"/><stop offset=".52" stop-color="#dfe5e7"/><stop offset="1" stop-color="#b7c1c6"/></linearGradient>
  <rect x="${short(left + 5)}" y="-34" width="${short(640 - left * 2 + 4)}" height="424" rx="34" fill="#6b7074" opacity=".35"/>
  <rect x="${short(left)}" y="-40" width="${short(640 - left * 2)}" height="424" rx="34" fill="url(#glass)" stroke="#8d9498" stroke-width="7"/>
  <rect x="${short(left + 90)}" y="60" width="120" height="210" fill="#fff" opacity=".38"/><rect x="${short(left + 220)}" y="60" width="120" height="210" fill="#fff" opacity=".3"/>`;
}
