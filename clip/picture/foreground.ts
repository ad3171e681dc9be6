// Tells the product from what is behind it: how much each pixel of a sample counts for the colours of the product.
import { type Oklab, oklabDistance } from './oklab.ts';
import { sampleSide } from './picture-sample.ts';

// All distances are OKLab's. A soft shadow or a studio's gradient changes by less than `step` from pixel to pixel and
// stays within `reach` of the colour at the edge; an object begins with a larger jump.
const step = 0.025;
const reach = 0.14;
// A colour is behind the product when a quarter of the edge has it: a wall, a table. What a cut-off sleeve or leg has
// of the edge is less.
const shareOfEdge = 0.25;
const sameColour = 0.07;
const area = sampleSide ** 2;

/** Weights 0..1; of a picture without a plain background those of a spotlight on its middle. */
export function weighForeground(colours: readonly Oklab[]): Float64Array {
  const backgrounds = backgroundsOf(colours);
  const behind = floodFromEdge(colours, backgrounds);
  const covered = behind.reduce((sum, is) => sum + is, 0) / area;
  if (covered < 0.2) return spotlight(() => 1);
  // Nothing stands out: a swatch of fabric, or something white on white.
  if (covered > 0.985) return spotlight(() => 1);
  const outline = outlineOf(behind);
  if (isFaint(colours, behind, outline)) return Float64Array.from(outline);
  const edgeWeight = hasInside(behind) ? thickEdgeWeight : thinEdgeWeight;
  return Float64Array.from(behind, (is, i) => {
    if (is) return 0;
    const colour = colours[i];
    const inShadow = colour && backgrounds.some((background) => isShadeOf(background, colour));
    return (touches(behind, i) ? edgeWeight : 1) * (inShadow ? shadowWeight : 1);
  });
}

// Where object and background meet, a pixel is a mixture of both; of a wire there is nothing else.
const thickEdgeWeight = 0.03;
const thinEdgeWeight = 0.25;
// A product of the very colour of a shadow keeps its colour all the same: all of it counts less.
const shadowWeight = 0.2;

/** The background itself, but darker. */
function isShadeOf([lightness, a, b]: Oklab, colour: Oklab): boolean {
  const darker = lightness - colour[0];
  return darker > 0 && darker < 0.4 && (a - colour[1]) ** 2 + (b - colour[2]) ** 2 < 0.02 ** 2;
}

/** The main colours of the two outermost rings of pixels. */
function backgroundsOf(colours: readonly Oklab[]): Oklab[] {
  const groups: { colour: Oklab; count: number }[] = [];
  const edge = edgePixels.map((i) => colours[i]).filter((colour) => colour !== undefined);
  for (const colour of edge) {
    const known = groups.find((group) => oklabDistance(group.colour, colour) < sameColour);
    if (known) known.count++;
    else groups.push({ colour, count: 1 });
  }
  return groups.filter(({ count }) => count >= shareOfEdge * edge.length).map(({ colour }) => colour);
}

/**
 * 1 for each pixel that can be reached from the edge without a jump and without leaving the edge's colours. The flood
 * is three pixels wide, so that it doesn't seep into a white shirt through a gap in its outline.
 */
function floodFromEdge(colours: readonly Oklab[], backgrounds: readonly Oklab[]): Uint8Array {
  const plain = plainPixels(colours, backgrounds);
  const isWide = (i: number) => around[i]?.every((next) => plain[next]) ?? false;
  const behind = new Uint8Array(area);
  const queue = edgePixels.filter((i) => plain[i]);
  for (const i of queue) behind[i] = 1;
  for (const i of queue) {
    for (const next of beside[i] ?? []) {
      if (behind[next] || !isWide(next)) continue;
      behind[next] = 1;
      queue.push(next);
    }
  }
  // What is plain and touches the flood is a bank that it was too wide to wet.
  const banks = plain.map((is, i) => (is && !behind[i] && around[i]?.some((next) => behind[next]) ? 1 : 0));
  return behind.map((is, i) => is || (banks[i] ?? 0));
}

/** 1 for each pixel that has one of the edge's colours and differs little from those beside it. */
function plainPixels(colours: readonly Oklab[], backgrounds: readonly Oklab[]): Uint8Array {
  const plain = new Uint8Array(area);
  for (const [i, colour] of colours.entries()) {
    if (!backgrounds.some((background) => oklabDistance(background, colour) < reach)) continue;
    let alike = 0;
    for (const next of beside[i] ?? []) {
      if (oklabDistance(colour, colours[next] ?? colour) < step) alike++;
    }
    plain[i] = alike >= 2 ? 1 : 0;
  }
  return plain;
}

