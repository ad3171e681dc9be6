// The few colours a product has, the background left out: most of it first, each with its name.
import { type ColourName, nameColour } from './colour-names.ts';
import { weighForeground } from './foreground.ts';
import { hexOfOklab, type Oklab, oklabOf } from './oklab.ts';

export interface DominantColour {
  /** `#rrggbb`, the mean. */
  hex: string;
  /** Of the product's area, 0..1. */
  share: number;
  name: ColourName;
}

const mostColours = 5;
// Buttons, seams and reflections stay below.
const smallestShare = 0.08;
// Two colours nearer than this are one. Lightness counts for less: a round thing is light and dark of one colour.
const radius = 0.085;
const lightnessWeight = 0.45;

interface Group {
  weight: number;
  /** Weighted sums. */
  lightness: number;
  squares: number;
  a: number;
  b: number;
}

/** Of a sample's interleaved RGB. At least one. */
export function dominantColours(rgb: Uint8Array): DominantColour[] {
  const colours = Array.from({ length: rgb.length / 3 }, (_, i) =>
    oklabOf(rgb[3 * i] ?? 0, rgb[3 * i + 1] ?? 0, rgb[3 * i + 2] ?? 0),
  );
  const weights = weighForeground(colours);
  const groups = gather(colours, weights);
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  const found = groups
    .map((group) =>
      describe(group, { total, spread: spreadOf(groups.filter((other) => isKin(group, other))) }),
    )
    .filter(({ share }, i) => i === 0 || share >= smallestShare);
  return found.slice(0, mostColours);
}

/** Leaders from a coarse histogram, heaviest first, then each pixel to its nearest leader. */
function gather(colours: readonly Oklab[], weights: Float64Array): Group[] {
  const leaders: Oklab[] = [];
  for (const { mean } of histogram(colours, weights)) {
    if (leaders.length < 12 && leaders.every((leader) => gapOf(leader, mean) > radius)) leaders.push(mean);
  }
  const groups = leaders.map((): Group => ({ weight: 0, lightness: 0, squares: 0, a: 0, b: 0 }));
  for (const [i, colour] of colours.entries()) {
    const weight = weights[i] ?? 0;
    if (weight === 0) continue;
    const group = groups[nearestOf(leaders, colour)];
    if (group) add(group, colour, weight);
  }
  return groups.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
}

function histogram(colours: readonly Oklab[], weights: Float64Array): { weight: number; mean: Oklab }[] {
  const cells = new Map<number, Group>();
  for (const [i, colour] of colours.entries()) {
    const weight = weights[i] ?? 0;
    if (weight === 0) continue;
    const [lightness, a, b] = colour;
    const key = (Math.round(lightness * 10) * 64 + Math.round(a * 25 + 32)) * 64 + Math.round(b * 25 + 32);
    const cell = cells.get(key) ?? { weight: 0, lightness: 0, squares: 0, a: 0, b: 0 };
    cells.set(key, cell);
    add(cell, colour, weight);
  }
  return [...cells.values()]
    .map((cell) => ({ weight: cell.weight, mean: meanOf(cell) }))
    .sort((one, other) => other.weight - one.weight);
}

function add(group: Group, [lightness, a, b]: Oklab, weight: number): void {
  group.weight += weight;
  group.lightness += weight * lightness;
  group.squares += weight * lightness ** 2;
  group.a += weight * a;
  group.b += weight * b;
}

function meanOf({ weight, lightness, a, b }: Group): Oklab {
  return [lightness / weight, a / weight, b / weight];
}

function describe(group: Group, { total, spread }: { total: number; spread: number }): DominantColour {
  const mean = meanOf(group);
  const share = Math.round((100 * group.weight) / total) / 100;
  return { hex: hexOfOklab(mean), share, name: nameColour(mean, spread) };
}

/** One hue, light and dark: a polished surface falls into several groups. Greys are only kin to themselves. */
function isKin(group: Group, other: Group): boolean {
  if (group === other) return true;
  const [[, a, b], [, otherA, otherB]] = [meanOf(group), meanOf(other)];
  const [chroma, otherChroma] = [Math.hypot(a, b), Math.hypot(otherA, otherB)];
  if (Math.min(chroma, otherChroma) < 0.04) return false;
  return (a * otherA + b * otherB) / (chroma * otherChroma) > 0.92;
}

/** Standard deviation of the lightness. */
function spreadOf(groups: readonly Group[]): number {
  const sum = (pick: (group: Group) => number) => groups.reduce((total, group) => total + pick(group), 0);
  const weight = sum((group) => group.weight);
  const mean = sum((group) => group.lightness) / weight;
  return Math.sqrt(Math.max(0, sum((group) => group.squares) / weight - mean ** 2));
}

function gapOf(one: Oklab, other: Oklab): number {
  const lightness = lightnessWeight * (one[0] - other[0]);
  return Math.sqrt(lightness ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2);
}

function nearestOf(leaders: readonly Oklab[], colour: Oklab): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [i, leader] of leaders.entries()) {
    const gap = gapOf(leader, colour);
    if (gap < least) [best, least] = [i, gap];
  }
  return best;
}