/** 1 for each pixel that has foreground on all four sides: the inside of what the edge of a white cup encloses. */
function outlineOf(behind: Uint8Array): Uint8Array {
  const lines = { across: spansOf(behind, 1, sampleSide), down: spansOf(behind, sampleSide, 1) };
  return Uint8Array.from({ length: area }, (_, i) => {
    const [x, y] = [i % sampleSide, Math.floor(i / sampleSide)];
    return isWithin(lines.across[y], x) && isWithin(lines.down[x], y) ? 1 : 0;
  });
}

function spansOf(behind: Uint8Array, along: number, beside: number): [number, number][] {
  return Array.from({ length: sampleSide }, (_, line) => {
    const isFore = (i: number) => !behind[line * beside + i * along];
    const places = Array.from({ length: sampleSide }, (_, i) => i).filter(isFore);
    return [places[0] ?? sampleSide, places.at(-1) ?? -1];
  });
}

function isWithin(span: [number, number] | undefined, at: number): boolean {
  return span !== undefined && at >= span[0] && at <= span[1];
}

/** What stands out is only the shading of something that has the background's own colour. */
function isFaint(colours: readonly Oklab[], behind: Uint8Array, outline: Uint8Array): boolean {
  const outside = meanWhere(colours, (i) => behind[i] === 1);
  let [strong, enclosed, fore] = [0, 0, 0];
  for (const [i, colour] of colours.entries()) {
    enclosed += outline[i] ?? 0;
    if (behind[i]) continue;
    fore++;
    if (oklabDistance(colour, outside) > faint) strong++;
  }
  return outside[0] > 0.9 && fore < 0.6 * enclosed && strong < 0.25 * fore;
}

const faint = 0.2;

function meanWhere(colours: readonly Oklab[], isWanted: (i: number) => boolean): Oklab {
  let count = 0;
  const sum: [number, number, number] = [0, 0, 0];
  for (const [i, [lightness, a, b]] of colours.entries()) {
    if (!isWanted(i)) continue;
    count++;
    sum[0] += lightness;
    sum[1] += a;
    sum[2] += b;
  }
  const of = Math.max(1, count);
  return [sum[0] / of, sum[1] / of, sum[2] / of];
}

function spotlight(weigh: (i: number) => number): Float64Array {
  return Float64Array.from({ length: area }, (_, i) => {
    const x = (i % sampleSide) / (sampleSide - 1) - 0.5;
    const y = Math.floor(i / sampleSide) / (sampleSide - 1) - 0.5;
    return weigh(i) * Math.exp(-(x * x + y * y) / (2 * 0.25 ** 2));
  });
}

function hasInside(behind: Uint8Array): boolean {
  const fore = behind.reduce((sum, is) => sum + 1 - is, 0);
  const inside = behind.reduce((sum, is, i) => sum + (is || touches(behind, i) ? 0 : 1), 0);
  return inside > 0.25 * fore;
}

function touches(behind: Uint8Array, i: number): boolean {
  return (beside[i] ?? []).some((next) => behind[next]);
}

/** The pixels of a square of three around each, and those that share a side with it. */
const around = Array.from({ length: area }, (_, i) => neighboursOf(i, 2));
const beside = Array.from({ length: area }, (_, i) => neighboursOf(i, 1));

function neighboursOf(i: number, mostSteps: number): number[] {
  const [x, y] = [i % sampleSide, Math.floor(i / sampleSide)];
  return [-1, 0, 1].flatMap((down) =>
    [-1, 0, 1].flatMap((across) => {
      const [column, row] = [x + across, y + down];
      const isInside = column >= 0 && row >= 0 && column < sampleSide && row < sampleSide;
      const steps = Math.abs(across) + Math.abs(down);
      return isInside && steps > 0 && steps <= mostSteps ? [row * sampleSide + column] : [];
    }),
  );
}

const edgePixels = Array.from({ length: area }, (_, i) => i).filter((i) => {
  const [x, y] = [i % sampleSide, Math.floor(i / sampleSide)];
  return Math.min(x, y) < 2 || Math.max(x, y) >= sampleSide - 2;
});
